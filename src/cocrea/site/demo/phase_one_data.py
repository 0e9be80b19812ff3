"""What the demonstration says in phase 1: the library, earlier plans, the agreement, pages.

Real: the instruments, and what the sources named beside each fact say of earlier plans. Known in
general and not read for this portal: marked so. Invented, and saying so: the text of the agreement,
invitations and pages.
"""

from typing import Any

from cocrea.documents.services import Card
from cocrea.process.services import Ground

LICENCE = "No consta una licencia que permita guardar el archivo aquí; quedan la ficha y la fuente."
UNREAD = "El texto no se obtuvo para este portal; queda la ficha."
# SHA-256 of the copy that was read and encoded.
METHODOLOGY = "977626a1e7b0b63b9e3c0ab282a0e816ee71ecc27edcfb1e9f7d2b7775a8e219"

# (card, fields of the document)
LIBRARY: tuple[tuple[Card, dict[str, str]], ...] = (
    (
        Card("methodology", "read", 2018, why_absent=LICENCE),
        {
            "kind": "methodology",
            "title_es": "Metodología del cuarto Plan de Acción Nacional de Gobierno Abierto 2018-2020",
            "title_en": "Methodology of the fourth National Open Government Action Plan 2018-2020",
            "source": "Texto publicado por el Punto de Contacto de Guatemala, 2018; codificado en este portal",
            "note": "Su texto completo se lee en este portal, cláusula por cláusula.",
            "link": "https://www.gobiernoabierto.gob.gt/",
            "digest": METHODOLOGY,
        },
    ),
    (
        Card("standard", "background", 2017, why_absent=LICENCE, cited=("2", "4.b.1")),
        {
            "title_es": "Estándares de participación y co-creación de OGP",
            "title_en": "OGP participation and co-creation standards",
            "language": "en",
            "source": "Open Government Partnership",
            "note": "La metodología los cita en inglés. Aquí se usan parafraseados, por cotejar.",
            "link": "https://www.opengovpartnership.org/ogp-participation-co-creation-standards",
        },
    ),
    (
        Card("manual", "background", 2017, why_absent=LICENCE, cited=("4.b.1",)),
        {
            "title_es": "Manual de Puntos de Contacto de OGP",
            "title_en": "OGP Point of Contact Manual",
            "language": "en",
            "source": "Unidad de Apoyo de Open Government Partnership",
            "link": "https://www.opengovpartnership.org/documents/point-of-contact-manual-2017/",
        },
    ),
    (
        Card("convention", "background", 2003, why_absent=UNREAD, cited=("3.a", "4.b.1")),
        {
            "title_es": "Convención de las Naciones Unidas contra la Corrupción",
            "title_en": "United Nations Convention against Corruption",
            "source": "Naciones Unidas, resolución 58/4 de la Asamblea General",
        },
    ),
    (
        Card("convention", "background", 1996, why_absent=UNREAD, cited=("3.a", "4.b.1")),
        {
            "title_es": "Convención Interamericana contra la Corrupción",
            "title_en": "Inter-American Convention against Corruption",
            "source": "Organización de los Estados Americanos",
        },
    ),
    (
        Card("law", "background", 2018, why_absent=UNREAD, cited=("3.f",)),
        {
            "title_es": "Acuerdo Gubernativo 41-2018",
            "title_en": "Government Agreement 41-2018",
            "source": "Gobierno de la República de Guatemala; lo nombra la metodología",
        },
    ),
    (
        Card("plan", "background", 2014, why_absent=UNREAD, cited=("2", "3.g")),
        {
            "title_es": "Plan Nacional de Desarrollo: K'atun, Nuestra Guatemala 2032",
            "title_en": "National Development Plan: K'atun, Our Guatemala 2032",
            "source": "Consejo Nacional de Desarrollo Urbano y Rural",
        },
    ),
    (
        Card("plan", "background", 2016, why_absent=UNREAD, cited=("2", "3.d")),
        {
            "title_es": "Política General de Gobierno 2016-2020",
            "title_en": "General Government Policy 2016-2020",
            "source": "Gobierno de la República de Guatemala",
        },
    ),
    (
        Card("other", "background", 2015, why_absent=UNREAD, cited=("2", "3.e")),
        {
            "title_es": "Agenda 2030 y Objetivos de Desarrollo Sostenible",
            "title_en": "2030 Agenda and the Sustainable Development Goals",
            "source": "Naciones Unidas, resolución A/RES/70/1",
        },
    ),
    (
        Card("plan", "background", 2014, why_absent=UNREAD, cited=("1", "3.c")),
        {
            "title_es": "Segundo Plan de Acción Nacional de Gobierno Abierto 2014-2016",
            "title_en": "Second National Open Government Action Plan 2014-2016",
            "source": "Gobierno de la República de Guatemala; solo se leyó un extracto de una copia",
        },
    ),
    (
        Card("plan", "background", 2016, why_absent=UNREAD, cited=("1", "3.c", "4.c.fila-3")),
        {
            "title_es": "Tercer Plan de Acción Nacional de Gobierno Abierto 2016-2018",
            "title_en": "Third National Open Government Action Plan 2016-2018",
            "source": "Gobierno de la República de Guatemala; lo nombra la metodología",
        },
    ),
    (
        Card("report", "background", 2017, why_absent=UNREAD),
        {
            "title_es": "Informe de autoevaluación de medio término del plan 2016-2018",
            "title_en": "Mid-term self-assessment report of the 2016-2018 plan",
            "source": "Punto de Contacto de Guatemala, 29 de septiembre de 2017; solo se leyó un extracto",
        },
    ),
)

