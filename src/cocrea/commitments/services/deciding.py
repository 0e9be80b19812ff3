"""The life of a commitment: proposed, accepted by its body or returned, decided, withdrawn."""

from cocrea.agreement import selectors as agreement
from cocrea.agreement.rules.techniques import ADOPTED
from cocrea.commitments.keeping import (
    By,
    expect,
    locked,
    opinion_keep,
    own_body_only,
    reason_given,
    refuse_if,
    step_keep,
)
from cocrea.commitments.models import Commitment, Feasibility
from cocrea.commitments.rules import feasibility, lifecycle, template
from cocrea.commitments.rules.permits import PERMITS
from cocrea.commitments.texts import opinion_facts, text_of
from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import Conflict, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.process import selectors as processes


def commitment_propose(
    *, actor: Actor, commitment: Commitment, expected: int | None = None
) -> Commitment:
    """Put a draft before its body and the public. Refused with one finding per empty field."""
    with ledger.act(commitment.process, actor=actor) as act:
        found = locked(commitment)
        role = PERMITS.require(actor, "commitment.propose", now=act.now, state=found.state)
        expect(found, expected)
        refuse_if(template.blanks(text_of(found)))
        _move(found, "propose", act)
        step_keep(act, found, By(actor, role), kind="commitment.proposed")
    return found


def commitment_accept(
    *,
    actor: Actor,
    commitment: Commitment,
    expected: int,
    signatory: str = "",
    condition: str = "",
    text: str = "",
) -> Commitment:
    """The authority of the responsible body takes the commitment on, explicitly (criterion a).

    expected   the version that was before them; they answer for those words
    signatory  the office that signs; the actor's public function when empty
    condition  makes it an acceptance with conditions
    An accepted or adopted commitment whose text changed is accepted again, keeping its state.
    Raises NotPermitted commitments.not_your_body; Conflict commitments.already_accepted.
    """
    with ledger.act(commitment.process, actor=actor) as act:
        found = locked(commitment)
        role = PERMITS.require(actor, "commitment.accept", now=act.now, state=found.state)
        own_body_only(actor, found)
        expect(found, expected)
        _not_twice(found)
        _move(found, "accept", act)
        opinion = feasibility.WITH_CONDITIONS if condition.strip() else feasibility.FAVOURABLE
        given = opinion_keep(
            found,
            actor,
            kind=feasibility.INSTITUTIONAL,
            opinion=opinion,
            signatory=signatory,
            condition=condition,
            text=text,
            at=act.now,
            on=local_day(act.now, found.process.zone),
        )
        body = {"opinion": given.opinion, "text": given.digest}
        step_keep(act, found, By(actor, role), kind="commitment.accepted", body=body)
    return found


def _not_twice(commitment: Commitment) -> None:
    if Feasibility.objects.filter(
        commitment=commitment,
        kind=feasibility.INSTITUTIONAL,
        current=True,
        version=commitment.version,
    ).exists():
        raise Conflict(Finding("commitments.already_accepted", where="state"))


def commitment_return(*, actor: Actor, commitment: Commitment, reason: str) -> Commitment:
    """Give it back to those who draft, with a public reason. Its former acceptance lapses."""
    with ledger.act(commitment.process, actor=actor) as act:
        found = locked(commitment)
        role = PERMITS.require(actor, "commitment.return", now=act.now, state=found.state)
        if role == "authority":
            own_body_only(actor, found)
        why = reason_given(reason)
        _move(found, "return", act)
        found.opinions.filter(kind=feasibility.INSTITUTIONAL, current=True).update(current=False)
        step_keep(act, found, By(actor, role), kind="commitment.returned", reason=why)
    return found


def commitment_adopt(
    *, actor: Actor, commitment: Commitment, decision: SubjectRef | None = None, reason: str = ""
) -> Commitment:
    """Record that the forum adopted it. decision: what was decided where, from ``agreement``,
    which also matched declared interests; it may be missing only where the methodology states no
    decision rule, and then the page says so.

    Refused with a finding per blank, unfavourable or outdated part of the triptych, and
    (commitments.decision_not_adopted, commitments.decision_of_another) with a session that did not
    adopt it.
    """
    with ledger.act(commitment.process, actor=actor) as act:
        found = locked(commitment)
        role = PERMITS.require(actor, "commitment.adopt", now=act.now, state=found.state)
        refuse_if(feasibility.check(opinion_facts(found), version=found.version))
        rules = processes.methodology(found.process).rules
        if decision is None and rules.decision is not None:
            clause = rules.decision.clause
            raise Refused(Finding("commitments.decision_missing", where="decision", basis=clause))
        _decided(found, decision)
        _move(found, "adopt", act)
        found.adopted_at = act.now
        why = clean(reason, max_length=4000, where="reason")
        step_keep(
            act, found, By(actor, role), kind="commitment.adopted", reason=why, decision=decision
        )
    return found


def _decided(commitment: Commitment, decision: SubjectRef | None) -> None:
    """A session of this process that adopted, about this commitment or about several at once."""
    if decision is None or decision.kind != "session":
        return
    session = agreement.session_get(commitment.process, decision.public_id)
    if session.state != agreement.Session.CLOSED or session.result != ADOPTED:
        raise Refused(Finding("commitments.decision_not_adopted", where="decision"))
    if session.subject_kind == "commitment" and session.subject_id != str(commitment.public_id):
        raise Refused(Finding("commitments.decision_of_another", where="decision"))


def commitment_not_adopt(
    *, actor: Actor, commitment: Commitment, reason: str, decision: SubjectRef | None = None
) -> Commitment:
    """Record that it was not adopted, with the reason that its sources will be answered with."""
    with ledger.act(commitment.process, actor=actor) as act:
        found = locked(commitment)
        role = PERMITS.require(actor, "commitment.not_adopt", now=act.now, state=found.state)
        why = reason_given(reason)
        _move(found, "not_adopt", act)
        step_keep(
            act,
            found,
            By(actor, role),
            kind="commitment.not_adopted",
            reason=why,
            decision=decision,
        )
    return found


def commitment_withdraw(*, actor: Actor, commitment: Commitment, reason: str) -> Commitment:
    """Take it back, in public: those who draft while they write, later the responsible body."""
    with ledger.act(commitment.process, actor=actor) as act:
        found = locked(commitment)
        role = PERMITS.require(actor, "commitment.withdraw", now=act.now, state=found.state)
        if role == "authority":
            own_body_only(actor, found)
        why = reason_given(reason)
        _move(found, "withdraw", act)
        step_keep(act, found, By(actor, role), kind="commitment.withdrawn", reason=why)
    return found


def _move(commitment: Commitment, name: str, act: ledger.Act) -> None:
    after = lifecycle.after(commitment.state, name)
    if after != commitment.state:
        commitment.state = after
        commitment.state_since = act.now
