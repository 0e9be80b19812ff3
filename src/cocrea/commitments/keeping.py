"""Inside an act that a service has permitted: locks, versions, steps and opinions kept.

Only this room's services call these; each has asked its permit before.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from cocrea.commitments.models import Commitment, CommitmentVersion, Feasibility, Milestone, Step
from cocrea.commitments.rules import feasibility
from cocrea.commitments.texts import canonical, commitment_ref, text_of
from cocrea.kernel.errors import Conflict, NotPermitted, NotThere, Refused
from cocrea.kernel.findings import Finding, Report
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.people import selectors as people

REASON_LENGTH = 4000


def locked(commitment: Commitment) -> Commitment:
    """The commitment as it is now, locked until the end of the act."""
    return (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("process__log", "theme", "responsible")
        .get(pk=commitment.pk)
    )


def milestone_locked(milestone: Milestone) -> Milestone:
    found = Milestone.objects.select_for_update(of=("self",)).filter(pk=milestone.pk).first()
    if found is None:
        raise NotThere(Finding("commitments.no_milestone", where="milestone"))
    return found


def lock_numbers(process: Any) -> None:
    """Two drafts at once must not take one number: the process row is their lock."""
    processes = Commitment._meta.get_field("process").related_model
    processes.objects.select_for_update(no_key=True).get(pk=process.pk)


def next_number(process: Any) -> int:
    top = Commitment.objects.filter(process=process).aggregate(top=Max("number"))["top"]
    return (top or 0) + 1


def refuse_if(report: Report) -> None:
    """Raises Refused with the blockers of a report, if there are any."""
    if not report.ok:
        raise Refused(report.blockers)


def reason_given(reason: str, *, where: str = "reason") -> str:
    """The cleaned reason. Raises Refused(commitments.reason_missing) when it is empty."""
    found = clean(reason, max_length=REASON_LENGTH, where=where)
    if not found:
        raise Refused(Finding("commitments.reason_missing", where=where))
    return found


def public_body(slug: str | None) -> Any:
    """The organization, which must be a public body (4.b.4). None stays None."""
    if not slug:
        return None
    found = people.organization(slug)
    if not found.is_public_body:
        raise Refused(
            Finding(
                "commitments.responsible_not_public",
                params={"organization": found.name},
                where="responsible",
                basis="4.b.4",
            )
        )
    return found


def expect(commitment: Commitment, expected: int | None) -> None:
    """Somebody else saved first: Conflict(commitments.changed_meanwhile), nothing is lost."""
    if expected is not None and expected != commitment.version:
        params = {"expected": expected, "version": commitment.version}
        raise Conflict(Finding("commitments.changed_meanwhile", params=params, where="expected"))


def own_body_only(actor: Actor, commitment: Commitment) -> None:
    """The responsible public body speaks for itself, by its own authority (criterion a)."""
    body = commitment.responsible
    if body is None or actor.organization != body.slug:
        params = {"organization": body.name if body else ""}
        raise NotPermitted(
            Finding(
                "commitments.not_your_body", params=params, where="actor", basis="4.b.criterio-a"
            )
        )


@dataclass(frozen=True, slots=True)
class By:
    """In whose name an act is done: the role that the permit answered, and the actor."""

    actor: Actor
    role: str

    @property
    def organization(self) -> str:
        return self.actor.organization

    @property
    def label(self) -> str:
        return self.actor.label[:200]


def version_keep(
    act: ledger.Act, commitment: Commitment, by: By, *, kind: str, reason: str = ""
) -> bool:
    """Save a new version if the text changed, and say so in the record. True when it did."""
    data = text_of(commitment).as_json()
    last = commitment.versions.order_by("-number").first()
    if last is not None and last.data == data:
        return False
    promise = ledger.commit_text(canonical(data))
    commitment.version += 1
    commitment.digest = promise.digest
    commitment.save()
    CommitmentVersion.objects.create(
        commitment=commitment,
        number=commitment.version,
        data=data,
        digest=promise.digest,
        salt=promise.salt,
        role=by.role,
        organization=by.organization,
        reason=reason,
        at=act.now,
    )
    body = {"version": commitment.version, "text": promise.digest, "state": commitment.state}
    body |= {"number": commitment.number, "milestones": len(data["milestones"])}
    body["theme"] = commitment.theme.slug
    act.record(kind, subject=commitment_ref(commitment), body=body, role=by.role)
    return True


def step_keep(
    act: ledger.Act,
    commitment: Commitment,
    by: By,
    *,
    kind: str,
    reason: str = "",
    decision: SubjectRef | None = None,
    body: Mapping[str, Any] | None = None,
) -> Step:
    """Move is done: keep the step and record its ``kind``. Saves the commitment."""
    promise = ledger.commit_text(reason) if reason else None
    commitment.save()
    step = Step.objects.create(
        commitment=commitment,
        act=kind.removeprefix("commitment."),
        state=commitment.state,
        version=commitment.version,
        role=by.role,
        organization=by.organization,
        label=by.label,
        reason=reason,
        digest=promise.digest if promise else "",
        salt=promise.salt if promise else b"",
        decision_kind=decision.kind if decision else "",
        decision_id=decision.public_id if decision else "",
        decision_label=decision.label[:400] if decision else "",
        at=act.now,
    )
    said: dict[str, Any] = {"state": commitment.state, "version": commitment.version}
    if promise:
        said["reason"] = promise.digest
    if decision:
        said["decision"] = decision.as_json()
    act.record(kind, subject=commitment_ref(commitment), body=said | dict(body or {}), role=by.role)
    return step


def opinion_keep(
    commitment: Commitment,
    actor: Actor,
    *,
    kind: str,
    opinion: str,
    signatory: str,
    condition: str,
    text: str,
    at: dt.datetime,
    on: dt.date,
) -> Feasibility:
    """Store an opinion as the current one of its kind; part of an act that was permitted."""
    words = {
        "signatory": clean(
            signatory or actor.label, max_length=200, where="signatory", lines=False
        ),
        "condition": clean(condition, max_length=2000, where="condition"),
        "text": clean(text, max_length=4000, where="text"),
    }
    refuse_if(feasibility.opinion_check(opinion, **words))
    promise = ledger.commit_text(canonical(words))
    commitment.opinions.filter(kind=kind, current=True).update(current=False)
    return Feasibility.objects.create(
        commitment=commitment,
        kind=kind,
        opinion=opinion,
        office=actor.office,
        organization=actor.organization,
        version=commitment.version,
        on=on,
        at=at,
        digest=promise.digest,
        salt=promise.salt,
        **words,
    )
