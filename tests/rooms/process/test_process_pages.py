"""What the public pages say, in both languages, at constant cost, to nobody in particular."""

import html
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.conftest import ROOT, make_actor
from tests.exceptions import asked, granted

from cocrea.ledger import services as ledger
from cocrea.process import links, selectors, services
from cocrea.process.rules.amend import digest, from_json
from cocrea.process.rules.loading import amendment_of
from cocrea.ui.messages import text_of

CONTACT, PUBLISHER = make_actor("point_of_contact"), make_actor("publisher")
GOLDEN = ROOT / "tests/golden/methodology/guatemala-2018-as-published.findings.json"
PAGES = (
    "calendario/",
    "metodologia/",
    "metodologia/?version=1",
    "metodologia/enmiendas/",
    "metodologia/marcos/sdg/",
    "temas/",
    "temas/educacion/",
    "excepciones/",
)


def text(response):
    return re.sub(r"\s+", " ", html.unescape(response.content.decode()))


def get(client, process, path, prefix=""):
    response = client.get(f"{prefix}/p/{process.slug}/{path}")
    assert response.status_code == 200, path
    return text(response)


def eventful(process):
    """Days fixed and moved late, a task done, an activity, an exception, an amendment."""
    add = {"actor": CONTACT, "process": process}
    fix = {**add, "row": 3, "start": date(2018, 4, 18), "end": date(2018, 5, 8)}
    services.calendar_fix(**fix, reason="Sedes confirmadas.")
    ledger.clock_set(process.log, datetime(2018, 4, 15, 15, tzinfo=UTC))
    late = {**fix, "start": date(2018, 4, 21), "end": date(2018, 5, 10)}
    services.calendar_fix(**late, reason="Otro <script>alert(1)</script> salón.")
    services.calendar_fix(
        **{**fix, "row": 10, "start": date(2018, 11, 28), "end": date(2018, 11, 28)},
        reason="La validación se aplazó.",
    )
    day = date(2018, 6, 1)
    services.activity_add(
        **add, phase=3, title="Foro <i>virtual</i>", start=day, end=day, reason="Migrantes."
    )
    granted(process, "commitments.over_cap", reason="Cuatro más <b>.", quantity=24)
    asked(process, "process.gate_not_met", reason="Otra <b>.")
    states = {"educacion": "dropped", "gobiernos-locales": "prioritised"}
    services.theme_set(**add, states=states, reason="Se unió a otro.")
    law = selectors.methodology(process)
    old = law.clause("4.a.fase-5").text
    services.amendment_publish(
        actor=PUBLISHER,
        process=process,
        in_force_from=None,
        text=amendment_of(
            {
                "number": len(law.amendments) + 1,
                "clause": "4.a.fase-5",
                "old": old,
                "new": old.replace("2016-2018", "2018-2020") + " <script>x</script>",
                "reason": "El período estaba equivocado.",
                "body": "forum",
                "in_force_from": {"date": "2018-04-15"},
            }
        ),
    )


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_in_both_languages_without_cookie(client, amended, prefix):
    eventful(amended)
    for path in PAGES:
        response = client.get(f"{prefix}/p/{amended.slug}/{path}")
        assert response.status_code == 200, path
        assert not response.cookies
        page = response.content.decode()
        assert "<script>alert" not in page
        assert "<script>x" not in page
        assert "csrfmiddlewaretoken" not in page
        assert "Cookie" not in response.get("Vary", "")
        again = client.get(response.request["PATH_INFO"], headers={"If-None-Match": "x"})
        assert again.status_code == 200


def test_the_same_page_answers_304_until_something_is_published(client, amended):
    url = f"/p/{amended.slug}/calendario/"
    tag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    eventful(amended)
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_calendar_says_what_was_planned_and_what_was_fixed(client, amended):
    planned = get(client, amended, "calendario/")
    assert "falta fijar el día: se sabe la quincena" in planned
    assert "Segunda quincena del mes de agosto 2018" in planned
    assert "alrededor de 150 personas en cada sede" in planned
    assert "para Alta Verapaz y Baja Verapaz" in planned
    assert "propuesta" in planned and "alterna" in planned and "confirmada" in planned
    assert "días para la entrega" in planned
    eventful(amended)
    page = get(client, amended, "calendario/")
    assert "Aviso corto: 3 días de los 15 días debidos" in page
    assert "Estaba prevista para el 30 de agosto de 2018 y pasó al 28 de noviembre de 2018" in page
    assert "90 días después" in page
    assert "antes de lo previsto" not in page  # a day fixed inside its interval is not early
    assert "Foro <i>virtual</i>" in page  # as text: it was escaped
    assert "venció hace" in page
    english = get(client, amended, "calendario/", "/en")
    assert "Short notice: 3 days of the 15 days due" in english
    assert "in each place" in english
    assert 'lang="es"' in english


def test_without_a_rule_of_notice_the_calendar_says_so(client, published):
    page = get(client, published, "calendario/")
    assert "Ningún texto fija con cuántos días se avisa" in page
    assert "Ningún texto fija tareas de preparación" in page


def test_the_findings_on_record_are_on_the_page(client, published):
    page = get(client, published, "metodologia/")
    recorded = json.loads(GOLDEN.read_text(encoding="utf-8"))["findings"]
    findings = list(selectors.findings_of(selectors.version_at(published)))
    assert [f.code for f in findings] == [f["code"] for f in recorded]
    for finding in findings:
        assert text_of(finding, "es") in page
        for clause in filter(None, finding.basis.split(", ")):
            assert f'href="?seccion=clausulas#clausula-{clause}"' in page
            assert f'id="clausula-{clause}"' in page
    assert page.count("ningún texto lo fija") == 6


