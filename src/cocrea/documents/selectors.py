"""Reads of documents; everything here was published and is public."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.documents.models import Document
from cocrea.documents.rules.kinds import KINDS
from cocrea.documents.rules.permits import PERMITS
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.permits import Actor
from cocrea.ledger.services import PublishedText
from cocrea.search.rules.items import SearchItem
from cocrea.ui.doors import doors_of

CHUNK = 500
VERSIONS_MOST = 50


def documents(
    process_slug: str, *, kind: str = "", all_versions: bool = False
) -> QuerySet[Document]:
    """Documents of a process, newest first; only current ones unless asked otherwise."""
    rows = Document.objects.filter(process_slug=process_slug)
    if kind in KINDS:
        rows = rows.filter(kind=kind)
    if not all_versions:
        rows = rows.filter(superseded_at__isnull=True)
    return rows.defer("note", "reason")


def document(process_slug: str, public_id: Any) -> Document:
    """One of them, in whatever version. Raises NotThere."""
    key = parse_uuid(str(public_id))
    found = (
        Document.objects.filter(process_slug=process_slug, public_id=key).first() if key else None
    )
    if found is None:
        raise NotThere(Finding("documents.not_there", where="document"))
    return found


def versions(document: Document) -> list[Document]:
    """Every version of the same document, newest first. Two queries."""
    rows = Document.objects.filter(process_slug=document.process_slug, kind=document.kind)
    linked = rows.exclude(supersedes=None, superseded_at=None)
    pairs = dict(linked.values_list("pk", "supersedes_id"))
    after = {old: new for new, old in pairs.items() if old is not None}
    keys = [document.pk]
    while (older := pairs.get(keys[-1])) is not None and len(keys) < VERSIONS_MOST:
        keys.append(older)
    while (newer := after.get(keys[0])) is not None and len(keys) < VERSIONS_MOST:
        keys.insert(0, newer)
    found = Document.objects.in_bulk(keys)
    return [found[key] for key in keys]


def kind_counts(process_slug: str) -> dict[str, int]:
    """Kind -> how many current documents, in the order of KINDS. One query."""
    rows = Document.objects.filter(process_slug=process_slug, superseded_at__isnull=True)
    counted = dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))
    return {kind: counted[kind] for kind in KINDS if kind in counted}


def search_items(process: Any) -> Iterable[SearchItem]:
    """What is public of this room now, for the index; streamed."""
    rows = Document.objects.filter(process_slug=process.slug, superseded_at__isnull=True)
    for row in rows.order_by("pk").iterator(chunk_size=CHUNK):
        url = reverse("documents:document", args=[row.process_slug, row.public_id])
        for language, title in (("es", row.title_es), ("en", row.title_en)):
            if title:
                yield SearchItem(
                    kind="document",
                    public_id=str(row.public_id),
                    language=language,
                    title=title,
                    text=f"{row.source}\n{row.note}",
                    url=url,
                    at=row.published_at,
                    facets={"kind": row.kind},
                )


def published_texts(process: Any) -> Iterable[PublishedText]:
    """Titles that the record commits to, for the mirror; streamed."""
    rows = Document.objects.filter(process_slug=process.slug).order_by("pk")
    values = rows.values_list("title_digest", "title_salt", "title_es")
    for digest, salt, title in values.iterator(chunk_size=CHUNK):
        yield PublishedText(digest, bytes(salt), title)


def public_counts(process: Any) -> dict[str, int]:
    rows = Document.objects.filter(process_slug=process.slug, superseded_at__isnull=True)
    return {"documents": rows.count()}


def gate_facts(process: Any, now: Any) -> dict[str, Any]:
    """``documents.<kind>_published``: how many current documents of each kind."""
    counted = kind_counts(process.slug)
    return {f"documents.{kind}_published": counted.get(kind, 0) for kind in KINDS}


def doors(actor: Actor, process: Any, now: datetime) -> list[tuple[str, str]]:
    """(label, address) of what the actor may begin in this room."""
    rows = (("document.add", "*", _("Publicar un documento"), "documents:add"),)
    return doors_of(PERMITS.may, actor.roles(now), process.slug, rows)
