"""Triage, queue, review, points, answers, leaving: by whom, in which state, what stays."""

import json
from datetime import timedelta

import pytest
from tests.conftest import make_actor
from tests.rooms.voices.acts import answer, coded, receive

from cocrea.kernel.errors import Conflict, NotPermitted, NotThere, Refused, TooMany
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN, CLOCK
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import selectors as ledger_selectors
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Entry
from cocrea.ledger.rules.text import matches
from cocrea.people import vault
from cocrea.voices import selectors, tasks
from cocrea.voices import services as voices
from cocrea.voices.models import Disposition, Point, Voice
from cocrea.voices.rules.personal import personal_hints

REASON = "Se incorporó al compromiso de datos de salud."


def target_of(process):
    return SubjectRef("theme", f"{process.slug}-{process.themes.first().slug}")


def codes(error):
    return [f.code for f in error.value.findings]


def treated(process, *texts, **fields):
    """A voice with these points (its whole text when none is given)."""
    receipt = receive(process, **fields)
    voices.voice_admit(actor=make_actor("moderator"), process=process, voice=receipt.voice)
    return receipt, coded(process, receipt.voice, *map(voices.PointInput, texts or [""]))


def incorporated(process, point):
    return answer(process, point, "incorporated", REASON, target=target_of(process))


def test_only_a_moderator_admits_and_only_once(process, actor_of):
    voice = receive(process).voice
    with pytest.raises(NotPermitted):
        voices.voice_admit(actor=actor_of("publisher"), process=process, voice=voice)
    admitted = voices.voice_admit(actor=actor_of("moderator"), process=process, voice=voice)
    assert admitted.text_public and admitted.published_at
    with pytest.raises(NotPermitted):
        voices.voice_admit(actor=actor_of("moderator"), process=process, voice=voice)
    with pytest.raises(NotThere):
        voices.voice_admit(actor=actor_of("moderator"), process=process, voice=uuid7())


def test_a_refusal_has_a_reason_and_one_review_by_another_institution(process, actor_of):
    receipt = receive(process)
    moderator = actor_of("moderator", organization="secretaria-a")
    with pytest.raises(Refused) as error:
        voices.voice_refuse(actor=moderator, process=process, voice=receipt.voice, reason="No")
    assert codes(error) == ["voices.reason_short"]
    reason = "Nombra a una persona privada."
    voices.voice_refuse(actor=moderator, process=process, voice=receipt.voice, reason=reason)
    found = selectors.voice_by_folio(receipt.folio)
    assert found.state == "inadmissible" and not found.text_public

    ask = {"folio": receipt.folio, "code": receipt.code}
    review = voices.review_ask(actor=CITIZEN, **ask, plea="No nombra a nadie")
    with pytest.raises(NotPermitted):
        voices.review_ask(actor=CITIZEN, **ask, plea="otra vez")
    decide = {"process": process, "voice": found, "outcome": "overturned"}
    with pytest.raises(Refused) as error:
        voices.review_decide(actor=moderator, **decide, reason="Sí es admisible de verdad")
    assert codes(error) == ["voices.review_same_institution"]
    other = actor_of("delegate_society", organization="colectivo-b")
    review = voices.review_decide(actor=other, **decide, reason="Sí es admisible de verdad")
    assert (review.outcome, review.organization) == ("overturned", "colectivo-b")
    assert selectors.voice_by_folio(receipt.folio).text_public


def test_a_review_comes_too_late(demo_process, actor_of):
    receipt = receive(demo_process)
    moderator = actor_of("moderator", organization="a")
    reason = "Nombra a una persona privada."
    voices.voice_refuse(actor=moderator, process=demo_process, voice=receipt.voice, reason=reason)
    log = demo_process.log
    log.refresh_from_db()
    ledger.clock_set(log, ledger.now_of(log) + timedelta(days=12))
    with pytest.raises(Refused) as error:
        voices.review_ask(actor=CITIZEN, folio=receipt.folio, code=receipt.code, plea="")
    assert codes(error) == ["voices.review_late"]


def test_answered_when_each_point_is(process):
    receipt, (one, two) = treated(process, "Publicar medicinas", "Abrir los domingos")
    incorporated(process, one)
    assert selectors.voice_by_folio(receipt.folio).state == "treated"
    answer(process, two, "not_viable_financial", "No hay fondos este año.")
    found = selectors.voice_by_folio(receipt.folio)
    assert found.state == "answered" and found.answered_at
    entry = Entry.objects.filter(kind="disposition.published").latest("position")
    body = json.loads(bytes(entry.raw))["body"]
    assert (body["kind"], body["voice_state"]) == ("not_viable_financial", "answered")
    assert "No hay fondos" not in bytes(entry.raw).decode()
    given = Disposition.objects.get(point=two)
    assert matches(body["reason"], bytes(given.reason_salt), given.reason)


