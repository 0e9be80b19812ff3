"""Counts for staff and gates, never an address."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cocrea.kernel.desk import DeskItem
from cocrea.kernel.permits import Actor
from cocrea.ledger import selectors as ledger_selectors
from cocrea.notices.models import Outbox, Subscription, Sweep
from cocrea.notices.rules.permits import PERMITS
from cocrea.ui.doors import doors_of

SLOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class EventCount:
    """How many notices of one kind are in each state."""

    event: str
    pending: int
    held: int
    sent: int
    failed: int
    stopped: int

    @property
    def total(self) -> int:
        return self.pending + self.held + self.sent + self.failed + self.stopped


@dataclass(frozen=True, slots=True)
class Reach:
    """Readers and mails of a process, in numbers.

    reached    readers to whom a mail was handed over; unreached: for whom one failed for good
    never      of those, who got none at all
    slow       mails that wait since more than an hour; held: notices that wait for a digest
    doubtful   mails sent again because it is not known whether they had left: some readers may
               have them twice
    """

    reached: int
    unreached: int
    never: int
    slow: int
    held: int
    doubtful: int


def reach(process_slug: str, now: datetime) -> Reach:
    """Two queries."""
    rows = Outbox.objects.filter(process_slug=process_slug).order_by()
    sent, failed = Q(state=Outbox.SENT), Q(state=Outbox.FAILED)
    slow = Q(state=Outbox.PENDING, created_at__lt=now - SLOW)
    found = rows.aggregate(
        reached=Count("recipient", filter=sent, distinct=True),
        unreached=Count("recipient", filter=failed, distinct=True),
        slow=Count("pk", filter=slow),
        held=Count("pk", filter=Q(state=Outbox.HELD)),
        doubtful=Count("pk", filter=Q(doubtful__gt=0)),
    )
    got = rows.filter(sent).values("recipient")
    lost = rows.filter(failed).exclude(recipient__in=got)
    return Reach(never=lost.values("recipient").distinct().count(), **found)


def event_counts(process_slug: str) -> list[EventCount]:
    """One row for each kind of event that was told. One query."""
    rows = Outbox.objects.filter(process_slug=process_slug).order_by()
    found: dict[str, dict[str, int]] = {}
    for event, state, n in rows.values_list("event", "state").annotate(n=Count("pk")):
        found.setdefault(event, {})[state] = n
    states = [state for state, _ in Outbox.STATES]
    return [
        EventCount(event, **{state: counts.get(state, 0) for state in states})
        for event, counts in sorted(found.items())
    ]


def troubled(process_slug: str) -> QuerySet[Outbox]:
    """Mails that failed for good, and that failed and are tried again; oldest first."""
    rows = Outbox.objects.filter(process_slug=process_slug, bundle=None).exclude(error="")
    return rows.filter(state__in=[Outbox.FAILED, Outbox.PENDING]).order_by("state", "created_at")


def sent_about(process_slug: str, event_key: str) -> QuerySet[Outbox]:
    """The proofs of one event, one row for each recipient (by id)."""
    rows = Outbox.objects.filter(process_slug=process_slug, event_key=event_key)
    return rows.filter(state=Outbox.SENT).order_by("sent_at", "pk")


def subscriber_counts(process_slug: str) -> dict[tuple[str, str], int]:
    """(kind of subject, "" the process; pace) -> living subscriptions. One query."""
    rows = Subscription.objects.filter(process_slug=process_slug, stopped_at=None)
    rows = rows.exclude(confirmed_at=None).order_by()
    found = rows.values_list("subject_kind", "pace").annotate(n=Count("pk"))
    return {(kind, pace): n for kind, pace, n in found}


def unread_entries(log_id: int) -> int:
    """How many entries of the record no sweep has read yet."""
    position = Sweep.objects.filter(log_id=log_id).values_list("position", flat=True).first() or 0
    return ledger_selectors.tree_size(log_id) - position


def desk_items(actor: Actor, process: Any, now: datetime) -> list[DeskItem]:
    """For those who can try again: notices that failed for good."""
    roles = actor.roles(now)
    mine = sorted(r for r in roles if PERMITS.may(r, "outbox.retry", Outbox.FAILED))
    if not mine:
        return []
    rows = Outbox.objects.filter(process_slug=process.slug, state=Outbox.FAILED)
    found = rows.aggregate(n=Count("pk"), since=Min("created_at"))
    if not found["n"]:
        return []
    text = ngettext(
        "%(n)s aviso no pudo entregarse", "%(n)s avisos no pudieron entregarse", found["n"]
    ) % {"n": found["n"]}
    url = reverse("notices:desk", args=[process.slug])
    return [DeskItem(text, url, found["since"], mine[0])]


def gate_facts(process: Any, now: datetime) -> dict[str, Any]:
    """``notices.failed``, ``notices.pending``: how many were not delivered."""
    rows = Outbox.objects.filter(process_slug=process.slug).order_by()
    found = dict(rows.values_list("state").annotate(n=Count("pk")))
    return {
        "notices.failed": found.get(Outbox.FAILED, 0),
        "notices.pending": found.get(Outbox.PENDING, 0),
    }


def doors(actor: Actor, process: Any, now: datetime) -> list[tuple[str, str]]:
    """(label, address) of what the actor may begin in this room."""
    rows = (("outbox.read", "*", _("Ver los avisos enviados"), "notices:desk"),)
    return doors_of(PERMITS.may, actor.roles(now), process.slug, rows)
