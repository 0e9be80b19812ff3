"""Texts of a methodology in the reader's language, marked with the one they are in.

``{% load process %}``
"""

from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from cocrea.process import words
from cocrea.process.models import Process

register = template.Library()


@register.simple_tag
def said(thing: Any, name: str = "name") -> SafeString:
    """``thing.<name>_en`` for readers of English when there is one, else the Spanish, marked."""
    text, language = words.said(thing, name)
    if not text or (get_language() or "").startswith(language):
        return conditional_escape(text)
    return format_html('<span lang="{}">{}</span>', language, text)


@register.simple_tag(takes_context=True)
def clause(context: Any, identifier: str, named: bool = True) -> SafeString:
    """A link to a clause of the methodology. It also leads there where its section is folded and
    no program runs: the address is of the page of that section alone."""
    query = f"{context.get('version_query', '?')}seccion=clausulas"
    name = f"{gettext('cláusula')} {identifier}" if named else identifier
    return format_html('<a href="{}#clausula-{}">{}</a>', query, identifier, name)


@register.filter
def title_of(process: Process) -> str:
    return words.said(process, "name")[0]


@register.filter
def said_plain(thing: Any, name: str = "name") -> str:
    """The same without mark, for titles."""
    return words.said(thing, name)[0]
