"""iCalendar (RFC 5545) as bytes: values in, text out, the same bytes for the same values.

The events are written here and not by the ``icalendar`` package, which took 130 ms for 300 of them
where a page may take 50; tests read what is written with that package and with a strict eye.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

CONTENT_TYPE = "text/calendar; charset=utf-8"
OCTETS = 75  # of a line, without its CRLF
CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
PRODID = "-//Cocrea//Cocrea//ES"
_CONTROLS: dict[int, str | None] = dict.fromkeys((*range(0x20), 0x7F))
_ESCAPED = _CONTROLS | {ord("\n"): "\\n", **{ord(c): f"\\{c}" for c in "\\;,"}}
_NO_BLANKS = _CONTROLS | {ord(" "): None}


@dataclass(frozen=True, slots=True)
class Event:
    """start, end: aware datetimes, or dates with both days included.

    uid       never changes; sequence: grows whenever days, hours or place change
    changed   when this revision was made; status: one of the three above
    free      the reader's time is not taken
    """

    uid: str
    sequence: int
    changed: datetime
    start: datetime | date
    end: datetime | date
    summary: str
    url: str
    status: str = CONFIRMED
    place: str = ""
    notes: Sequence[str] = ()
    category: str = ""
    free: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """timezone: the lines of a VTIMEZONE for ``zone``; language: of its texts."""

    name: str
    zone: str
    timezone: str
    url: str
    language: str
    events: Iterable[Event]


def calendar_bytes(calendar: Calendar) -> bytes:
    """The document: UTF-8, lines of at most 75 octets, each ended by CRLF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODID}",
        "CALSCALE:GREGORIAN",
        f"NAME;LANGUAGE={calendar.language}:{_text(calendar.name)}",
        f"X-WR-CALNAME:{_text(calendar.name)}",
        f"X-WR-TIMEZONE:{_text(calendar.zone)}",
        f"URL:{_uri(calendar.url)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        *calendar.timezone.split("\r\n"),
    ]
    place = ZoneInfo(calendar.zone)
    for event in calendar.events:
        lines += _event(event, calendar, place)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines if line).encode("utf-8")


def _event(event: Event, calendar: Calendar, place: ZoneInfo) -> list[str]:
    given = f";LANGUAGE={calendar.language}:"
    stamp = f"{event.changed.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        *_times(event, calendar.zone, place),
        f"SUMMARY{given}{_text(event.summary)}",
        f"STATUS:{event.status}",
        f"TRANSP:{'TRANSPARENT' if event.free else 'OPAQUE'}",
        f"URL:{_uri(event.url)}",
    ]
    if event.place:
        lines.append(f"LOCATION{given}{_text(event.place)}")
    if event.notes:
        lines.append(f"DESCRIPTION{given}{_text(chr(10).join(event.notes))}")
    if event.category:
        lines.append(f"CATEGORIES{given}{_text(event.category)}")
    return [*lines, "END:VEVENT"]


def _times(event: Event, zone: str, place: ZoneInfo) -> tuple[str, str]:
    """A DTEND is the first moment, or day, that is no longer of it."""
    if not isinstance(event.start, datetime) or not isinstance(event.end, datetime):
        after = event.end + timedelta(days=1)
        return f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"
    start, end = event.start.astimezone(place), event.end.astimezone(place)
    first = f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}"
    if event.end <= event.start:
        return first, "DURATION:PT0S"
    return first, f"DTEND;TZID={zone}:{end:%Y%m%dT%H%M%S}"


def _text(value: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line break escaped, other controls dropped."""
    return value.replace("\r\n", "\n").replace("\r", "\n").translate(_ESCAPED)


def _uri(value: str) -> str:
    return value.translate(_NO_BLANKS)


def fold(line: str) -> str:
    """Pieces of at most 75 octets, none of which cuts a character; each after the first begins
    with a space."""
    if len(line) * 4 <= OCTETS:
        return line
    raw = line.encode("utf-8")
    if len(raw) <= OCTETS:
        return line
    pieces, start, room = [], 0, OCTETS
    while start < len(raw):
        end = min(start + room, len(raw))
        while end < len(raw) and raw[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(raw[start:end].decode("utf-8"))
        start, room = end, OCTETS - 1
    return "\r\n ".join(pieces)
