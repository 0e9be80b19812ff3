"""A session from its declared rule to an outcome that stays, through the services."""

import json

import pytest

from cocrea.agreement import selectors
from cocrea.agreement import services as agreement
from cocrea.agreement.models import Position, Session
from cocrea.agreement.services import sessions
from cocrea.agreement.services.sessions import session_outcome
from cocrea.kernel.errors import Conflict, NotPermitted, NotThere, Refused
from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger.models import Entry
from cocrea.people import services as people
from cocrea.people.models import BodySession
from cocrea.process.rules.charter import Rules, SectorBound
from cocrea.process.selectors import process_now

pytestmark = pytest.mark.django_db

PRESENT = {"public": {"member": 2}, "civil_society": {"member": 1}, "academia": {"member": 1}}
COMMITMENT = SubjectRef("commitment", "c-1", "ab", "Abrir las compras")


def codes(error):
    return [f.code for f in error.value.findings]


def kinds(process):
    return list(Entry.objects.filter(log_id=process.log_id).values_list("kind", flat=True))


def body_of(process, kind):
    entry = Entry.objects.filter(log_id=process.log_id, kind=kind).latest("position")
    return json.loads(bytes(entry.raw))["body"]


@pytest.fixture
def declare(process, forum, actor_of):
    def made(**fields):
        fields = {"title": "Aprobar el compromiso", "body": forum, "subject": COMMITMENT, **fields}
        return agreement.session_declare(actor=actor_of("secretary"), process=process, **fields)

    return made


@pytest.fixture
def opened(declare, actor_of):
    def made(present=PRESENT, **fields):
        session = declare(**fields)
        return agreement.session_open(actor=actor_of("secretary"), session=session, present=present)

    return made


def test_the_rule_comes_from_the_methodology_and_is_in_the_record_before_it_opens(process, declare):
    session = declare()
    assert (session.technique, session.quorum_share, session.quorum_sectors) == ("consensus", 50, 2)
    assert session.tie_text == "La propuesta vuelve a la mesa."
    assert session.floor == [{"sector": "public", "at_least": 0, "at_most": 60}]
    assert session.state == Session.DECLARED
    body = body_of(process, "session.declared")
    assert body["rule"]["technique"] == "consensus"
    assert body["about"]["id"] == "c-1"


def test_no_decision_without_a_prior_rule(process, declare, monkeypatch):
    law = sessions.methodology(process).model_copy(update={"rules": Rules()})
    monkeypatch.setattr(sessions, "methodology", lambda _process: law)
    before = kinds(process)
    with pytest.raises(Refused) as error:
        declare()
    assert codes(error) == ["agreement.no_rule"] * 4
    assert Session.objects.count() == 0
    assert kinds(process) == before


def test_a_session_cannot_be_closed_or_spoken_in_before_it_opens(declare, forum, member, actor_of):
    session = declare()
    with pytest.raises(NotPermitted):
        agreement.session_close(actor=actor_of("secretary"), session=session)
    with pytest.raises(NotPermitted):
        agreement.position_record(actor=member(forum.functions[0]), session=session, stance="agree")


def test_from_opening_to_an_outcome_that_explains_itself(process, opened, forum, member, actor_of):
    session = opened()
    for function, stance in zip(
        forum.functions, ["agree", "agree", "agree", "stand_aside"], strict=True
    ):
        agreement.position_record(
            actor=member(function), session=session, stance=stance, text=f"Digo {stance}"
        )
    closed = agreement.session_close(actor=actor_of("secretary"), session=session)
    assert closed.result == "adopted"
    assert closed.outcome["inputs"]["stances"] == {"agree": 3, "stand_aside": 1}
    assert {s["code"]: s["ok"] for s in closed.outcome["steps"]} == {
        "agreement.step_quorum": True,
        "agreement.step_sectors": True,
        "agreement.step_floor_met": True,
        "agreement.step_counted": None,
        "agreement.step_nobody_objects": True,
        "agreement.step_somebody_for": True,
    }
    assert closed.label["params"] == {"percent": 50, "officials": 2, "total": 4}
    assert [p.text for p in selectors.dissents(process)] == ["Digo stand_aside"]
    assert selectors.decision_on(process, "commitment", "c-1") == closed
    assert selectors.adopted(process, "commitment", "c-1")
    assert body_of(process, "session.closed")["outcome"] == closed.outcome
    sat = BodySession.objects.get(body=session.body)
    assert (sat.subject_id, sat.held_at) == (str(session.public_id), closed.closed_at)


