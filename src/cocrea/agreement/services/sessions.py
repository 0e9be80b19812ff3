"""Declare the rule, open with a roll, close with an outcome that explains itself, annul."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from cocrea.agreement.models import Recusal, Session
from cocrea.agreement.rules.balance import balance, bounds_of
from cocrea.agreement.rules.conflicts import Declared, conflicts, undeclared
from cocrea.agreement.rules.declaring import (
    Declaration,
    declared_check,
    roll_check,
    with_defaults,
)
from cocrea.agreement.rules.permits import PERMITS
from cocrea.agreement.rules.positions import DISSENT, Cast
from cocrea.agreement.rules.techniques import TIED, Outcome, QuorumRule, Roll, Rule, outcome
from cocrea.agreement.services.lookup import (
    ref,
    refuse_if,
    required,
    running,
    session_locked,
    voting_seats,
)
from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.kernel.text import reason as public_reason
from cocrea.ledger import services as ledger
from cocrea.people import services as people
from cocrea.people.models import Body, Mandate
from cocrea.people.selectors import offices
from cocrea.process.models import Process
from cocrea.process.selectors import methodology

NOTHING = SubjectRef("", "")


def session_declare(
    *,
    actor: Actor,
    process: Process,
    title: str,
    body: Body | None = None,
    subject: SubjectRef = NOTHING,
    organizations: Iterable[str] = (),
    themes: Iterable[str] = (),
    meeting: SubjectRef = NOTHING,
    rule: Declaration | None = None,
) -> Session:
    """Declare what will be decided and by which rule, before anybody opens it.

    subject        the thing decided; organizations, themes: slugs it concerns (for conflicts)
    rule           what is declared; parts left None come from the methodology's own rules
    Raises Refused(agreement.no_rule) for each part that neither states, agreement.bad_rule,
    agreement.text_missing, agreement.body_of_another_process.
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "session.declare", now=act.now)
        declared = with_defaults(rule or Declaration(), methodology(process).rules)
        refuse_if(declared_check(declared))
        if body is not None and body.process_slug != process.slug:
            raise Refused(Finding("agreement.body_of_another_process", where="body"))
        name = required(title, max_length=300, where="title", lines=False)
        commitment = ledger.commit_text(name)
        session = Session(
            process=process,
            body=body,
            title=name,
            salt=commitment.salt,
            organizations=sorted(set(organizations)),
            themes=sorted(set(themes)),
            declared_at=act.now,
            **_subject_columns(subject, meeting),
            **_rule_columns(declared),
        )
        session.save()
        act.record(
            "session.declared",
            subject=ref(session),
            body={
                "title": commitment.digest,
                "about": subject.as_json(),
                "meeting": meeting.as_json(),
                "body": body.slug if body else "",
                "rule": rule_of(session).as_json(),
                "floor": session.floor,
                "clause": session.clause,
            },
            role=role,
        )
    return session


def _subject_columns(subject: SubjectRef, meeting: SubjectRef) -> dict[str, str]:
    return {
        "subject_kind": subject.kind,
        "subject_id": subject.public_id,
        "subject_digest": subject.digest,
        "subject_label": clean(subject.label, max_length=300, where="subject", lines=False),
        "meeting_kind": meeting.kind,
        "meeting_id": meeting.public_id,
        "meeting_label": clean(meeting.label, max_length=300, where="meeting", lines=False),
    }


def _rule_columns(rule: Declaration) -> dict[str, Any]:
    assert rule.quorum is not None and rule.floor is not None  # declared_check
    names = [required(o, max_length=200, where="options", lines=False) for o in rule.options]
    return {
        "technique": rule.technique,
        "quorum_share": rule.quorum.share,
        "quorum_sectors": rule.quorum.sectors,
        "threshold": rule.threshold,
        "tie_rule": rule.tie,
        "tie_text": clean(rule.tie_text, max_length=500, where="tie", lines=False),
        "floor": [bound.model_dump(mode="json") for bound in rule.floor],
        "floor_refuse": rule.floor_refuse,
        "options": names,
        "winners": rule.winners,
        "clause": rule.clause,
    }


def rule_of(session: Session) -> Rule:
    """The declared rule as ``rules.techniques`` reads it; options are numbered from 0."""
    return Rule(
        technique=session.technique,
        quorum=QuorumRule(session.quorum_share, session.quorum_sectors),
        tie=session.tie_rule,
        threshold=session.threshold,
        floor_refuse=session.floor_refuse,
        options=tuple(str(n) for n in range(len(session.options))),
        winners=session.winners,
    )


def roll_of(session: Session) -> Roll:
    return Roll.of(session.roll or {})


