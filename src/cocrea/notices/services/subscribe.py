"""Asking to be told, saying that it was really oneself, and stopping it with one click."""

import uuid
from datetime import datetime, timedelta
from typing import Protocol

from django.db import transaction

from cocrea.kernel.errors import NotThere, Refused, TooMany
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import selectors as ledger_selectors
from cocrea.ledger import services as ledger
from cocrea.notices import tokens
from cocrea.notices.keeping import release, stop
from cocrea.notices.models import Outbox, Subscription
from cocrea.notices.rules import limits
from cocrea.notices.rules.events import ALREADY, CONFIRM, SUBJECTS
from cocrea.notices.rules.paces import EACH, PACES
from cocrea.notices.rules.permits import PERMITS
from cocrea.people import vault

PURPOSE = "notices"
CONSENT = "notices.1"
LANGUAGES = ("es", "en")


class HasProcess(Protocol):
    """What this room needs of a process, which lives in a higher room."""

    log_id: int
    slug: str
    zone: str


def subscribe_ask(
    *,
    actor: Actor,
    process: HasProcess,
    email: str,
    subject: SubjectRef | None = None,
    language: str = "es",
    pace: str = EACH,
) -> None:
    """Queue a mail that asks whether it was really them. Says nothing about who is subscribed.

    subject: what they want to follow; None: the whole process. pace: of rules.paces. Whoever
    follows it already is sent the link by which that can be changed. Raises Refused
    (people.email_invalid, notices.subject_unknown, notices.pace_unknown, kernel.text_too_long),
    TooMany.
    """
    value = _address(email)
    kind, public_id = _subject(subject)
    pace_check(pace)
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
        if row.state == "live":
            _remind(row, act.now)
        elif created or _asks_again(row, act.now):
            row.pace = pace
            _ask(row, language, act.now, created)


def _address(email: str) -> str:
    value = clean(email, max_length=254, where="value", lines=False)
    name, at, host = value.rpartition("@")
    return f"{name}{at}{host.lower()}"


def _subject(subject: SubjectRef | None) -> tuple[str, str]:
    if subject is None:
        return "", ""
    if subject.kind not in SUBJECTS or not 0 < len(subject.public_id) <= 120:
        raise Refused(Finding("notices.subject_unknown", where="subject"))
    return subject.kind, subject.public_id


def pace_check(pace: str) -> None:
    """Raises Refused(notices.pace_unknown)."""
    if pace not in PACES:
        raise Refused(Finding("notices.pace_unknown", where="pace"))


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
    """An open question is not asked a second time within the hour."""
    return row.state == "stopped" or row.asked_at <= now - limits.ASK_AGAIN


def _asked_enough(row: Subscription, now: datetime) -> bool:
    """Questions and reminders that one address gets in a day, whoever types it into the form."""
    sent = Outbox.objects.filter(
        event__in=[CONFIRM, ALREADY],
        recipient=f"c:{row.contact}",
        created_at__gt=now - timedelta(days=1),
    )
    return sent.count() >= limits.CONFIRMS_A_DAY


def _ask(row: Subscription, language: str, now: datetime, created: bool) -> None:
    if _asked_enough(row, now):
        return
    if not created:
        row.turn += 1
    row.asked_at, row.confirmed_at, row.stopped_at = now, None, None
    row.language = _language(language)
    row.confirm_hash = tokens.hash_of(tokens.token_of(row, tokens.CONFIRM))
    row.stop_hash = tokens.hash_of(tokens.token_of(row, tokens.STOP))
    row.save()
    _write(row, CONFIRM, f"confirm/{row.public_id}/{row.turn}", "confirm", now)


def _remind(row: Subscription, now: datetime) -> None:
    """They follow it and forgot, or lost the mails: once a day they get the link to see it."""
    if not _asked_enough(row, now):
        _write(row, ALREADY, f"already/{row.public_id}/{now:%Y%m%d}", "already", now)


