"""Knots of a thread as list items. A page has a hundred of their lines: no template for each."""

from collections.abc import Iterable, Mapping
from html import escape  # Django's asks first whether a text is translated later
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cocrea.trace.rules.values import Node, Note
from cocrea.ui.templatetags.ui import chip, icon, lang_attr, spoken, time_tag

register = template.Library()


@register.simple_tag
def knot_items(items: Iterable[Mapping[str, Any]], zone: str) -> SafeString:
    """items: as ``views._Steps.item`` makes them. zone: the process's, for its days."""
    return SafeString("\n".join(_Writer(zone).item(item) for item in items))


class _Writer:
    """Every text of a knot goes through ``escape`` here; what tags return is escaped already."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self.arrow, self.spline = icon("arrow-right"), icon("spline")
        self.see, self.more = _("Ver su hilo"), _("y más en:")

    def item(self, item: Mapping[str, Any]) -> str:
        node: Node = item["node"]
        here = item["focus"]
        begin = f'<li id="{escape(node.anchor)}" class="knot'
        begin += ' knot-here" aria-current="true">' if here else '">'
        lines = [begin, self._name(node, here, carried=item["carried"])]
        if node.name and node.label:
            lines.append(f"<p{lang_attr(node.language)}>{escape(node.label)}</p>")
        lines += map(self._note, node.notes)
        lines.append(self._leads(item))
        if item["thread_url"] and not here:
            whose = f'<span class="visually-hidden">: {escape(node.name)}</span>'
            link = _link(item["thread_url"], SafeString(f"{escape(self.see)}{whose}"))
            lines.append(f'<p class="knot-thread">{self.spline} {link}</p>')
        return "\n".join(filter(None, (*lines, "</li>")))

    def _name(self, node: Node, here: bool, *, carried: bool) -> str:
        said = _link(node.url, node.name or node.label, "" if node.name else node.language)
        if node.column == "progress" and node.at:
            said += f" · {time_tag(node.at, self.zone, False)}"
        if node.state_label:
            said += f" {chip(node.state_label, node.tone)}"
        if here:
            said += f" {chip(_('Está aquí'), 'accent')}"
        elif carried:
            said += f" {chip(_('De aquí viene usted'), 'accent')}"
        return f'<p class="knot-name">{said}</p>'

    def _note(self, note: Note) -> str:
        said = _link(note.url, note.text)
        if note.at:
            said += f" · {time_tag(note.at, self.zone, False)}"
        if note.reason:
            said += f": {_said(note.reason)}"
        return f'<p class="knot-note tone-{escape(note.tone)}">{said}</p>'

    def _leads(self, item: Mapping[str, Any]) -> str:
        lines = [self._lead(lead) for lead in item["leads"]]
        count = item["more_leads"]
        if count:
            lines.append(escape(ngettext("y otro", "y otros %(count)s", count) % {"count": count}))
        for each in item["crowds"]:
            page = _link(f"?columna={each['column']}", each["head"])
            lines.append(f"{self.arrow} {escape(self.more)} {page}")
        inside = "".join(f"<li>{line}</li>" for line in lines)
        return f'<ul class="knot-leads">{inside}</ul>' if inside else ""

    def _lead(self, lead: Mapping[str, Any]) -> str:
        why = f": {_said(lead['why'])}" if lead["why"] else ""
        return f"{self.arrow} {escape(lead['what'])} {_link(lead['url'], lead['name'])}{why}"


def _said(text: str) -> str:
    """A reason is in the language of the process, unless it says its own."""
    return spoken(text, getattr(text, "language", "es"))


def _link(url: str, text: str, language: str = "") -> str:
    shown = text if isinstance(text, SafeString) else escape(text)
    tongue = lang_attr(language)
    if url:
        return f'<a href="{escape(url)}"{tongue}>{shown}</a>'
    return f"<span{tongue}>{shown}</span>" if tongue else shown
