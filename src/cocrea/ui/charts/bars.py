"""Quantities side by side, and parts of a whole."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from cocrea.ui.charts.base import COLOURS, WIDTH, Chart, drawing, lines_of, rect, text
from cocrea.ui.words import number_text, percent, share_text


def _colour(index: int) -> tuple[str, str]:
    return f"c{index % len(COLOURS) + 1}", COLOURS[index % len(COLOURS)]


def _summary(values: Sequence[tuple[Any, int]]) -> str:
    return "; ".join(f"{label}: {number_text(value)}" for label, value in values)


def bars(
    title: Any, values: Sequence[tuple[Any, int]], *, unit: Any = "", language: str = ""
) -> Chart:
    """Horizontal bars, one per (label, count), in the order given; label above its bar. language:
    of the labels, where it is not that of the page."""
    top = max((value for _label, value in values), default=0) or 1
    parts, y = [], 0
    for label, value in values:
        lines = lines_of(label, 40, most=2)
        for line in lines:
            y += 18
            parts.append(text(0, y, line))
        parts.append(rect(0, y + 6, WIDTH - 60, 14, "track", "#f3ede4"))
        parts.append(rect(0, y + 6, (WIDTH - 60) * max(value, 0) / top, 14, "c1", COLOURS[0]))
        parts.append(text(WIDTH, y + 18, number_text(value), anchor="end"))
        y += 30
    svg = drawing(title, _summary(values), "".join(parts), max(y, 20), language=language)
    rows = tuple((label, number_text(value)) for label, value in values)
    return Chart(str(title), svg, ("", str(unit or _("Cantidad"))), rows, language=language)


def stacked(title: Any, values: Sequence[tuple[Any, int]]) -> Chart:
    """One bar of parts with a legend in the same order. Counts and shares are both written."""
    total = sum(value for _label, value in values)
    parts, x = [], 0.0
    for index, (_label, value) in enumerate(values):
        width = WIDTH * (percent(value, total) or 0) / 100
        name, fill = _colour(index)
        parts.append(rect(x, 0, width - 2 if width > 4 else width, 30, name, fill))
        x += width
    for index, (label, value) in enumerate(values):
        y = 54 + index * 24
        name, fill = _colour(index)
        parts.append(rect(0, y - 12, 14, 14, name, fill))
        parts.append(text(22, y, lines_of(label, 27, most=1)[0]))
        count = f"{number_text(value)} · {share_text(value, total)}"
        parts.append(text(WIDTH, y, count, anchor="end"))
    height = 44 + len(values) * 24
    svg = drawing(title, _summary(values), "".join(parts), height)
    rows = tuple((label, number_text(value), share_text(value, total)) for label, value in values)
    return Chart(str(title), svg, ("", _("Cantidad"), _("Parte")), rows)
