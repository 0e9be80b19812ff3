"""Every read of the room. ``from cocrea.documents import selectors``."""

from cocrea.documents.selectors.files import document, documents, kind_counts, versions
from cocrea.documents.selectors.library import card_of, languages_kept, library
from cocrea.documents.selectors.offers import (
    desk_items,
    doors,
    gate_facts,
    published_texts,
    search_items,
)
from cocrea.documents.selectors.pages import (
    Reading,
    page_current,
    page_get,
    page_history,
    page_version,
    page_work,
    pages_due,
    pages_in_work,
    pages_public,
    placed,
    readable,
    reading,
)

__all__ = [
    "Reading",
    "card_of",
    "desk_items",
    "document",
    "documents",
    "doors",
    "gate_facts",
    "kind_counts",
    "languages_kept",
    "library",
    "page_current",
    "page_get",
    "page_history",
    "page_version",
    "page_work",
    "pages_due",
    "pages_in_work",
    "pages_public",
    "placed",
    "published_texts",
    "readable",
    "reading",
    "search_items",
    "versions",
]
