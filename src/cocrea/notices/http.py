"""Feeds and calendars as answers. Whoever has the page knows what everybody may see, and passes it
down: these functions only spell it."""

import functools
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from icalendar import Timezone

from cocrea.ledger import selectors as ledger_selectors
from cocrea.notices.lines import Line
from cocrea.notices.rules import atom, ical

FIRST, LAST = date(2010, 1, 1), date(2040, 1, 1)


def feed_answer(
    request: HttpRequest,
    process: Any,
    *,
    name: str,
    title: str,
    subtitle: str,
    page: str,
    lines: Sequence[Line],
) -> HttpResponse:
    """An Atom feed. name: of the feed within its process, for its id; page: path of what it is of;
    lines: newest first."""
    language = (get_language() or "es")[:2]
    logs = ledger_selectors.public_ids({line.log_id for line in lines})
    newest = ledger_selectors.checkpoint_latest(process.log_id)
    made = atom.Feed(
        id=atom.iri(process.public_id, f"feed/{language}/{name}"),
        title=title,
        subtitle=subtitle,
        author=str(process),
        language=language,
        updated=max((line.at for line in lines), default=process.created_at),
        self_url=settings.BASE_URL + request.path,
        page_url=settings.BASE_URL + page,
        items=[
            atom.Item(
                id=atom.iri(logs[line.log_id], f"entry/{language}/{line.position}"),
                title=line.title,
                at=line.at,
                url=line.url,
                facts=line.facts,
                category=line.event,
            )
            for line in lines
        ],
        checkpoint=newest.note if newest else "",
    )
    return _answer(atom.feed_bytes(made), atom.CONTENT_TYPE)


def calendar_answer(
    process: Any, *, name: str, page: str, events: Iterable[ical.Event]
) -> HttpResponse:
    """An iCalendar in the zone of the process. page: path of the page that shows the same."""
    made = ical.Calendar(
        name=name,
        zone=process.zone,
        timezone=timezone_lines(process.zone),
        url=settings.BASE_URL + page,
        language=(get_language() or "es")[:2],
        events=events,
    )
    return _answer(ical.calendar_bytes(made), ical.CONTENT_TYPE)


@functools.lru_cache(maxsize=32)
def timezone_lines(zone: str) -> str:
    """VTIMEZONE of a zone for the years in which a process may be; made once per worker."""
    made = Timezone.from_tzinfo(ZoneInfo(zone), zone, first_date=FIRST, last_date=LAST)
    text: str = made.to_ical().decode("utf-8")
    return text.replace("\r\n ", "").strip()


def _answer(content: bytes, content_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    # Readers of feeds are programs of other sites: what everybody may read, they may fetch.
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer["X-Robots-Tag"] = "noindex"
    return answer
