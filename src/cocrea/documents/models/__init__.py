"""Tables of the room. ``from cocrea.documents.models import Document``."""

from cocrea.documents.models.files import Document
from cocrea.documents.models.library import LibraryCard
from cocrea.documents.models.pages import Page, PageText, PageVersion

__all__ = ["Document", "LibraryCard", "Page", "PageText", "PageVersion"]
