"""Sending what is due, and keeping the proof of it."""

import hashlib
import uuid
from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage
from django.db.models import F

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.ledger import services as ledger
from cocrea.notices import rendering
from cocrea.notices.models import Outbox, Subscription
from cocrea.notices.rules.permits import PERMITS
from cocrea.notices.rules.retry import gives_up, next_try
from cocrea.notices.services.subscribe import HasProcess
from cocrea.people import vault

LIMIT = 200


def deliver_due(*, actor: Actor, process: HasProcess, now: datetime, limit: int = LIMIT) -> int:
    """Send what is due, at most ``limit``; returns how many were sent.

    A row is claimed by moving its next try ahead before anything is sent: whoever is killed while
    sending leaves it due again, and the second mail has the Message-ID of the first, by which
    mail servers know it for the same. One failure stops no other row.
    """
    PERMITS.require(actor, "outbox.deliver", now=now)
    due = Outbox.objects.filter(
        process_slug=process.slug, state=Outbox.PENDING, next_try_at__lte=now
    )
    keys = list(due.order_by("next_try_at", "pk").values_list("pk", flat=True)[:limit])
    return sum(_deliver(process, key, now) for key in keys)


def _deliver(process: HasProcess, key: int, now: datetime) -> bool:
    row = Outbox.objects.select_related("subscription").get(pk=key)
    if row.state == Outbox.PENDING and gives_up(row.attempts):
        # The last attempt was claimed and never came back.
        _finish(row, state=Outbox.FAILED, error=row.error or "Interrupted")
        return False
    if not _claim(row, now):
        return False
    address = _address(row)
    if address is None:
        _finish(row, state=Outbox.STOPPED)
        return False
    try:
        mail = rendering.mail_of(row, process, address)
        mail.send()
    except Exception as error:  # whatever a mail server or a template does, the row must show it
        failed = gives_up(row.attempts)
        state = Outbox.FAILED if failed else Outbox.PENDING
        _finish(row, state=state, error=type(error).__name__)
        return False
    _finish(row, state=Outbox.SENT, sent_at=now, error="", **_proof(mail))
    return True


def _claim(row: Outbox, now: datetime) -> bool:
    """Exactly one of two deliverers gets it."""
    free = Outbox.objects.filter(pk=row.pk, state=Outbox.PENDING, attempts=row.attempts)
    row.attempts += 1
    return bool(free.update(attempts=F("attempts") + 1, next_try_at=next_try(row.attempts, now)))


def _address(row: Outbox) -> str | None:
    """Where it goes, read from the vault at the last moment; None when nobody wants it there."""
    kind, _, key = row.recipient.partition(":")
    followed: Subscription | None = row.subscription
    if followed is not None and followed.stopped_at is not None:
        return None
    if kind == "u":
        return vault.account_address(uuid.UUID(key))
    card = vault.contact(uuid.UUID(key))
    return card.value if card is not None and card.kind == "email" else None


def _proof(mail: EmailMessage) -> dict[str, str]:
    told = f"{mail.subject}\n\n{mail.body}"
    return {
        "message_id": mail.extra_headers["Message-ID"],
        "body_digest": hashlib.sha256(told.encode()).hexdigest(),
    }


def _finish(row: Outbox, **values: Any) -> None:
    Outbox.objects.filter(pk=row.pk, state=Outbox.PENDING).update(**values)


def outbox_retry(*, actor: Actor, process: HasProcess, notice: uuid.UUID) -> Outbox:
    """Try once more what failed for good. Raises NotPermitted, NotThere(notices.not_there)."""
    with ledger.act(process, actor=actor) as act:
        rows = Outbox.objects.select_for_update().filter(process_slug=process.slug)
        row = rows.filter(public_id=notice).first()
        if row is None:
            raise NotThere(Finding("notices.not_there", where="notice"))
        PERMITS.require(actor, "outbox.retry", now=act.now, state=row.state)
        row.state, row.attempts, row.next_try_at = Outbox.PENDING, 0, act.now
        row.save(update_fields=["state", "attempts", "next_try_at"])
    return row
