"""Proposals, who supports them and what came of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import services as ledger
from cocrea.process.models import Process
from cocrea.sensemaking.models import Membership, Operation, OperationProposal, Proposal
from cocrea.voices.models import Disposition

ENDINGS = ("merge", "split", "withdraw")
_POINTS = Count("memberships", filter=Q(memberships__until__isnull=True))


def proposal_ref(proposal: Proposal) -> SubjectRef:
    return proposal.ref


def proposals(process: Process, *, theme: str = "", ended: bool = False) -> QuerySet[Proposal]:
    """Published ones with ``point_count``, by theme and number; those without theme first.

    theme: slug ("" for all). ended: also those that were merged, split or withdrawn.
    """
    found = Proposal.objects.filter(process=process, published_at__isnull=False)
    if theme:
        found = found.filter(theme__slug=theme)
    if not ended:
        found = found.filter(state=Proposal.PUBLISHED)
    found = found.select_related("theme").annotate(point_count=_POINTS)
    return found.order_by("theme__number", "number")


def drafts(process: Process) -> QuerySet[Proposal]:
    """For those who work on them, oldest first."""
    found = Proposal.objects.filter(process=process, state=Proposal.DRAFT)
    return found.select_related("theme").annotate(point_count=_POINTS).order_by("created_at", "pk")


def proposal_get(process: Process, public_id: UUID | str, *, staff: bool = False) -> Proposal:
    """One proposal. Raises NotThere(sensemaking.unknown), for a draft too unless ``staff``."""
    key = parse_uuid(str(public_id))
    rows = Proposal.objects.filter(process=process, public_id=key).select_related("theme")
    found = rows.first() if key else None
    if found is None or not (found.public or staff):
        raise NotThere(Finding("sensemaking.unknown"))
    found.process = process
    return found


def members(proposal: Proposal) -> QuerySet[Membership]:
    """The points that support it; of one that ended, those that did when it ended.

    Oldest voice first, each with ``point``, ``point.voice`` and ``point.answers`` (its current
    published disposition). Ask ``voice.text_public`` before showing words.
    """
    current = Disposition.objects.filter(current=True, published_at__isnull=False)
    found = Membership.objects.filter(proposal=proposal).filter(
        Q(until__isnull=True) | Q(until_operation__kind__in=ENDINGS)
    )
    return (
        found.select_related("point__voice", "point__theme")
        .prefetch_related(Prefetch("point__dispositions", current, "answers"))
        .order_by("point__voice__received_at", "point__voice_id", "point__number")
    )


def proposals_of_points(point_keys: Iterable[int]) -> list[Membership]:
    """Current memberships of points (primary keys) in public proposals, with ``proposal``."""
    found = Membership.objects.filter(
        point_id__in=list(point_keys), until__isnull=True, proposal__published_at__isnull=False
    )
    return list(found.select_related("proposal__theme").order_by("proposal__number"))


@dataclass(frozen=True, slots=True)
class Lineage:
    """One thing that was done to a proposal. inputs and outputs: proposals, by number."""

    kind: str
    at: datetime
    role: str
    second_role: str
    state: str
    reason: str
    second_reason: str
    inputs: tuple[Proposal, ...]
    outputs: tuple[Proposal, ...]


def lineage_of(proposal: Proposal) -> list[Lineage]:
    """Everything done to it, oldest first. Two queries, however long its history."""
    touched = Prefetch(
        "touched", OperationProposal.objects.select_related("proposal").order_by("proposal__number")
    )
    rows = (
        Operation.objects.filter(touched__proposal=proposal)
        .distinct()
        .prefetch_related(touched)
        .order_by("at", "pk")
    )
    return [
        Lineage(
            o.kind,
            o.at,
            o.role,
            o.second_role,
            o.state,
            o.reason,
            o.second_reason,
            _side(o.touched.all(), OperationProposal.INPUT),
            _side(o.touched.all(), OperationProposal.OUTPUT),
        )
        for o in rows
    ]


def _side(touched: Sequence[OperationProposal], side: str) -> tuple[Proposal, ...]:
    return tuple(t.proposal for t in touched if t.side == side)


def merge_agreement(process: Process) -> dict[str, int]:
    """How many merges a second person confirmed, refused or has yet to look at."""
    rows = (
        Operation.objects.filter(process=process, kind="merge")
        .values_list("state")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return {state: 0 for state, _label in Operation.STATES} | dict(rows)


def published_texts(process: Process) -> Iterator[ledger.PublishedText]:
    """Every public proposal, as it was committed to."""
    rows = Proposal.objects.filter(process=process, published_at__isnull=False).order_by("pk")
    for row in rows.iterator():
        text = f"{row.title}\n\n{row.text}"
        yield ledger.PublishedText(row.text_digest, bytes(row.text_salt), text)
