"""A page per act: who sees it, what it warns of, what it keeps when it is refused."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation
from tests.conftest import make_actor
from tests.exceptions import asked, body_of, granted

from cocrea.people.services.demo import demo_user_for
from cocrea.process import selectors
from cocrea.process.models import CalendarAct

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ACTS = {
    "calendar_fix": "point_of_contact",
    "activity_add": "point_of_contact",
    "theme_states": "point_of_contact",
    "amendment_publish": "publisher",
    "exception_propose": "point_of_contact",
}


def url_of(process, name, *more):
    with translation.override("es"):
        return reverse(f"process:{name}", args=[process.slug, *more])


@pytest.fixture
def as_role(client, amended):
    def enter(role):
        client.force_login(demo_user_for(amended, role), BACKEND)
        return client

    return enter


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(("name", "role"), ACTS.items())
def test_each_act_has_its_page_and_its_role(as_role, amended, name, role, prefix):
    url = prefix + url_of(amended, name)
    other = "publisher" if role == "point_of_contact" else "point_of_contact"
    assert as_role(other).get(url).status_code == 403
    assert as_role(other).post(url, {}).status_code == 403
    response = as_role(role).get(url)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert url_of(amended, name) in [u for _l, u in doors(amended, role)]


def doors(process, role):
    with translation.override("es"):
        return selectors.doors(make_actor(role), process, selectors.process_now(process))


def test_a_stranger_enters_no_act(client, amended):
    for name in ACTS:
        assert client.get(url_of(amended, name)).status_code == 403


def test_a_day_is_fixed_in_two_steps(as_role, amended):
    client, url = as_role("point_of_contact"), url_of(amended, "calendar_fix")
    first = client.get(f"{url}?fila=3").content.decode()
    assert 'value="2018-04-01"' in first
    given = {"row": 3, "start": "2018-03-05", "end": "2018-03-06", "reason": "Un <b>cambio</b>."}
    preview = client.post(url, given)
    page = preview.content.decode()
    assert preview.status_code == 200
    assert "marcado en rojo para siempre" in page
    assert "Aviso que se da: 5 días." in page
    assert not CalendarAct.objects.exists()
    token = re.search(r'name="visto" value="(\w+)"', page)[1]
    changed = client.post(url, {**given, "start": "2018-03-04", "visto": token})
    assert changed.status_code == 200  # another day has another notice: seen again
    assert not CalendarAct.objects.exists()
    done = client.post(url, {**given, "visto": token})
    assert done.status_code == 302
    assert done.url.endswith("/calendario/#fila-3")
    assert CalendarAct.objects.get().late
    assert "Un &lt;b&gt;cambio" in client.get(url_of(amended, "calendar")).content.decode()
    again = client.post(url, {**given, "visto": token})
    assert again.status_code in (200, 422)
    assert CalendarAct.objects.count() == 1


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_bad_days_are_explained_and_nothing_is_lost(as_role, amended, prefix):
    client, url = as_role("point_of_contact"), prefix + url_of(amended, "calendar_fix")
    kept = "Lo que escribí"
    for given in (
        {"row": 3, "start": "2018-04-05", "end": "2018-04-01", "reason": kept},
        {"row": 99, "start": "2018-04-05", "end": "2018-04-06", "reason": kept},
        {"row": 3, "start": "ayer", "end": "2018-04-06", "reason": kept},
        {"row": 3, "start": "2018-04-05", "end": "2018-04-06", "reason": kept + "\x00"},
        {},
    ):
        response = client.post(url, given)
        assert response.status_code == 422
        assert "form-errors" in response.content.decode()
        assert kept in response.content.decode() or not given
    assert not CalendarAct.objects.exists()


def test_a_hundred_kilobytes_are_refused_in_the_form(as_role, amended):
    client, url = as_role("point_of_contact"), url_of(amended, "activity_add")
    given = {"phase": 3, "title": "Foro", "start": "2018-06-01", "end": "2018-06-01"}
    response = client.post(url, {**given, "reason": "x" * 100_000})
    assert response.status_code == 422
    assert "el límite es de 2000" in response.content.decode()
    assert not amended.activities.exists()
    assert client.post(url, {**given, "reason": "Porque sí."}).status_code == 302
    assert amended.activities.get().phase == 3


def amend(client, process, clause, **changes):
    law = selectors.law_of(list(selectors.versions(process))[-1])
    found = law.clause(clause)
    given = {
        "new": found.text if found else "",
        "reason": "Razón de ejemplo.",
        "body": "forum",
        "in_force_from": "2018-02-28",
    }
    url = f"{url_of(process, 'amendment_publish')}?clausula={clause}"
    return client.post(url, given | changes)


def test_an_amendment_shows_the_present_text_and_publishes(as_role, amended):
    client, url = as_role("publisher"), url_of(amended, "amendment_publish")
    assert "4.a.fase-5" in client.get(url).content.decode()
    page = client.get(f"{url}?clausula=4.a.fase-5").content.decode()
    assert page.count("2016-2018") == 2  # what it says, and the text to change
    assert (
        amend(client, amended, "4.a.fase-5", new="Texto <script>nuevo</script>.").status_code == 302
    )
    shown = client.get(url_of(amended, "amendments")).content.decode()
    assert "Texto &lt;script&gt;nuevo" in shown
    added = amend(client, amended, "nueva", new_id="R.8", section="Reglas", new="Otra regla.")
    assert added.status_code == 302
    gone = amend(client, amended, "R.8", remove="on")
    assert gone.status_code == 302
    law = selectors.methodology(amended)
    assert law.clause("R.8") is None
    assert [a.number for a in law.amendments][-3:] == [8, 9, 10]
    assert client.get(f"{url}?clausula=nada").status_code == 404


def test_values_change_as_data(as_role, amended):
    client = as_role("publisher")
    values = "- path: rules.notice.call\n  old: 15\n  new: 20\n"
    written = {c["id"]: c["text"] for c in amended.versions.first().data["clauses"]}
    assert amend(client, amended, "R.1", values=values).status_code == 302
    law = selectors.methodology(amended)
    assert law.rules.notice.call == 20
    assert law.clause("R.1").text == written["R.1"]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"values": "- path: [x"},
        {"values": "- {path: rules.notice.call, old: 15, new: 2.5}"},
        {"values": '- {path: caps.areas.of, old: "áreas temáticas", new: "\\0"}'},
        {"values": "- {path: rules.nothing, new: 1}"},
        {"values": "path: x"},
        {"values": "- &a [*a]"},
        {"values": "x" * 700_000},
        {"new": "x" * 100_000},
        {"new": "Otro.", "reason": ""},
        {"new": "Otro.", "body": "nadie"},
        {"new": "Otro.", "in_force_from": "2018-02-01"},
        {"new": "Otro.", "answers": "no-es-folio"},
        {"new": "Otro\x00."},
    ],
)
def test_what_cannot_amend_is_explained_in_the_form(as_role, amended, changes):
    response = amend(as_role("publisher"), amended, "R.1", **changes)
    assert response.status_code == 422
    assert "form-errors" in response.content.decode()
    assert not amended.amendments.exists()


def test_an_exception_names_a_thing_by_its_link(as_role, amended):
    client, url = as_role("point_of_contact"), url_of(amended, "exception_propose")
    assert "No hay quien decida" in client.get(url).content.decode()
    given = {
        "rule": "process.gate_not_met",
        "subject": f"https://ejemplo.gt/p/{amended.slug}/fase/3/",
        "body": body_of(amended).slug,
        "reason": "Razón.",
    }
    assert client.post(url, {**given, "body": "nadie"}).status_code == 422
    assert client.post(url, {**given, "subject": "lo de ayer"}).status_code == 422
    assert client.post(url, {**given, "rule": "otra.regla"}).status_code == 422
    assert client.post(url, given).status_code == 302
    found = amended.exceptions.get()
    assert (found.subject_kind, found.subject_id) == ("phase", f"{amended.slug}-3")
    page = client.get(url_of(amended, "exceptions")).content.decode()
    assert f"/p/{amended.slug}/fase/3/" in page and "espera la decisión" in page
    assert selectors.exception_for(amended, "process.gate_not_met") is None


def test_who_convenes_finds_what_waits_and_declares_its_decision(as_role, amended):
    waiting = asked(amended, "commitments.over_cap", quantity=24)
    secretary = as_role("secretary")
    page = secretary.get(url_of(amended, "exceptions")).content.decode()
    declare = re.search(r'href="(/p/[^"]*decisiones/[^"]*subject_digest[^"]*)"', page)[1]
    form = secretary.get(declare.replace("&amp;", "&")).content.decode()
    assert waiting.digest in form and str(waiting.public_id) in form
    items = selectors.desk_items(make_actor("publisher"), amended, selectors.process_now(amended))
    assert any(str(waiting.public_id) in item.url for item in items)


def test_an_exception_is_withdrawn_with_a_reason(as_role, amended):
    done = granted(amended, "commitments.over_cap", quantity=24)
    url = url_of(amended, "exception_withdraw", done.public_id)
    assert as_role("point_of_contact").post(url, {"reason": "x"}).status_code == 403
    client = as_role("publisher")
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "La decisión fue anulada."}).status_code == 302
    assert selectors.exception_for(amended, "commitments.over_cap") is None
    assert client.post(url, {"reason": "Otra vez."}).status_code == 403
    page = client.get(url_of(amended, "exceptions")).content.decode()
    assert "retirada" in page and "La decisión fue anulada." in page


def test_themes_are_set_together(as_role, amended):
    client, url = as_role("point_of_contact"), url_of(amended, "theme_states")
    themes = selectors.themes(amended, state=None)
    given = {f"theme-{t.slug}": t.state for t in themes} | {"theme-educacion": "candidate"}
    assert client.post(url, given).status_code == 422
    assert client.post(url, {**given, "reason": "Se examina."}).status_code == 302
    assert selectors.theme_get(amended, "educacion").state == "candidate"
    assert client.post(url, {**given, "theme-educacion": "x", "reason": "R"}).status_code == 422


def test_a_task_is_done_from_its_page(as_role, amended):
    url = url_of(amended, "task_done", "convocatoria-salon")
    assert as_role("moderator").get(url).status_code == 403
    client = as_role("secretary")
    assert "Confirmar el salón" in client.get(url).content.decode()
    assert client.post(url).url.endswith("#tareas")
    assert amended.tasks.get(key="convocatoria-salon").done_at is not None
    assert client.post(url).status_code == 302
    assert client.get(url_of(amended, "task_done", "nada")).status_code == 404


def test_staff_see_their_doors_on_the_pages(as_role, amended):
    page = as_role("point_of_contact").get(url_of(amended, "calendar")).content.decode()
    assert f"{url_of(amended, 'calendar_fix')}?fila=3" in page
    assert url_of(amended, "activity_add") in page
    themes = as_role("point_of_contact").get(url_of(amended, "themes")).content.decode()
    assert url_of(amended, "theme_states") in themes
    law = as_role("publisher").get(url_of(amended, "methodology")).content.decode()
    assert url_of(amended, "amendment_publish") in law


def test_an_amendment_of_a_later_day_waits(as_role, amended):
    client = as_role("publisher")
    assert amend(client, amended, "R.1", new="Otro.", in_force_from="2018-06-01").status_code == 302
    assert selectors.methodology(amended).clause("R.1").text != "Otro."
    page = client.get(f"{url_of(amended, 'methodology')}?version=2").content.decode()
    assert "Todavía no rige" in page
    assert amended.amendments.get().in_force_from.astimezone().date() >= date(2018, 6, 1)