def test_the_methodology_holds_its_parts(client, amended):
    page = get(client, amended, "metodologia/")
    for words in (
        "No es un texto oficial",
        "por verificar con el texto oficial",
        "responsables",
        "consenso",
        "sector público: como máximo 50 %",
        "Respuesta con razones en 30 días calendario",
        "Aceptación institucional",
        "SMART",
        "vigente",
    ):
        assert words in page, words
    law = selectors.methodology(amended)
    for phase in law.phases:
        assert reverse("site:phase", args=[amended.slug, phase.number]) in page
    assert all(f'id="clausula-{clause.id}"' in page for clause in law.clauses)
    assert selectors.version_at(amended).digest in page
    assert "no text states it" not in get(client, amended, "metodologia/", "/en")


def test_a_former_version_stays_readable_and_says_so(client, amended):
    eventful(amended)
    now, before = get(client, amended, "metodologia/"), "metodologia/?version=1"
    assert "Está leyendo la versión" not in now
    former = get(client, amended, before)
    assert "Está leyendo la versión 1" in former
    assert "Nacional de Gobierno Abierto 2016-2018" in former
    assert "Nacional de Gobierno Abierto 2016-2018" not in now
    for bad in ("9", "0", "x", "-1", "9" * 40, "%00"):
        assert client.get(f"/p/{amended.slug}/metodologia/?version={bad}").status_code == 404


def test_amendments_show_old_and_new(client, amended):
    eventful(amended)
    page = get(client, amended, "metodologia/enmiendas/")
    assert "Enmienda 8: cláusula 4.a.fase-5" in page
    assert "El período estaba equivocado." in page
    assert "<del" in page and "<ins" in page
    assert "Mesa Técnica de Gobierno Abierto" in page
    assert page.count("vino con la metodología") == 7
    assert "rules.sector_floor" in page


def test_the_file_is_the_methodology(client, amended):
    eventful(amended)
    url = reverse("process-files:methodology", args=[amended.slug])
    for number in (1, 2):
        response = client.get(f"{url}?version={number}")
        law = from_json(json.loads(response.content))
        assert digest(law) == selectors.version_get(amended, number).digest
    assert response["Content-Disposition"].endswith('-v2.json"')
    assert client.get(f"/en{url}").status_code == 404


def test_themes_lead_to_what_was_said_on_them(client, amended):
    eventful(amended)
    assert "Descartado" in get(client, amended, "temas/")
    page = get(client, amended, "temas/educacion/")
    assert f"/p/{amended.slug}/voces/?tema=educacion" in page
    assert "Priorizado → Descartado" in page
    assert "Se unió a otro." in page
    assert "Se examinó y se mantiene: Priorizado" in get(
        client, amended, "temas/gobiernos-locales/"
    )
    assert "Education" in get(client, amended, "temas/educacion/", "/en")


def test_exceptions_say_rule_reason_and_body(client, amended):
    assert "Ninguna excepción" in get(client, amended, "excepciones/")
    eventful(amended)
    page = get(client, amended, "excepciones/")
    assert "El tope de compromisos del Plan" in page
    assert "Mesa municipal" in page and "Decisión de prueba" in page
    assert "24" in page


def test_what_is_not_there_is_404(client, amended):
    for path in ("temas/x/", "metodologia/marcos/x/", "calendario/x/"):
        assert client.get(f"/p/{amended.slug}/{path}").status_code == 404


def count(client, url):
    client.get(url)  # versions are parsed once
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_cost_does_not_grow(client, amended):
    urls = [f"/p/{amended.slug}/{path}" for path in PAGES]
    eventful(amended)
    few = [count(client, url) for url in urls]
    given = {"actor": CONTACT, "process": amended}
    for n in range(40):
        row, day = 3 + n % 7, date(2018, 7, 1).replace(day=1 + n % 28)
        services.calendar_fix(**given, row=row, start=day, end=day, reason="Se movió otra vez.")
        services.activity_add(
            **given, phase=3, title=f"Actividad {n}", start=day, end=day, reason="Más."
        )
        granted(amended, "x.y", reason="R.")
    assert [count(client, url) for url in urls] == few
    assert max(few) < 20


def test_links_lead_to_pages(client, amended):
    eventful(amended)
    slug = amended.slug
    things = {
        "process": slug,
        "phase": f"{slug}-3",
        "row": f"{slug}-3",
        "theme": f"{slug}-educacion",
        "task": f"{slug}-foros-sedes",
        "amendment": str(amended.amendments.get().public_id),
        "exception": str(selectors.exceptions(amended).get().public_id),
        "methodology": f"{slug}-1",
        "activity": str(amended.activities.get().public_id),
    }
    # Earlier plans have a test of their own, in test_process_call.
    assert set(things) == set(links.LINKS) - {"earlier_plan", "earlier_commitment"}
    for kind, public_id in things.items():
        url = links.LINKS[kind](public_id)
        assert url, kind
        page, _hash, anchor = url.partition("#")
        if kind not in ("process", "phase"):
            assert f'id="{anchor}"' in client.get(page).content.decode() or not anchor
        for bad in ("", "x", "otra-3", "\x00", "é" * 300, f"{slug}-x9"):
            assert links.LINKS[kind](bad) is None or kind == "process"


def test_migrations_are_complete(db):
    call_command("makemigrations", "process", check=True, dry_run=True, verbosity=0)


def test_files_stay_small():
    room = Path(selectors.__file__).resolve().parent.parent
    long = [p.name for p in room.rglob("*.py") if len(p.read_text("utf-8").splitlines()) > 400]
    assert not long
