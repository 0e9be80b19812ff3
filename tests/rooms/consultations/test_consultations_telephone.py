"""A bad telephone: the answer to a save is lost, the page is gone back to, the window closes."""

import re
from datetime import timedelta

import pytest

from cocrea.consultations import services
from cocrea.consultations.forms import ticket_make, ticket_read
from cocrea.consultations.models import Draft, Response
from cocrea.consultations.rules import drafts as rules
from cocrea.kernel.errors import Refused
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.process.selectors import process_now
from cocrea.voices.models import Voice


@pytest.fixture
def place(window):
    return f"/p/{window.process.slug}/consultas/{window.slug}/"


@pytest.fixture
def form(client, place):
    """The hidden inputs of a form that was just opened, and a sheet that may be sent."""
    found = re.findall(
        r'type="hidden" name="([\w-]+)" value="([^"]*)"', client.get(place).content.decode()
    )
    return {**dict(found), "language": "spa", "q-claridad": "4", "consent": "on"}


def save(client, place, given, **typed):
    return client.post(place, {**given, **typed, "then": "save"})


def test_a_save_whose_answer_was_lost_is_the_same_draft_with_the_same_code(client, place, form):
    first = save(client, place, form, **{"say-1": "Que sean cinco"})
    again = save(client, place, form, **{"say-1": "Que sean cinco"})
    assert first.context["saved_code"] == again.context["saved_code"]
    assert Draft.objects.count() == 1


def test_two_people_on_one_telephone_keep_their_own(client, place, form):
    """Going back shows the form as it was: what the second types must not replace the first."""
    first = save(client, place, form, **{"say-1": "Que sean cinco"}).context["saved_code"]
    second = save(client, place, form, **{"say-1": "Que sean dos"}).context["saved_code"]
    assert first != second
    for code, said in ((first, "Que sean cinco"), (second, "Que sean dos")):
        page = client.post(f"{place}continuar/", {"code": code})
        assert page.context["form"]["say-1"].value() == said


def test_one_form_cannot_fill_the_database(client, place, form):
    for n in range(rules.MOST_PER_FORM + 3):
        page = save(client, place, form, **{"say-1": f"Texto {n}"})
    assert Draft.objects.count() == rules.MOST_PER_FORM
    assert page.status_code == 422 and "Texto 7" in page.content.decode()
    # The page that refused brought a new form: a person goes on, a program must ask each time.
    fresh = {**form, "ticket": page.context["form"]["ticket"].value()}
    assert save(client, place, fresh, **{"say-1": "Texto 7"}).status_code == 200


@pytest.mark.parametrize("ticket", ["", "x" * 5000, "\x00", "WyJhIl0:1w:zz"])
def test_no_draft_without_a_form_of_ours(client, place, form, ticket):
    page = save(client, place, {**form, "ticket": ticket}, **{"say-1": "Que sean cinco"})
    assert page.status_code == 422 and not Draft.objects.exists()
    assert "Que sean cinco" in page.content.decode()
    assert ticket_read(page.context["form"]["ticket"].value(), page.context["window"])


def test_a_form_of_another_window_saves_nothing_here(window, monkeypatch):
    ticket = ticket_make(window)
    assert ticket_read(ticket, window)
    monkeypatch.setattr(window, "public_id", uuid7())
    assert ticket_read(ticket, window) == ""


def test_a_flood_in_an_hour_waits_and_who_has_a_draft_goes_on(window, wait, monkeypatch):
    def keep(n, code=""):
        data = {"say-1": [f"Texto {n}"]}
        return services.draft_save(actor=CITIZEN, window=window, data=data, code=code)

    monkeypatch.setattr(rules, "MOST_IN_SPAN", 3)
    first = [keep(n) for n in range(3)][0]
    with pytest.raises(Refused) as caught:
        keep(4)
    assert [f.code for f in caught.value.findings] == ["consultations.drafts_busy"]
    assert keep(5, code=first) == first
    wait(hours=1, minutes=1)
    assert keep(6) and Draft.objects.count() == 4


def test_another_sheet_from_a_form_that_was_sent_is_said_and_can_be_sent(client, place, form):
    """Who goes back in the browser, or the neighbour who takes the telephone next."""
    assert client.post(place, {**form, "say-1": "Que sean cinco"}).status_code == 200
    page = client.post(place, {**form, "say-1": "Que sean dos"})
    assert page.status_code == 422 and Response.objects.count() == 1
    assert "no se cambia" in page.content.decode() and "Que sean dos" in page.content.decode()
    fresh = {**form, "key": page.context["form"]["key"].value()}
    assert client.post(place, {**fresh, "say-1": "Que sean dos"}).status_code == 200
    assert Response.objects.count() == 2


def test_a_form_with_a_broken_key_gets_another(client, place, form):
    page = client.post(place, {**form, "key": "x", "say-1": "Que sean cinco"})
    assert page.status_code == 422
    fresh = {**form, "key": page.context["form"]["key"].value()}
    assert client.post(place, {**fresh, "say-1": "Que sean cinco"}).status_code == 200


