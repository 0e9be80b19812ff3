"""Every read of the room. ``from cocrea.documents import selectors``."""

from cocrea.documents.selectors.files import document, documents, kind_counts, versions
from cocrea.documents.selectors.offers import (
    doors,
    gate_facts,
    public_counts,
    published_texts,
    search_items,
)

__all__ = [
    "document",
    "documents",
    "doors",
    "gate_facts",
    "kind_counts",
    "public_counts",
    "published_texts",
    "search_items",
    "versions",
]
