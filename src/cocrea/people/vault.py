"""The vault: the only door to private personal data, and the list of tables that may hold it.

Whatever is not a public function (name and post of somebody who acts in public) lives here and in
no other table, file, log, task argument, cache key or URL. Other rooms keep a contact's uuid.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import QuerySet

from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.text import clean
from cocrea.people.held import (
    FileCard,
    file_erase,
    file_name,
    file_open,
    file_store,
    files_purge,
    name_of,
    names_store,
    written_erase,
)
from cocrea.people.models import Contact, Identity, PublicFunction, User
from cocrea.people.rules.contacts import contact_check

VAULT_TABLES: tuple[str, ...] = (
    "people_identity",
    "people_contact",
    "people_heldfile",
    "people_heldpiece",
    "people_writtenname",
    "consultations_draft",
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "django_session",
)

__all__ = [
    "FileCard",
    "VAULT_TABLES",
    "ContactCard",
    "IdentityCard",
    "account_address",
    "after_erase",
    "contact",
    "contact_erase",
    "contact_ids",
    "contact_store",
    "contact_value",
    "contacts_known",
    "contacts_of",
    "file_erase",
    "file_name",
    "file_open",
    "file_store",
    "files_purge",
    "identity_of",
    "identity_store",
    "name_of",
    "names_store",
    "person_erase",
    "written_erase",
]


@dataclass(frozen=True, slots=True)
class IdentityCard:
    full_name: str
    document: str = ""

    def __repr__(self) -> str:
        return "IdentityCard(...)"  # a traceback is a log


@dataclass(frozen=True, slots=True)
class ContactCard:
    kind: str
    value: str
    purpose: str
    consent: str

    def __repr__(self) -> str:
        return f"ContactCard(kind={self.kind!r}, ...)"


def identity_store(
    *, user_id: uuid.UUID, full_name: str, document: str = "", purpose: str = "account"
) -> None:
    """Keeps who an account is; a second call replaces the first.

    Raises NotThere(people.not_there), Refused(people.name_missing, kernel.text_too_long).
    """
    name = clean(full_name, max_length=160, where="full_name", lines=False)
    if not name:
        raise Refused(Finding("people.name_missing", where="full_name"))
    if not User.objects.filter(pk=user_id, erased_at__isnull=True).exists():
        raise NotThere(Finding("people.not_there", where="user"))
    Identity.objects.update_or_create(
        user_id=user_id,
        defaults={
            "full_name": name,
            "document": clean(document, max_length=40, where="document", lines=False),
            "purpose": purpose,
        },
    )


def identity_of(user_id: uuid.UUID) -> IdentityCard | None:
    """Who an account is; None when nobody had a reason to ask."""
    found = Identity.objects.filter(user_id=user_id).first()
    return IdentityCard(found.full_name, found.document) if found else None


def contact_store(
    kind: str,
    value: str,
    *,
    owner: uuid.UUID | None = None,
    purpose: str = "answer",
    consent: str = "",
) -> uuid.UUID:
    """Keeps where somebody wants to be told; returns the uuid that other rooms may keep.

    kind     one of rules.contacts.KINDS
    owner    account id when the person has one
    purpose  what it may be used for; consent: key of the text that they agreed to
    Raises Refused(people.contact_invalid, people.email_invalid, people.code_unknown,
    kernel.text_too_long).
    """
    cleaned = clean(value, max_length=254, where="value", lines=False)
    found = contact_check(kind, cleaned)
    if found:
        raise Refused(found)
    row = Contact.objects.create(
        kind=kind, value=cleaned, owner_id=owner, purpose=purpose, consent=consent
    )
    return row.public_id


def contact(public_id: uuid.UUID) -> ContactCard | None:
    """The contact, for the one who sends; None when it was erased."""
    row = Contact.objects.filter(public_id=public_id).first()
    return ContactCard(row.kind, row.value, row.purpose, row.consent) if row else None


def contact_value(public_id: uuid.UUID) -> str | None:
    """The address or number alone; None when it was erased."""
    card = contact(public_id)
    return card.value if card else None


def contacts_known(kind: str, value: str, *, purpose: str) -> list[uuid.UUID]:
    """Ids of the contacts with this very value that were given for this purpose, oldest first."""
    cleaned = clean(value, max_length=254, where="value", lines=False)
    rows = Contact.objects.filter(kind=kind, value=cleaned, purpose=purpose).order_by("pk")
    return list(rows.values_list("public_id", flat=True))


def contact_ids() -> QuerySet[Contact, uuid.UUID]:
    """Ids of all contacts that there are, for a subquery: which of those kept were erased?"""
    return Contact.objects.values_list("public_id", flat=True)


def account_address(user_id: uuid.UUID) -> str | None:
    """Where an account is written to: its verified e-mail address, the primary one first."""
    rows = EmailAddress.objects.filter(user_id=user_id, verified=True, user__is_active=True)
    return rows.order_by("-primary", "pk").values_list("email", flat=True).first()


@dataclass(frozen=True, slots=True)
class AccountCard:
    """What is kept of an account, for the person alone.

    contacts  what each further contact was given for; second_factors: how many there are
    """

    addresses: tuple[str, ...] = ()
    identity: bool = False
    contacts: tuple[str, ...] = ()
    second_factors: int = 0

    def __repr__(self) -> str:
        return "AccountCard(...)"


def account_card(user_id: uuid.UUID) -> AccountCard:
    """Everything private that hangs on an account. Four queries."""
    addresses = EmailAddress.objects.filter(user_id=user_id).order_by("-primary", "pk")
    given = Contact.objects.filter(owner_id=user_id).order_by("pk")
    return AccountCard(
        addresses=tuple(addresses.values_list("email", flat=True)),
        identity=Identity.objects.filter(user_id=user_id).exists(),
        contacts=tuple(given.values_list("purpose", flat=True)),
        second_factors=Authenticator.objects.filter(user_id=user_id).count(),
    )


def account_of(address: str) -> uuid.UUID | None:
    """Whose account this e-mail address is; None when it is nobody's."""
    cleaned = clean(address, max_length=254, where="value", lines=False)
    rows = EmailAddress.objects.filter(email__iexact=cleaned, user__erased_at__isnull=True)
    return rows.order_by("-verified", "pk").values_list("user_id", flat=True).first()


