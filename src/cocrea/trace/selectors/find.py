"""What the focus of a thread reaches, both ways, in a constant number of queries."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from cocrea.commitments import selectors as commitments
from cocrea.commitments.models import Commitment, Milestone, Source
from cocrea.commitments.rules import lifecycle as commitment_life
from cocrea.consultations.models import Window
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.meetings.models import Meeting
from cocrea.meetings.rules.lifecycle import PUBLIC as PUBLIC_MEETINGS
from cocrea.plan.models import Version
from cocrea.process.models import Process
from cocrea.sensemaking.models import Membership, Operation, OperationProposal, Proposal
from cocrea.sensemaking.selectors.proposals import ENDINGS
from cocrea.trace.rules.reach import Lineage, Link, lineage
from cocrea.trace.rules.values import Key
from cocrea.voices.models import Disposition, Point, Voice
from cocrea.voices.rules.lifecycle import AWAITING_TRIAGE, TEXT_PUBLIC, State

Aim = tuple[str, str, str]  # kind, public id and label of what an answer points at
Ends = tuple[dict[int, int], dict[Aim, int]]  # see ``Reach.supported`` and ``aims``
TARGETS = ("proposal", "commitment", "milestone")
SHOWN = tuple(state for state in State if state not in AWAITING_TRIAGE)
MANY = 5_000  # keys that a statement names one by one; SQLite takes six times as many


@dataclass(frozen=True, slots=True)
class Points:
    """Which points a thread has: conditions by their path from a point.

    Said of other tables too (``below("point__")``), so that a database can begin with the few rows
    that it has an index for, instead of looking every row up in a list.
    """

    conditions: Mapping[str, Any]

    def below(self, path: str = "") -> Q:
        return Q(**{path + key: value for key, value in self.conditions.items()})

    def rows(self) -> QuerySet[Point]:
        return Point.objects.filter(self.below())


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose thread, and which commitments this reader may see."""

    process: Process
    states: tuple[str, ...]


@dataclass(slots=True)
class Known:
    """Rows that had to be read to find the others; None where they were not, and ``rows`` does."""

    proposals: list[Proposal] | None = None
    commitments: list[Commitment] | None = None
    milestones: list[Milestone] | None = None


@dataclass(slots=True)
class Reach:
    """What a thread is made of, as querysets and keys that ``rows`` loads.

    commitments, milestones  conditions, where ``known`` has no rows of them
    points, voices  of what is shown, also of hidden texts
    supported, aims          where the points lead, and how many of them: see below
    reports                  None: those of the milestones
    carried                  a voice of it that is shown, however many come before it
    """

    focus: Key
    scope: Scope
    points: Points
    voices: Q
    proposals: Collection[int]
    lineage: Lineage
    sources: list[Source]
    commitments: Q
    milestones: Q
    supported: dict[int, int]
    aims: dict[Aim, int]
    reports: Q = field(default_factory=Q)
    place: Key | None = None
    plan: Version | None = None
    known: Known = field(default_factory=Known)
    carried: Voice | None = None


def scope_of(process: Process, roles: Collection[str]) -> Scope:
    drafts = commitments.may_read_drafts(roles)
    return Scope(process, commitment_life.STATES if drafts else commitment_life.PUBLIC)


def reach(
    kind: str, public_id: UUID | str, roles: Collection[str], within: Process | None
) -> Reach:
    """Raises NotThere(trace.not_there) for unknown kinds, unknown ids, drafts, other processes."""
    key = parse_uuid(str(public_id))
    seek = FOCI.get(kind)
    found = seek(key, roles) if seek and key else None
    if found is None or (within is not None and found.scope.process.pk != within.pk):
        raise NotThere(Finding("trace.not_there"))
    return found


# --- one function per kind of focus


def _of_voice(key: UUID, roles: Collection[str]) -> Reach | None:
    row = Voice.objects.filter(public_id=key).select_related("process__log").first()
    if row is None:
        return None
    points = Points({"voice": row})
    return _down(
        ("voice", str(key)), scope_of(row.process, roles), points, Q(pk=row.pk), ("voice", str(key))
    )


