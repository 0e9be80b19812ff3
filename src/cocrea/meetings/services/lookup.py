"""Loads and locks what a write is about."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Max

from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.text import clean
from cocrea.meetings.models import Meeting
from cocrea.meetings.rules import lifecycle
from cocrea.meetings.rules.notice import Notice, notice_of
from cocrea.process.models import Process
from cocrea.process.rules.charter import NoticeThing
from cocrea.process.rules.windows import holidays_of
from cocrea.process.selectors import methodology


def missing(where: str) -> NotThere:
    return NotThere(Finding("meetings.not_there", where=where))


def required(value: str, *, max_length: int, where: str, lines: bool = True) -> str:
    """Clean text that may not be empty. Raises Refused(meetings.text_missing)."""
    found = clean(value, max_length=max_length, where=where, lines=lines)
    if not found:
        raise Refused(Finding("meetings.text_missing", where=where))
    return found


def meeting_locked(meeting: Meeting) -> Meeting:
    """The row as it is now, locked. Raises NotThere(meetings.not_there)."""
    found = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("process")
        .filter(pk=meeting.pk)
        .first()
    )
    if found is None:
        raise missing("meeting")
    return found


def moved(state: str, event: str) -> str:
    """The next state. Raises Refused(meetings.wrong_state)."""
    found = lifecycle.step(state, event)
    if isinstance(found, Finding):
        raise Refused(found)
    return found


def stamp(instant: datetime) -> str:
    """An instant as entries spell it."""
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def notice(process: Process, thing: NoticeThing, now: datetime, happens: datetime) -> Notice:
    """Notice that an announcement made now gives of something at ``happens``, in local days."""
    law = methodology(process, now)
    day = local_day(happens, process.zone)
    return notice_of(
        law.rules.notice,
        thing,
        announced=local_day(now, process.zone),
        happens=day,
        holidays=holidays_of(law, day.year),
    )


def last_version(rows: Any) -> int:
    """Highest ``version`` of a related set; 0 when empty."""
    found: int | None = rows.aggregate(last=Max("version"))["last"]
    return found or 0
