"""What became of a point: one current published disposition each, always with a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from cocrea.kernel.findings import Finding, Report
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import MIN_REASON

MAX_REASON = 4000


class Kind(StrEnum):
    INCORPORATED = "incorporated"
    PARTLY = "partly"
    MERGED = "merged"
    ALREADY_EXISTS = "already_exists"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_VIABLE_LEGAL = "not_viable_legal"
    NOT_VIABLE_FINANCIAL = "not_viable_financial"
    NOT_VIABLE_INSTITUTIONAL = "not_viable_institutional"
    DEFERRED = "deferred"
    QUESTION_ANSWERED = "question_answered"
    OPINION_NOTED = "opinion_noted"
    INADMISSIBLE = "inadmissible"
    WITHDRAWN = "withdrawn"


# What was asked went on: there is something that it went into, and that can be followed.
TAKEN = frozenset({Kind.INCORPORATED, Kind.PARTLY, Kind.MERGED})
# Set by the life cycle (triage, author), never chosen as an answer to a point.
BY_LIFE_CYCLE = frozenset({Kind.INADMISSIBLE, Kind.WITHDRAWN})
CHOOSABLE = tuple(k for k in Kind if k not in BY_LIFE_CYCLE)


def check(kind: str, reason: str, target: SubjectRef | None) -> Report:
    """May this be the answer to a point? Codes: voices.unknown_disposition, voices.reason_short,
    voices.target_missing."""
    return Report.of(_problems(kind, reason, target))


def _problems(kind: str, reason: str, target: SubjectRef | None) -> Iterable[Finding]:
    if kind not in CHOOSABLE:
        yield Finding("voices.unknown_disposition", params={"kind": kind[:40]}, where="kind")
    yield from reason_problems(reason)
    if kind in TAKEN and (target is None or not target.kind or not target.public_id):
        yield Finding("voices.target_missing", params={"kind": kind}, where="target")


def reason_problems(reason: str) -> Iterable[Finding]:
    if len(reason.strip()) < MIN_REASON:
        yield Finding("voices.reason_short", params={"least": MIN_REASON}, where="reason")


def publish_findings(*, proposed_office: str, publisher_office: str) -> Iterable[Finding]:
    """Whoever proposed an answer does not publish it (public functions' ids, "" unknown)."""
    if proposed_office and proposed_office == publisher_office:
        yield Finding("voices.same_person")


@dataclass(frozen=True, slots=True)
class PointFact:
    """A point as coverage sees it. received_at: aware, of its voice."""

    received_at: datetime
    disposition: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """points, answered: counts; by_kind: dispositions in force; open_ages: oldest first."""

    points: int = 0
    answered: int = 0
    by_kind: Mapping[str, int] = field(default_factory=dict)
    open_ages: tuple[timedelta, ...] = ()

    @property
    def open(self) -> int:
        return self.points - self.answered


def coverage(points: Iterable[PointFact], now: datetime) -> Coverage:
    """Points with a current disposition out of all, and how long the others have waited."""
    total, kinds, ages = 0, dict.fromkeys(Kind, 0), []
    for point in points:
        total += 1
        if point.disposition:
            kinds[Kind(point.disposition)] += 1
        else:
            ages.append(now - point.received_at)
    by_kind = {str(kind): count for kind, count in kinds.items() if count}
    return Coverage(total, sum(by_kind.values()), by_kind, tuple(sorted(ages, reverse=True)))