def test_a_newer_answer_keeps_the_older_as_history(process, actor_of):
    receipt, (point,) = treated(process)
    old = answer(process, point, "deferred", "Se verá en el próximo plan.")
    new = incorporated(process, point)
    old.refresh_from_db()
    assert (old.current, old.superseded_by) == (False, new)
    point.refresh_from_db()
    assert (old.kind, point.answer) == ("deferred", new.kind)
    (shown,) = selectors.voice_detail(receipt.voice)
    assert [a.current for a in shown.answers] == [True, False]
    with pytest.raises(Conflict):
        voices.disposition_publish(actor=actor_of("publisher"), process=process, disposition=old)


def test_the_one_who_proposes_does_not_publish(process, actor_of):
    _, (point,) = treated(process)
    both = actor_of("systematizer", "publisher")
    given = {"kind": "opinion_noted", "reason": REASON}
    proposed = voices.disposition_propose(actor=both, process=process, point=point, **given)
    with pytest.raises(Refused) as error:
        voices.disposition_publish(actor=both, process=process, disposition=proposed)
    assert codes(error) == ["voices.same_person"]
    with pytest.raises(NotPermitted):
        voices.disposition_publish(
            actor=actor_of("systematizer"), process=process, disposition=proposed
        )
    assert selectors.proposals_waiting(process).count() == 1


def test_a_new_point_opens_an_answered_voice_again(process, actor_of):
    receipt, (point,) = treated(process)
    incorporated(process, point)
    more = [voices.PointInput("También pedía horarios")]
    coder = actor_of("systematizer")
    voices.points_code(actor=coder, process=process, voice=receipt.voice, points=more)
    assert selectors.voice_by_folio(receipt.folio).state == "treated"
    assert list(Point.objects.values_list("number", flat=True)) == [1, 2]


def test_withdrawn_by_its_author_with_the_code_only(process):
    receipt = receive(process)
    with pytest.raises(Refused) as error:
        voices.voice_withdraw(actor=CITIZEN, folio=receipt.folio, code="AAAAA-AAAAA")
    assert codes(error) == ["voices.wrong_code"]
    gone = voices.voice_withdraw(actor=CITIZEN, folio=receipt.folio.lower(), code=receipt.code)
    assert gone.state == "withdrawn" and not gone.text_public
    with pytest.raises(NotPermitted):
        voices.voice_withdraw(actor=CITIZEN, folio=receipt.folio, code=receipt.code)


def test_ten_wrong_codes_lock_the_folio_for_an_hour(demo_process):
    receipt = receive(demo_process)
    present = {"actor": CITIZEN, "folio": receipt.folio}
    for _ in range(10):
        with pytest.raises(Refused):
            voices.code_present(**present, code="00000-00000")
    with pytest.raises(TooMany) as error:
        voices.code_present(**present, code=receipt.code)
    assert codes(error) == ["voices.code_locked"]
    log = demo_process.log
    log.refresh_from_db()
    ledger.clock_set(log, ledger.now_of(log) + timedelta(hours=1))
    assert voices.code_present(**present, code=receipt.code).folio == receipt.folio


def test_erased_for_good_but_not_from_history(process):
    receipt, (point,) = treated(
        process,
        text="Vivo frente al canario verde y pido luz",
        contact="canario@ejemplo.gt",
        covers=("publish", "contact"),
        display="pseudonym",
        shown_name="El Canario",
        gender="woman",
        area="A",
        language="quc",
        sector="cooperation",
    )
    contact = Voice.objects.get().contact
    gone = voices.voice_erase(actor=CITIZEN, folio=receipt.folio, code=receipt.code)
    assert gone.state == "withdrawn"
    assert vault.contact_value(contact) is None
    rows = repr([list(m.objects.values()) for m in (Voice, Point)]).lower()
    assert "canario" not in rows and "woman" not in rows
    assert not any(getattr(gone, name) for name in ("area", "part", "language", "sector"))
    entries = ledger_selectors.entries_about(process.log_id, voices.voice_ref(gone))
    assert [e.kind for e in entries][-1] == "voice.erased"
    assert not any("canario" in bytes(e.raw).decode().lower() for e in Entry.objects.all())
    again = voices.voice_erase(actor=CITIZEN, folio=receipt.folio, code=receipt.code)
    assert again.erased_at == gone.erased_at


