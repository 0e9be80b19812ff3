"""The calendar of a process: planned days, days fixed by published acts, tasks, notice. Pure.

All days are local days of the process's zone; the caller turns instants into them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cocrea.kernel.dates import Interval, count_back, days_of_notice
from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.process.rules.charter import NoticeThing
from cocrea.process.rules.schedule import Phase, Row
from cocrea.process.rules.schema import Methodology
from cocrea.process.rules.windows import day_of, holidays_of, interval_of


@dataclass(frozen=True, slots=True)
class Slot:
    """One row or phase. baseline: as the methodology plans it; actual: after published acts."""

    number: int
    baseline: Interval
    actual: Interval

    @property
    def slip_days(self) -> int:
        """How many days later than the baseline it ends (negative: earlier)."""
        return (self.actual.end - self.baseline.end).days


@dataclass(frozen=True, slots=True)
class Due:
    """A preparation task and the last day on which it is in time."""

    slug: str
    row: int
    owner: str
    day: date


@dataclass(frozen=True, slots=True)
class Calendar:
    rows: tuple[Slot, ...]
    phases: tuple[Slot, ...]
    tasks: tuple[Due, ...]
    delivery: date | None
    implementation: date | None

    def row(self, number: int) -> Slot | None:
        return next((slot for slot in self.rows if slot.number == number), None)

    def phase(self, number: int) -> Slot | None:
        return next((slot for slot in self.phases if slot.number == number), None)


@dataclass(frozen=True, slots=True)
class Notice:
    """given: days between the announcement and what it changes; required: None without a rule.

    working  both are working days
    """

    given: int
    required: int | None
    working: bool = False

    @property
    def late(self) -> bool:
        return self.required is not None and self.given < self.required


def calendar(
    m: Methodology,
    starts_on: date,
    fixed: Mapping[int, Interval] | None = None,
    first: Methodology | None = None,
) -> Calendar:
    """Everything in local days.

    starts_on  day 0 of windows given as offsets; absolute windows do not move with it
    fixed      row number -> days that published acts gave it; its tasks are counted from there
    first      the first version: its windows are the baseline (``m`` when absent)
    A phase reaches from the first to the last day of its rows once acts moved them.
    Raises Refused(process.end_before_start) for a window that the linter would refuse.
    """
    given, base = fixed or {}, first or m
    rows = tuple(
        _slot(r, base.row(r.number), f"rows.{r.number}", starts_on, given.get(r.number))
        for r in m.rows
    )
    by_number = {slot.number: slot for slot in rows}
    phases = tuple(
        _slot(
            p,
            base.phase(p.number),
            f"phases.{p.number}",
            starts_on,
            _around(
                (by_number[r.number] for r in m.rows if r.phase == p.number),
                any(r.number in given for r in m.rows if r.phase == p.number),
            ),
        )
        for p in m.phases
    )
    ends = (m.identity.delivery, m.identity.implementation)
    delivery, implementation = (day_of(d, starts_on) if d else None for d in ends)
    return Calendar(rows, phases, _tasks(m, by_number), delivery, implementation)


def _slot(
    part: Row | Phase,
    first: Row | Phase | None,
    where: str,
    starts_on: date,
    actual: Interval | None,
) -> Slot:
    try:
        baseline = interval_of((first or part).window, starts_on)
        planned = interval_of(part.window, starts_on)
    except ValueError:
        raise Refused(
            Finding("process.end_before_start", params={"thing": where}, where=where)
        ) from None
    return Slot(part.number, baseline, actual or planned)


def _around(slots: Iterable[Slot], moved: bool) -> Interval | None:
    """From the first to the last day of these rows; None when no act moved any of them."""
    intervals = [slot.actual for slot in slots]
    if not moved:
        return None
    return Interval(min(i.start for i in intervals), max(i.end for i in intervals))


def _tasks(m: Methodology, rows: Mapping[int, Slot]) -> tuple[Due, ...]:
    found = []
    for task in m.preparation:
        first = rows[task.row].actual.start
        day = count_back(
            first,
            task.days_before,
            working=task.counting == "working",
            holidays=holidays_of(m, first.year),
        )
        found.append(Due(task.slug, task.row, task.owner, day))
    return tuple(sorted(found, key=lambda due: (due.day, due.slug)))


def last_day_to_announce(m: Methodology, thing: NoticeThing, happens: date) -> date | None:
    """The last day on which announcing ``thing`` still gives the notice due; None without rule."""
    rule = m.rules.notice
    days = rule.days_for(thing) if rule else None
    if rule is None or days is None:
        return None
    working = rule.counting == "working"
    return count_back(happens, days, working=working, holidays=holidays_of(m, happens.year))


def change_notice(m: Methodology, today: date, old: Interval, new: Interval) -> Notice:
    """Notice of fixing or moving a day, announced ``today``.

    Counted to the earlier of the old and the new first day, since whoever kept the old one has to
    know by then. An interval that no act had fixed yet keeps nobody waiting for its first day: a
    day fixed inside it is counted to that day. Past old days count no more.
    """
    kept = old.fixed or not old.contains(new.start)
    first = min(old.start, new.start) if kept and old.start > today else new.start
    rule = m.rules.notice
    working = rule is not None and rule.counting == "working"
    given = days_of_notice(today, first, working=working, holidays=holidays_of(m, first.year))
    return Notice(given, rule.days_for("call") if rule else None, working)
