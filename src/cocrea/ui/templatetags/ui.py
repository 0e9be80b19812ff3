"""Tags and filters that every template has without loading them (settings: builtins)."""

import functools
import io
from collections.abc import Iterable, Mapping
from typing import Any

import segno
from django import template
from django.forms import BaseForm, BoundField
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cocrea.kernel.dates import Interval
from cocrea.kernel.findings import Finding
from cocrea.ui import fields, messages, tables, words

register = template.Library()

register.filter("local_time", words.time_text)
register.filter("local_date", words.day_text)
register.filter("local_interval", words.interval_text)
register.filter("days", words.days_text)
register.filter("number", words.number_text)
register.filter("share", words.share_text)


@register.filter
def cell_labels(slot: Any) -> SafeString:
    """The inside of a table, its cells named for the phone; it was escaped where it was written."""
    return mark_safe(tables.labelled(str(slot)))


@register.filter
def figure_rows(
    rows: Iterable[tuple[Any, Iterable[int | str | None]]], language: str = ""
) -> SafeString:
    """Rows of a table of figures, of which a page may have hundreds: a name, then cells.

    A number is written as people write it, a text as it is; None is a group too small to be shown.
    language: of the names, where it is not that of the page.
    """
    hidden = format_html('<span class="meta">{}</span>', _("reservado"))

    def cell(value: int | str | None) -> str:
        shown = hidden if value is None else escape(words.number_text(value))
        return f'<td class="num">{shown}</td>'

    tongue = lang_attr(language)
    return SafeString(
        "\n".join(
            f'<tr><th scope="row"{tongue}>{conditional_escape(name)}</th>'
            f"{''.join(map(cell, cells))}</tr>"
            for name, cells in rows
        )
    )


@register.filter
def finding_text(finding: Finding) -> SafeString:
    """The finding in the reader's language; what it quotes in the language of the process."""
    return messages.html_of(finding)


@register.filter
def finding_basis(finding: Finding) -> str:
    """What the rule rests on, in the reader's language where the house has a text for it."""
    return messages.basis_of(finding)


@register.filter
def iso(value: Any) -> str:
    """For ``<time datetime>``: 2018-08-30 or 2018-08-30T15:00:00+00:00."""
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; decoration unless it has a label."""
    return _icon(f"{static('ui/icons.svg')}#{name}", label)


@functools.lru_cache(maxsize=512)
def _icon(url: str, label: str) -> SafeString:
    if label:
        return format_html(
            '<svg class="icon" width="20" height="20" role="img" aria-label="{}">'
            '<use href="{}"></use></svg>',
            label,
            url,
        )
    return format_html(
        '<svg class="icon" width="20" height="20" aria-hidden="true" focusable="false">'
        '<use href="{}"></use></svg>',
        url,
    )


@register.simple_tag
def chip(text: Any, tone: str = "neutral", name: str = "") -> SafeString:
    """What ``<c-tag>`` writes, for long lists: a component costs ten times as much to render.

    name  an icon of the sprite, before the text
    """
    before = format_html("{} ", icon(name)) if name else ""
    return format_html('<span class="tag tag-{}">{}{}</span>', tone, before, text)


@register.simple_tag
def nav_items(rows: Iterable[tuple[str, str, bool]]) -> SafeString:
    """Entries of a menu, (label, address, current). Made once, they stand in the row and in the
    menu of the telephone."""
    return format_html_join(
        "\n",
        '<li><a href="{}"{}>{}</a></li>',
        ((url, CURRENT if current else "", label) for label, url, current in rows),
    )


CURRENT = mark_safe(' aria-current="page"')


@register.simple_tag
def language_items(languages: Iterable[Mapping[str, Any]]) -> SafeString:
    """The languages of the interface; that of the page is no link."""
    rows = [
        format_html('<li><span lang="{}" aria-current="true">{}</span></li>', x["code"], x["name"])
        if x["current"]
        else format_html(
            '<li><a href="{}" lang="{}" hreflang="{}">{}</a></li>',
            x["url"],
            x["code"],
            x["code"],
            x["name"],
        )
        for x in languages
    ]
    return SafeString("\n".join(rows))


@register.simple_tag(takes_context=True)
def account_items(context: Any) -> SafeString:
    """To one's desk, in or out. A cacheable page asks nobody who is reading."""
    desk, login = _page("site:desk"), _page("account_login")
    if context.get("cacheable"):
        shown = [(desk, _("Mi escritorio"))] if desk else [(login, _("Entrar"))]
    elif getattr(context.get("user"), "is_authenticated", False):
        shown = [(desk, _("Mi escritorio")), (_page("account_logout"), _("Salir"))]
    else:
        shown = [(login, _("Entrar"))]
    rows = ((url, text) for url, text in shown if url)
    return format_html_join("", '<li><a href="{}" rel="nofollow">{}</a></li>', rows)