def test_a_decision_taken_with_91_percent_officials_says_so_for_ever(process, actor_of):
    """An open table: nobody has a seat, everybody in the hall counts for the balance."""
    secretary = actor_of("secretary")
    rule = agreement.Declaration(
        "majority",
        agreement.QuorumRule(0),
        tie="not_adopted",
        floor=(SectorBound(sector="public", at_most=50),),
    )
    session = agreement.session_declare(
        actor=secretary, process=process, title="Acuerdos de octubre", rule=rule
    )
    present = {
        "public": {"member": 660},
        "civil_society": {"guest": 65},
        "citizen": {"guest": 2},
    }
    agreement.session_open(actor=secretary, session=session, present=present)
    agreement.position_record(
        actor=secretary,
        session=session,
        stance="agree",
        participant=agreement.Participant(person="1"),
    )
    closed = agreement.session_close(actor=secretary, session=session)
    assert closed.label["params"]["percent"] == 91
    assert closed.label["outside"] is True
    assert closed.result == "adopted"
    annulled = agreement.session_annul(
        actor=actor_of("point_of_contact"), session=closed, reason="Se repite con equilibrio"
    )
    annulled.refresh_from_db()
    assert annulled.label["params"]["percent"] == 91
    assert annulled.outcome["result"] == "adopted"


def test_without_quorum_it_closes_without_decision(opened, actor_of):
    session = opened(present={"public": {"member": 1}})
    closed = agreement.session_close(actor=actor_of("secretary"), session=session)
    assert closed.result == "no_decision"
    assert closed.outcome["steps"][0] == {
        "code": "agreement.step_quorum",
        "params": {"present": 1, "seats": 4, "share": 50},
        "ok": False,
    }


def test_one_position_each_changes_are_kept_and_a_replay_changes_nothing(
    process, opened, forum, member
):
    session, actor = opened(), member(forum.functions[0])
    first = agreement.position_record(actor=actor, session=session, stance="agree")
    again = agreement.position_record(actor=actor, session=session, stance="agree")
    assert again == first
    agreement.position_record(actor=actor, session=session, stance="object", text="No alcanza")
    rows = list(Position.objects.values_list("participant", "number", "stance", "current"))
    assert rows == [("seat-1", 1, "agree", False), ("seat-1", 2, "object", True)]
    assert kinds(process).count("position.recorded") == 2


def test_positions_that_are_refused(opened, forum, member, actor_of):
    session, actor = opened(), member(forum.functions[0])
    tests = (
        ({"stance": "against"}, "agreement.bad_stance"),
        ({"stance": "object"}, "agreement.reason_needed"),
        ({"stance": "agree", "choices": [0]}, "agreement.bad_choice"),
        ({"stance": "agree", "text": "x" * 100_000}, "kernel.text_too_long"),
    )
    for fields, code in tests:
        with pytest.raises(Refused) as error:
            agreement.position_record(actor=actor, session=session, **fields)
        assert codes(error) == [code]
    secretary = actor_of("secretary")
    for participant, code in (
        (agreement.Participant(), "agreement.participant_unclear"),
        (agreement.Participant(person="7"), "agreement.no_seat"),
    ):
        with pytest.raises(Refused) as error:
            agreement.position_record(
                actor=secretary, session=session, stance="agree", participant=participant
            )
        assert codes(error) == [code]
    with pytest.raises(NotThere):
        agreement.position_record(
            actor=secretary,
            session=session,
            stance="agree",
            participant=agreement.Participant(organization="nadie"),
        )
    assert Position.objects.count() == 0


def test_members_speak_for_themselves_and_citizens_do_not_vote(opened, forum, member):
    session = opened()
    other = agreement.Participant(office=str(forum.functions[1].public_id))
    with pytest.raises(NotPermitted) as error:
        agreement.position_record(
            actor=member(forum.functions[0]), session=session, stance="agree", participant=other
        )
    assert codes(error) == ["agreement.own_position_only"]
    with pytest.raises(NotPermitted):
        agreement.position_record(actor=CITIZEN, session=session, stance="agree")


def test_there_are_no_more_positions_than_people(opened, forum, member):
    session = opened(present={"public": {"member": 1}})
    agreement.position_record(actor=member(forum.functions[0]), session=session, stance="agree")
    with pytest.raises(Refused) as error:
        agreement.position_record(actor=member(forum.functions[1]), session=session, stance="agree")
    assert codes(error) == ["agreement.more_positions_than_present"]


def test_a_sector_speaks_as_often_as_it_was_counted(opened, forum, member):
    """Three of the government were there and nobody of society: nobody of society spoke."""
    session = opened(present={"public": {"member": 3}})
    with pytest.raises(Refused) as error:
        agreement.position_record(actor=member(forum.functions[2]), session=session, stance="agree")
    assert codes(error) == ["agreement.nobody_of_sector"]
    agreement.position_record(actor=member(forum.functions[0]), session=session, stance="agree")


