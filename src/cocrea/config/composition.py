"""The only file that names every room: tuples of functions that ``site`` and commands walk.

A room that has something to say about gates, desks, links, due work or counts adds one name here.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings


def _offers(module: str, name: str) -> tuple[Any, ...]:
    """``name`` of ``cocrea.<room>.<module>`` for every installed room that has it, ground up."""
    found = []
    for room in settings.ROOMS:
        if find_spec(f"cocrea.{room}.{module}") is not None:
            offer = getattr(import_module(f"cocrea.{room}.{module}"), name, None)
            if offer is not None:
                found.append(offer)
    return tuple(found)
