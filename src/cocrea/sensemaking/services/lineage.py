"""Merge (two people), split and move: what came of what, for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cocrea.kernel.errors import Conflict, NotThere, Refused
from cocrea.kernel.findings import Finding, Report
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import services as ledger
from cocrea.process.models import Process, Theme
from cocrea.sensemaking import keeping
from cocrea.sensemaking.models import Operation, Proposal
from cocrea.sensemaking.rules import lineage
from cocrea.sensemaking.rules.permits import PERMITS
from cocrea.voices.models import Point


@dataclass(frozen=True, slots=True)
class Part:
    """One of the proposals that a split makes."""

    title: str
    points: Sequence[Point]
    text: str = ""
    theme: Theme | None = None


def operation_ref(operation: Operation) -> SubjectRef:
    return SubjectRef("operation", str(operation.public_id))


def proposal_merge(
    *,
    actor: Actor,
    process: Process,
    proposals: Sequence[Proposal],
    title: str,
    reason: str,
    text: str = "",
    theme: Theme | None = None,
) -> Operation:
    """Propose to merge; nothing changes until a second person confirms (``operation_confirm``).

    theme  that of the proposals when absent and all share one
    Raises Refused: sensemaking.merge_needs_two, not_live, title_missing, reason_missing.
    """
    with ledger.act(process, actor=actor) as act:
        rows = [p for p in keeping.locked(proposals) if p.process_id == process.pk]
        role = PERMITS.require(actor, "proposal.merge", now=act.now, state=_one_state(rows))
        state = keeping.state_of(rows)
        _refuse(lineage.check_merge(state, [p.pk for p in rows]))
        words, reason = keeping.words_of(title, text), keeping.reason_of(reason)
        themes = {p.theme for p in rows}
        chosen = theme or (themes.pop() if len(themes) == 1 else None)
        operation = keeping.operation_add(
            process,
            "merge",
            actor=actor,
            role=role,
            now=act.now,
            reason=reason,
            inputs=rows,
            state=Operation.PROPOSED,
            members=keeping.members_digest(state),
            detail={
                "title": words.title,
                "text": words.text,
                "theme": chosen.pk if chosen else None,
            },
        )
        body = {"kind": "merge", "inputs": operation.inputs, "reason": reason}
        act.record("operation.proposed", subject=operation_ref(operation), body=body, role=role)
    return operation


def operation_confirm(*, actor: Actor, operation: Operation, reason: str = "") -> Proposal:
    """A second person confirms a merge: the new draft holds every point of the merged ones.

    Raises Refused(sensemaking.same_person, not_live), Conflict(sensemaking.members_changed).
    """
    with ledger.act(operation.process, actor=actor) as act:
        operation = _locked_operation(operation)
        role = PERMITS.require(actor, "operation.confirm", now=act.now, state=operation.state)
        _refuse(_second_person(operation, actor))
        inputs = keeping.locked([t.proposal for t in operation.touched.select_related("proposal")])
        state = keeping.state_of(inputs)
        _refuse(lineage.check_merge(state, [p.pk for p in inputs]))
        if keeping.members_digest(state) != operation.members:
            raise Conflict(Finding("sensemaking.members_changed"))
        detail = operation.detail
        theme = Theme.objects.filter(pk=detail["theme"]).first() if detail["theme"] else None
        words = keeping.words_of(detail["title"], detail["text"], theme)
        output = keeping.proposal_add(operation.process, words, operation.role, act.now)
        after = lineage.merge(state, [p.pk for p in inputs], output.pk)
        keeping.members_end(inputs, operation, act.now)
        keeping.members_add(output, after[output.pk], operation, act.now, operation.reason)
        _retire(inputs, Proposal.MERGED)
        keeping.outputs_set(operation, [output])
        _decide(operation, Operation.CONFIRMED, role, act.now, reason)
        act.record(
            "proposal.merged",
            subject=output.ref,
            body=_body(operation, [output], len(after[output.pk]))
            | {"confirmed_by": actor.public(role)},
            role=role,
        )
    return output


def operation_reject(*, actor: Actor, operation: Operation, reason: str) -> Operation:
    """A second person (or the first, who thought again) says no; the proposals stay as they are."""
    with ledger.act(operation.process, actor=actor) as act:
        operation = _locked_operation(operation)
        role = PERMITS.require(actor, "operation.reject", now=act.now, state=operation.state)
        _decide(operation, Operation.REJECTED, role, act.now, keeping.reason_of(reason))
        body = {"inputs": operation.inputs, "reason": operation.second_reason}
        act.record("operation.rejected", subject=operation_ref(operation), body=body, role=role)
    return operation


def proposal_split(
    *, actor: Actor, proposal: Proposal, parts: Sequence[Part], reason: str
) -> list[Proposal]:
    """Make several drafts of one. Every point goes to at least one of them.

    Raises Refused: sensemaking.split_needs_two, members_lost, not_a_member, would_be_empty.
    """
    with ledger.act(proposal.process, actor=actor) as act:
        (proposal,) = keeping.locked([proposal])
        role = PERMITS.require(actor, "proposal.split", now=act.now, state=proposal.state)
        reason = keeping.reason_of(reason)
        state = keeping.state_of([proposal])
        given = {f"part-{n}": frozenset(p.pk for p in part.points) for n, part in enumerate(parts)}
        _refuse(lineage.check_split({proposal.pk: state[proposal.pk]}, proposal.pk, given))
        operation = keeping.operation_add(
            proposal.process,
            "split",
            actor=actor,
            role=role,
            now=act.now,
            reason=reason,
            inputs=[proposal],
        )
        keeping.members_end([proposal], operation, act.now)
        outputs = []
        for part in parts:
            words = keeping.words_of(
                part.title, part.text, part.theme or proposal.theme, proposal.area
            )
            output = keeping.proposal_add(proposal.process, words, role, act.now)
            keeping.members_add(output, {p.pk for p in part.points}, operation, act.now, reason)
            outputs.append(output)
        _retire([proposal], Proposal.SPLIT)
        keeping.outputs_set(operation, outputs)
        act.record(
            "proposal.split",
            subject=proposal.ref,
            body=_body(operation, outputs, len(state[proposal.pk])),
            role=role,
        )
    return outputs


def point_move(
    *, actor: Actor, point: Point, source: Proposal, target: Proposal, reason: str
) -> Operation:
    """Move one point to another proposal. Raises Refused: sensemaking.not_live, not_a_member,
    already_member, would_be_empty, same_proposal."""
    with ledger.act(source.process, actor=actor) as act:
        rows = {p.pk: p for p in keeping.locked([source, target])}
        old, new = rows[source.pk], rows[target.pk]
        role = PERMITS.require(actor, "point.move", now=act.now, state=old.state)
        reason = keeping.reason_of(reason)
        if old.process_id != new.process_id:
            raise NotThere(Finding("sensemaking.unknown", where="target"))
        _refuse(lineage.check_move(keeping.state_of(list(rows.values())), point.pk, old.pk, new.pk))
        operation = keeping.operation_add(
            old.process,
            "move",
            actor=actor,
            role=role,
            now=act.now,
            reason=reason,
            inputs=[old],
            detail={"point": str(point.public_id)},
        )
        keeping.outputs_set(operation, [new])
        old.memberships.filter(point=point, until__isnull=True).update(
            until=act.now, until_operation=operation
        )
        keeping.members_add(new, {point.pk}, operation, act.now, reason)
        body = {"point": str(point.public_id), "to": str(new.public_id), "reason": reason}
        act.record("point.moved", subject=old.ref, body=body, role=role)
    return operation


def _refuse(report: Report) -> None:
    if not report.ok:
        raise Refused(report.blockers)


def _one_state(proposals: Sequence[Proposal]) -> str:
    """The state that weighs: one that is no longer living, if any is."""
    states = sorted({p.state for p in proposals}, key=lambda s: (s in lineage.LIVE, s))
    return states[0] if states else Proposal.DRAFT


def _locked_operation(operation: Operation) -> Operation:
    return (
        Operation.objects.select_for_update(no_key=True, of=("self",))
        .select_related("process")
        .get(pk=operation.pk)
    )


def _second_person(operation: Operation, actor: Actor) -> Report:
    first = (operation.first_account, operation.first_office)
    return lineage.check_second(first, (str(actor.person or ""), actor.office[:60]))


def _retire(proposals: Sequence[Proposal], state: str) -> None:
    Proposal.objects.filter(pk__in=[p.pk for p in proposals]).update(state=state)
    for proposal in proposals:
        proposal.state = state


def _decide(operation: Operation, state: str, role: str, now: Any, reason: str) -> None:
    """The wording now lives in the new proposal alone, so it leaves the operation."""
    operation.state, operation.second_role, operation.decided_at = state, role, now
    operation.second_reason = reason.strip()[:2000]
    operation.detail = {}
    operation.save(update_fields=["state", "second_role", "decided_at", "second_reason", "detail"])


def _body(operation: Operation, outputs: Sequence[Proposal], points: int) -> dict[str, Any]:
    return {
        "operation": str(operation.public_id),
        "inputs": operation.inputs,
        "outputs": [{"id": str(p.public_id), "text": p.text_digest} for p in outputs],
        "points": points,
        "reason": operation.reason,
    }
