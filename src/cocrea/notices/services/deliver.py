"""Sending what is due, and keeping the proof of it."""

import hashlib
import uuid
from datetime import datetime
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Case, F, Value, When

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.ledger import services as ledger
from cocrea.notices import rendering
from cocrea.notices.models import Outbox, Subscription
from cocrea.notices.rules.events import DIGEST
from cocrea.notices.rules.permits import PERMITS
from cocrea.notices.rules.retry import SERVER_DOWN, gives_up, next_try
from cocrea.notices.services.subscribe import HasProcess
from cocrea.people import vault

LIMIT = 200
# Refusals of one mail; any other failure of a connection says that the server is not there.
OF_THIS_MAIL = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)


def deliver_due(*, actor: Actor, process: HasProcess, now: datetime, limit: int = LIMIT) -> int:
    """Send what is due, at most ``limit``; returns how many were sent.

    A row is claimed by moving its next try ahead before anything is sent: whoever is killed while
    sending leaves it due again, and the second mail has the Message-ID of the first, by which
    mail servers know it for the same; the row counts how often that happened (``doubtful``). One
    failure stops no other row; a server that does not answer ends the round, and the rest is not
    even tried.
    """
    PERMITS.require(actor, "outbox.deliver", now=now)
    due = Outbox.objects.filter(
        process_slug=process.slug, state=Outbox.PENDING, next_try_at__lte=now
    )
    keys = list(due.order_by("next_try_at", "pk").values_list("pk", flat=True)[:limit])
    sender = _Sender(process, now)
    try:
        for key in keys:
            if sender.refused >= SERVER_DOWN:
                break
            sender.deliver(key)
    finally:
        sender.close()
    return sender.sent


class _Sender:
    """One connection for many mails; a failed one is opened anew."""

    def __init__(self, process: HasProcess, now: datetime) -> None:
        self.process, self.now = process, now
        self.connection: Any = None
        self.sent = self.refused = 0

    def deliver(self, key: int) -> None:
        row = Outbox.objects.select_related("subscription").get(pk=key)
        if row.state == Outbox.PENDING and gives_up(row.attempts):
            # The last attempt was claimed and never came back.
            _finish(row, Outbox.FAILED, error=row.error or "Interrupted", **_doubt(row))
            return
        if not _claim(row, self.now):
            return
        followed = _followed(row)
        address = _address(row, followed)
        if address is None:
            _finish(row, Outbox.STOPPED)
            return
        try:
            mail = rendering.mail_of(row, self.process, address, followed)
            if mail is None:  # a digest of which everything was stopped
                _finish(row, Outbox.STOPPED)
                return
            self._send(mail)
        except Exception as error:  # whatever a server or a template does, the row must show it
            self._failed(row, error)
            return
        self.sent, self.refused = self.sent + 1, 0
        _finish(row, Outbox.SENT, sent_at=self.now, error="", **_proof(mail))

    def _send(self, mail: EmailMessage) -> None:
        if self.connection is None:
            self.connection = rendering.connection_of(self.process)
            self.connection.open()
        self.connection.send_messages([mail])

    def _failed(self, row: Outbox, error: Exception) -> None:
        self.close()
        down = isinstance(error, OSError) and not isinstance(error, OF_THIS_MAIL)
        self.refused += int(down)
        state = Outbox.FAILED if gives_up(row.attempts) else Outbox.PENDING
        _finish(row, state, error=type(error).__name__)

    def close(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            try:
                connection.close()
            except OSError:
                pass  # it was gone already


def _claim(row: Outbox, now: datetime) -> bool:
    """Exactly one of two deliverers gets it. A row that was claimed before and says of no failure
    was being sent when its deliverer died: that mail may have left."""
    free = Outbox.objects.filter(pk=row.pk, state=Outbox.PENDING, attempts=row.attempts)
    values = {"error": "", **_doubt(row)}
    row.attempts += 1
    row.error = ""
    return bool(
        free.update(attempts=row.attempts, next_try_at=next_try(row.attempts, now), **values)
    )


def _doubt(row: Outbox) -> dict[str, Any]:
    return {"doubtful": F("doubtful") + 1} if row.attempts and not row.error else {}


def _followed(row: Outbox) -> Subscription | None:
    """The subscription by which it comes; of a digest one of those that it gathers for."""
    if row.event != DIGEST:
        return row.subscription
    contact = uuid.UUID(row.recipient.removeprefix("c:"))
    mine = Subscription.objects.filter(
        process_slug=row.process_slug, contact=contact, stopped_at=None
    ).exclude(confirmed_at=None)
    same_pace = Case(When(pace=row.pace, then=Value(0)), default=Value(1))
    return mine.order_by(same_pace, "pk").first()


def _address(row: Outbox, followed: Subscription | None) -> str | None:
    """Where it goes, read from the vault at the last moment; None when nobody wants it there."""
    if followed is not None and followed.stopped_at is not None:
        return None
    if row.event == DIGEST and followed is None:
        return None
    kind, _, key = row.recipient.partition(":")
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


@transaction.atomic
def _finish(row: Outbox, state: str, **values: Any) -> None:
    """What a digest gathered shares its end and its proof."""
    done = Outbox.objects.filter(pk=row.pk, state=Outbox.PENDING).update(state=state, **values)
    if done and row.event == DIGEST and state != Outbox.PENDING:
        shared = {k: v for k, v in values.items() if k != "doubtful"}
        Outbox.objects.filter(bundle=row, state=Outbox.HELD).update(state=state, **shared)


def outbox_retry(*, actor: Actor, process: HasProcess, notice: uuid.UUID) -> Outbox:
    """Try once more what failed for good. Raises NotPermitted, NotThere(notices.not_there)."""
    with ledger.act(process, actor=actor) as act:
        rows = Outbox.objects.select_for_update().filter(process_slug=process.slug)
        row = rows.filter(public_id=notice).first()
        if row is None:
            raise NotThere(Finding("notices.not_there", where="notice"))
        PERMITS.require(actor, "outbox.retry", now=act.now, state=row.state)
        _again(row.bundle_id or row.pk, act.now)
        row.refresh_from_db()
    return row


def outbox_retry_all(*, actor: Actor, process: HasProcess) -> int:
    """Try once more all that failed for good in this process; how many mails."""
    with ledger.act(process, actor=actor) as act:
        PERMITS.require(actor, "outbox.retry", now=act.now, state=Outbox.FAILED)
        failed = Outbox.objects.select_for_update().filter(
            process_slug=process.slug, state=Outbox.FAILED, bundle=None
        )
        keys = list(failed.values_list("pk", flat=True))
        for key in keys:
            _again(key, act.now)
    return len(keys)


def _again(key: int, now: datetime) -> None:
    failed = Outbox.objects.filter(state=Outbox.FAILED)
    failed.filter(pk=key).update(state=Outbox.PENDING, attempts=0, next_try_at=now)
    failed.filter(bundle_id=key).update(state=Outbox.HELD)
