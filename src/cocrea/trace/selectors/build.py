"""A thread out of rows: its knots and every edge between two that are there."""

from collections.abc import Iterator
from typing import Any

from cocrea.trace import messages
from cocrea.trace.rules.thread import Thread, make
from cocrea.trace.rules.values import Edge, Key, Node, excerpt
from cocrea.trace.selectors.find import Reach
from cocrea.trace.selectors.knots import Knots, page_of
from cocrea.trace.selectors.rows import Rows
from cocrea.voices import words as voice_words


def build(reach: Reach, rows: Rows) -> Thread:
    return _Builder(reach, rows).thread()


class _Builder:
    """named: knots without a row of their own: channels, and things that others only name."""

    def __init__(self, reach: Reach, rows: Rows) -> None:
        self.reach, self.rows = reach, rows
        self.knots = Knots(reach, rows)
        self.local = self.knots.local
        self.named: dict[Key, Node] = {}

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
            end = ("voice", str(voice.public_id))
            why = str(voice_words.CHANNELS[voice.channel])
            start = (voice.source_kind, voice.source_id)
            if start not in self.rows.places:
                start = ("channel", voice.channel)
                self.named[start] = Node(
                    *start, label=why, column="source", name=str(messages.KINDS["channel"])
                )
                why = ""  # the knot says it
            yield Edge(start, end, "came_through", why, self.local(voice.received_at))
        for point in self.rows.points:
            voice = self.rows.voices[point.voice_id]
            at = self.local(point.coded_at)
            start, end = ("voice", str(voice.public_id)), ("point", str(point.public_id))
            yield Edge(start, end, "says", at=at)

    def _grouped(self) -> Iterator[Edge]:
        points = {row.pk: str(row.public_id) for row in self.rows.points}
        for row in self.reach.memberships:
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
                url=page_of("site:resolve", *key),
                order=f"{row.pk:012d}",
            )
        return key

    def _answered(self) -> Iterator[Edge]:
        """Where an answer points; an end that is not in this thread makes no edge."""
        points = {row.pk: str(row.public_id) for row in self.rows.points}
        for row in self.reach.answers:
            if not row.target_kind or row.point_id not in points:
                continue
            end = (row.target_kind, row.target_id)
            why = str(voice_words.DISPOSITIONS[row.kind])
            if row.target_kind in ("theme", "document", "amendment"):
                self.named[end] = self._other(end, row.target_label)
            yield Edge(
                ("point", points[row.point_id]), end, "answered", why, self.local(row.published_at)
            )

    def _other(self, key: Key, label: str) -> Node:
        return Node(
            *key,
            label=excerpt(label or key[1]),
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
