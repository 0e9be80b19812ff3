"""Lines of a rendered document. Thousands of them stand in one: no template for each."""

from collections.abc import Callable, Iterator, Sequence
from html import escape  # Django's asks first whether a text is translated later: these are not
from typing import Any

from django import template
from django.utils.safestring import SafeString

from cocrea.documents.rules.blocks import Block, Bullets, Field, Heading, Line, Para, Run, Table
from cocrea.documents.rules.plain import safe

register = template.Library()


@register.filter
def runs(line: Line | Run) -> SafeString:
    return SafeString(_runs(line))  # every text of it went through escape, here and below


@register.filter
def titled(heading: Heading) -> SafeString:
    return SafeString(_titled(heading))


@register.filter
def block_of(block: Block, owner: str = "") -> SafeString:
    """One block. owner: what the label of a table adds, where several have the same caption."""
    return SafeString(_BLOCKS[block.kind](block, owner))


def _para(block: Para, owner: str) -> str:
    tone = f' class="{escape(block.tone)}"' if block.tone else ""
    return f"<p{tone}>{_runs(block.line)}</p>\n"


def _field(block: Field, owner: str) -> str:
    section = f'<p class="section">{_text(block.section)}</p>' if block.section else ""
    lines = "".join(f"<p>{_runs(line)}</p>" for line in block.lines) or "<p>–</p>"
    return f"{section}<h4>{_text(block.label)}</h4>\n{lines}\n"


def _bullets(block: Bullets, owner: str) -> str:
    return f"<ul>{''.join(f'<li>{_runs(line)}</li>' for line in block.lines)}</ul>\n"


def _heading(block: Heading, owner: str) -> str:
    anchor = f' id="{escape(block.anchor)}"' if block.anchor else ""
    return f"<h4{anchor}>{_titled(block)}</h4>\n"


def _table(block: Table, owner: str) -> str:
    """On a telephone a wordy one stands as a list of cells under the names of their columns: the
    roles say that it is a table still."""
    caption, labels = _text(block.caption), [_text(column.label) for column in block.columns]

    def role(name: str) -> str:
        return f' role="{name}"' if block.wordy else ""

    heads = "".join(
        f'<th scope="col"{role("columnheader")}{NUMBER if column.number else ""}>{label}</th>'
        for column, label in zip(block.columns, labels, strict=True)
    )
    begin = f"<tr{role('row')}>"
    rows = (begin + "".join(_cells(block, each, labels)) + "</tr>\n" for each in block.rows)
    named = f"{caption}, {_text(owner)}" if owner else caption
    wordy = ' class="wordy"' if block.wordy else ""
    note = f'<p class="note">{_text(block.note)}</p>' if block.note else ""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{named}">'
        f"<table{wordy}{role('table')}>"
        f"<caption>{caption}</caption>"
        f"<thead{role('rowgroup')}>{begin}{heads}</tr></thead><tbody{role('rowgroup')}>\n"
        f"{''.join(rows)}</tbody></table></div>{note}\n"
    )


_BLOCKS: dict[str, Callable[[Any, str], str]] = {
    "para": _para,
    "field": _field,
    "bullets": _bullets,
    "heading": _heading,
    "table": _table,
}
NUMBER = ' class="num"'


def _cells(table: Table, row: Sequence[Sequence[Line]], labels: list[str]) -> Iterator[str]:
    for place, (lines, label) in enumerate(zip(row, labels, strict=True)):
        head = place == table.head
        begin = '<th scope="row"' if head else "<td"
        if table.wordy:
            begin += f' role="{"rowheader" if head else "cell"}" data-label="{label}"'
        if table.columns[place].number:
            begin += NUMBER
        said = [_runs(line) for line in lines] or ["–"]
        whole = said[0] if len(said) == 1 else "".join(f"<p>{each}</p>" for each in said)
        yield f"{begin}>{whole}{'</th>' if head else '</td>'}"


def _text(value: object) -> str:
    """A label or caption, which may be a text that is translated here."""
    return escape(str(value))


def _titled(heading: Heading) -> str:
    return (f"{_text(heading.label)}. " if heading.label else "") + _runs(heading.line)


def _runs(line: Line | Run) -> str:
    pieces = (line,) if isinstance(line, Run) else line
    return "".join(_run(each) for each in pieces)


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
        text += f' <small class="untranslated">[{_text(piece.note)}]</small>'
    return text
