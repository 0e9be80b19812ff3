"""Asking to be told, saying that it was really oneself, and stopping it with one click."""

import uuid
from datetime import datetime, timedelta
from typing import Protocol

from django.db import transaction
from django.db.models import Q

from cocrea.kernel.errors import NotThere, Refused, TooMany
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.notices import tokens
from cocrea.notices.models import Outbox, Subscription
from cocrea.notices.rules import limits
from cocrea.notices.rules.events import CONFIRM, SUBJECTS
from cocrea.notices.rules.permits import PERMITS
from cocrea.people import vault

PURPOSE = "notices"
CONSENT = "notices.1"
LANGUAGES = ("es", "en")


class HasProcess(Protocol):
    """What this room needs of a process, which lives in a higher room."""

    log_id: int
    slug: str


def subscribe_ask(
    *,
    actor: Actor,
    process: HasProcess,
    email: str,
    subject: SubjectRef | None = None,
    language: str = "es",
) -> None:
    """Queue a mail that asks whether it was really them. Says nothing about who is subscribed.

    subject: what they want to follow; None: the whole process. Raises Refused
    (people.contact_invalid, notices.subject_unknown, kernel.text_too_long), TooMany.
    """
    value = _address(email)
    kind, public_id = _subject(subject)
    with ledger.act(process, actor=actor) as act:
        PERMITS.require(actor, "subscription.ask", now=act.now)
        _brake(process, act.now)
        known = vault.contacts_known("email", value, purpose=PURPOSE)
        contact = (
            known[0]
            if known
            else vault.contact_store("email", value, purpose=PURPOSE, consent=CONSENT)
        )
        row, created = Subscription.objects.select_for_update().get_or_create(
            process_slug=process.slug,
            subject_kind=kind,
            subject_id=public_id,
            contact=contact,
            defaults={"asked_at": act.now, "owned": True, "language": _language(language)},
        )
        if not created and not _asks_again(row, act.now):
            return
        _ask(row, language, act.now, created)


def _address(email: str) -> str:
    value = clean(email, max_length=254, where="value", lines=False)
    name, at, host = value.rpartition("@")
    return f"{name}{at}{host.lower()}"


def _subject(subject: SubjectRef | None) -> tuple[str, str]:
    if subject is None:
        return "", ""
    if subject.kind not in SUBJECTS or not 0 < len(subject.public_id) <= 64:
        raise Refused(Finding("notices.subject_unknown", where="subject"))
    return subject.kind, subject.public_id


def _language(code: str) -> str:
    return code if code in LANGUAGES else LANGUAGES[0]


def _brake(process: HasProcess, now: datetime) -> None:
    recent = Subscription.objects.filter(
        process_slug=process.slug, confirmed_at=None, asked_at__gt=now - timedelta(hours=1)
    )
    found = limits.ask_findings(recent.count())
    if found:
        raise TooMany(found)


def _asks_again(row: Subscription, now: datetime) -> bool:
    """A living one needs no question; an open one no second question within the hour."""
    if row.state == "live":
        return False
    return row.state == "stopped" or row.asked_at <= now - limits.ASK_AGAIN


def _ask(row: Subscription, language: str, now: datetime, created: bool) -> None:
    sent = Outbox.objects.filter(
        event=CONFIRM, recipient=f"c:{row.contact}", created_at__gt=now - timedelta(days=1)
    )
    if sent.count() >= limits.CONFIRMS_A_DAY:
        return
    if not created:
        row.turn += 1
    row.asked_at, row.confirmed_at, row.stopped_at = now, None, None
    row.language = _language(language)
    row.confirm_hash = tokens.hash_of(tokens.token_of(row, tokens.CONFIRM))
    row.stop_hash = tokens.hash_of(tokens.token_of(row, tokens.STOP))
    row.save()
    Outbox.objects.create(
        process_slug=row.process_slug,
        event=CONFIRM,
        event_key=f"confirm/{row.public_id}/{row.turn}",
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        recipient=f"c:{row.contact}",
        subscription=row,
        language=row.language,
        template="confirm",
        created_at=now,
        next_try_at=now,
    )


