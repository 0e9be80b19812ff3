"""Charts as pure SVG: values in, ``Chart`` out; no JavaScript, no inline style, prints as it is."""

from cocrea.ui.charts.bars import bars, stacked
from cocrea.ui.charts.base import Chart
from cocrea.ui.charts.places import departments_map, has_map
from cocrea.ui.charts.schedule import Span, schedule
from cocrea.ui.charts.threads import Node, thread

__all__ = [
    "Chart",
    "Node",
    "Span",
    "bars",
    "departments_map",
    "has_map",
    "schedule",
    "stacked",
    "thread",
]
