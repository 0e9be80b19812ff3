"""Approval by the competent body, and the submission to OGP."""

from cocrea.agreement import selectors as agreement
from cocrea.agreement.rules.techniques import ADOPTED
from cocrea.kernel.errors import Conflict, NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.plan.gathering import approving_bodies
from cocrea.plan.models import Approval, Submission, Version
from cocrea.plan.rules.lifecycle import APPROVED, DecisionFact, approval_check
from cocrea.plan.rules.permits import PERMITS
from cocrea.plan.selectors import english_coverage
from cocrea.plan.services.shared import (
    latest_needed,
    process_lock,
    refuse_if,
    version_locked,
)
from cocrea.process.models import Process


def version_approve(*, actor: Actor, version: Version, decision: SubjectRef) -> Approval:
    """Record that the competent body approved this final version.

    decision  kind ``session``: a closed decision of ``agreement`` about this version, which
              adopted it, held by the body to which the methodology gives ``plan.approve``
    Raises Conflict(plan.already_approved); Refused(plan.not_final, decision_missing,
    decision_not_about, decision_open, decision_not_adopted, not_competent, same_office).
    """
    with ledger.act(version.process, actor=actor) as act:
        found = version_locked(version)
        role = PERMITS.require(actor, "version.approve", now=act.now, state=found.kind)
        process = found.process
        if Approval.objects.filter(version__process=process).exists():
            raise Conflict(Finding("plan.already_approved", where="version"))
        if actor.office and actor.office == found.office:
            raise Refused(Finding("plan.same_office"))
        session = _session(process, decision)
        newest = latest_needed(process).pk == found.pk
        report = approval_check(
            found.kind, str(found.public_id), newest, _fact(session), approving_bodies(process)
        )
        refuse_if(report)
        approval = Approval.objects.create(
            version=found,
            decision_kind=decision.kind,
            decision_id=decision.public_id,
            decision_label=(decision.label or session.title)[:400],
            body_slug=session.body.slug,
            body_label=session.body.name_es,
            balance=session.label,
            at=act.now,
            label=actor.label[:200],
        )
        body = {"number": found.number, "decision": decision.as_json()}
        body["body"] = approval.body_slug
        act.record("plan.approved", subject=found.ref, body=body, role=role)
    return approval


def _session(process: Process, decision: SubjectRef) -> agreement.Session | None:
    if decision.kind != "session":
        return None
    try:
        return agreement.session_get(process, decision.public_id)
    except NotThere:
        return None


def _fact(session: agreement.Session | None) -> DecisionFact | None:
    if session is None:
        return None
    body = session.body
    return DecisionFact(
        closed=session.state == agreement.Session.CLOSED,
        adopted=session.result == ADOPTED,
        about=session.subject_id if session.subject_kind == "plan" else "",
        body_slug=body.slug if body else "",
        body_kind=body.kind if body else "",
        body_name=body.name_es if body else "",
    )


def plan_submit(
    *, actor: Actor, version: Version, to: str = "Open Government Partnership", note: str = ""
) -> Submission:
    """The approved plan goes to OGP, with how much of it is in English on that day.

    Raises NotPermitted for a version that is not approved; Conflict(plan.already_submitted).
    """
    with ledger.act(version.process, actor=actor) as act:
        found = version_locked(version)
        approved = Approval.objects.filter(version=found).exists()
        state = APPROVED if approved else found.kind
        role = PERMITS.require(actor, "plan.submit", now=act.now, state=state)
        process_lock(found.process)
        if Submission.objects.filter(process=found.process).exists():
            raise Conflict(Finding("plan.already_submitted"))
        words = clean(note, max_length=2000, where="note")
        promise = ledger.commit_text(words) if words else None
        made = Submission.objects.create(
            process=found.process,
            version=found,
            at=act.now,
            to=clean(to, max_length=200, where="to", lines=False),
            note=words,
            note_salt=promise.salt if promise else b"",
            note_digest=promise.digest if promise else "",
            english=english_coverage(found).as_json(),
            label=actor.label[:200],
        )
        body = {"number": found.number, "english": made.english, "content": found.digest}
        if promise:
            body["note"] = promise.digest
        act.record("plan.submitted", subject=found.ref, body=body, role=role)
    return made
