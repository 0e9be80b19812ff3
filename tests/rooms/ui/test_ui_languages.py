"""The check of declared languages finds what it should, and accuses nobody else."""

import pytest
from tests.languages import misdeclared


def page(body, language="en"):
    return f'<html lang="{language}"><head><title>Lo que se dijo de la ley</title></head>{body}'


RIGHT = [
    ("en", "<p>The plan of the country</p>"),
    ("en", '<p>It says <span lang="es">lo que la gente pidió para el agua</span>.</p>'),
    ("en", '<ul lang="es"><li>Agua para las escuelas<li>Caminos de la aldea</ul><p>The end'),
    ("en", '<td lang="es">Lo que la ley dice<td>What it says of the law'),
    ("en", '<dl><dt lang="es">Lo de la ley<dd>What it is for</dl>'),
    ("en", '<div lang="es">La ley de <b lang="en">the state of the art</b> en el país</div>'),
    ("en", '<p lang="es">Uno de los<br>más de los<img src="x" alt="una de las fotos"></p>'),
    ("en", '<a lang="es" title="Lo que se dijo de la ley">El agua de la aldea</a>'),
    ("en", '<svg lang="es"><title>Lo que se dijo de la ley</title></svg>'),
    ("en", "<p>Luis Ajú (inventada), Autoridad de Institución de ejemplo para el Ambiente</p>"),
    ("en", "<code>el de la ley</code><script>'el de la ley'</script>"),
    ("en", '<p lang="quc">Ri ja’ are k’aslemal de la</p>'),
    ("en", '<p lang="">de la ley, of the law, de las leyes</p>'),
    ("en", "<p>El Progreso</p>"),
    ("en", "<g><text>Forum: Ciudad</text><text>de Guatemala</text></g>"),
    ("en", '<g lang="en"><text>Implementation o…</text></g>'),
    ("es", "<p>Se consulta en http://127.0.0.1/en/of/the/way/ por la gente</p>"),
    ("es", "<p>Un comité más no cambia. Hablo de «Sensitize of the and the for of».</p>"),
    ("es", '<h2 lang="en">Design and Implementation of the Agenda</h2>'),
]
WRONG = [
    ("en", "<p>Centros de votación consultados con las aldeas</p>", "Centros de votación"),
    ("en", '<p lang="es">The law of the country', "The law"),
    ("en", '<ul><li lang="es">Agua para las escuelas<li>Caminos de la aldea</ul>', "Caminos"),
    ("en", '<tr><td lang="es">Lo de la ley<td>Lo que dice la ley', "Lo que dice"),
    ("en", '<div lang="es"><p>El agua<p>de la aldea</div>Lo de la ley', "Lo de la ley"),
    ("en", '<img src="x" alt="Una foto de la aldea">', "Una foto"),
    ("en", '<a href="/" aria-label="Ver lo que se dijo de la ley">x</a>', "Ver lo que"),
    ("en", '<input type="submit" value="Enviar lo que se dijo">', "Enviar"),
    ("en", "<svg><title>Lo que se dijo de la ley</title></svg>", "Lo que se dijo"),
    ("en", "<g><text>Agua</text><text>de la aldea</text></g>", "Agua de la"),
    ("en", "<a><text>The law</text></a><a><rect/><text>de la aldea</text></a>", "de la"),
    ("en", '<a lang="en"><text>The law</text></a><text>de la aldea</text>', "de la"),
    ("es", "<h2>Design and Implementation of the Agenda</h2>", "Design"),
    ("es", '<span lang="en">Lo que se dijo de la ley</span>', "Lo que se dijo"),
]


@pytest.mark.parametrize(("language", "body"), RIGHT)
def test_what_stands_in_its_language_is_not_accused(language, body):
    assert list(misdeclared(page(body, language))) == []


@pytest.mark.parametrize(("language", "body", "begins"), WRONG)
def test_what_stands_in_another_is_found(language, body, begins):
    ((declared, text),) = misdeclared(page(body, language))
    assert declared in ("en", "es")
    assert text.startswith(begins)
