"""Freeze and publish a version, in one act. Here, and only here, the caps bite."""

from dataclasses import replace
from typing import Any

from cocrea.commitments import selectors as commitments
from cocrea.commitments.selectors import FreezeRow
from cocrea.kernel.errors import NotPermitted
from cocrea.kernel.findings import Report
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.plan import gathering
from cocrea.plan.models import TITLE_LENGTH, Suggestion, Version
from cocrea.plan.rules import content, lifecycle
from cocrea.plan.rules.answers import TAKEN_UP
from cocrea.plan.rules.permits import PERMITS, separation
from cocrea.plan.selectors import being_decided, plan_fact
from cocrea.plan.services.shared import latest, process_lock, refuse_if
from cocrea.process.models import Process


def version_freeze(
    *,
    actor: Actor,
    process: Process,
    kind: str,
    title: str = "",
    decision: SubjectRef | None = None,
) -> Version:
    """Freeze what stands (adopted, accepted and proposed commitments) and publish it.

    kind      first (once), revised, or final
    title     the plan's own when empty; decision: what was decided where, if this rests on one
    Raises Refused: commitments.over_cap and milestones_over_cap, one finding per commitment (a
    published exception of the competent body lets it in); plan.nothing_to_freeze, first_exists,
    no_first, already_approved, final_exists, being_decided; for a final one also
    plan.suggestions_open, review_open and plan.open_voices (a published exception to the rule
    ``plan.open_voices`` says why they wait).
    NotPermitted(plan.decider_freezes) for somebody who also decides on the plan.
    """
    # Final: no voice may slip in between counting the open ones and freezing.
    with ledger.act(process, actor=actor, exclusive=kind == lifecycle.FINAL) as act:
        role = PERMITS.require(actor, "version.freeze", now=act.now)
        if both := separation(actor.roles(act.now)):
            raise NotPermitted(both)
        process_lock(process)
        rows = commitments.freeze_set(process)
        report = _report(process, kind, rows)
        refuse_if(report)
        before = latest(process)
        said = _content(process, kind, title, rows, act)
        promise = ledger.commit_text(content.canonical(said))
        version = Version.objects.create(
            process=process,
            number=said["number"],
            kind=kind,
            title=said["title"],
            content=said,
            digest=promise.digest,
            salt=promise.salt,
            findings=[finding.as_json() for finding in report],
            frozen_at=act.now,
            office=actor.office,
            label=actor.label[:200],
            decision_kind=decision.kind if decision else "",
            decision_id=decision.public_id if decision else "",
            decision_label=decision.label[:400] if decision else "",
        )
        _results(version, before)
        body = _body(version, decision)
        act.record("plan.frozen", subject=version.ref, body=body, role=role)
    return version


def _report(process: Process, kind: str, rows: list[FreezeRow]) -> Report:
    voices = gathering.open_voices(process) if kind == lifecycle.FINAL else None
    fact = replace(plan_fact(process), deciding=being_decided(process))
    found = lifecycle.freeze_check(kind, fact, commitments=len(rows), voices=voices)
    states = lifecycle.not_adopted((row.number, row.title, row.state) for row in rows)
    return found + commitments.freeze_report(process, rows) + Report.of(states)


def _content(
    process: Process, kind: str, title: str, rows: list[FreezeRow], act: ledger.Act
) -> dict[str, Any]:
    before = latest(process)
    about = gathering.about_process(process)
    given = clean(title, max_length=TITLE_LENGTH, where="title", lines=False)
    if given:
        about["title_en"] = ""  # the translation belongs to the plan's own title
    return content.build(
        kind=kind,
        number=before.number + 1 if before else 1,
        title=given or about["title"],
        process=about,
        frozen_at=act.now.isoformat(),
        record=gathering.record_head(process),
        commitments=gathering.frozen_rows(process, rows),
        voices=gathering.voice_counts(process),
    )


def _results(version: Version, before: Version | None) -> None:
    """Suggestions that were taken up point to the first later version whose text changed."""
    if before is None:
        return
    waiting = Suggestion.objects.filter(
        review__process=version.process, answer__in=TAKEN_UP, resulting__isnull=True
    )
    changed = content.touched(before.content, version.content)
    for each in waiting.select_for_update():
        if each.commitment_id in changed or (not each.commitment_id and changed):
            each.resulting = version.number
            each.save(update_fields=["resulting"])


def _body(version: Version, decision: SubjectRef | None) -> dict[str, Any]:
    found = version.findings
    body: dict[str, Any] = {
        "number": version.number,
        "kind": version.kind,
        "commitments": len(version.content["commitments"]),
        "content": version.digest,
        "record": version.content["record"],
    }
    exceptions = sorted({f["params"]["exception"] for f in found if _let_through(f)})
    if exceptions:
        body["exceptions"] = exceptions
    if decision:
        body["decision"] = decision.as_json()
    return body


def _let_through(finding: dict[str, Any]) -> bool:
    return finding["severity"] == "note" and bool(finding["params"].get("exception"))
