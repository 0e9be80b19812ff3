"""What is coming, of every room, as values: the calendar that ready texts are made from."""

from datetime import datetime
from zoneinfo import ZoneInfo

from cocrea.consultations.models import Window
from cocrea.kernel.dates import local_day
from cocrea.meetings import selectors as meetings
from cocrea.outreach.rules.items import CONSULTATION, MEETING, PHASE, CalendarItem
from cocrea.process import selectors
from cocrea.process.models import Process

MANY = 100


def items(process: Process, now: datetime) -> list[CalendarItem]:
    """Phases that are open or to come, consultations, announced meetings; the first to begin first.

    A constant number of queries.
    """
    found = [*_phases(process), *_consultations(process, now), *_meetings(process, now)]
    return sorted(found, key=lambda item: (item.starts, item.ends, item.key))


def _phases(process: Process) -> list[CalendarItem]:
    states = selectors.phase_states(process)
    return [
        CalendarItem(
            PHASE,
            f"{process.slug}-{phase.number}",
            phase.title,
            days.start,
            days.end,
            title_en=phase.title_en,
            open_to_voices=bool(phase.admits),
        )
        for phase in selectors.methodology(process).phases
        if states[phase.number] != "closed"
        for days in [selectors.interval_of(phase.window, process.starts_on)]
    ]


def _consultations(process: Process, now: datetime) -> list[CalendarItem]:
    rows = Window.objects.filter(process=process, closes_at__gt=now).order_by("opens_at", "pk")
    return [
        CalendarItem(
            CONSULTATION,
            str(row.public_id),
            row.title_es,
            local_day(row.opens_at, process.zone),
            local_day(row.closes_at, process.zone),
            title_en=row.title_en,
        )
        for row in rows[:MANY]
    ]


def _meetings(process: Process, now: datetime) -> list[CalendarItem]:
    zone = ZoneInfo(process.zone)
    return [
        CalendarItem(
            MEETING,
            str(row.public_id),
            row.title_es,
            local_day(row.starts_at, process.zone),
            local_day(row.ends_at, process.zone),
            title_en=row.title_en,
            hour=f"{row.starts_at.astimezone(zone):%H:%M}",
            place=row.venue,
            area=row.area,
        )
        for row in meetings.upcoming(process, now)[:MANY]
    ]