def subscribe_confirm(
    *, actor: Actor, process: HasProcess, subscription: uuid.UUID, token: str
) -> Subscription:
    """It was really them; doing it twice changes nothing.

    Raises NotThere(notices.link_unknown) for a wrong token, an unknown or a stopped subscription.
    """
    with ledger.act(process, actor=actor) as act:
        row = _locked(process, subscription, tokens.CONFIRM, token)
        if row.state == "stopped":
            raise NotThere(Finding("notices.link_unknown"))
        PERMITS.require(actor, "subscription.confirm", now=act.now, state=row.state)
        if row.confirmed_at is None:
            row.confirmed_at = act.now
            row.save(update_fields=["confirmed_at"])
    return row


def subscribe_stop(
    *, actor: Actor, process: HasProcess, subscription: uuid.UUID, token: str
) -> Subscription:
    """Nothing more about this; an address that was kept for notices alone is erased.

    Doing it twice changes nothing. Raises NotThere(notices.link_unknown).
    """
    with ledger.act(process, actor=actor) as act:
        row = _locked(process, subscription, tokens.STOP, token)
        PERMITS.require(actor, "subscription.stop", now=act.now)
        if row.stopped_at is None:
            row.stopped_at = act.now
            row.save(update_fields=["stopped_at"])
            waiting = Outbox.objects.filter(subscription=row, state=Outbox.PENDING)
            waiting.update(state=Outbox.STOPPED)
            _release(row)
    return row


def _locked(process: HasProcess, public_id: uuid.UUID, purpose: str, token: str) -> Subscription:
    rows = Subscription.objects.select_for_update()
    row = rows.filter(process_slug=process.slug, public_id=public_id).first()
    if row is None or not tokens.matches(row, purpose, token):
        raise NotThere(Finding("notices.link_unknown"))
    return row


def _release(row: Subscription) -> None:
    """Erase the address when no other subscription needs it."""
    others = Subscription.objects.filter(contact=row.contact, stopped_at=None).exclude(pk=row.pk)
    if row.owned and not others.exists():
        vault.contact_erase(row.contact)


def follow(
    *,
    actor: Actor,
    process: HasProcess,
    subject: SubjectRef,
    contact: uuid.UUID,
    language: str = "es",
) -> Subscription:
    """Tell this contact what becomes of a thing; called by the room that took the contact, inside
    its act, with the consent it asked for. Repeating it changes nothing.

    contact: of ``people.vault``; stays the caller's, who erases it. Raises
    Refused(notices.subject_unknown).
    """
    kind, public_id = _subject(subject)
    with ledger.act(process, actor=actor) as act:
        PERMITS.require(actor, "subscription.follow", now=act.now)
        row, created = Subscription.objects.get_or_create(
            process_slug=process.slug,
            subject_kind=kind,
            subject_id=public_id,
            contact=contact,
            defaults={
                "asked_at": act.now,
                "confirmed_at": act.now,
                "language": _language(language),
            },
        )
        if created:
            row.stop_hash = tokens.hash_of(tokens.token_of(row, tokens.STOP))
            row.save(update_fields=["stop_hash"])
    return row


@transaction.atomic
def subscriptions_purge(*, actor: Actor, process: HasProcess, now: datetime) -> int:
    """Forget, with their addresses, those that nobody confirmed in a week; how many."""
    PERMITS.require(actor, "subscription.purge", now=now)
    old = Q(asked_at__lt=now - limits.UNCONFIRMED_KEPT, confirmed_at=None)
    rows = Subscription.objects.filter(old, process_slug=process.slug, owned=True)
    doomed = list(rows.order_by("pk")[:500])
    for row in doomed:
        if row.stopped_at is None:
            _release(row)
    Subscription.objects.filter(pk__in=[row.pk for row in doomed]).delete()
    return len(doomed)
