"""Inside an act that a service has permitted: rows that are kept, handed on or ended.

Only this room's services call these; each has asked its permit before."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from cocrea.ledger import selectors as ledger_selectors
from cocrea.ledger.rules.entries import entry_read
from cocrea.notices.models import News, Outbox, Subscription
from cocrea.notices.rules.concerns import Ref
from cocrea.notices.rules.events import event_of, waits
from cocrea.notices.rules.paces import PACES
from cocrea.people import vault

ROWS = 500


def insert(rows: Iterable[Outbox]) -> int:
    """Add rows; one that is there already, for the same event and recipient, stays as it is."""
    rest, count = iter(rows), 0
    while batch := list(islice(rest, ROWS)):
        Outbox.objects.bulk_create(batch, ignore_conflicts=True)
        count += len({row.recipient for row in batch})
    return count


def stop(row: Subscription, now: datetime) -> None:
    """Part of an act of its caller. What waited goes on by another subscription of the same
    reader, where one asked for it too."""
    if row.stopped_at is None:
        row.stopped_at = now
        row.save(update_fields=["stopped_at"])
        rehome(row)
        release(row)


def release(row: Subscription) -> None:
    """Erase the address when no other subscription needs it."""
    others = Subscription.objects.filter(contact=row.contact, stopped_at=None).exclude(pk=row.pk)
    if row.owned and not others.exists():
        vault.contact_erase(row.contact)


def rehome(stopped: Subscription) -> None:
    """What waits by this subscription goes on by another of the same reader that asked for it, at
    that one's pace; what no other asked for stops. Part of an act of its caller."""
    waiting = list(
        Outbox.objects.select_for_update().filter(subscription=stopped, state__in=Outbox.WAITING)
    )
    others = Subscription.objects.filter(
        process_slug=stopped.process_slug, contact=stopped.contact, stopped_at=None
    )
    rest = list(others.exclude(pk=stopped.pk).exclude(confirmed_at=None).order_by("pk"))
    for row in waiting:
        heir = _heir(row, rest) if rest and row.position is not None else None
        if heir is None:
            row.state = Outbox.STOPPED
        else:
            if heir.pace != row.pace:
                row.bundle = None
            row.subscription, row.pace = heir, heir.pace
            row.state = Outbox.HELD if _waits(row, heir.pace) else Outbox.PENDING
        row.save(update_fields=["state", "subscription", "pace", "bundle"])


def _heir(row: Outbox, rest: Iterable[Subscription]) -> Subscription | None:
    things = _things(row)
    asked = (s for s in rest if (s.subject_kind, s.subject_id) in things and _before(s, row))
    return min(asked, key=lambda s: PACES.index(s.pace), default=None)


def _before(heir: Subscription, row: Outbox) -> bool:
    """Had they confirmed it before the entry was recorded?"""
    since = (heir.since_log_id or 0, heir.since_position)
    return since <= (row.log_id or 0, row.position or 0)


def _things(row: Outbox) -> set[Ref]:
    """What the entry is news of, the thing itself among it; its number in a digest is not asked."""
    told = News.objects.filter(log=row.log_id, position=row.position, counted=False)
    return {(row.subject_kind, row.subject_id), *told.values_list("thing_kind", "thing")}


def _waits(row: Outbox, pace: str) -> bool:
    entry = ledger_selectors.entry(row.log_id, row.position)  # type: ignore[arg-type]
    body = entry_read(bytes(entry.raw))["body"]
    event = event_of(entry.kind, body)
    return event is not None and waits(event, body, pace)
