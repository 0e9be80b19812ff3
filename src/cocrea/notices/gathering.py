"""The content of a digest: what waited for it, what is only counted, and the latest checkpoint."""

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cocrea.ledger import selectors as ledger_selectors
from cocrea.ledger.models import Entry
from cocrea.notices.lines import Line, lines_of, link_of, moment
from cocrea.notices.messages import OWN_TEXTS, counted_text
from cocrea.notices.models import News, Outbox, Subscription
from cocrea.notices.names import followed_name, headline, names_of
from cocrea.notices.rules.concerns import Ref
from cocrea.notices.rules.paces import DAILY

LINES_MOST = 300


def digest_context(row: Outbox, process: Any) -> dict[str, Any] | None:
    """For the template, in the language of the moment; None when nothing is left to say."""
    waiting = list(
        Outbox.objects.filter(bundle=row, state=Outbox.HELD)
        .select_related("subscription")
        .order_by("log_id", "position")
    )
    rows = [w for w in waiting if w.subscription and w.subscription.stopped_at is None]
    mine = _subscriptions(row)
    counts = _counts(row, mine)
    if not rows and not counts:
        return None
    names = names_of(
        {_followed(s) for s in (*mine, *(w.subscription for w in rows if w.subscription))}
    )
    shown = lines_of(process, _entries(rows[:LINES_MOST]))
    since, until = (datetime.fromisoformat(row.params[k]) for k in ("since", "until"))
    return {
        "subject": _subject(row, process, until, len(rows)),
        "lines": [_said(line, rows, process.zone) for line in shown],
        "more": max(len(rows) - LINES_MOST, 0),
        "counts": counts,
        "followed": sorted({followed_name(_followed(s), names) for s in mine}),
        "since": moment(since.isoformat(), process.zone),
        "until": moment(until.isoformat(), process.zone),
        "daily": row.pace == DAILY,
        "checkpoint": _checkpoint(row, process),
        "record_url": link_of(process.slug) + "registro/",
    }


def _subscriptions(row: Outbox) -> list[Subscription]:
    contact = uuid.UUID(row.recipient.removeprefix("c:"))
    rows = Subscription.objects.filter(
        process_slug=row.process_slug, contact=contact, pace=row.pace, stopped_at=None
    )
    return list(rows.exclude(confirmed_at=None).order_by("pk"))


def _followed(subscription: Subscription) -> Ref:
    return subscription.subject_kind, subscription.subject_id


def _entries(rows: list[Outbox]) -> list[Entry]:
    """In the order of the record; one query for each log."""
    places: dict[int, list[int]] = {}
    for row in rows:
        if row.log_id is not None and row.position is not None:
            places.setdefault(row.log_id, []).append(row.position)
    return [
        entry
        for log_id, positions in sorted(places.items())
        for entry in ledger_selectors.entries_at(log_id, positions)
    ]


def _said(line: Line, rows: list[Outbox], zone: str) -> dict[str, Any]:
    """The author of a voice reads ``su voz``, whoever else follows it reads its folio."""
    authored = any(
        (w.log_id, w.position) == (line.log_id, line.position)
        and w.subject_kind == "voice"
        and w.subscription is not None
        and not w.subscription.owned
        for w in rows
    )
    title = str(OWN_TEXTS[line.event]) if authored and line.event in OWN_TEXTS else line.title
    return {
        "title": title,
        "at": moment(line.at.isoformat(), zone),
        "facts": line.facts,
        "url": line.url,
    }


def _subject(row: Outbox, process: Any, until: datetime, count: int) -> str:
    day = formats.date_format(until.astimezone(ZoneInfo(process.zone)).date(), "DATE_FORMAT")
    title = (
        _("Resumen del día, %(day)s") if row.pace == DAILY else _("Resumen de la semana, %(day)s")
    )
    said = title % {"day": day}
    if not count:
        return said
    news = ngettext("%(n)s novedad", "%(n)s novedades", count) % {"n": count}
    return headline(said, news)


def _counts(row: Outbox, mine: list[Subscription]) -> list[str]:
    """``37 voces publicadas``: what happened by the hundred in what they follow."""
    since, until = (datetime.fromisoformat(row.params[k]) for k in ("since", "until"))
    about = Q(pk__in=[])
    for each in mine:
        after = max(since, each.confirmed_at or since)
        about |= Q(thing_kind=each.subject_kind, thing=each.subject_id, happened_at__gte=after)
    news = News.objects.filter(
        about, process_slug=row.process_slug, counted=True, happened_at__lt=until
    )
    found = news.order_by().values_list("event").annotate(n=Count("position", distinct=True))
    return [counted_text(event, n) for event, n in sorted(found)]


def _checkpoint(row: Outbox, process: Any) -> str:
    """The signed note itself: whoever keeps the mail can prove later what the record said."""
    size = row.params.get("checkpoint", 0)
    return (ledger_selectors.checkpoint_note(process.log_id, size) or "").strip() if size else ""