def test_who_was_there_and_said_nothing_is_told(opened, forum, member, actor_of):
    session = opened(present={"public": {"member": 2}, "civil_society": {"member": 2}})
    agreement.position_record(actor=member(forum.functions[0]), session=session, stance="agree")
    agreement.objection_raise(actor=member(forum.functions[2]), session=session, text="No")
    left = selectors.left_open(session)
    assert (left.taken, left.silent, left.objections) == (1, 3, 1)
    closed = agreement.session_close(actor=actor_of("facilitator"), session=session)
    silent = [s for s in closed.outcome["steps"] if s["code"] == "agreement.step_silent"]
    assert [step["params"]["count"] for step in silent] == [3]


def test_who_stands_aside_without_a_word_is_among_the_dissents(opened, forum, member, actor_of):
    session = opened()
    agreement.position_record(
        actor=member(forum.functions[0]), session=session, stance="agree", text="Con gusto"
    )
    agreement.position_record(
        actor=member(forum.functions[2]), session=session, stance="stand_aside"
    )
    assert [p.stance for p in selectors.session_page(session)["dissents"]] == ["stand_aside"]
    agreement.session_close(actor=actor_of("facilitator"), session=session)
    assert json.loads(bytes(Entry.objects.get(kind="session.closed").raw))["body"]["dissents"] == 1


def test_after_closing_nothing_more_is_said(opened, forum, member, actor_of):
    session = opened()
    agreement.session_close(actor=actor_of("facilitator"), session=session)
    with pytest.raises(NotPermitted):
        agreement.position_record(actor=member(forum.functions[0]), session=session, stance="agree")
    with pytest.raises(NotPermitted):
        agreement.session_close(actor=actor_of("secretary"), session=session)


@pytest.mark.parametrize("role", ["citizen", "publisher", "observer", "point_of_contact"])
def test_who_may_not_open(declare, actor_of, role):
    with pytest.raises(NotPermitted):
        agreement.session_open(actor=actor_of(role), session=declare(), present=PRESENT)


def test_an_objection_is_kept_answered_and_settled_by_who_raised_it(
    process, opened, forum, member, actor_of
):
    rule = agreement.Declaration(technique="consent")
    session, objector = opened(rule=rule), member(forum.functions[2])
    agreement.position_record(actor=member(forum.functions[0]), session=session, stance="agree")
    agreement.position_record(
        actor=objector, session=session, stance="object", text="No hay presupuesto"
    )
    words = "<script>alert(1)</script> No hay\x00 presupuesto"
    objection = agreement.objection_raise(actor=objector, session=session, text=words)
    assert objection.text == "<script>alert(1)</script> No hay presupuesto"
    objection = agreement.objection_answer(
        actor=member(forum.functions[0]), objection=objection, reply="Se asigna en 2027"
    )
    with pytest.raises(Conflict) as error:
        agreement.objection_answer(
            actor=actor_of("point_of_contact"), objection=objection, reply="Otra"
        )
    assert codes(error) == ["agreement.already_answered"]
    with pytest.raises(NotPermitted):
        agreement.objection_resolve(
            actor=member(forum.functions[0]), objection=objection, resolution="Ya está"
        )
    assert session_outcome(session).result == "not_adopted"
    agreement.objection_resolve(actor=objector, objection=objection, resolution="Conforme")
    closed = agreement.session_close(actor=actor_of("secretary"), session=session)
    assert closed.result == "adopted"
    assert "No hay" not in json.dumps(body_of(process, "objection.raised"))


def test_a_declared_interest_recuses_at_opening_and_bars_the_position(
    process, declare, forum, member, actor_of
):
    function = forum.functions[0]
    agreement.interests_declare(
        actor=member(function),
        process=process,
        organizations=["universidad-de-ejemplo"],
        text="Doy clases allí.",
    )
    session = declare(organizations=["universidad-de-ejemplo"], themes=["agua"])
    session = agreement.session_open(actor=actor_of("secretary"), session=session, present=PRESENT)
    recusal = session.recusals.get()
    assert (recusal.function, recusal.origin) == (function, "match")
    assert recusal.match == ["universidad-de-ejemplo"]
    assert body_of(process, "session.opened")["recused"] == [
        {"office": str(function.public_id), "match": ["universidad-de-ejemplo"]}
    ]
    with pytest.raises(Refused) as error:
        agreement.position_record(actor=member(function), session=session, stance="agree")
    assert codes(error) == ["agreement.recused"]


def test_an_interest_declared_after_the_opening_bars_the_position_too(
    process, opened, forum, member
):
    session = opened(organizations=["universidad-de-ejemplo"], themes=["agua"])
    assert {c["code"] for c in session.conflicts} == {"agreement.interest_missing"}
    first, second = member(forum.functions[0]), member(forum.functions[1])
    agreement.interests_declare(
        actor=first, process=process, organizations=["universidad-de-ejemplo"]
    )
    agreement.interests_declare(actor=second, process=process, themes=["agua"])
    with pytest.raises(Refused) as error:
        agreement.position_record(actor=first, session=session, stance="agree")
    assert codes(error) == ["agreement.conflict_recuse"]
    agreement.position_record(actor=second, session=session, stance="agree")