def _of_point(key: UUID, roles: Collection[str]) -> Reach | None:
    row = Point.objects.filter(public_id=key).select_related("voice__process__log").first()
    if row is None:
        return None
    scope = scope_of(row.voice.process, roles)
    points = Points({"pk": row.pk})
    return _down(("point", str(key)), scope, points, Q(pk=row.voice_id), None)


def _of_meeting(key: UUID, roles: Collection[str]) -> Reach | None:
    rows = Meeting.objects.filter(public_id=key, state__in=PUBLIC_MEETINGS)
    return _of_place("meeting", key, rows.select_related("process__log").first(), roles)


def _of_consultation(key: UUID, roles: Collection[str]) -> Reach | None:
    row = Window.objects.filter(public_id=key).select_related("process__log").first()
    return _of_place("consultation", key, row, roles)


def _of_place(kind: str, key: UUID, row: Any, roles: Collection[str]) -> Reach | None:
    """Every voice that triage has seen and that came through it."""
    if row is None:
        return None
    place = (kind, str(key))
    came = {"source_kind": kind, "source_id": str(key), "state__in": SHOWN}
    points = Points({f"voice__{name}": value for name, value in came.items()})
    shown = Q(**came)
    found = _down(place, scope_of(row.process, roles), points, shown, place)
    found.place = place
    return found


def _of_proposal(key: UUID, roles: Collection[str]) -> Reach | None:
    rows = Proposal.objects.filter(public_id=key, published_at__isnull=False)
    row = rows.select_related("process__log").first()
    if row is None:
        return None
    scope = scope_of(row.process, roles)
    line = lineage_of(scope.process)
    family = line.before([row.pk]) | line.after([row.pk])
    sources = _sources(scope, Q(proposal__in=family))
    proposals = _proposals(family)
    points, ends = _points_behind([row.pk], line, proposals, {})
    found = _whole(("proposal", str(key)), scope, points, family, line, sources, ends)
    found.known.proposals = proposals
    return found


def _of_commitment(key: UUID, roles: Collection[str]) -> Reach | None:
    rows = Commitment.objects.filter(public_id=key)
    row = rows.select_related("process__log", "theme", "responsible").first()
    if row is None:
        return None
    scope = scope_of(row.process, roles)
    if row.state not in scope.states:
        return None
    sources = _sources(scope, Q(commitment=row))
    own = list(Milestone.objects.filter(commitment=row))
    targets = {"commitment": [str(key)], "milestone": [str(each.public_id) for each in own]}
    return _up(("commitment", str(key)), scope, sources, targets, [row], own)


def _of_milestone(key: UUID, roles: Collection[str]) -> Reach | None:
    return _milestone(("milestone", str(key)), Q(public_id=key), roles)


def _of_progress(key: UUID, roles: Collection[str]) -> Reach | None:
    found = _milestone(("progress", str(key)), Q(reports__public_id=key), roles)
    if found is not None:
        found.reports = Q(public_id=key)
    return found


def _milestone(focus: Key, which: Q, roles: Collection[str]) -> Reach | None:
    rows = Milestone.objects.filter(which).select_related(
        "commitment__process__log", "commitment__theme", "commitment__responsible"
    )
    row = rows.first()
    if row is None:
        return None
    scope = scope_of(row.commitment.process, roles)
    if row.commitment.state not in scope.states:
        return None
    of_it = Q(milestone=row) | Q(milestone__isnull=True)
    sources = _sources(scope, Q(commitment=row.commitment_id) & of_it)
    targets = {
        "commitment": [str(row.commitment.public_id)],
        "milestone": [str(row.public_id)],
    }
    return _up(focus, scope, sources, targets, [row.commitment], [row])


def _of_plan(key: UUID, roles: Collection[str]) -> Reach | None:
    """Its commitments and the proposals they come from; each of these has its own thread."""
    row = Version.objects.filter(public_id=key).select_related("process__log").first()
    if row is None:
        return None
    scope = scope_of(row.process, roles)
    held = [str(each["public_id"]) for each in row.content.get("commitments", ())]
    chosen = Q(public_id__in=held)
    sources = _sources(scope, Q(commitment__public_id__in=held))
    line = lineage_of(scope.process)
    direct = {s.proposal_id for s in sources if s.proposal_id}
    family = line.before(direct) | line.after(direct)
    found = _whole(("plan", str(key)), scope, Points({"pk__in": ()}), family, line, sources)
    found.commitments, found.milestones, found.plan = chosen, Q(pk__in=[]), row
    found.voices = Q(pk__in=[])
    return found