def test_erased_by_law_by_the_publisher_with_a_reason(process, actor_of):
    voice = receive(process).voice
    by = {"process": process, "voice": voice, "reason": "Orden judicial 12-2018 del juzgado."}
    with pytest.raises(NotPermitted):
        voices.voice_erase_by_law(actor=actor_of("moderator"), **by)
    gone = voices.voice_erase_by_law(actor=actor_of("publisher"), **by)
    assert (gone.text, gone.erasure_reason) == ("", by["reason"])
    entries = [e for e in Entry.objects.all() if e.kind == "voice.erased"]
    assert len(entries) == 1 and "Orden judicial" not in bytes(entries[0].raw).decode()
    assert by["reason"] in {text.text for text in selectors.published_texts(process)}
    assert ledger.verify_database(process.log, selectors.published_texts(process)).ok
    voices.voice_erase_by_law(actor=actor_of("publisher"), **{**by, "reason": "Otra orden, la 13."})
    assert Voice.objects.get().erasure_reason == by["reason"], "there was nothing left to erase"
    assert Entry.objects.filter(kind="voice.erased").count() == 1


def test_late_triage_is_marked_for_ever_and_nothing_is_published(demo_process):
    voice = receive(demo_process).voice
    assert tasks.tick(demo_process, voice.received_at + timedelta(hours=1)) == 0
    log = demo_process.log
    log.refresh_from_db()
    ledger.clock_set(log, voice.received_at + timedelta(hours=25))
    assert tasks.tick(demo_process, voice.received_at + timedelta(hours=25)) == 1
    assert voices.voices_publish_due(actor=CLOCK, process=demo_process) == 0
    voice.refresh_from_db()
    assert voice.overdue_at and voice.state == "received" and not voice.text_public
    assert selectors.coverage(demo_process).overdue == 1


def test_coverage_is_exact(process):
    receive(process)
    _, (point,) = treated(process, sector="citizen")
    incorporated(process, point)
    _, (one, two) = treated(process, "Uno que pide luz", "Otro que pide agua")
    answer(process, one, "already_exists", "Ya existe en la ley de agua.")
    found = selectors.coverage(process)
    assert (found.total, found.open, found.settled, found.waiting) == (3, 2, 1, 1)
    assert (found.points, found.answered, found.unanswered_points) == (3, 2, 1)
    assert found.by_state == {"received": 1, "answered": 1, "treated": 1}
    assert found.by_kind == {"already_exists": 1, "incorporated": 1}
    assert found.by_sector == {"citizen": 1}
    assert found.hidden["language"] == {"spa": None}
    assert found.oldest_open == Voice.objects.earliest("received_at").received_at
    facts = selectors.gate_facts(process, None)
    assert [facts[f"voices.{k}"] for k in ("unadmitted", "untreated", "unanswered")] == [1, 1, 2]


def test_each_desk_shows_its_work_oldest_first(process, actor_of):
    receive(process)
    _, (one, _two) = treated(process, "Uno que pide luz", "Otro que pide agua")
    given = {"kind": "opinion_noted", "reason": REASON}
    who = actor_of("delegate_public")
    voices.disposition_propose(actor=who, process=process, point=one, **given)
    now = ledger.now_of(process.log)

    def desk(*roles):
        return selectors.desk_items(actor_of(*roles), process, now)

    assert [i.role for i in desk("moderator")] == ["moderator"]
    assert "1" in desk("systematizer")[0].label
    assert [i.role for i in desk("publisher")] == ["publisher"]
    assert desk("observer") == []
    both = desk("moderator", "systematizer", "publisher")
    assert [i.since for i in both] == sorted(i.since for i in both)


def test_published_texts_open_their_commitments(process):
    _, (point,) = treated(process)
    incorporated(process, point)
    texts = list(selectors.published_texts(process))
    assert len(texts) == 3
    assert all(matches(digest, salt, text) for digest, salt, text in texts)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Mi DPI es 2345678900101", "voices.seems_identity"),
        ("CUI 2345 67890 0101", "voices.seems_identity"),
        ("llame al 3015551234", "voices.seems_phone"),
        ("llame al +56 9 1234 5678", "voices.seems_phone"),
    ],
)
def test_hints_know_identity_numbers_and_telephones_of_elsewhere(text, hint):
    assert hint in [finding.code for finding in personal_hints(text)]
    quiet = "Entre 2019-2023 se gastaron 1,250,000 quetzales y 4500 familias no tienen agua."
    assert list(personal_hints(quiet)) == []
