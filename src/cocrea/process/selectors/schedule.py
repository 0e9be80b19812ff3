"""The calendar: what was planned, what published acts fixed, when the plan arrives."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cocrea.kernel.dates import Interval, Precision
from cocrea.kernel.reading import once
from cocrea.process.models import CalendarAct, ComplementaryActivity, PreparationTask, Process
from cocrea.process.rules.calendar import Calendar, calendar
from cocrea.process.rules.schema import Methodology
from cocrea.process.rules.windows import day_of
from cocrea.process.selectors.core import methodology, methodology_first


@dataclass(frozen=True, slots=True)
class Planned:
    """Baseline and actual days of one schedule row or phase (local days, both included)."""

    number: int
    baseline: tuple[date, date]
    actual: tuple[date, date]
    precision: str
    fixed_by: tuple[CalendarAct, ...] = ()

    @property
    def moved(self) -> bool:
        return any(act.late for act in self.fixed_by) or self.slip_days != 0

    @property
    def slip_days(self) -> int:
        """How many days later than the baseline it ends (negative: earlier)."""
        return (self.actual[1] - self.baseline[1]).days

    @property
    def interval(self) -> Interval:
        """The actual days, no more precise than they are."""
        return Interval(*self.actual, precision=Precision(self.precision))


@dataclass(frozen=True, slots=True)
class Delivery:
    """The day on which the plan reaches OGP.

    planned   as the first version has it; expected: after the acts that moved the last row
    act       the one that fixed ``expected``; None while the planned day stands
    """

    planned: date
    expected: date
    act: CalendarAct | None = None

    @property
    def slip_days(self) -> int:
        return (self.expected - self.planned).days


def calendar_acts(process: Process) -> QuerySet[CalendarAct]:
    return process.calendar_acts.order_by("announced_at", "pk")


@once
def _acts_by_row(process: Process) -> dict[int, list[CalendarAct]]:
    acts: dict[int, list[CalendarAct]] = {}
    for act in calendar_acts(process):
        acts.setdefault(act.row, []).append(act)
    return acts


def _calendar(process: Process, law: Methodology, acts: dict[int, list[CalendarAct]]) -> Calendar:
    fixed = {row: Interval(done[-1].start, done[-1].end) for row, done in acts.items()}
    return calendar(law, process.starts_on, fixed, methodology_first(process))


def calendar_of(process: Process, law: Methodology | None = None) -> Calendar:
    """Rows, phases and tasks after the published acts (by ``law``, or the one in force)."""
    return _calendar(process, law or methodology(process), _acts_by_row(process))


def row_planned(process: Process, row: int) -> Planned | None:
    return next((p for p in rows_planned(process) if p.number == row), None)


def rows_planned(process: Process) -> list[Planned]:
    """Baseline (the first version's days) and actual days of every schedule row. Three queries."""
    law, acts = methodology(process), _acts_by_row(process)
    found = []
    for slot in _calendar(process, law, acts).rows:
        moved = tuple(acts.get(slot.number, ()))
        found.append(
            Planned(
                slot.number,
                (slot.baseline.start, slot.baseline.end),
                (slot.actual.start, slot.actual.end),
                "day" if moved else slot.actual.precision.value,
                moved,
            )
        )
    return found


def delivery_day(process: Process) -> date | None:
    """The day on which the plan is due at OGP."""
    due = methodology(process).identity.delivery
    return day_of(due, process.starts_on) if due else None


def delivery(process: Process, rows: list[Planned] | None = None) -> Delivery | None:
    """Planned and expected day of delivery; None when the methodology names none.

    The last row of the schedule is the delivery: the last day that an act gave it is the expected
    one. rows: of ``rows_planned``, when already read.
    """
    due = methodology_first(process).identity.delivery
    if due is None:
        return None
    planned = day_of(due, process.starts_on)
    known = rows_planned(process) if rows is None else rows
    last = max(known, key=lambda row: row.number, default=None)
    if last is None or not last.fixed_by:
        return Delivery(planned, delivery_day(process) or planned)
    return Delivery(planned, last.actual[1], last.fixed_by[-1])


def tasks(process: Process) -> QuerySet[PreparationTask]:
    return process.tasks.order_by("due_on", "pk")


def activities(process: Process) -> QuerySet[ComplementaryActivity]:
    return process.activities.order_by("start", "pk")
