"""Lines of a rendered document. Thousands of them stand in one: no template for each."""

from collections.abc import Iterator, Sequence

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cocrea.documents.rules.blocks import Heading, Line, Run, Table
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


@register.filter
def body_rows(table: Table) -> SafeString:
    """The rows of a table. On a telephone a wordy one stands as a list of cells under the names of
    their columns: the roles say that it is a table still."""
    labels = [str(escape(column.label)) for column in table.columns]
    row = '<tr role="row">' if table.wordy else "<tr>"
    found = (row + "".join(_cells(table, each, labels)) + "</tr>\n" for each in table.rows)
    return mark_safe("".join(found))  # every text of it went through escape


def _cells(table: Table, row: Sequence[Sequence[Line]], labels: list[str]) -> Iterator[str]:
    for place, (lines, label) in enumerate(zip(row, labels, strict=True)):
        head = place == table.head
        begin = '<th scope="row"' if head else "<td"
        if table.wordy:
            begin += f' role="{"rowheader" if head else "cell"}" data-label="{label}"'
        if table.columns[place].number:
            begin += ' class="num"'
        said = [str(runs(line)) for line in lines] or ["–"]
        whole = said[0] if len(said) == 1 else "".join(f"<p>{each}</p>" for each in said)
        yield f"{begin}>{whole}{'</th>' if head else '</td>'}"


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
