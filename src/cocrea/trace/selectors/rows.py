"""The rows of a thread, loaded: one query per table, however many rows."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from cocrea.commitments.models import Commitment, Milestone, Step
from cocrea.consultations.models import Window
from cocrea.followup.models import Report
from cocrea.kernel.ids import parse_uuid
from cocrea.meetings.models import Meeting
from cocrea.meetings.rules.lifecycle import PUBLIC as PUBLIC_MEETINGS
from cocrea.plan.models import Suggestion, Version
from cocrea.sensemaking.models import Operation, OperationProposal, Proposal
from cocrea.trace.rules.sketch import MOST
from cocrea.trace.rules.values import Key
from cocrea.trace.selectors.find import Points, Reach, answers, memberships
from cocrea.voices.models import Disposition, Point, Voice

TOLD_STEPS = ("adopt", "not_adopt", "withdraw", "return")


@dataclass(frozen=True, slots=True)
class Crowd:
    """Voices and points that an outline counts without loading them.

    voices, points  how many the thread has in all
    sources         how many of the voices came through each (source kind, source id, channel);
                    no channel where the source is the place that is asked about
    of_voices       how many points each loaded voice has, by its key
    reports         how many reports each milestone has, by its key
    """

    voices: int
    points: int
    sources: dict[tuple[str, str, str], int]
    of_voices: dict[int, int]
    reports: dict[int, int] = field(default_factory=dict)


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
    return _rest(reach, voices, list(points_of(reach)), None, voices, slice(None))


def outline(reach: Reach, voices: slice, points: slice, reports: slice) -> Rows:
    """The same with these voices, points and reports in their order, and the count of the others:
    thousands may lie behind one milestone, and a page shows six. A constant number of queries."""
    census = _counted if reach.place else _listed
    found = _rest(reach, *census(reach, voices, points), reports)
    assert found.crowd is not None
    if reports.stop is None or len(found.reports) < reports.stop:  # all of them
        found.crowd.reports.update(Counter(report.milestone_id for report in found.reports))
        return found
    rows = Report.objects.filter(reach.reports, milestone__in=list(found.milestones)).order_by()
    found.crowd.reports.update(rows.values_list("milestone").annotate(n=Count("pk")))
    return found


# Voices and points that are shown, what is only counted, and who said the points.
Census = tuple[dict[int, Voice], list[Point], Crowd | None, dict[int, Voice]]


def named_by(reach: Reach) -> Q:
    """Voices that the commitments of a thread name as a source."""
    named = [row.other_id for row in reach.sources if row.other_kind == "voice"]
    return Q(public_id__in=[key for key in map(parse_uuid, named) if key])


def _said(reach: Reach) -> Q:
    """Voices that belong to a thread by themselves: its focus, and what commitments name."""
    focus = parse_uuid(reach.focus[1]) if reach.focus[0] == "voice" else None
    return named_by(reach) | Q(public_id__in=[focus] if focus else [])


def _listed(reach: Reach, voices: slice, points: slice) -> Census:
    """Of points that are known one by one: read once, in order, with what their voices came by."""
    rows = list(
        points_of(reach).values_list(
            "pk", "voice_id", "voice__source_kind", "voice__source_id", "voice__channel"
        )
    )
    came = {voice: (kind, key, channel) for _pk, voice, kind, key, channel in rows}
    wanted = [pk for pk, *_ in rows][points]
    first = list(came)[voices]
    if reach.carried is not None:
        own = [pk for pk, voice, *_ in rows if voice == reach.carried.pk]
        wanted += [pk for pk in own[:MOST] if pk not in wanted]
        first.append(reach.carried.pk)
    shown = Point.objects.in_bulk(wanted)
    speakers = {point.voice_id for point in shown.values()}
    known = Voice.objects.filter(Q(pk__in={*first, *speakers}) | _said(reach))
    everyone = {voice.pk: voice for voice in known.order_by("received_at", "pk")}
    said = {reach.focus[1], *(row.other_id for row in reach.sources)}
    listed = set(first)
    chosen = {
        pk: voice for pk, voice in everyone.items() if pk in listed or str(voice.public_id) in said
    }
    came |= {pk: (v.source_kind, v.source_id, v.channel) for pk, v in chosen.items()}
    said_by = Counter(voice for _pk, voice, *_ in rows)
    crowd = Crowd(
        voices=len(came),
        points=len(rows),
        sources=dict(Counter(came.values())),
        of_voices={pk: said_by[pk] for pk in chosen},
    )
    return chosen, [shown[pk] for pk in wanted], crowd, everyone


def _counted(reach: Reach, voices: slice, points: slice) -> Census:
    """Of everything that came through a place: the database counts, on an index."""
    rows, said = voices_of(reach), reach.points.rows()
    chosen = {voice.pk: voice for voice in rows[voices]}
    first = list(points_of(reach)[points])
    if reach.carried is not None:
        chosen[reach.carried.pk] = reach.carried
        own = points_of(reach).filter(voice=reach.carried)[:MOST]
        first += [point for point in own if point not in first]
    of_voices = said.filter(voice__in=list(chosen)).order_by().values_list("voice")
    count = rows.count()
    kind, key = reach.place or ("", "")
    crowd = Crowd(
        voices=count,
        points=said.count(),
        sources={(kind, key, ""): count},
        of_voices=dict(of_voices.annotate(n=Count("pk"))),
    )
    unsaid = {point.voice_id for point in first} - set(chosen)
    return chosen, first, crowd, chosen | (Voice.objects.in_bulk(unsaid) if unsaid else {})


def voices_of(reach: Reach) -> QuerySet[Voice]:
    """Those of the thread, first come first."""
    found = Voice.objects.filter(reach.voices).order_by("received_at", "pk")
    # What came through a place is of its process, and an index alone can count it.
    return found if reach.place else found.filter(process=reach.scope.process)


def points_of(reach: Reach) -> QuerySet[Point]:
    """Those of the thread, in the order of their voices."""
    return reach.points.rows().order_by("voice__received_at", "voice_id", "number")


def _rest(
    reach: Reach,
    voices: dict[int, Voice],
    points: list[Point],
    crowd: Crowd | None,
    speakers: dict[int, Voice],
    reports: slice,
) -> Rows:
    process, states = reach.scope.process, reach.scope.states
    told = Points({"pk__in": [point.pk for point in points]}) if crowd else reach.points
    known = reach.known
    proposals, commitments, milestones = known.proposals, known.commitments, known.milestones
    if proposals is None:
        proposals = list(Proposal.objects.filter(pk__in=reach.proposals).select_related("theme"))
    if commitments is None:
        wanted = Commitment.objects.filter(reach.commitments, process=process, state__in=states)
        commitments = list(wanted.select_related("theme", "responsible"))
    if milestones is None:
        milestones = list(
            Milestone.objects.filter(
                reach.milestones, commitment__process=process, commitment__state__in=states
            )
        )
    found = Rows(
        voices=voices,
        points=points,
        proposals={row.pk: row for row in proposals if row.published_at},
        commitments={row.pk: row for row in commitments},
        milestones={},
        reports=[],
        places={},
        memberships=memberships(told),
        answers=answers(told),
        crowd=crowd,
        speakers=speakers,
    )
    for row in milestones:
        parent = found.commitments.get(row.commitment_id)
        if parent is not None:
            row.commitment = parent
        found.milestones[row.pk] = row
    told_of = Report.objects.filter(reach.reports, milestone__in=list(found.milestones))
    newest = told_of.prefetch_related("verifications").order_by("-at", "-pk")[reports]
    found.reports = sorted(newest, key=lambda report: report.pk)
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
    ended = [pk for pk, row in rows.proposals.items() if row.state == Proposal.WITHDRAWN]
    if not ended:
        return {}
    touched = OperationProposal.objects.filter(proposal__in=ended, operation__kind="withdraw")
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
    """Frozen versions of the plan by the public id of each commitment in them. An id is looked for
    in the text of what was frozen: reading the whole of three plans takes ten times as long."""
    found: dict[str, list[Version]] = defaultdict(list)
    keys = [str(row.public_id) for row in rows.commitments.values()]
    if not keys:
        return found
    versions = Version.objects.filter(process=reach.scope.process).defer("content")
    for version in versions.annotate(said=Cast("content", TextField())).order_by("number"):
        for key in keys:
            if key in version.said:
                found[key].append(version)
    return found
