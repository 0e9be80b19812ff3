"""The rows of a thread, loaded: one query per table, however many rows."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from cocrea.commitments.models import Commitment, Milestone, Step
from cocrea.consultations.models import Window
from cocrea.followup.models import Report
from cocrea.kernel.ids import parse_uuid
from cocrea.meetings.models import Meeting
from cocrea.meetings.rules.lifecycle import PUBLIC as PUBLIC_MEETINGS
from cocrea.plan.models import Suggestion, Version
from cocrea.sensemaking.models import Operation, OperationProposal, Proposal
from cocrea.trace.rules.values import Key
from cocrea.trace.selectors.find import Points, Reach, answers, memberships
from cocrea.voices.models import Disposition, Point, Voice

TOLD_STEPS = ("adopt", "not_adopt", "withdraw", "return")


@dataclass(frozen=True, slots=True)
class Crowd:
    """Voices and points that an outline counts without loading them.

    voices, points  how many the thread has in all
    sources         how many of the voices came through each (source kind, source id, channel)
    of_voices       how many points each loaded voice has, by its key
    """

    voices: int
    points: int
    sources: dict[tuple[str, str, str], int]
    of_voices: dict[int, int]


@dataclass(slots=True)
class Rows:
    """By primary key where another table points at them; places by (kind, public id)."""

    voices: dict[int, Voice]
    points: list[Point]
    proposals: dict[int, Proposal]
    commitments: dict[int, Commitment]
    milestones: dict[int, Milestone]
    reports: list[Report]
    places: dict[Key, Any]
    memberships: list[Any] = field(default_factory=list)
    answers: list[Disposition] = field(default_factory=list)
    withdrawn: dict[int, Operation] = field(default_factory=dict)
    steps: dict[int, list[Step]] = field(default_factory=dict)
    suggestions: dict[str, list[Suggestion]] = field(default_factory=dict)
    versions: dict[str, list[Version]] = field(default_factory=dict)
    crowd: Crowd | None = None
    speakers: dict[int, Voice] = field(default_factory=dict)


def load(reach: Reach) -> Rows:
    """Every row that the thread reaches. A constant number of queries."""
    voices = {row.pk: row for row in voices_of(reach)}
    return _rest(reach, voices, list(points_of(reach)), None)


def outline(reach: Reach, voices: slice, points: slice) -> Rows:
    """The same with these voices and points in their order, and the count of the others: thousands
    may lie behind one milestone, and a page shows six. A constant number of queries."""
    named = [row.other_id for row in reach.sources if row.other_kind == "voice"]
    focus = [reach.focus[1]] if reach.focus[0] == "voice" else []
    always = Q(public_id__in=[key for key in map(parse_uuid, (*named, *focus)) if key])
    chosen = {row.pk: row for row in voices_of(reach)[voices]}
    chosen |= {row.pk: row for row in voices_of(reach).filter(always)}
    shown = list(points_of(reach)[points])
    crowd = Crowd(
        voices=voices_of(reach).count(),
        points=reach.points.rows().count(),
        sources=_counted(voices_of(reach), "source_kind", "source_id", "channel"),
        of_voices=dict(
            reach.points.rows()
            .filter(voice__in=list(chosen))
            .order_by()
            .values_list("voice")
            .annotate(n=Count("pk"))
        ),
    )
    return _rest(reach, chosen, shown, crowd)


def _counted(rows: QuerySet[Any], *columns: str) -> dict[tuple[Any, ...], int]:
    found = rows.order_by().values_list(*columns).annotate(n=Count("pk"))
    return {tuple(key): n for *key, n in found}


def voices_of(reach: Reach) -> QuerySet[Voice]:
    """Those of the thread, first come first."""
    process = reach.scope.process
    return Voice.objects.filter(reach.voices, process=process).order_by("received_at", "pk")


def points_of(reach: Reach) -> QuerySet[Point]:
    """Those of the thread, in the order of their voices."""
    return reach.points.rows().order_by("voice__received_at", "voice", "number")


def _rest(reach: Reach, voices: dict[int, Voice], points: list[Point], crowd: Crowd | None) -> Rows:
    process, states = reach.scope.process, reach.scope.states
    told = Points({"pk__in": [point.pk for point in points]}) if crowd else reach.points
    commitments = Commitment.objects.filter(reach.commitments, process=process, state__in=states)
    milestones = Milestone.objects.filter(
        reach.milestones, commitment__process=process, commitment__state__in=states
    )
    proposals = Proposal.objects.filter(pk__in=reach.proposals, published_at__isnull=False)
    found = Rows(
        voices=voices,
        points=points,
        proposals={row.pk: row for row in proposals.select_related("theme")},
        commitments={row.pk: row for row in commitments.select_related("theme", "responsible")},
        milestones={row.pk: row for row in milestones.select_related("commitment")},
        reports=[],
        places={},
        memberships=memberships(told),
        answers=answers(told),
        crowd=crowd,
    )
    missing = {point.voice_id for point in points} - set(voices)
    found.speakers = voices | Voice.objects.in_bulk(missing) if missing else voices
    found.reports = list(
        Report.objects.filter(reach.reports, milestone__in=list(found.milestones))
        .prefetch_related("verifications")
        .order_by("pk")
    )
    found.places = _places(reach, found)
    found.withdrawn = _withdrawn(found)
    found.steps = _steps(found)
    found.suggestions = _suggestions(reach, found)
    found.versions = _versions(reach, found)
    return found


def _places(reach: Reach, rows: Rows) -> dict[Key, Any]:
    """Public meetings and consultations that voices and commitments name. Two queries."""
    named = {(v.source_kind, v.source_id) for v in rows.voices.values() if v.source_kind}
    if rows.crowd is not None:
        named |= {(kind, key) for kind, key, _channel in rows.crowd.sources if kind}
    named |= {(s.other_kind, s.other_id) for s in reach.sources if s.other_id}
    named |= {reach.place} if reach.place else set()
    ids: dict[str, list[Any]] = defaultdict(list)
    for kind, public_id in sorted(named):
        key = parse_uuid(public_id)
        if key:
            ids[kind].append(key)
    process = reach.scope.process
    found: dict[Key, Any] = {}
    for meeting in Meeting.objects.filter(
        process=process, public_id__in=ids["meeting"], state__in=PUBLIC_MEETINGS
    ):
        found[("meeting", str(meeting.public_id))] = meeting
    for window in Window.objects.filter(process=process, public_id__in=ids["consultation"]):
        found[("consultation", str(window.public_id))] = window
    return found


def _withdrawn(rows: Rows) -> dict[int, Operation]:
    """Why a proposal was taken back."""
    touched = OperationProposal.objects.filter(
        proposal__in=list(rows.proposals), operation__kind="withdraw"
    )
    return {row.proposal_id: row.operation for row in touched.select_related("operation")}


def _steps(rows: Rows) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = defaultdict(list)
    chosen = Step.objects.filter(commitment__in=list(rows.commitments), act__in=TOLD_STEPS)
    for step in chosen.order_by("at", "pk"):
        found[step.commitment_id].append(step)
    return found


def _suggestions(reach: Reach, rows: Rows) -> dict[str, list[Suggestion]]:
    """Of OGP's review, by the public id of their commitment."""
    found: dict[str, list[Suggestion]] = defaultdict(list)
    ids = [str(row.public_id) for row in rows.commitments.values()]
    chosen = Suggestion.objects.filter(
        Q(review__process=reach.scope.process), commitment_id__in=ids
    )
    for suggestion in chosen.order_by("review_id", "number"):
        found[suggestion.commitment_id].append(suggestion)
    return found


def _versions(reach: Reach, rows: Rows) -> dict[str, list[Version]]:
    """Frozen versions of the plan by the public id of each commitment in them."""
    found: dict[str, list[Version]] = defaultdict(list)
    if not rows.commitments:
        return found
    for version in Version.objects.filter(process=reach.scope.process).order_by("number"):
        for each in version.content.get("commitments", ()):
            found[str(each["public_id"])].append(version)
    return found
