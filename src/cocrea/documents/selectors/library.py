"""Reads of the library of references."""

from django.db.models import QuerySet

from cocrea.documents.models import Document, LibraryCard
from cocrea.documents.rules.library import INSTRUMENTS


def library(
    process_slug: str, *, instrument: str = "", language: str = ""
) -> QuerySet[LibraryCard]:
    """Cards of current documents, by kind of instrument and title."""
    rows = LibraryCard.objects.filter(
        document__process_slug=process_slug, document__superseded_at__isnull=True
    )
    if instrument in INSTRUMENTS:
        rows = rows.filter(instrument=instrument)
    if language:
        rows = rows.filter(document__language=language)
    return rows.select_related("document").order_by("document__title_es", "pk")


def languages_kept(process_slug: str) -> list[str]:
    """Languages that the library has something in."""
    rows = library(process_slug).order_by()
    return sorted(set(rows.values_list("document__language", flat=True)))


def card_of(document: Document) -> LibraryCard | None:
    return LibraryCard.objects.filter(document=document).first()
