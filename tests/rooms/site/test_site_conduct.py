"""Phases open and close by what every room says; tick does what is due; links lead somewhere."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.core.cache import cache
from django.utils import translation
from tests.conftest import build_process
from tests.exceptions import granted

from cocrea.kernel.errors import NotPermitted, Refused
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger.models import Checkpoint, Entry
from cocrea.process import selectors
from cocrea.process import services as process_services
from cocrea.process.rules.phases import gate_report
from cocrea.process.rules.schedule import Condition
from cocrea.site import conduct, overview, rooms
from cocrea.ui.messages import fact_text, text_of
from cocrea.voices import services as voices


def say(process, text="Que arreglen el puente de la aldea."):
    return voices.voice_receive(actor=CITIZEN, process=process, key=str(uuid7()), text=text).voice


@pytest.fixture
def closed(db):
    """Nothing was opened yet; phases 2 to 10 are planned from the first day on, as 1 is."""
    return build_process("cerrado", demo=False, prefix="CRR", open=())


def codes(caught):
    return [finding.code for finding in caught.value.findings]


def test_a_phase_with_open_voices_does_not_close_until_they_came_so_far(process, actor_of):
    voice = say(process)
    contact = actor_of("point_of_contact")
    with pytest.raises(Refused) as caught:
        conduct.phase_close(actor=contact, process=process, phase=voice.phase)
    assert codes(caught) == ["process.gate_not_met"]
    assert caught.value.findings[0].params["value"] == 1
    for language, words in (
        ("es", "Fase 2: voces que esperan que se diga si se admiten: 1. Debe ser 0."),
        ("en", "Phase 2: voices waiting to be told whether they are admitted: 1. It must be 0."),
    ):
        assert words in text_of(caught.value.findings[0], language)
    assert selectors.phase_state(process, voice.phase) == "open"
    voices.voice_admit(actor=actor_of("moderator"), process=process, voice=voice)
    assert voice.phase == 2  # closes on admitted
    conduct.phase_close(actor=contact, process=process, phase=2)
    assert selectors.phase_state(process, 2) == "closed"
    assert Entry.objects.filter(kind="phase.closed").count() == 1


def test_only_a_published_exception_closes_it_otherwise(process, actor_of):
    voice = say(process)
    subject = SubjectRef("phase", f"{process.slug}-{voice.phase}")
    granted(process, "process.gate_not_met", subject=subject)
    conduct.phase_close(actor=actor_of("point_of_contact"), process=process, phase=voice.phase)
    assert selectors.phase_state(process, voice.phase) == "closed"


def test_a_fact_that_no_room_supplies_keeps_the_gate_shut(process, actor_of):
    with mock.patch.object(rooms, "gate_facts", return_value={}):
        with pytest.raises(Refused) as caught:
            conduct.phase_close(actor=actor_of("point_of_contact"), process=process, phase=3)
    assert codes(caught) == ["process.gate_unknown"]


def test_every_fact_of_every_room_has_words_in_both_languages(process):
    facts = rooms.gate_facts(process, selectors.process_now(process))
    assert len(facts) > 50
    for language in ("es", "en"):
        with translation.override(language):
            said = {name: fact_text(name) for name in facts}
        assert not [words for words in said.values() if re.search(r"[._]", words)]
        assert len(set(said.values())) == len(said)


@pytest.mark.parametrize(
    ("op", "value", "told"),
    [
        ("is", True, "Que haya un foro: no. Debe ser sí."),
        ("at_least", 2, "Fase 3: reuniones celebradas: 1. Debe ser 2 como mínimo."),
        ("at_most", 0, "Fase 3: reuniones celebradas: 1. Debe ser 0 como máximo."),
    ],
)
def test_what_a_gate_asks_is_said_in_words(op, value, told):
    facts = {"people.forum": False, "meetings.held.phase_3": 1}
    fact = "people.forum" if op == "is" else "meetings.held.phase_3"
    report = gate_report([Condition(fact=fact, op=op, value=value)], facts)
    assert text_of(report.findings[0], "es").endswith(told)
    own = Condition(fact=fact, op=op, value=value, text="El foro", text_en="The forum")
    report = gate_report([own], facts)
    assert "El foro: " in text_of(report.findings[0], "es")
    assert "The forum: " in text_of(report.findings[0], "en")


def test_out_of_order_needs_a_public_reason(closed, actor_of):
    contact = actor_of("point_of_contact")
    with pytest.raises(Refused) as caught:
        conduct.phase_open(actor=contact, process=closed, phase=3)
    assert codes(caught) == ["process.reason_missing"]
    act = conduct.phase_open(actor=contact, process=closed, phase=3, reason="El foro ya convocó.")
    assert [f["code"] for f in act.findings] == ["process.phase_out_of_order"]
    with pytest.raises(NotPermitted):
        conduct.phase_open(actor=actor_of("moderator"), process=closed, phase=1, reason="x")


def test_tick_is_safe_to_repeat_and_one_failing_room_stops_no_other(process):
    say(process)

    def broken(process, now):
        raise RuntimeError("this room fails")

    with mock.patch.object(rooms, "ticks", return_value={"broken": broken}):
        first = conduct.tick()
    assert first[process.slug]["broken failed"] == 1
    assert Checkpoint.objects.count() == 1
    conduct.tick()
    assert Checkpoint.objects.count() == 1


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "path",
    ["/", "/acerca/", "/gobierno-abierto/", "/accesibilidad/", "/privacidad/"]
    + [f"/p/municipio/{rest}" for rest in ("", "fase/3/", "buscar/", "buscar/?q=agua")],
)
def test_pages_answer_in_both_languages_without_cookies(process, client, prefix, path):
    response = client.get(prefix + path)
    assert response.status_code == 200 and not response.cookies
    assert response.content.decode().count("<h1") == 1


def test_search_finds_public_things_and_forgives(process, actor_of, client):
    voice = say(process, "Pedimos medicinas en el puesto de salud de la aldea.")
    hidden = say(process, "Texto sin admitir sobre zanahorias.")
    voices.voice_admit(actor=actor_of("moderator"), process=process, voice=voice)
    conduct.tick()
    assert voice.folio in client.get("/p/municipio/buscar/?q=MEDICÍNA").content.decode()
    assert voice.folio in client.get("/p/municipio/buscar/?q=medicinsa").content.decode()
    assert hidden.folio not in client.get("/p/municipio/buscar/?q=zanahorias").content.decode()


def test_one_link_leads_to_any_thing_or_nowhere(process, client):
    voice = say(process)
    response = client.get(f"/r/voice/{voice.public_id}")
    assert response.status_code == 302 and voice.folio in response["Location"]
    for bad in ("voice/x", f"voice/{uuid7()}", "nothing/1", "commitment/%00"):
        assert client.get(f"/r/{bad}").status_code == 404


def test_a_desk_asks_for_a_name(process, client):
    response = client.get("/p/municipio/escritorio/")
    assert response.status_code == 302 and "/cuenta/" in response["Location"]
    assert client.get("/p/municipio/fase/3/acto/").status_code in (302, 403)
    assert client.get("/p/municipio/demostracion/").status_code == 404


def test_days_to_delivery_follow_the_act_that_moved_the_last_row(process, actor_of):
    today = selectors.process_today(process)
    law = selectors.methodology(process)
    planned = selectors.delivery_day(process)
    assert overview.days_to_delivery(process, today) == (planned - today).days
    last = max(row.number for row in law.rows)
    moved = today + timedelta(days=200)
    process_services.calendar_fix(
        actor=actor_of("point_of_contact"),
        process=process,
        row=last,
        start=moved,
        end=moved,
        reason="La validación se aplazó.",
    )
    assert overview.days_to_delivery(process, today) == 200


@pytest.mark.django_db
def test_a_tick_leaves_no_copy_whose_time_is_over(settings, tmp_path):
    """What a page said before its author erased it must not lie on the disk for ever."""
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": tmp_path}}
    for name, seconds in (("page:old", -1), ("page:new", 60), ("plan-files:x", None)):
        cache.set(name, "palabras", seconds)
    conduct.tick()
    assert len(list(tmp_path.iterdir())) == 2
    assert cache.get("page:new") == cache.get("plan-files:x") == "palabras"
