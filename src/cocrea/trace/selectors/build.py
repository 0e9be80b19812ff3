"""A thread out of rows: its knots and every edge between two that are there."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from cocrea.kernel.text import language_of_label
from cocrea.trace import messages
from cocrea.trace.rules.thread import Thread, make
from cocrea.trace.rules.values import Edge, Key, Node, excerpt
from cocrea.trace.selectors.find import Reach
from cocrea.trace.selectors.knots import Knots, here, page_of
from cocrea.trace.selectors.rows import Crowd, Rows
from cocrea.voices import words as voice_words

VOICES, POINTS, REPORTS = ("crowd", "voice"), ("crowd", "point"), ("crowd", "progress")


def build(reach: Reach, rows: Rows) -> Thread:
    return _Builder(reach, rows).thread()


class _Builder:
    """named: knots without a row of their own: channels, and things that others only name."""

    def __init__(self, reach: Reach, rows: Rows) -> None:
        self.reach, self.rows = reach, rows
        self.knots = Knots(reach, rows)
        self.local = self.knots.local
        self.named: dict[Key, Node] = {}
        self.channels = {code: str(word) for code, word in voice_words.CHANNELS.items()}

    def thread(self) -> Thread:
        edges = list(self._edges())
        return make(
            self.reach.focus,
            [*self.knots.all(), *self.named.values()],
            edges,
            process=self.reach.scope.process.slug,
            words={code: str(text) for code, text in messages.WORDS.items()},
        )

    def _edges(self) -> Iterator[Edge]:
        yield from self._heard()
        yield from self._grouped()
        yield from self._promised()
        yield from self._answered()
        if self.rows.crowd is not None:
            yield from self._uncounted(self.rows.crowd)
        for row in self.rows.milestones.values():
            parent = self._commitment_key(row.commitment_id)
            if parent:
                yield Edge(parent, ("milestone", str(row.public_id)), "has")
        for report in self.rows.reports:
            key = ("milestone", str(self.knots.milestone_id(report)))
            at = self.local(report.at)
            yield Edge(key, ("progress", str(report.public_id)), "reported", at=at)
        if self.reach.plan is not None:
            end = ("plan", str(self.reach.plan.public_id))
            at = self.local(self.reach.plan.frozen_at)
            for row in self.rows.commitments.values():
                yield Edge(("commitment", str(row.public_id)), end, "frozen", at=at)

    def _heard(self) -> Iterator[Edge]:
        for voice in self.rows.voices.values():
            start, why = self._source_of(voice.source_kind, voice.source_id, voice.channel)
            at = self.local(voice.received_at)
            yield Edge(start, ("voice", str(voice.public_id)), "came_through", here(why), at)
        for point in self.rows.points:
            voice = self.rows.speakers[point.voice_id]
            at = self.local(point.coded_at)
            start, end = ("voice", str(voice.public_id)), ("point", str(point.public_id))
            yield Edge(start, end, "says", at=at)

    def _source_of(self, kind: str, public_id: str, channel: str) -> tuple[Key, str]:
        """What a voice came through, and what is left to say of it."""
        why = self.channels[channel]
        if (kind, public_id) in self.rows.places:
            return (kind, public_id), why
        start = ("channel", channel)
        self.named[start] = Node(
            *start, label=why, column="source", name=str(messages.KINDS["channel"])
        )
        return start, ""  # the knot says it

    def _uncounted(self, crowd: Crowd) -> Iterator[Edge]:
        """Where those lead that are only counted: one knot stands for the voices, one for the
        points."""
        rows = self.rows
        voices, points = crowd.voices - len(rows.voices), crowd.points - len(rows.points)
        if voices:
            self.named[VOICES] = Node(*VOICES, label="", column="voice", order="~", count=voices)
            yield from self._came_uncounted(crowd)
        if points:
            self.named[POINTS] = Node(*POINTS, label="", column="point", order="~", count=points)
        shown = Counter(point.voice_id for point in rows.points)
        behind = points
        for pk, voice in rows.voices.items():
            more = crowd.of_voices.get(pk, 0) - shown[pk]
            behind -= more
            if more:
                yield Edge(("voice", str(voice.public_id)), POINTS, "says")
        if behind:
            yield Edge(VOICES, POINTS, "says")
        for point in rows.points:
            if point.voice_id not in rows.voices:
                yield Edge(VOICES, ("point", str(point.public_id)), "says")
        yield from self._uncounted_ends()
        yield from self._unreported(crowd)

    def _unreported(self, crowd: Crowd) -> Iterator[Edge]:
        shown = Counter(report.milestone_id for report in self.rows.reports)
        more = {pk: n - shown[pk] for pk, n in crowd.reports.items() if n > shown[pk]}
        if more:
            count = sum(more.values())
            self.named[REPORTS] = Node(
                *REPORTS, label="", column="progress", order="~", count=count
            )
        for pk in more:
            yield Edge(("milestone", str(self.rows.milestones[pk].public_id)), REPORTS, "reported")

    def _came_uncounted(self, crowd: Crowd) -> Iterator[Edge]:
        voices = self.rows.voices.values()
        came = Counter((v.source_kind, v.source_id, v.channel) for v in voices)
        for source, total in crowd.sources.items():
            if source[:2] == self.reach.place:
                yield Edge(source[:2], VOICES, "came_through")
            elif total > came[source]:
                yield Edge(self._source_of(*source)[0], VOICES, "came_through")

    def _uncounted_ends(self) -> Iterator[Edge]:
        held = Counter(row.proposal_id for row in self.rows.memberships)
        for pk, total in self.reach.supported.items():
            end = self._proposal_key(pk)
            if end and total > held[pk]:
                yield Edge(POINTS, end, "supports")
        told = Counter((a.target_kind, a.target_id, a.target_label) for a in self.rows.answers)
        for aim, total in self.reach.aims.items():
            if total > told[aim]:
                yield Edge(POINTS, self._aim_key(*aim), "answered")

    def _aim_key(self, kind: str, public_id: str, label: str) -> Key:
        end = (kind, public_id)
        if kind in ("theme", "document", "amendment"):
            self.named[end] = self._other(end, label)
        return end

    def _grouped(self) -> Iterator[Edge]:
        points = {row.pk: str(row.public_id) for row in self.rows.points}
        for row in self.rows.memberships:
            end = self._proposal_key(row.proposal_id)
            if end and row.point_id in points:
                start = ("point", points[row.point_id])
                yield Edge(start, end, "supports", row.reason, self.local(row.since))
        for link in self.reach.lineage.links:
            start, end = self._proposal_key(link.start), self._proposal_key(link.end)
            if start and end:
                yield Edge(start, end, link.kind, link.why, self.local(link.at))

    def _promised(self) -> Iterator[Edge]:
        for row in self.reach.sources:
            start = self._source_key(row)
            end = self._commitment_key(row.commitment_id)
            if not start or not end:
                continue
            at = self.local(row.linked_at)
            yield Edge(start, end, "became", row.note, at)
            part = self.rows.milestones.get(row.milestone_id or 0)
            if part is not None:
                yield Edge(start, ("milestone", str(part.public_id)), "became", row.note, at)

    def _source_key(self, row: Any) -> Key | None:
        if row.proposal_id:
            return self._proposal_key(row.proposal_id)
        key = (row.other_kind, row.other_id)
        known = key in self.rows.places or row.other_kind in ("voice", "meeting", "consultation")
        if not known and key not in self.named:
            name = str(messages.KINDS.get(row.other_kind, ""))
            self.named[key] = Node(
                *key,
                label=excerpt(row.label),
                column="source",
                name=name,
                language=language_of_label(row.label),
                url=page_of("site:resolve", *key),
                order=f"{row.pk:012d}",
            )
        return key

    def _answered(self) -> Iterator[Edge]:
        """Where an answer points; an end that is not in this thread makes no edge."""
        points = {row.pk: str(row.public_id) for row in self.rows.points}
        for row in self.rows.answers:
            if not row.target_kind or row.point_id not in points:
                continue
            end = self._aim_key(row.target_kind, row.target_id, row.target_label)
            why = here(voice_words.DISPOSITIONS[row.kind])
            at = self.local(row.published_at)
            yield Edge(("point", points[row.point_id]), end, "answered", why, at)

    def _other(self, key: Key, label: str) -> Node:
        return Node(
            *key,
            label=excerpt(label or key[1]),
            language=language_of_label(label),
            url=page_of("site:resolve", *key),
            name=str(messages.KINDS[key[0]]),
            column="other",
        )

    def _proposal_key(self, pk: int) -> Key | None:
        row = self.rows.proposals.get(pk)
        return ("proposal", str(row.public_id)) if row else None

    def _commitment_key(self, pk: int) -> Key | None:
        row = self.rows.commitments.get(pk)
        return ("commitment", str(row.public_id)) if row else None
