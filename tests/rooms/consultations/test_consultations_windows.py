from datetime import timedelta

import pytest

from cocrea.consultations import selectors, services, tasks
from cocrea.consultations.models import Window
from cocrea.kernel.errors import Conflict, NotPermitted, NotThere, Refused
from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger.models import Entry
from cocrea.process.rules.questionnaires import Question
from cocrea.process.selectors import process_get, process_now


def entries(process, kind):
    return list(Entry.objects.filter(log_id=process.log_id, kind=kind).order_by("position"))


def test_a_window_takes_its_clauses_and_questions_from_the_methodology(window, demo_process):
    assert window.title_es == "La metodología, cláusula por cláusula"
    assert [i.clause_id for i in window.items.all()] == ["1", "2"]
    assert window.items.get(number=1).text == "El plan tendrá un máximo de tres compromisos."
    assert [q.slug for q in window.questions.all()] == ["claridad", "canal", "mejora"]
    assert window.about_kind == "methodology" and window.about_digest
    assert len(entries(demo_process, "consultation.opened")) == 1


def test_a_higher_room_passes_its_own_document(demo_process, actor_of):
    about = SubjectRef("version", "v1", "d" * 64, "Primera versión")
    window = services.window_open(
        actor=actor_of("point_of_contact"),
        process=demo_process,
        slug="primera-version",
        phase=7,
        title_es="Comente la primera versión",
        closes_at=process_now(demo_process) + timedelta(days=20),
        about=about,
        items=[services.ItemText("Publicar los contratos", "compromiso-1", "Contratos abiertos")],
        questions=[Question(slug="apoya", text="¿Lo apoya?", kind="scale")],
    )
    assert (window.phase, window.about_id, window.about_digest) == (7, "v1", "d" * 64)
    assert services.consultation_ref(window).label == "Comente la primera versión"


@pytest.mark.parametrize("role", ["moderator", "facilitator", "operator", "observer"])
def test_others_do_not_open_windows(demo_process, actor_of, role):
    closes = process_now(demo_process) + timedelta(days=1)
    with pytest.raises(NotPermitted):
        services.window_open(
            actor=actor_of(role), process=demo_process, slug="metodologia", closes_at=closes
        )
    assert not Window.objects.exists()


def test_what_a_window_cannot_be(window, demo_process, actor_of):
    coordinator, now = actor_of("point_of_contact"), process_now(demo_process)
    later = now + timedelta(days=5)
    cases = [
        (Conflict, "consultations.slug_taken", {"slug": "metodologia", "closes_at": later}),
        (NotThere, "consultations.unknown", {"slug": "otra", "closes_at": later}),
        (
            Refused,
            "consultations.closes_before_opening",
            {"slug": "x", "phase": 2, "title_es": "X", "closes_at": now},
        ),
        (
            Refused,
            "consultations.nothing_to_ask",
            {"slug": "x", "phase": 2, "title_es": "X", "closes_at": later},
        ),
        (
            NotThere,
            "consultations.unknown_phase",
            {"slug": "x", "phase": 44, "title_es": "X", "closes_at": later},
        ),
    ]
    for error, code, given in cases:
        with pytest.raises(error) as caught:
            services.window_open(actor=coordinator, process=demo_process, **given)
        assert caught.value.findings[0].code == code
    assert Window.objects.count() == 1


def test_an_extension_is_a_published_act_and_the_old_time_stays(window, actor_of, wait):
    until = window.closes_at + timedelta(days=5)
    old = window.closes_at
    changed = services.window_extend(
        actor=actor_of("publisher"), window=window, until=until, reason="Cayó el portal dos días"
    )
    assert changed.closes_at == until
    (extension,) = changed.extensions.all()
    assert (extension.old_closes_at, extension.reason) == (old, "Cayó el portal dos días")
    assert len(entries(window.process, "consultation.extended")) == 1


def test_an_extension_needs_the_role_a_reason_and_an_open_window(window, actor_of, wait):
    until = window.closes_at + timedelta(days=5)
    with pytest.raises(NotPermitted):
        services.window_extend(
            actor=actor_of("moderator"), window=window, until=until, reason="porque sí"
        )
    with pytest.raises(Refused) as caught:
        services.window_extend(actor=actor_of("publisher"), window=window, until=until, reason=" ")
    assert caught.value.findings[0].code == "consultations.reason_missing"
    wait(days=11)
    with pytest.raises(NotPermitted):  # closed: the state is in no row of the permits
        services.window_extend(actor=actor_of("publisher"), window=window, until=until, reason="x")
    window.refresh_from_db()
    assert window.extensions.count() == 0


def test_the_clock_records_the_counts_once(window, answer, wait, demo_process):
    answer(window, canal="radio", stances={1: "agree"}, comments={2: "Falta el plazo de respuesta"})
    answer(window, canal="radio")
    assert tasks.tick(demo_process, process_now(demo_process)) == 0
    wait(days=10)
    demo_process = process_get(demo_process.slug)
    now = process_now(demo_process)
    assert tasks.tick(demo_process, now) == 1
    assert tasks.tick(demo_process, now) == 0
    (entry,) = entries(demo_process, "consultation.closed")
    assert b'"canal":{"radio":2}' in entry.raw and b'"responses":2' in entry.raw
    assert b'"claridad":{"4":2}' in entry.raw and b'"voices":1' in entry.raw
    with pytest.raises(NotPermitted):
        services.window_close_due(actor=CITIZEN, process=demo_process)


def test_gate_facts_and_desk_say_what_is_missing(demo_process, actor_of, wait):
    now = process_now(demo_process)
    coordinator = actor_of("point_of_contact")
    assert selectors.gate_facts(demo_process, now)["consultations.not_held"] == 1
    services.window_open(
        actor=coordinator,
        process=demo_process,
        slug="metodologia",
        closes_at=now + timedelta(days=2),
    )
    facts = selectors.gate_facts(demo_process, now)
    assert facts["consultations.not_held"] == 0 and facts["consultations.open_windows"] == 1
    wait(days=3)
    demo_process = process_get(demo_process.slug)
    facts = selectors.gate_facts(demo_process, process_now(demo_process))
    assert facts["consultations.open_windows"] == 0
    assert facts["consultations.unrecorded_closes"] == 1