CLAUSE_1 = "Metodología 2018, cláusula 1: dos planes implementados, el tercero en su fase final"
ROW_3 = "Metodología 2018, fila 3: «compromiso 13 del Plan 2016-2018»"
BIENNIAL = "Deducido de la cláusula 1 (cada dos años) y de los años del plan siguiente"
SELF_2 = "Autoevaluación de medio término del segundo plan; solo se leyó un extracto de una copia"
SELF_3 = "Autoevaluación de medio término, 29 de septiembre de 2017; solo se leyó un extracto"
IRM = "Datos públicos de OGP con la codificación de sus revisores independientes (IRM)"

EARLIER: tuple[dict[str, Any], ...] = (
    {
        "number": 1,
        "name_es": "Primer Plan de Acción Nacional de Gobierno Abierto",
        "name_en": "First National Open Government Action Plan",
        "state": "implemented",
        "grounds": {"state": Ground(CLAUSE_1, "read")},
    },
    {
        "number": 2,
        "name_es": "Segundo Plan de Acción Nacional de Gobierno Abierto",
        "name_en": "Second National Open Government Action Plan",
        "period": "2014-2016",
        "state": "implemented",
        "commitments": 48,
        "grounds": {
            "period": Ground(SELF_2, "background"),
            "state": Ground(CLAUSE_1, "read"),
            "commitments": Ground(SELF_2, "background"),
        },
    },
    {
        "number": 3,
        "name_es": "Tercer Plan de Acción Nacional de Gobierno Abierto",
        "name_en": "Third National Open Government Action Plan",
        "period": "2016-2018",
        "state": "closing",
        "commitments": 22,
        "grounds": {
            "period": Ground(ROW_3, "read"),
            "state": Ground(CLAUSE_1, "read"),
            "commitments": Ground(SELF_3, "background"),
        },
        "note": "La metodología dice que se crearon materiales sobre sus logros; no se obtuvieron.",
    },
)
EARLIER_COMMITMENTS: tuple[dict[str, Any], ...] = (
    {
        "plan": 2,
        "code": "GT0059",
        "title_es": "Leyes que complementen el acceso a la información pública (resumen de este portal)",
        "title_en": "Laws that complement access to public information (summary of this portal)",
        "ground": Ground(f"{IRM}; sin dato de cumplimiento", "read"),
    },
    {
        "plan": 3,
        "number": 13,
        "title_es": "Socializar Gobierno Abierto (así lo describe la metodología; el título no se obtuvo)",
        "title_en": "Make Open Government known (as the methodology describes it; title not obtained)",
        "ground": Ground(ROW_3, "read"),
    },
    {
        "plan": 3,
        "code": "GT0066",
        "title_es": "Mesa multisectorial para una ley de acceso a la información (resumen de este portal)",
        "title_en": "Multi-sector table for a law on access to information (summary of this portal)",
        "state": "complete",
        "achievement": "Los revisores lo calificaron como completo; su efecto en la apertura, marginal.",
        "ground": Ground(IRM, "read"),
    },
)

COMPACT_NAME = "Acuerdo de cumplimiento de los estándares de participación y co-creación"
COMPACT_NAME_EN = "Agreement to comply with the participation and co-creation standards"
COMPACT_BASIS = "Metodología 2018, fila 1: resultado de la convocatoria"
COMPACT_RULES = (
    "Las reuniones de la Mesa Técnica se realizan al menos cada tres meses y su acta se publica.",
    "Hay integrantes de gobierno y de fuera del gobierno, en número parejo.",
    "La agenda, el método y los documentos se conocen antes de cada reunión.",
    "Cualquier persona puede hacer llegar sus aportes, también a distancia.",
    "Las decisiones se publican con sus razones.",
    "Los documentos del proceso quedan en un repositorio público.",
)
COMPACT_RULES_EN = (
    "The Technical Table meets at least every three months and its minutes are published.",
    "It has members from government and from outside government, in even numbers.",
    "Agenda, method and documents are known before each meeting.",
    "Anybody may send in contributions, remotely too.",
    "Decisions are published with their reasons.",
    "The documents of the process are kept in a public repository.",
)
COMPACT_MORE = "Cada aporte recibe una respuesta con razones en treinta días."
COMPACT_MORE_EN = "Every contribution gets a reasoned answer within thirty days."
COMPACT_INVENTED = "Texto inventado para la demostración, a partir de los estándares: el acuerdo de 2018 no se obtuvo."
COMPACT_INVENTED_EN = "Text invented for the demonstration, after the standards: the agreement of 2018 was not obtained."
WITHDRAWN = (
    "Razón inventada: se firmó que las fechas y la agenda se conocerían antes y que habría respuestas "
    "con razones; no ocurrió."
)


