"""Doors of consultations for reading."""

from cocrea.consultations.selectors.offers import (
    desk_items,
    doors,
    gate_facts,
    reports_for,
)
from cocrea.consultations.selectors.results import (
    ItemResult,
    QuestionResult,
    Results,
    results,
)
from cocrea.consultations.selectors.windows import (
    closing_counts,
    open_windows,
    window_get,
    windows_of,
)

__all__ = [
    "ItemResult",
    "QuestionResult",
    "Results",
    "closing_counts",
    "desk_items",
    "doors",
    "gate_facts",
    "open_windows",
    "reports_for",
    "results",
    "window_get",
    "windows_of",
]
