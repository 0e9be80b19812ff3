"""Reads of documents; everything here was published and is public."""

from typing import Any

from django.db.models import Count, QuerySet

from cocrea.documents.models import Document
from cocrea.documents.rules.kinds import KINDS
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid

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
