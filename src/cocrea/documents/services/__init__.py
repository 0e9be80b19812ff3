"""Every write of the room. ``from cocrea.documents import services``."""

from cocrea.documents.rules.library import Card
from cocrea.documents.services.files import (
    DocumentInput,
    document_add,
    document_attach,
    document_supersede,
    ref_of,
)
from cocrea.documents.services.library import reference_add, reference_describe
from cocrea.documents.services.pages import (
    page_approve,
    page_discard,
    page_draft,
    page_edit,
    page_ref,
    page_return,
    page_submit,
    page_withdraw,
    pages_publish_due,
)

__all__ = [
    "Card",
    "DocumentInput",
    "document_add",
    "document_attach",
    "document_supersede",
    "page_approve",
    "page_discard",
    "page_draft",
    "page_edit",
    "page_ref",
    "page_return",
    "page_submit",
    "page_withdraw",
    "pages_publish_due",
    "ref_of",
    "reference_add",
    "reference_describe",
]
