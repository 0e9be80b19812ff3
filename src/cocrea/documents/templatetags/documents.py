"""Names of codes in this room's templates."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language

from cocrea.documents import messages
from cocrea.documents.models import Document
from cocrea.documents.rules.files import ENDINGS

register = template.Library()


@register.filter
def kind_name(code: str) -> str | Promise:
    return messages.kind_name(code)


@register.filter
def language_name(code: str) -> str | Promise:
    return messages.language_name(code)


@register.filter
def type_name(media_type: str) -> str:
    """``PDF``, ``DOCX``; plain words for plain text."""
    ending = ENDINGS.get(media_type, "")
    return str(messages.TYPE_NAMES.get(ending, ending.upper()))


@register.filter
def title_of(document: Document) -> str:
    """In the reader's language where the record has it."""
    return (get_language() == "en" and document.title_en) or document.title_es


@register.filter
def title_language(document: Document) -> str:
    return "en" if get_language() == "en" and document.title_en else "es"
