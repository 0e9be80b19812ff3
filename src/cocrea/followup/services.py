"""Doors of follow-up for writing: a side reports, somebody who is not the owner verifies."""

import datetime as dt
import uuid
from typing import Any

from django.utils import translation

from cocrea.commitments import selectors as commitments
from cocrea.documents import services as documents
from cocrea.followup.models import Report, Verification
from cocrea.followup.rules import progress
from cocrea.followup.rules.permits import PERMITS
from cocrea.followup.selectors import canonical
from cocrea.kernel import findings
from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import NotPermitted, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.ui.words import day_text

TEXT, MEANS, URL = 6000, 2000, 500


def progress_report(
    *,
    actor: Actor,
    milestone: Any,
    completion: str,
    text: str,
    means: str = "",
    url: str = "",
    document: SubjectRef | None = None,
    file: Any = None,
    file_name: str = "",
    period_on: dt.date | None = None,
    key: uuid.UUID | None = None,
) -> Report:
    """One side's word on a milestone of an adopted commitment; added, never changed.

    The side follows from whom the actor speaks for: the responsible body is the owner, civil
    society and observers are society, another public body has no word here.
    completion  of progress.COMPLETION; from substantial on with means, url, document or file
    file        opened for bytes: it is published as evidence among the documents of the process
    period_on   the day up to which it speaks (today when absent, never in the future)
    key         UUID made by the client: the same one again returns the first report
    """
    commitment = milestone.commitment
    with ledger.act(commitment.process, actor=actor) as act:
        state = commitments.state_now(commitment)
        role = PERMITS.require(actor, "progress.report", now=act.now, state=state)
        side = progress.side_of(
            actor.roles(act.now), actor.organization, commitments.owners_of(milestone)
        )
        if side is None:
            raise NotPermitted(Finding("followup.no_side", where="actor"))
        if key is not None and (earlier := _same_report(key, milestone, actor)):
            return earlier
        words = {
            "text": clean(text, max_length=TEXT, where="text"),
            "means": clean(means, max_length=MEANS, where="means"),
            "url": clean(url, max_length=URL, where="url", lines=False),
        }
        shown = document is not None or file is not None
        report = progress.report_check(completion=completion, has_document=shown, **words)
        today = local_day(act.now, commitment.process.zone)
        day = period_on or today
        late = [Finding("followup.day_in_future", where="period_on")] if day > today else []
        _refuse_if(report + findings.Report.of(late))
        if file is not None:
            document = _evidence(actor, milestone, day, file, file_name)
        promise = ledger.commit_text(canonical(words))
        said = Report.objects.create(
            milestone=milestone,
            side=side,
            completion=completion,
            **words,
            document_id=document.public_id if document else "",
            document_label=document.label[:400] if document else "",
            period_on=day,
            role=role,
            organization=actor.organization,
            label=actor.label[:200],
            digest=promise.digest,
            salt=promise.salt,
            key=key,
            at=act.now,
        )
        body: dict[str, Any] = {
            "report": str(said.public_id),
            "commitment": commitments.commitment_ref(commitment).as_json(),
            "side": side,
            "completion": completion,
            "until": day.isoformat(),
            "text": promise.digest,
        }
        if document:
            body["document"] = document.as_json()
        subject = commitments.milestone_ref(milestone)
        act.record("progress.reported", subject=subject, body=body, role=role)
    return said


def progress_verify(
    *, actor: Actor, report: Report, finding: str, text: str, key: uuid.UUID | None = None
) -> Verification:
    """Say whether the evidence of a report holds: confirmed, partly, not_confirmed.

    Raises Refused followup.owner_cannot_verify for the side that answers for the milestone, and
    followup.own_report for an organization's own report. The same key again changes nothing.
    """
    milestone = report.milestone
    commitment = milestone.commitment
    with ledger.act(commitment.process, actor=actor) as act:
        owners = commitments.owners_of(milestone)
        side = progress.side_of(actor.roles(act.now), actor.organization, owners)
        # Before the permit: the owner is told why, not only that it may not.
        _refuse_if(
            progress.verify_check(
                side=side,
                organization=actor.organization,
                report_organization=report.organization,
            )
        )
        state = commitments.state_now(commitment)
        role = PERMITS.require(actor, "progress.verify", now=act.now, state=state)
        if key is not None:
            earlier = Verification.objects.filter(key=key, report=report).first()
            if earlier is not None:
                return earlier
        words = clean(text, max_length=TEXT, where="text")
        if finding not in progress.VERDICTS:
            raise Refused(Finding("followup.verdict_unknown", where="finding"))
        if not words:
            raise Refused(Finding("followup.text_missing", where="text"))
        promise = ledger.commit_text(words)
        done = Verification.objects.create(
            report=report,
            finding=finding,
            text=words,
            role=role,
            organization=actor.organization,
            label=actor.label[:200],
            digest=promise.digest,
            salt=promise.salt,
            key=key,
            at=act.now,
        )
        body = {
            "report": str(report.public_id),
            "commitment": commitments.commitment_ref(commitment).as_json(),
            "finding": finding,
            "text": promise.digest,
        }
        subject = commitments.milestone_ref(milestone)
        act.record("progress.verified", subject=subject, body=body, role=role)
    return done


def _evidence(actor: Actor, milestone: Any, day: dt.date, file: Any, file_name: str) -> SubjectRef:
    """Published with the report; the title says of what, never what a computer called the file."""
    commitment = milestone.commitment
    with translation.override("es"):  # the language that titles are kept in
        title = f"Prueba del hito {commitment.number}.{milestone.number}, {day_text(day)}"
    return documents.document_attach(
        actor=actor,
        process=commitment.process,
        kind="evidence",
        title=title,
        file=file,
        file_name=file_name,
    )


def _refuse_if(report: findings.Report) -> None:
    if not report.ok:
        raise Refused(report.blockers)


def _same_report(key: uuid.UUID, milestone: Any, actor: Actor) -> Report | None:
    """The report that this key already made; a key says nothing to somebody else."""
    return Report.objects.filter(
        key=key, milestone=milestone, organization=actor.organization
    ).first()
