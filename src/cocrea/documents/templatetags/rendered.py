"""Lines of a rendered document. Thousands of them stand in one: no template for each."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cocrea.documents.rules.blocks import Heading, Line, Run
from cocrea.documents.rules.plain import safe

register = template.Library()


@register.filter
def runs(line: Line | Run) -> SafeString:
    pieces = (line,) if isinstance(line, Run) else line
    return mark_safe("".join(_run(each) for each in pieces))  # every text of it went through escape


@register.filter
def titled(heading: Heading) -> SafeString:
    label = f"{escape(heading.label)}. " if heading.label else ""
    return mark_safe(label + runs(heading.line))  # as above


def _run(piece: Run) -> str:
    text = escape(safe(piece.text)).replace("\n", "<br>")
    if piece.code:
        text = f"<code>{text}</code>"
    if piece.link:
        text = f'<a href="{escape(piece.link)}">{text}</a>'
    if piece.strong:
        text = f"<strong>{text}</strong>"
    if piece.language:
        text = f'<span lang="{escape(piece.language)}">{text}</span>'
    if piece.note:
        text += f' <small class="untranslated">[{escape(piece.note)}]</small>'
    return text
