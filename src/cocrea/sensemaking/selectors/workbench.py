"""What waits for systematizers: points without a proposal, merges without a second person."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.process.models import Process
from cocrea.sensemaking.models import Membership, Operation, OperationProposal, Proposal
from cocrea.sensemaking.rules import lineage, suggest
from cocrea.voices import selectors as voices
from cocrea.voices.models import Point


def _held() -> Exists:
    return Exists(Membership.objects.filter(point=OuterRef("pk"), until__isnull=True))


def unassigned(process: Process, *, theme: str = "", area: str = "") -> QuerySet[Point]:
    """Points that support no proposal yet, the oldest voice first, with ``voice`` and ``theme``."""
    return voices.points(process, theme=theme, area=area).filter(~_held())


@dataclass(frozen=True, slots=True)
class Pipeline:
    """points = assigned + unassigned; they came to ``proposals`` in ``themes`` themes."""

    points: int
    assigned: int
    unassigned: int
    proposals: int
    drafts: int
    themes: int


def pipeline(process: Process) -> Pipeline:
    """Where the voices of this process stand on their way to themes. Two queries."""
    found = voices.points(process).order_by()
    points = found.aggregate(all=Count("pk"), assigned=Count("pk", filter=Q(_held())))
    rows = Proposal.objects.filter(process=process, state__in=lineage.LIVE)
    states = list(rows.values_list("state", "theme_id"))
    return Pipeline(
        points=points["all"],
        assigned=points["assigned"],
        unassigned=points["all"] - points["assigned"],
        proposals=sum(state == Proposal.PUBLISHED for state, _theme in states),
        drafts=sum(state == Proposal.DRAFT for state, _theme in states),
        themes=len({theme for state, theme in states if theme and state == Proposal.PUBLISHED}),
    )


@dataclass(frozen=True, slots=True)
class Suggested:
    """A proposal that a point may belong to, with the words that both share."""

    proposal: Proposal
    likeness: int
    shared: tuple[str, ...]


def suggestions(process: Process, points: Sequence[Point]) -> dict[int, list[Suggested]]:
    """For these points (a page of them): up to three living proposals each, by point key."""
    known = {p.pk: p for p in live(process)}
    candidates = {pk: f"{p.title} {p.title} {p.text} {_keywords(p)}" for pk, p in known.items()}
    found = suggest.suggest_all({p.pk: p.text for p in points}, candidates)
    return {
        key: [Suggested(known[s.key], s.likeness, s.shared) for s in given]
        for key, given in found.items()
    }


def _keywords(proposal: Proposal) -> str:
    return " ".join(proposal.theme.keywords) if proposal.theme else ""


def operations_waiting(process: Process) -> QuerySet[Operation]:
    """Merges that wait for a second person, oldest first, with ``inputs_now`` (touched rows)."""
    touched = OperationProposal.objects.select_related("proposal").order_by("proposal__number")
    return (
        Operation.objects.filter(process=process, state=Operation.PROPOSED)
        .prefetch_related(Prefetch("touched", touched, "inputs_now"))
        .order_by("at", "pk")
    )


def live(process: Process) -> list[Proposal]:
    """Drafts and published proposals, by number: what points may be grouped into."""
    found = Proposal.objects.filter(process=process, state__in=lineage.LIVE)
    return list(found.select_related("theme").order_by("number"))


def operation_inputs(operation: Operation) -> list[Proposal]:
    """The proposals that it would merge, each with its ``point_count``."""
    found = Proposal.objects.filter(touched_by__operation=operation).select_related("theme")
    current = Q(memberships__until__isnull=True)
    counted = found.annotate(point_count=Count("memberships", filter=current, distinct=True))
    return list(counted.order_by("number"))


def operation_get(process: Process, public_id: UUID | str) -> Operation:
    """Raises NotThere(sensemaking.unknown_operation)."""
    key = parse_uuid(str(public_id))
    found = Operation.objects.filter(process=process, public_id=key).first() if key else None
    if found is None:
        raise NotThere(Finding("sensemaking.unknown_operation"))
    found.process = process
    return found
