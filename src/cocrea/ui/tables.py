"""Tables that stay readable on a phone: every cell carries the name of its column.

Pure text in, text out. Below 40em the style sheet shows rows as small cards, and a figure without
its column's name would say nothing.
"""

import re

HEAD = re.compile(r"<thead\b[^>]*>(.*?)</thead>", re.S)
HEADING = re.compile(r"<t[hd]\b([^>]*)>(.*?)</t[hd]>", re.S)  # the corner may be a td
BODY = re.compile(r"(<tbody\b)([^>]*>)(.*?)(</tbody>)", re.S)
ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.S)
CELL = re.compile(r"<(td|th)\b")
MARKUP = re.compile(r"<[^>]+>")


def headings(markup: str) -> list[tuple[str, bool]]:
    """(text, is a column of figures) of every heading of a table's first head."""
    head = HEAD.search(markup)
    found = HEADING.findall(head.group(1)) if head else []
    return [(" ".join(MARKUP.sub(" ", text).split()), "num" in given) for given, text in found]


def stacks(columns: list[tuple[str, bool]], markup: str) -> bool:
    """Wide ones do; two columns, or a name with two figures, fit a phone as they are."""
    texts = sum(1 for _text, figure in columns if not figure)
    fits = len(columns) < 3 or (len(columns) == 3 and texts < 2)
    return bool(columns) and not fits and not re.search(r"\b(col|row)span=", markup)


def labelled(markup: str) -> str:
    """The same table with ``data-label`` on its cells; unchanged where it fits a phone."""
    columns = headings(markup)
    if not stacks(columns, markup):
        return markup
    labels = [text.replace('"', "&quot;") for text, _figure in columns]

    def row(found: re.Match[str]) -> str:
        left = iter(labels)

        def cell(opening: re.Match[str]) -> str:
            label = next(left, "")
            return f'<{opening.group(1)} data-label="{label}"' if label else opening.group(0)

        return CELL.sub(cell, found.group(0))

    def body(found: re.Match[str]) -> str:
        start, given, inside, end = found.groups()
        return f'{start} class="stack"{given}{ROW.sub(row, inside)}{end}'

    return BODY.sub(body, markup.replace("<thead", '<thead class="stack-head"', 1))