def _page(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag
def qr_svg(text: str, title: str = "") -> SafeString:
    """A QR code as inline SVG that prints; quiet zone and white ground kept in dark mode."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out,
        kind="svg",
        border=4,
        light="#fff",
        dark="#000",
        xmldecl=False,
        svgns=True,
        svgclass="qr",
        lineclass="qr-modules",
        title=title or "QR",
        omitsize=True,
    )
    svg = out.getvalue().decode().replace("<svg ", '<svg role="img" ', 1)
    return mark_safe(svg)


@register.simple_tag
def lang_attr(code: str | None) -> SafeString | str:
    """`` lang="quc"`` when the text is in another language than the page."""
    return words.lang_attr(code)


@register.filter
def tongue(label: Any) -> str:
    """In which language a label stands that says so (``kernel.refs.Told``); "" of any other."""
    return str(getattr(label, "language", ""))


@register.filter
def spoken(text: Any, language: str = "es") -> SafeString:
    """What somebody wrote in ``language``, marked where the page speaks another (WCAG 3.1.2)."""
    return words.spoken(text, language)


@register.simple_tag
def other_language(code: str | None) -> SafeString | str:
    """Says in words that a title is in another language than the page; nothing where it is not."""
    if not code or code == translation.get_language():
        return ""
    said = {"es": _("en español"), "en": _("en inglés")}.get(code, _("en otro idioma"))
    return format_html(' <span class="tag tag-neutral">{}</span>', said)


@register.simple_tag
def html_attrs(attrs: Any) -> SafeString:
    """Extra attributes of a component, escaped (cotton's own ``{{ attrs }}`` is not)."""
    shown: dict[str, Any] = getattr(attrs, "attrs_dict", dict)()
    return format_html_join(
        "", ' {}="{}"', ((k, "" if v is True else conditional_escape(v)) for k, v in shown.items())
    )


@register.simple_tag
def field_view(field: BoundField, label: str = "", hint: str = "") -> fields.FieldView:
    return fields.field_view(field, label, hint)


@register.simple_tag
def form_problems(form: BaseForm) -> list[dict[str, str]]:
    """Rows of the error summary: label, text, id of the input (empty for the whole form)."""
    rows = [{"label": "", "text": str(e), "target": ""} for e in form.non_field_errors()]
    for field in form:
        for error in field.errors:
            target = "" if field.is_hidden else fields.first_input(field)
            label = "" if fields.speaks_alone(field, str(error)) else fields.before_colon(field)
            rows.append({"label": label, "text": str(error), "target": target})
    return rows


@register.simple_tag(takes_context=True)
def error_prefix(context: template.Context) -> str:
    """ "Error: " before the title of a page that gives a form back: the first thing heard."""
    given = context.flatten().values()
    # By type: isinstance would wake the lazy token of the session, and set its cookie. What no
    # view has judged yet is not judged here.
    forms = (one for one in given if issubclass(type(one), BaseForm))
    wrong = any(getattr(form, "_errors", None) for form in forms)
    return f"{_('Error:')} " if wrong else ""


@register.simple_tag
def share_bar(part: Any, total: Any, label: Any = "", tone: str = "indigo") -> SafeString:
    """What ``<c-bar>`` writes, for the many of one page; see ``chip``."""
    name = format_html('<span class="bar-label">{}</span>', label) if label else ""
    return format_html(
        BAR,
        name,
        tone,
        _width(part, total),
        *map(words.number_text, (part, total)),
        words.share_text(part, total),
    )


BAR = (
    '<div class="bar-line">{0}<svg class="bar bar-{1}" viewBox="0 0 100 8" '
    'preserveAspectRatio="none" width="100" height="8" aria-hidden="true" focusable="false">'
    '<rect class="bar-track" width="100" height="8" fill="#dcd6e4"/>'
    '<rect class="bar-fill" width="{2}" height="8" fill="#262a66"/></svg>'
    '<span class="bar-number">{5} <span class="bar-count">({3}&nbsp;/&nbsp;{4})</span></span></div>'
)


def _width(part: Any, total: Any) -> str:
    """Of a share in percent for an SVG attribute, “91.2”."""
    value = words.percent(part, total)
    return f"{min(max(value or 0.0, 0.0), 100.0):.1f}"


@register.simple_tag
def span_tag(start: Any, end: Any, zone: Any = "UTC") -> SafeString:
    """``<time>`` from an instant to another of the same thing."""
    text = words.span_text(start, end, zone)
    return format_html('<time datetime="{}">{}</time>', iso(start), text)


@register.simple_tag
def time_tag(value: Any, zone: Any = "UTC", clock: Any = True) -> SafeString | str:
    """``<time>`` with a readable local day (and hour); intervals stay as vague as they are."""
    if value is None or value == "":
        return "–"
    if isinstance(value, Interval):
        return format_html(
            '<time datetime="{}">{}</time>', iso(value.start), words.interval_text(value)
        )
    text = words.time_text(value, zone) if clock else words.day_text(value, zone)
    return format_html('<time datetime="{}">{}</time>', iso(value), text)