def contacts_of(user_id: uuid.UUID) -> list[uuid.UUID]:
    """Ids of the contacts of an account, oldest first."""
    rows = Contact.objects.filter(owner_id=user_id).order_by("pk")
    return list(rows.values_list("public_id", flat=True))


def contact_erase(public_id: uuid.UUID) -> bool:
    """Really erases one contact. True when there was one."""
    count, _ = Contact.objects.filter(public_id=public_id).delete()
    transaction.on_commit(after_erase)
    return bool(count)


@transaction.atomic
def person_erase(user_id: uuid.UUID, *, now: datetime) -> int:
    """Erases everything private of an account and closes it; returns how many rows went.

    Contacts that were given elsewhere with an address that the account verified are the person's
    too: notices stop. What the person did in a public function stays in the record of their acts,
    without the link to the account. Raises NotThere(people.not_there).
    """
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotThere(Finding("people.not_there", where="user"))
    addresses = EmailAddress.objects.filter(user=user)
    known = [a.lower() for a in addresses.values_list("email", flat=True)]
    verified = list(addresses.filter(verified=True).values_list("email", flat=True))
    gone = _sessions_erase(str(user_id), known)
    for rows in (
        addresses,
        Authenticator.objects.filter(user=user),
        Identity.objects.filter(user=user),
        Contact.objects.filter(owner=user),
        *(Contact.objects.filter(kind="email", value__iexact=address) for address in verified),
    ):
        gone += rows.delete()[0]
    PublicFunction.objects.filter(user=user).update(user=None)
    user.set_unusable_password()
    user.is_active = False
    user.erased_at = now
    user.save()
    transaction.on_commit(after_erase)
    return gone


def _sessions_erase(user_id: str, addresses: list[str]) -> int:
    """Sessions have no index by account and may hold an address that waits for its code."""
    doomed = []
    for session in Session.objects.all().iterator():
        data = session.get_decoded()
        text = json.dumps(data, default=str).lower()
        if str(data.get("_auth_user_id")) == user_id or any(a in text for a in addresses):
            doomed.append(session.pk)
    return Session.objects.filter(pk__in=doomed).delete()[0]


def after_erase() -> bool:
    """Leaves no copy of erased rows in SQLite's write-ahead log.

    Runs by itself after each erasure commits. False: a reader or an open transaction was in the
    way, ``tick`` tries again. On PostgreSQL its own vacuum reclaims the space (docs/operations.md).
    """
    if connection.vendor != "sqlite":
        return True
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_ = cursor.fetchone()
    return not busy