def numbered(rules: tuple[str, ...], last: str) -> str:
    """The rules one by one, and the sentence that says they are invented."""
    return "\n".join([*(f"{n}. {rule}" for n, rule in enumerate(rules, start=1)), "", last])


INVITED_BY_NAME = (
    ("Cooperantes internacionales (nombrados así en la metodología)", "cooperation"),
    ("Alcaldes (nombrados así en la metodología)", "municipality"),
    ("Sector empresarial (nombrado así en la metodología)", "private"),
)
LETTER = (
    "OFICIO CIRCULAR (inventado para la demostración)\n\n"
    "Se le invita al acto público de apertura del proceso de cocreación del cuarto Plan de Acción "
    "Nacional de Gobierno Abierto 2018-2020: 4 de abril de 2018, 10:00, Salón Banderas, Palacio "
    "Nacional de la Cultura. No hace falta invitación para participar.\n"
)

QUESTIONS_ES = """## ¿Necesito una cuenta?

No. Puede [dar su voz](/p/guatemala-2018/participar/) sin cuenta y sin decir su nombre.

## ¿Qué pasa con lo que digo?

1. Recibe al momento un **folio**.
2. Una persona lo lee y lo publica, a más tardar al día siguiente.
3. Recibe una respuesta con razones.

## ¿Y si no tengo internet?

Venga a un [foro](/p/guatemala-2018/reuniones/): cada hoja de la mesa tiene su folio.

*Página inventada para la demostración.*
"""
QUESTIONS_EN = """## Do I need an account?

No. You may [give your voice](/en/p/guatemala-2018/participar/) without an account or a name.

## What becomes of what I say?

1. You get a **folio** at once.
2. Somebody reads it and publishes it, by the next day at the latest.
3. You get an answer with reasons.

## And without internet?

Come to a [forum](/en/p/guatemala-2018/reuniones/): every sheet of a table has its folio.

*Page invented for the demonstration.*
"""
ARRIVE_ES = """El acto es en el **Salón Banderas** del Palacio Nacional de la Cultura.

- Entrada libre, de 9:00 a 9:45.
- Hay rampa y ascensor. Si necesita intérprete, dígalo al llegar.

| Qué | Hora |
| --- | --- |
| Registro | 9:00 |
| Acto | 10:00 |
| Firma del acuerdo | 10:40 |

*Página inventada para la demostración.*
"""
ARRIVE_EN = """The event is in the **Salón Banderas** of the Palacio Nacional de la Cultura.

- Free entry, from 9:00 to 9:45.
- There are a ramp and a lift. If you need an interpreter, say so on arrival.

| What | Hour |
| --- | --- |
| Registration | 9:00 |
| Event | 10:00 |
| Signing of the agreement | 10:40 |

*Page invented for the demonstration.*
"""
BUS_ES = """Hay transporte a los foros desde cada cabecera. Pregunte en su municipalidad.

*Página inventada para la demostración.*
"""
THIRD_ES = """La metodología dice que se hicieron materiales sobre los logros del tercer plan.

Lo que se sabe, con su fuente, está en [Planes anteriores](/p/guatemala-2018/planes-anteriores/).

*Página inventada para la demostración.*
"""
THIRD_MORE_ES = """En los seis foros se explicó qué es Gobierno Abierto. Cuenta para el compromiso 13 del plan 2016-2018.

Lo que se sabe, con su fuente, está en [Planes anteriores](/p/guatemala-2018/planes-anteriores/).

*Página inventada para la demostración.*
"""
THIRD_MORE_EN = """At the six forums it was explained what open government is. This counts for commitment 13 of the 2016-2018 plan.

What is known, with its source, is in [Earlier plans](/en/p/guatemala-2018/planes-anteriores/).

*Page invented for the demonstration.*
"""
NEXT_ES = """Lo prometido y lo hecho, meta por meta, está en [Avance](/p/guatemala-2018/avance/).

*Página inventada para la demostración.*
"""
