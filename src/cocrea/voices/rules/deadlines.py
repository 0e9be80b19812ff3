"""By when something is owed to the author of a voice. Local days of the process."""

from collections.abc import Container
from datetime import date, datetime, timedelta


def due_day(
    received: date, days: int, *, working: bool = False, holidays: Container[date] = ()
) -> date:
    """The last local day to do what is due ``days`` after ``received`` (that day not counted)."""
    if not working:
        return received + timedelta(days=days)
    day, left = received, days
    while left > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            left -= 1
    return day


def triage_due(received_at: datetime, hours: int) -> datetime:
    """Until when triage passes or refuses a text, so that it is public in time."""
    return received_at + timedelta(hours=hours)


def days_late(done: date | None, due: date | None) -> int:
    """Calendar days from the last day allowed to the day it was done; 0 in time or not done."""
    return max((done - due).days, 0) if done and due else 0
