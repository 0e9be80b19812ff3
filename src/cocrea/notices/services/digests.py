"""Gathering what waits: one mail a day or a week for each reader, however many things they follow.

Driven by rows, not by a mark that a digest was made: killed anywhere, the next tick goes on; two
ticks at once make one digest, since its name is that of the instant on which it fell due.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from cocrea.kernel.permits import Actor
from cocrea.ledger import selectors as ledger_selectors
from cocrea.notices.models import News, Outbox, Subscription, Sweep
from cocrea.notices.rules.events import DIGEST
from cocrea.notices.rules.paces import DIGESTS, boundary, digest_key
from cocrea.notices.rules.permits import PERMITS
from cocrea.notices.services.subscribe import HasProcess


def digests_gather(*, actor: Actor, process: HasProcess, now: datetime) -> int:
    """Make the digests that fell due on the clock of the process; how many.

    A digest waits until the sweep has read the record up to its instant: nothing falls between two.
    """
    PERMITS.require(actor, "outbox.gather", now=now)
    made = 0
    for pace in DIGESTS:
        due = boundary(now, process.zone, pace)
        if _read_until(process, due):
            made += sum(
                _gather(process, pace, due, key, now) for key in _readers(process, pace, due)
            )
            _following(process, pace, due).update(gathered_until=due)
    return made


def _read_until(process: HasProcess, due: datetime) -> bool:
    for log_id in ledger_selectors.series_of(process.log_id):
        row = Sweep.objects.filter(log_id=log_id).first()
        rest = ledger_selectors.entries_from(log_id, row.position if row else 0, limit=1)
        if rest and rest[0].recorded_at < due:
            return False
    return True


def _held(process: HasProcess, pace: str, due: datetime) -> QuerySet[Outbox]:
    return Outbox.objects.filter(
        process_slug=process.slug,
        state=Outbox.HELD,
        pace=pace,
        happened_at__lt=due,
        bundle=None,
    )


def _following(process: HasProcess, pace: str, due: datetime) -> QuerySet[Subscription]:
    """Who follows at this pace and has had no digest of this instant."""
    rows = Subscription.objects.filter(process_slug=process.slug, pace=pace, stopped_at=None)
    return rows.filter(confirmed_at__lt=due, gathered_until__lt=due)


def _counted(rows: QuerySet[Subscription], due: datetime) -> QuerySet[Subscription]:
    """Those of them for whom there is something to count."""
    news = News.objects.filter(
        process_slug=OuterRef("process_slug"),
        thing_kind=OuterRef("subject_kind"),
        thing=OuterRef("subject_id"),
        counted=True,
        happened_at__gte=OuterRef("gathered_until"),
        happened_at__lt=due,
    )
    return rows.filter(Exists(news))


def _readers(process: HasProcess, pace: str, due: datetime) -> list[str]:
    """Recipients for whom something waits, or is to be counted. Two queries."""
    held = _held(process, pace, due).order_by().values_list("recipient", flat=True).distinct()
    counted = _counted(_following(process, pace, due), due).order_by()
    contacts = counted.values_list("contact", flat=True).distinct()
    return sorted({*held, *(f"c:{contact}" for contact in contacts)})


@transaction.atomic
def _gather(process: HasProcess, pace: str, due: datetime, recipient: str, now: datetime) -> int:
    contact = uuid.UUID(recipient.removeprefix("c:"))
    mine = _following(process, pace, due).filter(contact=contact)
    subscriptions = list(mine.select_for_update().order_by("pk"))
    rows = list(_held(process, pace, due).filter(recipient=recipient).select_for_update())
    if not rows and not _counted(mine, due).exists():
        return 0
    since = min((s.gathered_until for s in subscriptions if s.gathered_until), default=due)
    digest, created = Outbox.objects.get_or_create(
        process_slug=process.slug,
        event_key=digest_key(pace, due),
        recipient=recipient,
        defaults={
            "event": DIGEST,
            "template": DIGEST,
            "pace": pace,
            "language": subscriptions[0].language if subscriptions else rows[0].language,
            "params": _params(process, pace, since, due),
            "created_at": now,
            "next_try_at": now,
        },
    )
    if not created and digest.attempts:
        return 0  # it left already: what came late waits for the next one
    Outbox.objects.filter(pk__in=[row.pk for row in rows]).update(bundle=digest)
    Subscription.objects.filter(pk__in=[s.pk for s in subscriptions]).update(gathered_until=due)
    return int(created)


def _params(process: HasProcess, pace: str, since: datetime, due: datetime) -> dict[str, object]:
    """The checkpoint is fixed now, so that a second try says the same as the first."""
    checkpoint = ledger_selectors.checkpoint_latest(process.log_id)
    return {
        "pace": pace,
        "since": since.isoformat(),
        "until": due.isoformat(),
        "checkpoint": checkpoint.size if checkpoint else 0,
    }