FOCI: dict[str, Callable[[UUID, Collection[str]], Reach | None]] = {
    "voice": _of_voice,
    "point": _of_point,
    "meeting": _of_meeting,
    "consultation": _of_consultation,
    "proposal": _of_proposal,
    "commitment": _of_commitment,
    "milestone": _of_milestone,
    "progress": _of_progress,
    "plan": _of_plan,
}


# --- the two directions


def _down(focus: Key, scope: Scope, points: Points, voices: Q, other: Key | None) -> Reach:
    """From what was said to what was done. other: what a commitment may name as its source."""
    line = lineage_of(scope.process)
    supported, aims = _supported(points), _aims(points)
    ids = {k: [target for kind, target, _label in aims if kind == k] for k in TARGETS}
    named = Proposal.objects.filter(process=scope.process, public_id__in=_uuids(ids["proposal"]))
    proposals = set(supported)
    proposals |= line.after(named.values_list("pk", flat=True))
    which = Q(proposal__in=proposals)
    if other is not None:
        which |= Q(proposal__isnull=True, other_kind=other[0], other_id=other[1])
    sources = _sources(scope, which)
    found = _whole(focus, scope, points, proposals, line, sources, (supported, aims))
    whole, some = _uuids(ids["commitment"]), _uuids(ids["milestone"])
    through = Milestone.objects.filter(public_id__in=some).values("commitment")
    found.commitments |= Q(public_id__in=whole) | Q(pk__in=through)
    found.milestones |= Q(commitment__public_id__in=whole) | Q(public_id__in=some)
    found.voices = voices
    return found


def _up(
    focus: Key,
    scope: Scope,
    sources: list[Source],
    targets: dict[str, list[str]],
    commitments: list[Commitment],
    milestones: list[Milestone],
) -> Reach:
    """From what was done to what was said. commitments, milestones: all that are shown."""
    line = lineage_of(scope.process)
    direct = {s.proposal_id for s in sources if s.proposal_id}
    family = line.before(direct) | line.after(direct)
    proposals = _proposals(family)
    points, ends = _points_behind(direct, line, proposals, targets)
    found = _whole(focus, scope, points, family, line, sources, ends)
    found.known = Known(proposals, commitments, milestones)
    return found


def _whole(
    focus: Key,
    scope: Scope,
    points: Points,
    proposals: Collection[int],
    line: Lineage,
    sources: list[Source],
    ends: Ends | None = None,
) -> Reach:
    """What follows from proposals and sources; callers narrow or widen it."""
    supported, aims = ends or (_supported(points), _aims(points))
    whole = {s.commitment_id for s in sources if s.milestone_id is None}
    some = {s.milestone_id for s in sources if s.milestone_id is not None}
    said = [s.other_id for s in sources if s.other_kind == "voice"]
    return Reach(
        focus=focus,
        scope=scope,
        points=points,
        voices=Q(pk__in=points.rows().values("voice")) | Q(public_id__in=_uuids(said)),
        proposals=proposals,
        lineage=line,
        sources=sources,
        commitments=Q(pk__in={s.commitment_id for s in sources}),
        milestones=Q(commitment__in=whole) | Q(pk__in=some),
        supported=supported,
        aims=aims,
    )


# --- queries


