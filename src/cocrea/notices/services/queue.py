"""From an event to one row for each recipient, each exactly once."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, QuerySet, When

from cocrea.kernel.errors import Refused
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Entry
from cocrea.notices.keeping import ROWS, insert
from cocrea.notices.models import Outbox, Subscription
from cocrea.notices.rules.events import PROCESS
from cocrea.notices.rules.paces import PACES
from cocrea.notices.rules.params import params_check
from cocrea.notices.rules.permits import PERMITS
from cocrea.notices.services.subscribe import HasProcess


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
    recipients  these; subscribers: who follows ``subject``; everybody: who follows the process;
                at once, whatever pace they chose
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
        told = insert(rows)
        refs = [(subject.kind, subject.public_id)] if subscribers and subject.kind else []
        refs += [(PROCESS, "")] if everybody else []
        if refs:
            told += insert(_to(live(process.slug, those_about(refs)), base))
    return told


def those_about(refs: Iterable[tuple[str, str]]) -> Q:
    """Subscriptions to any of these things."""
    about = Q(pk__in=[])
    for kind, thing in refs:
        about |= Q(subject_kind=kind, subject_id=thing)
    return about


def live(process_slug: str, about: Q, entry: Entry | None = None) -> QuerySet[Subscription]:
    """Who had confirmed before that entry of the record and has not stopped.

    Of one reader the subscription with the fastest pace comes first, then that to a thing: it is
    the one that is kept, and the one that the link to stop in the mail ends.
    """
    rows = Subscription.objects.filter(about, process_slug=process_slug, stopped_at=None)
    rows = rows.exclude(confirmed_at=None)
    if entry is not None:
        rows = rows.filter(
            Q(since_log=None, confirmed_at__lte=entry.recorded_at)
            | Q(since_log__lt=entry.log_id)
            | Q(since_log=entry.log_id, since_position__lte=entry.position)
        )
    return rows.order_by(_RANK, "-subject_kind", "pk")


_RANK = Case(*(When(pace=pace, then=rank) for rank, pace in enumerate(PACES)), default=len(PACES))


def _to(about: QuerySet[Subscription], base: Mapping[str, Any]) -> Iterator[Outbox]:
    for row in about.iterator(chunk_size=ROWS):
        yield Outbox(recipient=f"c:{row.contact}", subscription=row, language=row.language, **base)
