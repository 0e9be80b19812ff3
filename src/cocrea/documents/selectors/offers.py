"""What the room offers to gates, desks, the index, the mirror and home pages."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.documents.models import Document
from cocrea.documents.rules.kinds import KINDS
from cocrea.documents.rules.permits import PERMITS
from cocrea.documents.selectors.files import kind_counts
from cocrea.kernel.permits import Actor
from cocrea.ledger.services import PublishedText
from cocrea.search.rules.items import SearchItem
from cocrea.ui.doors import doors_of

CHUNK = 500


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
