"""Reading the record: what is new in it becomes news of things, and one row for each recipient."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from cocrea.kernel.permits import Actor
from cocrea.ledger import selectors as ledger_selectors
from cocrea.ledger.models import Entry
from cocrea.ledger.rules.entries import entry_read
from cocrea.notices.keeping import insert
from cocrea.notices.models import News, Outbox, Subscription, Sweep
from cocrea.notices.rules.concerns import Ref
from cocrea.notices.rules.events import ENDS, PROCESS, SUBJECTS, Event, event_of, waits
from cocrea.notices.rules.permits import PERMITS
from cocrea.notices.services.learning import Ties
from cocrea.notices.services.queue import live, those_about
from cocrea.notices.services.subscribe import HasProcess

ENTRIES = 200
IDS = 500
WHOLE: Ref = (PROCESS, "")
# The steps of a folio are read from the record itself: there are many, and few follow each.
NEWSWORTHY = frozenset((PROCESS, *SUBJECTS)) - {"voice"}


@dataclass(frozen=True, slots=True)
class Read:
    """An entry, how it is told, and the things that it is news of (the process among them)."""

    entry: Entry
    body: dict[str, Any]
    event: Event | None
    things: frozenset[Ref]

    @property
    def subject(self) -> Ref:
        return self.entry.subject_kind, self.entry.subject_id

    def heard_by(self) -> set[Ref]:
        """What somebody must follow to be written to because of it."""
        if self.event is None:
            return set()
        alone = self.event.own or self.event.counted
        whole = {WHOLE} if self.event.everybody else set()
        return whole | ({self.subject} if alone else set(self.things) - {WHOLE})


def sweep(*, actor: Actor, process: HasProcess, now: datetime) -> int:
    """Read the entries that are new in the record and queue what they tell; how many notices.

    Position and rows are saved together: killed in between, the next sweep starts where this one
    did. Whoever subscribed after an event is not told of it. The logs before a restore come first.
    """
    PERMITS.require(actor, "outbox.sweep", now=now)
    told = 0
    for log_id in ledger_selectors.series_of(process.log_id):
        while not up_to_date(log_id):
            told += _batch(process, log_id, now)
    return told


def up_to_date(log_id: int) -> bool:
    row = Sweep.objects.filter(log_id=log_id).first()
    size = ledger_selectors.tree_size(log_id)
    return size == 0 if row is None else min(row.position, row.learned) >= size


@transaction.atomic
def _batch(process: HasProcess, log_id: int, now: datetime) -> int:
    Sweep.objects.get_or_create(log_id=log_id)
    row = Sweep.objects.select_for_update().get(log_id=log_id)
    start = min(row.position, row.learned)
    entries = ledger_selectors.entries_from(log_id, start, limit=ENTRIES)
    if not entries:
        return 0
    reads = _learnt(process, entries, row.learned)
    told = _tell(process, [r for r in reads if r.entry.position >= row.position], now)
    after = entries[-1].position + 1
    row.position, row.learned = max(row.position, after), max(row.learned, after)
    row.save(update_fields=["position", "learned"])
    return told


def _learnt(process: HasProcess, entries: Sequence[Entry], learned: int) -> list[Read]:
    """Each entry with the things that it concerns at its place in the record."""
    ties = Ties(process.slug)
    ties.load((e.subject_kind, e.subject_id) for e in entries)
    reads = []
    for entry in entries:
        body = entry_read(bytes(entry.raw))["body"]
        subject = (entry.subject_kind, entry.subject_id)
        if entry.position >= learned:
            ties.learn(subject, body)
        reads.append(
            Read(entry, body, event_of(entry.kind, body), _things(ties, subject, entry.kind, body))
        )
    ties.save()
    News.objects.bulk_create(
        (n for r in reads if r.entry.position >= learned for n in _news(process, r)),
        batch_size=IDS,
        ignore_conflicts=True,
    )
    return reads


def _things(ties: Ties, subject: Ref, kind: str, body: dict[str, Any]) -> frozenset[Ref]:
    event = event_of(kind, body)
    if event is None:
        return frozenset()
    found = {subject} if event.own else ties.of(subject)
    return frozenset(found | ({WHOLE} if event.everybody or event.counted else set()))


def _news(process: HasProcess, read: Read) -> Iterable[News]:
    """One row for each thing that somebody may follow."""
    for kind, thing in sorted(read.things):
        if kind in NEWSWORTHY:
            yield News(
                process_slug=process.slug,
                log_id=read.entry.log_id,
                position=read.entry.position,
                event=read.entry.kind,
                counted=bool(read.event and read.event.counted),
                thing_kind=kind,
                thing=thing,
                happened_at=read.entry.recorded_at,
            )


def _tell(process: HasProcess, reads: Sequence[Read], now: datetime) -> int:
    followed = _followed(process, {ref for read in reads for ref in read.heard_by()})
    told = 0
    for read in reads:
        if read.entry.kind in ENDS:
            _end(process.slug, read.subject, read.entry.recorded_at)
        heard = read.heard_by() & followed
        if read.event is not None and heard:
            told += _queue(process, read, read.event, heard, now)
    return told


def _followed(process: HasProcess, refs: set[Ref]) -> set[Ref]:
    """Those that anybody follows; one query for hundreds, so that the rest costs nothing."""
    rows = Subscription.objects.filter(process_slug=process.slug, stopped_at=None)
    rows = rows.exclude(confirmed_at=None).order_by()
    ids, found = sorted({thing for _kind, thing in refs}), set()
    for start in range(0, len(ids), IDS):
        some = rows.filter(subject_id__in=ids[start : start + IDS])
        found |= set(some.values_list("subject_kind", "subject_id").distinct())
    return found & refs


def _queue(process: HasProcess, read: Read, event: Event, heard: set[Ref], now: datetime) -> int:
    entry = read.entry
    base = {
        "process_slug": process.slug,
        "event": entry.kind,
        "event_key": f"{entry.log_id}/{entry.position}",
        "subject_kind": entry.subject_kind,
        "subject_id": entry.subject_id,
        "log_id": entry.log_id,
        "position": entry.position,
        "happened_at": entry.recorded_at,
        "template": event.template,
        "created_at": now,
        "next_try_at": now,
    }
    told = live(process.slug, those_about(heard), entry)
    return insert(
        Outbox(
            recipient=f"c:{row.contact}",
            subscription=row,
            language=row.language,
            pace=row.pace,
            state=Outbox.HELD if waits(event, read.body, row.pace) else Outbox.PENDING,
            **base,
        )
        for row in told.iterator(chunk_size=IDS)
    )


def _end(process_slug: str, subject: Ref, at: datetime) -> None:
    rows = Subscription.objects.filter(
        process_slug=process_slug, subject_kind=subject[0], subject_id=subject[1]
    )
    waiting = Outbox.objects.filter(subscription__in=rows, state__in=Outbox.WAITING)
    waiting.update(state=Outbox.STOPPED)
    rows.filter(stopped_at=None).update(stopped_at=at)
