"""Exceptions: asked for, then published or declined on the decision of the body that was asked."""

from typing import Any

from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding, Report
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.people.models import Body
from cocrea.people.selectors import bodies
from cocrea.process.keeping import exception_ref, required
from cocrea.process.models import Process, PublishedException
from cocrea.process.rules import exceptions as rules
from cocrea.process.rules.permits import PERMITS


def exception_propose(
    *,
    actor: Actor,
    process: Process,
    rule: str,
    reason: str,
    body: str,
    subject: SubjectRef | None = None,
    quantity: int | None = None,
) -> PublishedException:
    """Ask a body of the process to let a subject (or all) past one rule. It lifts nothing yet.

    rule  code of the finding that it would lift; body: slug of the body that is to decide
    What is asked never changes afterwards: the decision is about these very words.
    Raises Refused(process.unknown_body, process.reason_missing, process.text_missing).
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "exception.propose", now=act.now)
        texts = required(rule=(rule, 60), reason=(reason, 2000))
        asked = _body(process, body)
        about = _cleaned(subject)
        done = PublishedException.objects.create(
            process=process,
            state=rules.PROPOSED,
            subject_kind=about.kind if about else "",
            subject_id=about.public_id if about else "",
            quantity=quantity,
            body_slug=asked.slug,
            body_name=asked.name_es,
            digest=rules.exception_digest(
                subject=about, quantity=quantity, body=asked.slug, **texts
            ),
            proposed_at=act.now,
            proposed_office=actor.office,
            **texts,
        )
        act.record("exception.proposed", subject=exception_ref(done), body=_said(done), role=role)
    return done


def exception_publish(
    *,
    actor: Actor,
    process: Process,
    exception: PublishedException,
    decision: rules.Decided | None,
) -> PublishedException:
    """Let its subject past the rule, on the closed decision of the body that was asked.

    decision  as the caller read it (``site.exceptions``); None is refused
    Raises Refused with what ``rules.publish_check`` finds, or process.same_office: who asked for
    it does not publish it; NotPermitted for one that is not waiting.
    """
    with ledger.act(process, actor=actor) as act:
        found = exception_locked(process, exception)
        role = PERMITS.require(actor, "exception.publish", now=act.now, state=found.state)
        used = process.exceptions.exclude(pk=found.pk).values_list("decision_id", flat=True)
        _refuse_if(rules.publish_check(_asked(found), decision, used))
        if actor.office and actor.office == found.proposed_office:
            raise Refused(Finding("process.same_office"))
        _decide(found, decision, rules.PUBLISHED)
        found.published_at = act.now
        found.save()
        about = SubjectRef(found.subject_kind, found.subject_id)
        act.record(
            "exception.published",
            subject=about if about.kind else exception_ref(found),
            body=_said(found) | {"decision": decision.ref.as_json() if decision else None},
            role=role,
        )
    return found


def exception_decline(
    *,
    actor: Actor,
    process: Process,
    exception: PublishedException,
    decision: rules.Decided | None,
) -> PublishedException:
    """Close it: the body that was asked decided and did not adopt it. Refused like publishing."""
    with ledger.act(process, actor=actor) as act:
        found = exception_locked(process, exception)
        role = PERMITS.require(actor, "exception.decline", now=act.now, state=found.state)
        _refuse_if(rules.decline_check(_asked(found), decision))
        _decide(found, decision, rules.DECLINED)
        found.ended_at = act.now
        found.save()
        body = {"decision": decision.ref.as_json() if decision else None}
        act.record("exception.declined", subject=exception_ref(found), body=body, role=role)
    return found


def exception_withdraw(
    *, actor: Actor, process: Process, exception: PublishedException, reason: str
) -> PublishedException:
    """From now on the rule holds again: the decision was annulled, or the need is gone.

    What was let past before stays; a waiting one may be withdrawn as well.
    """
    with ledger.act(process, actor=actor) as act:
        found = exception_locked(process, exception)
        role = PERMITS.require(actor, "exception.withdraw", now=act.now, state=found.state)
        found.end_reason = required(reason=(reason, 2000))["reason"]
        found.state, found.ended_at = rules.WITHDRAWN, act.now
        found.save()
        body = {"reason": found.end_reason}
        act.record("exception.withdrawn", subject=exception_ref(found), body=body, role=role)
    return found


def exception_locked(process: Process, exception: PublishedException) -> PublishedException:
    """The row as it is now, locked. Raises NotThere for one of another process."""
    rows = PublishedException.objects.select_for_update(of=("self",))
    found = rows.filter(process=process, pk=exception.pk).first()
    if found is None:
        raise NotThere(Finding("process.unknown_exception", where="exception"))
    return found


def _body(process: Process, slug: str) -> Body:
    found = bodies(process.slug).filter(slug=clean(slug, max_length=80, where="body")).first()
    if found is None:
        raise Refused(Finding("process.unknown_body", params={"body": slug[:80]}, where="body"))
    return found


def _cleaned(subject: SubjectRef | None) -> SubjectRef | None:
    if subject is None:
        return None
    return SubjectRef(
        clean(subject.kind, max_length=30, where="subject", lines=False),
        clean(subject.public_id, max_length=64, where="subject", lines=False),
    )


def _asked(found: PublishedException) -> rules.Asked:
    return rules.Asked(exception_ref(found), found.process.slug, found.body_slug)


def _decide(found: PublishedException, decision: rules.Decided | None, state: str) -> None:
    assert decision is not None  # the check refuses None
    found.state = state
    found.decision_kind = decision.ref.kind
    found.decision_id = decision.ref.public_id
    found.decision_label = decision.ref.label[:300]


def _said(found: PublishedException) -> dict[str, Any]:
    return {
        "exception": str(found.public_id),
        "rule": found.rule,
        "about": [found.subject_kind, found.subject_id] if found.subject_kind else [],
        "reason": found.reason,
        "body": found.body_name,
        "body_slug": found.body_slug,
        "quantity": found.quantity,
    }


def _refuse_if(report: Report) -> None:
    if not report.ok:
        raise Refused(report.blockers)