def _write(row: Subscription, event: str, key: str, template: str, now: datetime) -> None:
    Outbox.objects.get_or_create(
        process_slug=row.process_slug,
        event_key=key,
        recipient=f"c:{row.contact}",
        defaults={
            "event": event,
            "subject_kind": row.subject_kind,
            "subject_id": row.subject_id,
            "subscription": row,
            "language": row.language,
            "template": template,
            "created_at": now,
            "next_try_at": now,
        },
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
            _begin(row, process, act.now)
    return row


def _begin(row: Subscription, process: HasProcess, now: datetime) -> None:
    """From the next entry of the record on. The place, not the hour: an entry that is being
    written at this moment has an earlier hour and comes after."""
    row.confirmed_at = row.gathered_until = now
    row.since_log_id = process.log_id
    row.since_position = ledger_selectors.tree_size(process.log_id)
    row.save()


def subscribe_stop(
    *, actor: Actor, process: HasProcess, subscription: uuid.UUID, token: str
) -> Subscription:
    """Nothing more about this; an address that was kept for notices alone is erased.

    Doing it twice changes nothing. Raises NotThere(notices.link_unknown).
    """
    with ledger.act(process, actor=actor) as act:
        row = _locked(process, subscription, tokens.STOP, token)
        PERMITS.require(actor, "subscription.stop", now=act.now)
        stop(row, act.now)
    return row


def holder_locked(
    process: HasProcess, public_id: uuid.UUID, token: str
) -> tuple[Subscription, list[Subscription]]:
    """The subscription whose mail brought the link, and all that its reader follows here, locked.

    Raises NotThere(notices.link_unknown).
    """
    row = _locked(process, public_id, tokens.STOP, token)
    rows = Subscription.objects.select_for_update().filter(
        process_slug=process.slug, contact=row.contact, stopped_at=None
    )
    return row, list(rows.exclude(confirmed_at=None).order_by("pk"))


def _locked(process: HasProcess, public_id: uuid.UUID, purpose: str, token: str) -> Subscription:
    rows = Subscription.objects.select_for_update()
    row = rows.filter(process_slug=process.slug, public_id=public_id).first()
    if row is None or not tokens.matches(row, purpose, token):
        raise NotThere(Finding("notices.link_unknown"))
    return row


def follow(
    *,
    actor: Actor,
    process: HasProcess,
    subject: SubjectRef | None,
    contact: uuid.UUID,
    language: str = "es",
    pace: str = EACH,
) -> Subscription:
    """Tell this contact what becomes of a thing (None: of the whole process); called by the room
    that took the contact, inside its act, with the consent it asked for. Repeating it changes
    nothing.

    contact: of ``people.vault``; stays the caller's, who erases it. Raises
    Refused(notices.subject_unknown, notices.pace_unknown).
    """
    kind, public_id = _subject(subject)
    pace_check(pace)
    with ledger.act(process, actor=actor) as act:
        PERMITS.require(actor, "subscription.follow", now=act.now)
        row, created = Subscription.objects.get_or_create(
            process_slug=process.slug,
            subject_kind=kind,
            subject_id=public_id,
            contact=contact,
            defaults={"asked_at": act.now, "language": _language(language), "pace": pace},
        )
        if created:
            row.stop_hash = tokens.hash_of(tokens.token_of(row, tokens.STOP))
            _begin(row, process, act.now)
    return row


@transaction.atomic
def subscriptions_purge(*, actor: Actor, process: HasProcess, now: datetime) -> int:
    """Forget, with their addresses, those that nobody confirmed in a week; and those whose address
    was erased: who is erased follows nothing any more. How many."""
    PERMITS.require(actor, "subscription.purge", now=now)
    rows = Subscription.objects.filter(process_slug=process.slug)
    old = rows.filter(asked_at__lt=now - limits.UNCONFIRMED_KEPT, confirmed_at=None, owned=True)
    gone = rows.exclude(contact__in=vault.contact_ids())
    doomed = list(old.order_by("pk")[:500])
    for row in doomed:
        if row.stopped_at is None:
            release(row)
    keys = {row.pk for row in doomed} | set(gone.values_list("pk", flat=True)[:500])
    waiting = Outbox.objects.filter(subscription__in=keys, state__in=Outbox.WAITING)
    waiting.update(state=Outbox.STOPPED)
    Subscription.objects.filter(pk__in=keys).delete()
    return len(keys)