def lineage_of(process: Process) -> Lineage:
    """Every confirmed merge and split of a process, drafts bridged. One query."""
    rows = OperationProposal.objects.filter(
        operation__process=process,
        operation__kind__in=("merge", "split"),
        operation__state=Operation.CONFIRMED,
    )
    sides: dict[int, dict[str, list[int]]] = {}
    told: dict[int, tuple[Any, ...]] = {}
    hidden: set[int] = set()
    values = (
        "operation_id", "side", "proposal_id", "proposal__published_at",
        "operation__kind", "operation__reason", "operation__at",
    )  # fmt: skip
    for pk, side, proposal, published, kind, reason, at in rows.order_by("pk").values_list(*values):
        sides.setdefault(pk, {}).setdefault(side, []).append(proposal)
        told[pk] = ("merged" if kind == "merge" else "split", reason, at)
        if published is None:
            hidden.add(proposal)
    links = [
        Link(start, end, *told[pk])
        for pk, side in sides.items()
        for start in side.get(OperationProposal.INPUT, ())
        for end in side.get(OperationProposal.OUTPUT, ())
    ]
    return lineage(links, hidden)


def _held() -> QuerySet[Membership]:
    """Memberships that stand, or stood when their public proposal ended."""
    return Membership.objects.filter(
        Q(until__isnull=True) | Q(until_operation__kind__in=ENDINGS),
        proposal__published_at__isnull=False,
    )


def memberships(points: Points) -> list[Any]:
    """Rows of values of these points: point_id, proposal_id, since, reason."""
    found = _held().filter(points.below("point__")).order_by("since", "pk")
    return list(found.values_list("point_id", "proposal_id", "since", "reason", named=True))


def _supported(points: Points) -> dict[int, int]:
    """How many memberships of these points each proposal has."""
    found = _held().filter(points.below("point__")).order_by()
    return dict(Counter(found.values_list("proposal_id", flat=True)))


def _published() -> QuerySet[Disposition]:
    """Answers in force of voices whose text may be read; a reason may repeat the text."""
    return Disposition.objects.filter(
        current=True,
        published_at__isnull=False,
        point__voice__state__in=TEXT_PUBLIC,
        point__voice__erased_at__isnull=True,
    )


def answers(points: Points) -> list[Disposition]:
    """The answers in force of these points."""
    return list(_published().filter(points.below("point__")).order_by("point_id"))


def _aims(points: Points) -> dict[Aim, int]:
    """What the answers to these points point at, and how many do."""
    found = _published().filter(points.below("point__")).exclude(target_kind="").order_by()
    return dict(Counter(found.values_list("target_kind", "target_id", "target_label")))


def _proposals(family: Collection[int]) -> list[Proposal]:
    return list(Proposal.objects.filter(pk__in=family).select_related("theme"))


def _points_behind(
    proposals: Iterable[int], line: Lineage, family: list[Proposal], targets: dict[str, list[str]]
) -> tuple[Points, Ends | None]:
    """Points that support these proposals, or whose answer names them or ``targets``; and where
    they lead, when they are few enough to be named one by one. family: their rows, and others."""
    direct = list(proposals)
    before = line.before(direct)
    named = [str(row.public_id) for row in family if row.pk in before]
    aims = Q(target_kind="proposal", target_id__in=named)
    for kind, ids in targets.items():
        aims |= Q(target_kind=kind, target_id__in=ids)
    held = _held().filter(proposal__in=direct)
    answered = _published().filter(aims)
    # Found once: more questions about these points follow, and none need seek them again.
    supporting = set(held.values_list("point_id", flat=True)[:MANY])
    told = list(answered.values_list("point_id", "target_kind", "target_id", "target_label")[:MANY])
    keys = supporting | {point for point, *_aim in told}
    if len(keys) >= MANY:
        either = Q(pk__in=held.values("point")) | Q(pk__in=answered.values("point"))
        return Points({"pk__in": Point.objects.filter(either).values("pk")}), None
    points = Points({"pk__in": list(keys)})
    found = Counter((kind, target, label) for _point, kind, target, label in told)
    untold = supporting - {point for point, *_aim in told}
    if untold:
        found.update(_aims(Points({"pk__in": untold})))
    return points, (_supported(points), dict(found))


def _sources(scope: Scope, which: Q) -> list[Source]:
    found = Source.objects.filter(
        which, commitment__process=scope.process, commitment__state__in=scope.states
    )
    return list(found.order_by("pk"))


def _uuids(texts: Iterable[str]) -> list[UUID]:
    return [key for key in (parse_uuid(each) for each in texts) if key]