def test_every_text_that_is_too_long_is_named_at_once(client, place, form):
    page = client.post(place, {**form, "say-1": "x" * 100_000, "say-2": "y" * 100_000})
    assert {"say-1", "say-2"} <= set(page.context["form"].errors)
    assert not Voice.objects.exists()


def test_what_was_saved_is_seen_without_opening_anything(client, place, form):
    code = save(client, place, form, **{"say-2": "Mi comentario"}).context["saved_code"]
    page = client.post(f"{place}continuar/", {"code": code}).content.decode()
    folded = re.search(r'id="art-2">\s*<details class="details"( open)?>', page)
    assert folded.group(1) and "Mi comentario" in page


def test_what_was_saved_can_be_copied_after_the_close_and_not_for_ever(client, place, form, wait):
    code = save(client, place, form, **{"say-1": "Lo que iba a decir"}).context["saved_code"]
    wait(days=11)
    closed = client.get(place).content.decode()
    assert "Recuperar lo que guardé" in closed
    page = client.post(f"{place}continuar/", {"code": code}).content.decode()
    assert "Lo que iba a decir" in page and "ya no se puede enviar" in page
    late = save(client, place, {**form, "draft": code}, **{"say-1": "Y algo más"})
    assert late.context["saved_code"] == code and "pero la consulta ya cerró" in (
        late.content.decode()
    )
    wait(days=30)
    assert "Recuperar lo que guardé" not in client.get(place).content.decode()


SCRIPT = "<script>alert('x')</script>"


def test_script_nul_and_100_kb_in_every_field_harm_nothing(client, place, form):
    names = [n for n in client.get(place).context["form"].fields if n != "csrfmiddlewaretoken"]
    for hostile in (SCRIPT, "\x00", f'"><img src=x onerror=y>{SCRIPT}', "a" * 100_000):
        sheet = dict.fromkeys(names, hostile)
        for then in ("", "save"):
            page = client.post(place, {**sheet, "then": then})
            assert page.status_code == 422, (hostile[:20], then)
            said = page.content.decode()
            assert SCRIPT not in said and "<img src=x" not in said
    assert not (Response.objects.exists() or Voice.objects.exists() or Draft.objects.exists())


@pytest.mark.parametrize("name", ["key", "draft", "via", "ticket", "area", "sector", "language"])
def test_a_sheet_that_was_tampered_with_is_whole_or_nothing(client, place, form, name):
    for hostile in (SCRIPT, "\x00", "á" * 100_000):
        page = client.post(place, {**form, "say-1": "Que sean cinco", name: hostile})
        if page.status_code == 200:  # what only says how somebody came costs no answer
            assert name in ("via", "ticket", "draft") and Voice.objects.get().arrival == ""
        else:
            assert page.status_code == 422 and "Que sean cinco" in page.content.decode()
            assert SCRIPT not in page.content.decode()
    assert Response.objects.count() <= 1


def test_twelve_long_texts_are_saved_and_sent(client, demo_process, actor_of):
    long = "Que la municipalidad publique cada gasto, con quién lo cobró y dónde está la obra. "
    long = (long * 80)[:5_990]
    made = services.window_open(
        actor=actor_of("point_of_contact"),
        process=demo_process,
        slug="doce",
        phase=2,
        title_es="Doce temas",
        closes_at=process_now(demo_process) + timedelta(days=5),
        items=[services.ItemText(f"Tema {n}") for n in range(12)],
    )
    place = f"/p/{demo_process.slug}/consultas/{made.slug}/"
    brought = client.get(place).context["form"]
    given = {name: brought[name].value() for name in ("key", "ticket")}
    given |= {"language": "spa", "consent": "on"}
    given |= {f"say-{n}": f"{n}: {long}" for n in range(1, 13)}
    code = client.post(place, {**given, "then": "save"}).context["saved_code"]
    again = client.post(f"{place}continuar/", {"code": code}).context["form"]
    assert again["say-12"].value() == given["say-12"]
    done = client.post(place, {**given, "draft": code})
    assert done.status_code == 200 and len(done.context["receipt"].texts) == 12
    assert Voice.objects.count() == 12 and not Draft.objects.exists()


def test_a_draft_from_before_drafts_were_packed_is_opened(window, monkeypatch):
    monkeypatch.setattr("cocrea.consultations.services.drafts.zlib.compress", lambda data: data)
    data = {"say-1": ["Lo de antes"]}
    code = services.draft_save(actor=CITIZEN, window=window, data=data)
    monkeypatch.undo()
    assert services.draft_open(window=window, code=code) == data


def test_guessing_codes_opens_nothing(client, place, form):
    code = save(client, place, form, **{"say-1": "Lo mío"}).context["saved_code"]
    for guess in ("", "0", code[:-1], f"{code}0", code[::-1], "%", "'; --", "\x00", "0" * 5000):
        page = client.post(f"{place}continuar/", {"code": guess})
        assert page.status_code == 422 and "Lo mío" not in page.content.decode()
