"""Positions, one per participant; a change is added, never written over."""

from collections.abc import Iterable

from cocrea.agreement.models import Position, Session
from cocrea.agreement.rules.conflicts import Declared, conflicts
from cocrea.agreement.rules.permits import PERMITS
from cocrea.agreement.rules.positions import ALLOWED, WITH_REASON
from cocrea.agreement.services.lookup import (
    Known,
    Participant,
    participant_known,
    ref,
    refuse_if,
    session_locked,
    speaks_for,
)
from cocrea.agreement.services.sessions import roll_of
from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger


def position_record(
    *,
    actor: Actor,
    session: Session,
    stance: str,
    text: str = "",
    choices: Iterable[int] = (),
    participant: Participant | None = None,
) -> Position:
    """Record a position, with the words it was given in. The same again changes nothing.

    participant  somebody else's, only for who holds the hall; the actor's own office when absent
    choices      approval: numbers of the options, from 0
    Raises Refused(agreement.bad_stance, agreement.reason_needed, agreement.bad_choice,
    agreement.recused, agreement.no_seat, agreement.more_positions_than_present,
    agreement.nobody_of_sector),
    NotPermitted(agreement.own_position_only).
    """
    with ledger.act(session.process, actor=actor) as act:
        session = session_locked(session)
        role = PERMITS.require(actor, "position.record", now=act.now, state=session.state)
        who = participant_known(session, speaks_for(actor, act.now, participant), act.now)
        words = clean(text, max_length=5000, where="text")
        picked = sorted(set(choices))
        _check(session, who, stance, words, picked)
        last = session.positions.filter(participant=who.key, current=True).first()
        if last is None:
            _room_for_one_more(session, who.sector)
        elif (last.stance, last.text, last.choices) == (stance, words, picked):
            return last
        else:
            session.positions.filter(pk=last.pk).update(current=False)
        commitment = ledger.commit_text(words)
        position = Position.objects.create(
            session=session,
            participant=who.key,
            number=last.number + 1 if last else 1,
            label=who.label,
            office=who.office,
            organization=who.organization,
            sector=who.sector,
            stance=stance,
            choices=picked,
            text=words,
            salt=commitment.salt,
            at=act.now,
        )
        act.record(
            "position.recorded",
            subject=ref(session),
            body={
                "participant": who.key,
                "number": position.number,
                "office": who.office,
                "organization": who.organization,
                "sector": who.sector,
                "stance": stance,
                "choices": picked,
                "text": commitment.digest,
            },
            role=role,
        )
    return position


def _check(session: Session, who: Known, stance: str, words: str, picked: list[int]) -> None:
    if who.office and session.recusals.filter(function__public_id=who.office).exists():
        raise Refused(Finding("agreement.recused", where="participant"))
    if who.office:
        _interest_check(session, who.office)
    if stance not in ALLOWED[session.technique]:
        params = {"technique": session.technique}
        raise Refused(Finding("agreement.bad_stance", params=params, where="stance"))
    if stance in WITH_REASON and not words:
        raise Refused(Finding("agreement.reason_needed", where="text"))
    approving = session.technique == "approval" and stance == "agree"
    known = set(range(len(session.options)))
    if bool(picked) != approving or not set(picked) <= known:
        raise Refused(Finding("agreement.bad_choice", where="choices"))


def _interest_check(session: Session, office: str) -> None:
    """An interest declared after the opening, or at an open table, bars the position as well."""
    rows = session.process.interest_declarations.filter(current=True, function__public_id=office)
    facts = [Declared(office, frozenset(d.organizations), frozenset(d.themes)) for d in rows]
    refuse_if(conflicts(facts, organizations=session.organizations, themes=session.themes))


def _room_for_one_more(session: Session, sector: str) -> None:
    """There cannot be more positions than people in the hall, of each sector too."""
    by_sector = roll_of(session).by_sector()
    present = sum(by_sector.values())
    taken = list(session.positions.filter(current=True).values_list("sector", flat=True))
    if len(taken) >= present:
        params = {"positions": len(taken) + 1, "present": present}
        raise Refused(Finding("agreement.more_positions_than_present", params=params))
    if taken.count(sector) >= by_sector.get(sector, 0):
        params = {"present": by_sector.get(sector, 0), "taken": taken.count(sector)}
        raise Refused(Finding("agreement.nobody_of_sector", params=params, where="participant"))
