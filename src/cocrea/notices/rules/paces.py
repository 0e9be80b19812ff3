"""How often somebody hears: each notice at once, or gathered once a day or once a week.

A digest falls due at seven in the morning on the clock of the process, the weekly one on Monday.
It holds what was recorded before that instant, whenever the tick that makes it comes.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EACH, DAILY, WEEKLY = "each", "daily", "weekly"
PACES = (EACH, DAILY, WEEKLY)  # the fastest first: who follows twice hears at the faster pace
DIGESTS = (DAILY, WEEKLY)
HOUR = time(7)


def boundary(now: datetime, zone: str, pace: str) -> datetime:
    """The last instant, at or before ``now``, on which a digest of this pace fell due. Aware, UTC.

    A day without seven o'clock (a clock that jumps) has it when the clock has jumped.
    """
    place = ZoneInfo(zone)
    day = now.astimezone(place).date() + timedelta(days=1)
    if pace == WEEKLY:
        day += timedelta(days=(7 - day.weekday()) % 7)
    step = timedelta(days=7 if pace == WEEKLY else 1)
    while (due := _at(day, place)) > now:
        day -= step
    return due


def _at(day: date, place: ZoneInfo) -> datetime:
    return datetime.combine(day, HOUR, tzinfo=place).astimezone(UTC)


def digest_key(pace: str, due: datetime) -> str:
    """Names one digest among those of one recipient: the same instant, the same name."""
    return f"digest/{pace}/{due.astimezone(UTC):%Y%m%dT%H%MZ}"
