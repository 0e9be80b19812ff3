"""The only file that names every room: tuples of functions that ``site`` and commands walk.

A room that has something to say about gates, desks, links, due work, counts or published texts
adds one name here.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

ROOMS = (
    "people",
    "languages",
    "documents",
    "notices",
    "process",
    "agreement",
    "voices",
    "consultations",
    "meetings",
    "sensemaking",
    "commitments",
    "plan",
    "followup",
    "trace",
)


def _offers(module: str, name: str) -> tuple[Any, ...]:
    """``name`` of ``cocrea.<room>.<module>`` for every room that has it."""
    found = []
    for room in ROOMS:
        if find_spec(f"cocrea.{room}") and find_spec(f"cocrea.{room}.{module}"):
            offer = getattr(import_module(f"cocrea.{room}.{module}"), name, None)
            if offer is not None:
                found.append(offer)
    return tuple(found)


GATE_FACTS = {offer.__module__.split(".")[1]: offer for offer in _offers("selectors", "gate_facts")}
DESK = _offers("selectors", "desk_items")
DOORS = _offers("selectors", "doors")
SEARCH = _offers("selectors", "search_items")
COUNTS = _offers("selectors", "public_counts")
LINKS = _offers("links", "LINKS")
PUBLISHED_TEXTS = _offers("selectors", "published_texts")
TICKS = {offer.__module__.split(".")[1]: offer for offer in _offers("tasks", "tick")}
