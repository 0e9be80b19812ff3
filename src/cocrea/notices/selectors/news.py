"""What is new about things, for feeds. Constant queries whatever the number of voices."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import selectors as ledger_selectors
from cocrea.ledger.models import Entry
from cocrea.notices.lines import Line, lines_of
from cocrea.notices.models import News
from cocrea.notices.rules.concerns import Ref
from cocrea.notices.rules.events import EVENTS, STEPS

FEED_MOST = 50


def news_of(process: Any, thing: Ref, *, most: int = FEED_MOST) -> list[Line]:
    """The latest news of a thing, newest first, in the language of the moment; ("", "") is the
    process. What a digest only counts is left out."""
    rows = News.objects.filter(thing_kind=thing[0], thing=thing[1])
    return _latest(process, rows, most)


def news_of_kind(process: Any, kind: str, *, most: int = FEED_MOST) -> list[Line]:
    """The same of all things of a kind, such as ``meeting``."""
    return _latest(process, News.objects.filter(thing_kind=kind), most)


def _latest(process: Any, rows: QuerySet[News], most: int) -> list[Line]:
    found = rows.filter(process_slug=process.slug, counted=False)
    found = found.order_by("-happened_at", "-log", "-position")
    places = found.values_list("log_id", "position", "happened_at").distinct()[:most]
    return _newest_first(process, _entries((place[0], place[1]) for place in places))


def news_of_folio(process: Any, voice: str, *, most: int = FEED_MOST) -> list[Line]:
    """The public steps of one voice, from the record itself, newest first."""
    entries = ledger_selectors.entries_about(process.log_id, SubjectRef("voice", voice))
    shown = [e for e in entries if e.kind in EVENTS or e.kind in STEPS]
    return _newest_first(process, shown[-most:])


def _entries(places: Iterable[tuple[int, int]]) -> list[Entry]:
    by_log: dict[int, list[int]] = {}
    for log_id, position in places:
        by_log.setdefault(log_id, []).append(position)
    return [
        entry
        for log_id, positions in sorted(by_log.items())
        for entry in ledger_selectors.entries_at(log_id, positions)
    ]


def _newest_first(process: Any, entries: list[Entry]) -> list[Line]:
    return lines_of(process, reversed(entries))
