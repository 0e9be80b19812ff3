"""What was planned against what happened, on one line of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from cocrea.ui.charts.base import COLOURS, WIDTH, Chart, drawing, lines_of, rect, text
from cocrea.ui.words import day_text

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Span:
    """One line of a schedule: what was planned, and what happened (None: not yet)."""

    label: Any
    planned: Days
    actual: Days | None = None


def _days(span: Days | None) -> str:
    if span is None:
        return "–"
    start, end = span
    if start == end:
        return day_text(start)
    return f"{day_text(start)} – {day_text(end)}"


def _months(first: date, last: date) -> list[date]:
    """First days of months inside the range, thinned to at most five."""
    months, year, month = [], first.year, first.month
    while (day := date(year, month, 1)) <= last:
        if day >= first:
            months.append(day)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    step = max(1, -(-len(months) // 5))
    return months[::step]


def schedule(title: Any, spans: Sequence[Span]) -> Chart:
    """Outlined bar: planned; full bar below it: actual. Late ends stand out by their place."""
    days = [day for span in spans for pair in (span.planned, span.actual) if pair for day in pair]
    if not days:
        days = [date(2000, 1, 1)]
    first, last = min(days), max(days)
    scale = WIDTH / max((last - first).days + 1, 1)

    def bar(pair: Days, y: float, cls: str, fill: str) -> str:
        start = (pair[0] - first).days * scale
        width = max(((pair[1] - pair[0]).days + 1) * scale, 4)
        return rect(start, y, min(width, WIDTH - start), 9, cls, fill)

    height = 26 + 56 * len(spans)
    parts = []
    for month in _months(first, last):
        x = (month - first).days * scale
        parts.append(f'<path d="M{x:.1f} 20V{height}" class="rule" stroke="#d9d0c4"/>')
        if x < WIDTH - 40:
            name = formats.date_format(month, "M y")
            parts.append(text(round(x, 1), 14, name, cls="soft"))
    for index, span in enumerate(spans):
        y = 44 + index * 56
        parts.append(text(0, y, lines_of(span.label, 42, most=1)[0]))
        parts.append(bar(span.planned, y + 8, "planned", "none"))
        if span.actual:
            parts.append(bar(span.actual, y + 20, "c2", COLOURS[1]))
    rows = tuple((s.label, _days(s.planned), _days(s.actual)) for s in spans)
    summary = "; ".join(f"{a}: {b} / {c}" for a, b, c in rows)
    svg = drawing(title, summary, "".join(parts), height)
    columns = ("", _("Previsto"), _("Ocurrido"))
    return Chart(str(title), svg, columns, rows, _("Contorno: lo previsto. Lleno: lo ocurrido."))
