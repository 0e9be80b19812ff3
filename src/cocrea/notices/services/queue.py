"""From an event to one row for each recipient, each exactly once."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from cocrea.kernel.errors import Refused
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import selectors as ledger_selectors
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Entry
from cocrea.notices.models import Outbox, Subscription, Sweep
from cocrea.notices.rules.events import ENDS, EVENTS, PROCESS
from cocrea.notices.rules.params import params_check
from cocrea.notices.rules.permits import PERMITS
from cocrea.notices.services.subscribe import HasProcess

ENTRIES = 200
ROWS = 500


@dataclass(frozen=True, slots=True)
class Recipient:
    """A contact of the vault, or an account."""

    contact: uuid.UUID | None = None
    user: uuid.UUID | None = None
    language: str = "es"

    @property
    def key(self) -> str:
        if (self.contact is None) == (self.user is None):
            raise ValueError("a recipient is a contact or an account")
        return f"c:{self.contact}" if self.contact else f"u:{self.user}"


def notify(
    *,
    actor: Actor,
    process: HasProcess,
    event: str,
    event_id: str,
    subject: SubjectRef,
    recipients: Iterable[Recipient] = (),
    subscribers: bool = False,
    everybody: bool = False,
    template: str = "news",
    params: Mapping[str, Any] | None = None,
) -> int:
    """Queue a notice, inside the caller's act; returns for how many (also when queued before).

    event       kind, such as ``agreement.session_called``
    event_id    names this occurrence: who was told of it is not told again
    recipients  these; subscribers: who follows ``subject``; everybody: who follows the process
    template    ``news``, another of ``notices/mail``, or ``<room>/mail/<name>`` of the caller
    params      codes, numbers, days for the template (rules.params): never text of people
    Raises Refused(notices.params_not_plain), ValueError for a recipient that is neither or both.
    """
    given = dict(params or {})
    found = params_check(given)
    if found:
        raise Refused(found)
    with ledger.act(process, actor=actor) as act:
        PERMITS.require(actor, "notice.queue", now=act.now)
        base = {
            "process_slug": process.slug,
            "event": event,
            "event_key": f"{event}/{event_id}"[:120],
            "subject_kind": subject.kind,
            "subject_id": subject.public_id,
            "template": template,
            "params": given,
            "created_at": act.now,
            "next_try_at": act.now,
        }
        rows = (Outbox(recipient=r.key, language=r.language, **base) for r in recipients)
        told = _insert(rows)
        if subscribers or everybody:
            about = _live(process.slug, act.now, subject, subscribers, everybody)
            told += _insert(_to(about, base))
    return told


def sweep(*, actor: Actor, process: HasProcess, now: datetime) -> int:
    """Read the entries that are new in the record and queue what they tell; how many notices.

    Position and rows are saved together: killed in between, the next sweep starts where this one
    did. Whoever subscribed after an event is not told of it.
    """
    PERMITS.require(actor, "outbox.sweep", now=now)
    told = 0
    while not _up_to_date(process.log_id):
        told += _batch(process, now)
    return told


def _up_to_date(log_id: int) -> bool:
    position = Sweep.objects.filter(log_id=log_id).values_list("position", flat=True).first() or 0
    return position >= ledger_selectors.tree_size(log_id)


@transaction.atomic
def _batch(process: HasProcess, now: datetime) -> int:
    Sweep.objects.get_or_create(log_id=process.log_id)
    row = Sweep.objects.select_for_update().get(log_id=process.log_id)
    entries = ledger_selectors.entries_from(process.log_id, row.position, limit=ENTRIES)
    told = sum(_entry(process, entry, now) for entry in entries)
    if entries:
        row.position = entries[-1].position + 1
        row.save(update_fields=["position"])
    return told


def _entry(process: HasProcess, entry: Entry, now: datetime) -> int:
    subject = SubjectRef(entry.subject_kind, entry.subject_id)
    if entry.kind in ENDS:
        _end(process.slug, subject, entry.recorded_at)
    event = EVENTS.get(entry.kind)
    if event is None:
        return 0
    about = _live(process.slug, entry.recorded_at, subject, True, event.everybody)
    base = {
        "process_slug": process.slug,
        "event": entry.kind,
        "event_key": f"{entry.log_id}/{entry.position}",
        "subject_kind": entry.subject_kind,
        "subject_id": entry.subject_id,
        "log_id": entry.log_id,
        "position": entry.position,
        "template": event.template,
        "created_at": now,
        "next_try_at": now,
    }
    return _insert(_to(about, base))


def _end(process_slug: str, subject: SubjectRef, at: datetime) -> None:
    rows = Subscription.objects.filter(
        process_slug=process_slug, subject_kind=subject.kind, subject_id=subject.public_id
    )
    Outbox.objects.filter(subscription__in=rows, state=Outbox.PENDING).update(state=Outbox.STOPPED)
    rows.filter(stopped_at=None).update(stopped_at=at)


def _live(
    process_slug: str, at: datetime, subject: SubjectRef, followers: bool, everybody: bool
) -> QuerySet[Subscription]:
    """Who had confirmed at that moment and has not stopped; the followers of the thing first, so
    that the link to stop that their mail carries is that of the thing."""
    about = Q(pk__in=[])
    if followers and subject.kind != PROCESS:
        about |= Q(subject_kind=subject.kind, subject_id=subject.public_id)
    if everybody:
        about |= Q(subject_kind=PROCESS)
    rows = Subscription.objects.filter(about, process_slug=process_slug, confirmed_at__lte=at)
    return rows.filter(stopped_at=None).order_by("-subject_kind", "pk")


def _to(about: QuerySet[Subscription], base: Mapping[str, Any]) -> Iterator[Outbox]:
    for row in about.iterator(chunk_size=ROWS):
        yield Outbox(recipient=f"c:{row.contact}", subscription=row, language=row.language, **base)


def _insert(rows: Iterable[Outbox]) -> int:
    """Add rows; one that is there already, for the same event and recipient, stays as it is."""
    rest, count = iter(rows), 0
    while batch := list(islice(rest, ROWS)):
        Outbox.objects.bulk_create(batch, ignore_conflicts=True)
        count += len({row.recipient for row in batch})
    return count