def test_own_recusal_before_but_not_after_a_position(opened, forum, member):
    session = opened()
    first, second = member(forum.functions[0]), member(forum.functions[1])
    agreement.recusal_record(actor=first, session=session, reason="Es mi oficina")
    with pytest.raises(Conflict):
        agreement.recusal_record(actor=first, session=session, reason="Es mi oficina")
    agreement.position_record(actor=second, session=session, stance="agree")
    with pytest.raises(Refused) as error:
        agreement.recusal_record(actor=second, session=session, reason="Tarde")
    assert codes(error) == ["agreement.position_taken"]


def test_interests_are_renewed_with_a_reason_and_versions_stay(process, forum, member):
    actor = member(forum.functions[0])
    agreement.interests_declare(actor=actor, process=process, none=True)
    with pytest.raises(Refused) as error:
        agreement.interests_declare(actor=actor, process=process, themes=["agua"])
    assert codes(error) == ["agreement.text_missing"]
    agreement.interests_declare(
        actor=actor, process=process, themes=["agua"], renewal_reason="Cambio de cargo"
    )
    versions = list(selectors.interests(process, all_versions=True).values_list("version", "none"))
    assert versions == [(2, False), (1, True)]
    assert selectors.gate_facts(process, process_now(process)) == {
        "agreement.declared_sessions": 0,
        "agreement.open_sessions": 0,
        "agreement.closed_sessions": 0,
        "agreement.interests_missing": 3,
        "agreement.interests_declared_percent": 25,
        "agreement.compact_version": 0,
        "agreement.compact_signed": 0,
        "agreement.compact_unsigned": 5,
    }


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "agreement.interest_empty"),
        ({"none": True, "themes": ["agua"]}, "agreement.interest_contradicts"),
        ({"organizations": ["nadie"]}, "agreement.unknown_organization"),
        ({"themes": ["nada"]}, "agreement.unknown_theme"),
    ],
)
def test_declarations_that_are_refused(process, forum, member, fields, code):
    with pytest.raises(Refused) as error:
        agreement.interests_declare(actor=member(forum.functions[0]), process=process, **fields)
    assert codes(error) == [code]


def test_nobody_declares_for_somebody_else_but_the_secretary_on_paper(
    process, forum, member, actor_of
):
    office = str(forum.functions[1].public_id)
    with pytest.raises(NotPermitted):
        agreement.interests_declare(
            actor=member(forum.functions[0]), process=process, none=True, office=office
        )
    done = agreement.interests_declare(
        actor=actor_of("secretary"), process=process, none=True, office=office
    )
    assert done.function == forum.functions[1]


def test_a_casting_word_is_read_only_where_it_was_declared(
    process, opened, forum, member, actor_of
):
    rule = agreement.Declaration("majority", agreement.QuorumRule(50), tie="casting", floor=())
    session = opened(rule=rule)
    for function, stance in zip(forum.functions[:2], ["agree", "against"], strict=True):
        agreement.position_record(actor=member(function), session=session, stance=stance)
    secretary = actor_of("secretary")
    with pytest.raises(Refused) as error:
        agreement.session_close(actor=secretary, session=session)
    assert codes(error) == ["agreement.casting_missing"]
    closed = agreement.session_close(actor=secretary, session=session, casting="against")
    assert closed.result == "not_adopted"


def test_desk_says_what_waits_for_each(process, opened, forum, member, actor_of):
    session = opened()
    now = process_now(process)
    mine = selectors.desk_items(member(forum.functions[0]), process, now)
    assert len(mine) == 2
    hall = selectors.desk_items(actor_of("secretary"), process, now)
    assert [item.url for item in hall] == [f"/p/{process.slug}/decisiones/{session.public_id}/"]
    assert selectors.desk_items(CITIZEN, process, now) == []


def test_in_a_meeting_the_body_sits_once_however_much_it_decides(process, opened, forum, actor_of):
    hall = SubjectRef("meeting", "m-1", label="Sesión de la Mesa")
    for _ in range(2):
        session = opened(meeting=hall, present={"public": {"member": 1}})
        agreement.session_close(actor=actor_of("secretary"), session=session)
    people.body_session_record(  # as the room of meetings tells it
        actor=actor_of("secretary"),
        process=process,
        body=forum.slug,
        held_at=process_now(process),
        subject=hall,
    )
    assert [(s.subject_kind, s.label) for s in forum.sessions.all()] == [("meeting", hall.label)]
    assert kinds(process).count("people.body_sat") == 1
    alone = opened(present={"public": {"member": 1}})
    agreement.session_close(actor=actor_of("secretary"), session=alone)
    assert forum.sessions.count() == 2
