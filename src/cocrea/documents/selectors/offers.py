"""What the room offers to gates, desks, the index, the mirror and home pages."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.documents import prose
from cocrea.documents.models import Document, PageVersion
from cocrea.documents.rules import pages as page_rules
from cocrea.documents.rules.kinds import KINDS
from cocrea.documents.rules.permits import EDITORS, PERMITS
from cocrea.documents.selectors.files import kind_counts
from cocrea.documents.selectors.library import library
from cocrea.documents.selectors.pages import pages_in_work, pages_public, texts_public, withdrawn
from cocrea.kernel.desk import DeskItem
from cocrea.kernel.permits import Actor
from cocrea.ledger.services import PublishedText
from cocrea.search.rules.items import SearchItem
from cocrea.ui.doors import doors_of

CHUNK = 500
APPROVER = "publisher"
WORKING = frozenset({APPROVER, *EDITORS})


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
    yield from _pages(process)


def _pages(process: Any) -> Iterable[SearchItem]:
    for version in pages_public(process.slug):
        for row in version.texts.all():
            yield SearchItem(
                kind="page",
                public_id=str(version.page.public_id),
                language=row.language,
                title=row.title,
                text=prose.words_of(row.text),
                url=reverse("documents:page", args=[process.slug, version.page.slug]),
                at=version.published_at,
            )


def published_texts(process: Any) -> Iterable[PublishedText]:
    """Titles and texts that the record commits to, for the mirror; streamed."""
    rows = Document.objects.filter(process_slug=process.slug).order_by("pk")
    values = rows.values_list("title_digest", "title_salt", "title_es")
    for digest, salt, title in values.iterator(chunk_size=CHUNK):
        yield PublishedText(digest, bytes(salt), title)
    for text in texts_public(process.slug):
        yield PublishedText(text.digest, bytes(text.salt), text.whole)
    for version in withdrawn(process.slug):
        salt = bytes(version.withdraw_salt)
        yield PublishedText(version.withdraw_digest, salt, version.withdraw_reason)


def _published(process: Any) -> QuerySet[PageVersion]:
    return PageVersion.objects.filter(page__process_slug=process.slug, state=page_rules.PUBLISHED)


def gate_facts(process: Any, now: Any) -> dict[str, Any]:
    """``documents.<kind>_published``: how many current documents of each kind."""
    counted = kind_counts(process.slug)
    return {
        **{f"documents.{kind}_published": counted.get(kind, 0) for kind in KINDS},
        "documents.library_cards": library(process.slug).count(),
        "documents.pages_published": _published(process).count(),
    }


def desk_items(actor: Actor, process: Any, now: datetime) -> list[DeskItem]:
    """For who approves: pages that wait. For editors: what came back. Oldest first."""
    roles = actor.roles(now)
    items = []
    for version in pages_in_work(process.slug) if roles & WORKING else ():
        url = reverse("documents:page_work", args=[process.slug, version.page.slug])
        title = next(t.title for t in version.texts.all() if t.language == page_rules.ORIGINAL)
        if PERMITS.may(roles, "page.approve", version.state):
            label = _("Leer y aprobar la página «%(title)s»") % {"title": title}
            items.append(DeskItem(label, url, version.submitted_at or version.saved_at, APPROVER))
        elif version.returned_at and PERMITS.may(roles, "page.edit", version.state):
            label = _("Corregir la página «%(title)s»") % {"title": title}
            items.append(DeskItem(label, url, version.returned_at, min(roles & WORKING)))
    return sorted(items, key=lambda item: item.since)


def doors(actor: Actor, process: Any, now: datetime) -> list[tuple[str, str]]:
    """(label, address) of what the actor may begin in this room."""
    rows = (
        ("document.add", "*", _("Publicar un documento"), "documents:add"),
        ("library.add", "*", _("Agregar una referencia a la biblioteca"), "documents:library_add"),
        ("page.draft", "*", _("Escribir una página del portal"), "documents:page_new"),
    )
    return doors_of(PERMITS.may, actor.roles(now), process.slug, rows)
