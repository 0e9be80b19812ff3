"""Words, members and lineage rows of proposals; only services call it, inside their acts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.text import clean, digest
from cocrea.ledger import services as ledger
from cocrea.process.models import Process, Theme
from cocrea.sensemaking.models import (
    MAX_REASON,
    MAX_TEXT,
    MAX_TITLE,
    Membership,
    Operation,
    OperationProposal,
    Proposal,
)
from cocrea.sensemaking.rules import lineage
from cocrea.voices.models import Point
from cocrea.voices.rules.lifecycle import TEXT_PUBLIC


@dataclass(frozen=True, slots=True)
class Words:
    """What a proposal says. theme: None while nobody gave it one."""

    title: str
    text: str
    theme: Theme | None = None
    area: str = ""


def words_of(title: str, text: str, theme: Theme | None = None, area: str = "") -> Words:
    """Cleaned. Raises Refused(sensemaking.title_missing) or kernel.text_too_long."""
    title = clean(title, max_length=MAX_TITLE, where="title", lines=False)
    if not title:
        raise Refused(Finding("sensemaking.title_missing", where="title"))
    return Words(
        title,
        clean(text, max_length=MAX_TEXT, where="text"),
        theme,
        clean(area, max_length=12, where="area", lines=False),
    )


def reason_of(reason: str) -> str:
    """Cleaned. Every operation needs one. Raises Refused(sensemaking.reason_missing)."""
    reason = clean(reason, max_length=MAX_REASON, where="reason")
    if not reason:
        raise Refused(Finding("sensemaking.reason_missing", where="reason"))
    return reason


def proposal_add(process: Process, words: Words, role: str, now: Any) -> Proposal:
    """A new draft with the next number of its process."""
    Process.objects.select_for_update(no_key=True).get(pk=process.pk)  # numbers have no gaps
    last = Proposal.objects.filter(process=process).aggregate(last=Max("number"))["last"] or 0
    return Proposal.objects.create(
        process=process,
        number=last + 1,
        theme=words.theme,
        area=words.area,
        created_by_role=role,
        created_at=now,
        **word_fields(words),
    )


def word_fields(words: Words) -> dict[str, Any]:
    """Title and text with a fresh commitment over both: what the public record carries."""
    commitment = ledger.commit_text(f"{words.title}\n\n{words.text}")
    return {
        "title": words.title,
        "text": words.text,
        "text_salt": commitment.salt,
        "text_digest": commitment.digest,
    }


def operation_add(
    process: Process,
    kind: str,
    *,
    actor: Actor,
    role: str,
    now: Any,
    reason: str,
    inputs: Sequence[Proposal] = (),
    **fields: Any,
) -> Operation:
    operation = Operation.objects.create(
        process=process,
        kind=kind,
        inputs=[str(p.public_id) for p in inputs],
        reason=reason,
        role=role,
        first_account=str(actor.person or ""),
        first_office=actor.office[:60],
        at=now,
        **fields,
    )
    _touch(operation, inputs, OperationProposal.INPUT)
    return operation


def outputs_set(operation: Operation, outputs: Sequence[Proposal]) -> None:
    operation.outputs = [str(p.public_id) for p in outputs]
    operation.save(update_fields=["outputs"])
    _touch(operation, outputs, OperationProposal.OUTPUT)


def _touch(operation: Operation, proposals: Sequence[Proposal], side: str) -> None:
    OperationProposal.objects.bulk_create(
        OperationProposal(operation=operation, proposal=proposal, side=side)
        for proposal in proposals
    )


def members_add(
    proposal: Proposal, points: Iterable[int], operation: Operation, now: Any, reason: str = ""
) -> None:
    """points: primary keys."""
    Membership.objects.bulk_create(
        Membership(
            proposal=proposal,
            point_id=point,
            since=now,
            since_operation=operation,
            reason=reason,
        )
        for point in sorted(points)
    )


def members_end(proposals: Sequence[Proposal], operation: Operation, now: Any) -> None:
    Membership.objects.filter(proposal__in=proposals, until__isnull=True).update(
        until=now, until_operation=operation
    )


def locked(proposals: Sequence[Proposal]) -> list[Proposal]:
    """The rows as they are now, locked, always in one order so that nobody waits in a circle."""
    keys = [p.pk for p in proposals]
    return list(
        Proposal.objects.select_for_update(no_key=True, of=("self",))
        .select_related("process", "theme")
        .filter(pk__in=keys)
        .order_by("pk")
    )


def state_of(proposals: Sequence[Proposal]) -> dict[int, frozenset[int]]:
    """Living proposals -> points they hold, as primary keys: what the rules of lineage work on."""
    live = [p.pk for p in proposals if p.state in lineage.LIVE]
    found: dict[int, set[int]] = {pk: set() for pk in live}
    rows = Membership.objects.filter(proposal_id__in=live, until__isnull=True)
    for proposal, point in rows.values_list("proposal_id", "point_id"):
        found[proposal].add(point)
    return {pk: frozenset(points) for pk, points in found.items()}


def members_digest(state: Mapping[int, frozenset[int]]) -> str:
    """Changes when any of the proposals gained or lost a point."""
    return digest(repr([(pk, sorted(points)) for pk, points in sorted(state.items())]))


def point_ids(points: Iterable[int]) -> list[str]:
    """Public ids for the record."""
    found = Point.objects.filter(pk__in=list(points)).order_by("pk")
    return [str(i) for i in found.values_list("public_id", flat=True)]


def refuse_bad_points(process: Process, points: Sequence[Point]) -> None:
    """There are some, all of this process, all of voices whose text may be read."""
    keys = [p.pk for p in points]
    if not keys:
        raise Refused(Finding("sensemaking.no_points", where="points"))
    good = Point.objects.filter(
        pk__in=keys, voice__process=process, voice__state__in=TEXT_PUBLIC
    ).count()
    if good != len(set(keys)):
        params = {"count": len(set(keys)) - good}
        raise Refused(Finding("sensemaking.points_not_admitted", params=params, where="points"))
