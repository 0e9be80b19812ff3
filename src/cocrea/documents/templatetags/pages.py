"""Names of codes of editorial pages and of the library, and editors' Markdown as HTML."""

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from cocrea.documents import messages
from cocrea.documents.prose import html_of

register = template.Library()


@register.filter
def instrument_name(code: str) -> str | Promise:
    return messages.INSTRUMENT_NAMES.get(code, code)


@register.filter
def trust_name(code: str) -> str | Promise:
    return messages.TRUST_NAMES.get(code, code)


@register.filter
def place_name(code: str) -> str | Promise:
    return messages.PLACE_NAMES.get(code, code)


@register.filter
def page_state(code: str) -> str | Promise:
    return messages.PAGE_STATES.get(code, code)


@register.filter
def prose(text: str) -> SafeString:
    """Editors' Markdown as HTML that can only be read."""
    return mark_safe(html_of(text))  # sanitised there
