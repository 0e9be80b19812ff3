"""Planned dates are intervals with a precision until a published act fixes the day.

Days are counted in the process's own zone; instants are aware UTC datetimes.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Precision(StrEnum):
    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Interval:
    """Both days included. Raises ValueError when the end lies before the start."""

    start: date
    end: date
    precision: Precision = Precision.DAY

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"{self.end} lies before {self.start}")

    @property
    def fixed(self) -> bool:
        return self.precision is Precision.DAY

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end


def local_day(instant: datetime, zone: str) -> date:
    """The calendar day of an instant in a zone such as ``America/Guatemala``."""
    return instant.astimezone(ZoneInfo(zone)).date()


def days_of_notice(
    announced: date, happens: date, *, working: bool = False, holidays: Container[date] = ()
) -> int:
    """Whole days between the announcement and the event, neither counted twice.

    Announced on the 1st for the 16th: 15 days. Working days leave out Saturday, Sunday and
    ``holidays``. Negative when announced after the fact.
    """
    if not working:
        return (happens - announced).days
    if happens < announced:
        return -days_of_notice(happens, announced, working=True, holidays=holidays)
    count, day = 0, announced
    while day < happens:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            count += 1
    return count


def count_back(
    due: date, days: int, *, working: bool = False, holidays: Container[date] = ()
) -> date:
    """The last day on which an announcement still gives ``days`` of notice before ``due``."""
    day = due - timedelta(days=days)
    if not working:
        return day
    while days_of_notice(day, due, working=True, holidays=holidays) < days:
        day -= timedelta(days=1)
    return day
