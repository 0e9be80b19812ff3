"""Tables of the room. ``from cocrea.documents.models import Document``."""

from cocrea.documents.models.files import Document

__all__ = ["Document"]
