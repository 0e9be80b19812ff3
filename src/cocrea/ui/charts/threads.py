"""The thread of a voice: columns of knots and the strands between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _

from cocrea.ui.charts.base import COLOURS, WIDTH, Chart, drawing, lines_of, text
from cocrea.ui.words import lang_attr

BOX, GAP, LINE = 150, 50, 18
# Colours of the loom that stand out as a line on paper, by the column where a strand starts.
STRANDS = (1, 2, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class Node:
    """One knot. ``url`` empty: nothing to follow. ``current``: the one that is asked about.

    name      what the description calls it in the page's language; the label where there is none
    language  of the label, where it is not that of the page
    """

    key: str
    label: Any
    url: str = ""
    current: bool = False
    language: str = ""
    name: str = ""


Column = tuple[Any, Sequence[Node]]
Place = tuple[float, float, float]  # x, y of the middle, height


def _height(node: Node) -> float:
    return 20.0 + LINE * len(lines_of(node.label, 17))


def _places(columns: Sequence[Column]) -> tuple[dict[str, Place], float]:
    places: dict[str, Place] = {}
    heights = [sum(_height(n) + 14 for n in nodes) for _head, nodes in columns]
    tallest = max(heights, default=0.0)
    for index, (_head, nodes) in enumerate(columns):
        y = 30 + (tallest - heights[index]) / 2
        for node in nodes:
            high = _height(node)
            places[node.key] = (index * (BOX + GAP), y + high / 2, high)
            y += high + 14
    return places, 30 + tallest


def _strand(a: Place, b: Place) -> str:
    x1, x2 = a[0] + BOX, b[0]
    middle = (x1 + x2) / 2
    colour = STRANDS[int(a[0] / (BOX + GAP)) % len(STRANDS)]
    return (
        f'<path d="M{x1:g} {a[1]:g}C{middle:g} {a[1]:g} {middle:g} {b[1]:g} {x2:g} {b[1]:g}" '
        f'class="strand s{colour}" fill="none" stroke="{COLOURS[colour - 1]}" stroke-width="2.5"/>'
    )


def _box(node: Node, place: Place) -> str:
    x, middle, high = place
    top = middle - high / 2
    kind, line, wide = ("node node-now", "#a3123f", 3) if node.current else ("node", "#776e86", 1.5)
    body = (
        f'<rect x="{x + 1:g}" y="{top:g}" width="{BOX - 2}" height="{high:g}" rx="6" '
        f'class="{kind}" fill="#ffffff" stroke="{line}" stroke-width="{wide}"/>'
    )
    for number, line in enumerate(lines_of(node.label, 17)):
        body += text(x + 10, top + 23 + number * LINE, line)
    tongue = lang_attr(node.language)
    if node.url:
        return f'<a href="{escape(node.url)}"{tongue}>{body}</a>'
    return f"<g{tongue}>{body}</g>" if tongue else body


def thread(title: Any, columns: Sequence[Column], strands: Sequence[tuple[str, str]]) -> Chart:
    """Columns (heading, nodes) from left to right; strands join keys, unknown ones are left out.

    The table names for every node what it leads to, so nothing depends on seeing the drawing.
    """
    places, height = _places(columns)
    labels = {n.key: str(n.label) for _head, nodes in columns for n in nodes}
    known = [(a, b) for a, b in strands if a in places and b in places]
    body = "".join(_strand(places[a], places[b]) for a, b in known)
    for index, (head, nodes) in enumerate(columns):
        body += text(index * (BOX + GAP), 16, head, cls="soft")
        body += "".join(_box(node, places[node.key]) for node in nodes)
    rows = tuple(
        (node.label, head, ", ".join(labels[b] for a, b in known if a == node.key) or "–")
        for head, nodes in columns
        for node in nodes
    )
    linked = any(n.url for _head, nodes in columns for n in nodes)
    width = max(len(columns) * (BOX + GAP) - GAP, WIDTH)
    names = {n.key: n.name or labels[n.key] for _head, nodes in columns for n in nodes}
    summary = "; ".join(f"{names[a]} → {names[b]}" for a, b in known)
    svg = drawing(title, summary, body, height, width=width, role="group" if linked else "img")
    return Chart(str(title), svg, (_("Qué"), _("Paso"), _("Lleva a")), rows)
