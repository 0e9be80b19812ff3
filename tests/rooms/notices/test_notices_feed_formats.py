"""Atom and iCalendar as text: read by independent parsers, and with a strict eye besides."""

import functools
import re
import uuid
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import feedparser
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rooms.notices.strict import strict_atom, strict_ical

from cocrea.notices.rules import atom, ical

pytestmark = pytest.mark.once  # text, whatever database it came from

NOW = datetime(2018, 3, 1, 15, 30, 0, tzinfo=UTC)
OWNER = uuid.UUID("0198f0a6-0000-7000-8000-000000000000")
ANY = st.text(st.characters(codec="utf-8"), max_size=120)


def feed(title="Novedades", facts=("Hoy.",), count=2, **more):
    items = [
        atom.Item(
            atom.iri(OWNER, f"e{n}"),
            title,
            NOW - timedelta(days=n),
            "https://x.org/r/a/b",
            facts,
            "a.b",
        )
        for n in range(count)
    ]
    values = {
        "id": atom.iri(OWNER, "feed"), "title": title, "subtitle": "s", "author": "Proceso",
        "language": "es", "updated": NOW, "self_url": "https://x.org/n.atom",
        "page_url": "https://x.org/", "items": items, "checkpoint": "o\n1\nr=\n\n— k s\n",
    }  # fmt: skip
    return atom.feed_bytes(atom.Feed(**{**values, **more}))


def test_a_feed_is_valid_and_readable():
    raw = feed(title="Ñandú & <b>comas</b>")
    strict_atom(raw)
    read = feedparser.parse(raw)
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.language == "es"
    assert [e.id for e in read.entries] == [atom.iri(OWNER, "e0"), atom.iri(OWNER, "e1")]
    assert read.entries[0].link == "https://x.org/r/a/b"
    note = ElementTree.fromstring(raw).find(f"{{{atom.RECORD}}}checkpoint")
    assert note.text == "o\n1\nr=\n\n— k s\n"
    assert feed(title="Ñandú & <b>comas</b>") == raw
    strict_atom(feed(count=0, checkpoint=""))


@given(ANY, ANY)
def test_any_text_fits_in_a_feed(title, fact):
    raw = feed(title=title, facts=(fact,))
    strict_atom(raw, titled=bool(title))
    assert not feedparser.parse(raw).bozo


def event(**more):
    values = {
        "uid": str(OWNER), "sequence": 2, "changed": NOW,
        "start": NOW + timedelta(days=3), "end": NOW + timedelta(days=3, hours=2),
        "summary": "Mesa", "url": "https://x.org/p",
    }  # fmt: skip
    return ical.Event(**{**values, **more})


@functools.cache
def zone_lines(zone: str) -> str:
    """VTIMEZONE of a zone; made once, as the portal does."""
    place = icalendar.Timezone.from_tzid(
        zone, first_date=date(2010, 1, 1), last_date=date(2040, 1, 1)
    )
    return place.to_ical().decode().replace("\r\n ", "").strip()


def calendar(*events, zone="America/Guatemala", **more):
    values = {"name": "Proceso", "zone": zone, "timezone": zone_lines(zone),
              "url": "https://x.org/c", "language": "es", "events": events}  # fmt: skip
    return ical.calendar_bytes(ical.Calendar(**{**values, **more}))


def test_an_event_is_valid_and_readable():
    raw = calendar(event(place="Salón «Mayor», 2; piso 1", notes=("Uno.", "Dos: \\ y, tres.")))
    strict_ical(raw)
    (found,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    assert found["UID"] == str(OWNER)
    assert found["SEQUENCE"] == 2
    assert found.decoded("DTSTART") == NOW + timedelta(days=3)
    assert found.decoded("DTEND") - found.decoded("DTSTART") == timedelta(hours=2)
    assert found.decoded("DTSTART").utcoffset() == timedelta(hours=-6)
    assert str(found["LOCATION"]) == "Salón «Mayor», 2; piso 1"
    assert str(found["DESCRIPTION"]) == "Uno.\nDos: \\ y, tres."
    assert found["STATUS"] == "CONFIRMED"


def test_days_and_an_instant():
    raw = calendar(
        event(
            uid="a",
            start=date(2018, 5, 14),
            end=date(2018, 5, 18),
            status=ical.TENTATIVE,
            free=True,
        ),
        event(uid="b", start=NOW, end=NOW, status=ical.CANCELLED),
    )
    strict_ical(raw)
    days, instant = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    assert (days.decoded("DTSTART"), days.decoded("DTEND")) == (
        date(2018, 5, 14),
        date(2018, 5, 19),
    )
    assert (days["STATUS"], days["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
    assert instant.decoded("DURATION") == timedelta(0)
    assert instant["STATUS"] == "CANCELLED"


@given(st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),
       st.sampled_from(("Europe/Madrid", "Australia/Lord_Howe", "America/Guatemala")))  # fmt: skip
def test_the_zone_says_the_same_instant(start, zone):
    start = start.replace(microsecond=0)
    local = start.astimezone(ical.ZoneInfo(zone))
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        return  # an hour that comes twice: RFC 5545 has no way to say the second
    raw = calendar(event(start=start, end=start + timedelta(hours=1)), zone=zone)
    (found,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    assert found.decoded("DTSTART").astimezone(UTC) == start


@given(ANY, ANY)
def test_any_text_fits_in_a_calendar(summary, note):
    raw = calendar(event(summary=summary, notes=(note,)))
    strict_ical(raw)
    (found,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    kept = re.sub(r"\r\n?", "\n", summary)
    assert str(found["SUMMARY"]) == "".join(
        c for c in kept if (c >= " " and c != "\x7f") or c == "\n"
    )


@given(st.text(max_size=400))
def test_lines_are_folded_between_characters(text):
    line = f"SUMMARY:{ical._text(text)}"
    folded = ical.fold(line)
    pieces = folded.split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
