"""Where the public record stood when a document was published, or as it is drawn up."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse

from cocrea.documents.rules.blocks import Record
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import selectors as record
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Entry, Log


def entry_about(log_id: int, subject: SubjectRef, kind: str, **body: Any) -> Entry | None:
    """The entry of this kind about a thing whose body says all of ``body``; the first one."""
    for each in record.entries_about(log_id, subject):
        said = json.loads(bytes(each.raw))["body"] if each.kind == kind and body else {}
        if each.kind == kind and all(said.get(name) == value for name, value in body.items()):
            return each
    return None


def address_of(entry: Entry) -> str:
    """Where anybody reads the entry, with its proof. One query."""
    path = reverse("ledger:entry", args=[entry.log.public_id, entry.position])
    return f"{settings.BASE_URL}{path}"


def record_with(entry: Entry, digest: str = "") -> Record:
    """The record just after an entry, which is in it. Three queries."""
    log = Log.objects.get(pk=entry.log_id)
    size = entry.position + 1
    return Record(
        origin=log.origin,
        size=size,
        root=ledger.root_at(log.pk, size),
        url=address_of(entry),
        digest=digest,
        position=entry.position,
    )


def record_now(log: Log) -> Record:
    """The head of this row."""
    path = reverse("ledger:log", args=[log.public_id])
    return Record(log.origin, log.size, log.root, f"{settings.BASE_URL}{path}")
