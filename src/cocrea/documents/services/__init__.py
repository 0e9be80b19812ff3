"""Every write of the room. ``from cocrea.documents import services``."""

from cocrea.documents.services.files import (
    DocumentInput,
    document_add,
    document_supersede,
    ref_of,
)

__all__ = ["DocumentInput", "document_add", "document_supersede", "ref_of"]
