"""Objections: verbatim, answered by whoever proposes, settled only on the objector's word."""

from cocrea.agreement.models import Objection, Session
from cocrea.agreement.rules.permits import PERMITS
from cocrea.agreement.services.lookup import (
    Participant,
    holds_hall,
    objection_locked,
    participant_known,
    ref,
    required,
    session_locked,
    speaks_for,
)
from cocrea.kernel.errors import Conflict, NotPermitted
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.ledger import services as ledger


def objection_raise(
    *, actor: Actor, session: Session, text: str, participant: Participant | None = None
) -> Objection:
    """Raise an objection; the words are kept as they were given.

    participant  somebody else's, only for who holds the hall
    """
    with ledger.act(session.process, actor=actor) as act:
        session = session_locked(session)
        role = PERMITS.require(actor, "objection.raise", now=act.now, state=session.state)
        who = participant_known(session, speaks_for(actor, act.now, participant), act.now)
        words = required(text, max_length=5000, where="text")
        commitment = ledger.commit_text(words)
        objection = Objection.objects.create(
            session=session,
            participant=who.key,
            label=who.label,
            sector=who.sector,
            text=words,
            salt=commitment.salt,
            at=act.now,
        )
        act.record(
            "objection.raised",
            subject=ref(session),
            body={
                "objection": str(objection.public_id),
                "participant": who.key,
                "text": commitment.digest,
            },
            role=role,
        )
    return objection


def objection_answer(*, actor: Actor, objection: Objection, reply: str) -> Objection:
    """The reply of whoever proposes. Answering does not settle. Raises Conflict when answered."""
    with ledger.act(objection.session.process, actor=actor) as act:
        objection = objection_locked(objection)
        state = objection.session.state
        role = PERMITS.require(actor, "objection.answer", now=act.now, state=state)
        if objection.replied_at is not None:
            raise Conflict(Finding("agreement.already_answered", where="reply"))
        objection.reply = required(reply, max_length=5000, where="reply")
        commitment = ledger.commit_text(objection.reply)
        objection.reply_salt = commitment.salt
        objection.reply_by = actor.label
        objection.replied_at = act.now
        objection.save(update_fields=["reply", "reply_salt", "reply_by", "replied_at"])
        act.record(
            "objection.answered",
            subject=ref(objection.session),
            body={"objection": str(objection.public_id), "text": commitment.digest},
            role=role,
        )
    return objection


def objection_resolve(*, actor: Actor, objection: Objection, resolution: str = "") -> Objection:
    """The objector says that it is settled (or the hall writes that they said so).

    Raises NotPermitted(agreement.own_position_only) for another member, Conflict when settled.
    """
    with ledger.act(objection.session.process, actor=actor) as act:
        objection = objection_locked(objection)
        session = objection.session
        role = PERMITS.require(actor, "objection.resolve", now=act.now, state=session.state)
        if not holds_hall(actor, act.now):
            own = participant_known(session, Participant(office=actor.office), act.now)
            if own.key != objection.participant:
                raise NotPermitted(Finding("agreement.own_position_only", where="objection"))
        if objection.resolved_at is not None:
            raise Conflict(Finding("agreement.already_resolved", where="objection"))
        objection.resolution = required(resolution, max_length=2000, where="resolution")
        objection.resolved_at = act.now
        objection.save(update_fields=["resolution", "resolved_at"])
        act.record(
            "objection.resolved",
            subject=ref(session),
            body={"objection": str(objection.public_id)},
            role=role,
        )
    return objection