def session_open(
    *,
    actor: Actor,
    session: Session,
    present: Mapping[str, Mapping[str, int]],
    seats: int | None = None,
) -> Session:
    """Open with the roll that the hall took; declared conflicts step aside at once.

    present  {sector: {status: n}}, codes of people.rules.sectors
    seats    voting seats that the quorum is taken of; those of the body when absent
    Raises Refused(agreement.bad_roll, agreement.more_members_than_seats).
    """
    with ledger.act(session.process, actor=actor) as act:
        session = session_locked(session)
        role = PERMITS.require(actor, "session.open", now=act.now, state=session.state)
        held = voting_seats(session) if seats is None else seats
        refuse_if(roll_check(held, present))
        session.roll = {"seats": held, "present": {s: dict(row) for s, row in present.items()}}
        session.state = Session.OPEN
        session.opened_at = act.now
        found = _conflicts(session, act.now)
        session.conflicts = [f.as_json() for f in found]
        session.save(update_fields=["roll", "state", "opened_at", "conflicts"])
        recused = _matches_recused(session, found, act.now)
        act.record(
            "session.opened",
            subject=ref(session),
            body={
                "roll": session.roll,
                "recused": [{"office": r.where, "match": r.params["match"]} for r in recused],
            },
            role=role,
        )
    return session


def _conflicts(session: Session, now: datetime) -> tuple[Finding, ...]:
    """What the declarations of those who sit in the deciding body say about the subject.

    At an open table nobody sits: there each position is checked when it is taken.
    """
    if session.body_id is None:
        return ()
    seated = Mandate.objects.filter(running(now), seat__body_id=session.body_id)
    sitting = {str(i) for i in seated.values_list("function__public_id", flat=True)}
    rows = session.process.interest_declarations.filter(
        current=True, function__in=seated.values("function")
    )
    facts = [
        Declared(str(d.function.public_id), frozenset(d.organizations), frozenset(d.themes))
        for d in rows.select_related("function")
    ]
    found = conflicts(facts, organizations=session.organizations, themes=session.themes)
    return (*found, *undeclared(sitting, [fact.office for fact in facts]))


def _matches_recused(session: Session, found: Iterable[Finding], now: datetime) -> list[Finding]:
    """Set aside everybody whose declared interest is in an organization of the subject."""
    matched = [f for f in found if f.code == "agreement.conflict_recuse"]
    functions = offices([f.where for f in matched])
    already = set(session.recusals.values_list("function_id", flat=True))
    Recusal.objects.bulk_create(
        Recusal(
            session=session,
            function=functions[f.where],
            origin=Recusal.MATCH,
            match=list(f.params["match"]),
            salt=bytes(16),
            at=now,
        )
        for f in matched
        if functions[f.where].pk not in already
    )
    return matched


def session_outcome(session: Session, *, casting: str = "") -> Outcome:
    """What the declared rule makes of the current positions. Three queries; writes nothing."""
    resolved = _resolved(session)
    casts = [
        Cast(p.stance, p.participant in resolved, tuple(str(c) for c in p.choices))
        for p in session.positions.filter(current=True)
    ]
    roll = roll_of(session)
    hall = balance(roll.by_sector(), bounds_of(session.floor))
    return outcome(rule_of(session), casts, roll=roll, hall=hall, casting=casting)


def _resolved(session: Session) -> set[str]:
    """Participants all of whose objections were settled."""
    rows = session.objections.values_list("participant", "resolved_at")
    standing = {p for p, at in rows if at is None}
    return {p for p, _ in rows} - standing


def session_close(*, actor: Actor, session: Session, casting: str = "") -> Session:
    """Close: the outcome and the balance label are computed, stored and stay for ever.

    casting  how who presides resolves a tie ("for", "against", or the number of an option)
    Raises Refused(agreement.casting_missing) when the declared rule leaves a tie to who presides
    and nothing was said.
    """
    with ledger.act(session.process, actor=actor) as act:
        session = session_locked(session)
        role = PERMITS.require(actor, "session.close", now=act.now, state=session.state)
        done = session_outcome(session, casting=casting)
        if done.result == TIED and session.tie_rule == "casting" and casting not in done.ties:
            params = {"tied": list(done.ties)}
            raise Refused(Finding("agreement.casting_missing", params=params, where="casting"))
        session.outcome = done.as_json()
        session.result = done.result
        session.label = dict(done.label)
        session.state = Session.CLOSED
        session.closed_at = act.now
        session.save(update_fields=["outcome", "result", "label", "state", "closed_at"])
        if session.body is not None:
            people.body_session_record(
                actor=actor,
                process=session.process,
                body=session.body.slug,
                held_at=act.now,
                # In a meeting the body sat once, however many things it decided there.
                subject=session.meeting if session.meeting_kind else ref(session),
            )
        act.record(
            "session.closed",
            subject=ref(session),
            body={
                "about": session.subject.as_json(),
                "outcome": session.outcome,
                "dissents": session.positions.filter(current=True, stance__in=DISSENT).count(),
            },
            role=role,
        )
    return session


def session_annul(*, actor: Actor, session: Session, reason: str) -> Session:
    """Annul with a public reason; what was said and computed stays to be read."""
    with ledger.act(session.process, actor=actor) as act:
        session = session_locked(session)
        role = PERMITS.require(actor, "session.annul", now=act.now, state=session.state)
        session.annul_reason = public_reason(reason, max_length=2000)
        session.state = Session.ANNULLED
        session.annulled_at = act.now
        session.save(update_fields=["annul_reason", "state", "annulled_at"])
        act.record(
            "session.annulled",
            subject=ref(session),
            body={"reason": session.annul_reason},
            role=role,
        )
    return session
