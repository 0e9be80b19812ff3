"""What the rooms offer, as ``config/composition.py`` lists it. ``site`` names no room for this."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings

from cocrea.kernel.desk import DeskItem
from cocrea.kernel.permits import Actor
from cocrea.process.models import Process


def _composition() -> Any:
    return import_module(settings.COMPOSITION)


def gate_facts(
    process: Process, now: datetime, *, needed: Iterable[str] | None = None
) -> dict[str, Any]:
    """Facts by name; a fact that no room supplied is absent, and keeps gates shut.

    needed  names of facts (``voices.unanswered``): only their rooms are asked; None asks all
    """
    offers = _composition().GATE_FACTS
    chosen = offers if needed is None else {name.partition(".")[0] for name in needed}
    facts: dict[str, Any] = {}
    for room, offer in offers.items():
        if room in chosen:
            facts.update(offer(process, now))
    return facts


def doors(actor: Actor, process: Process, now: datetime) -> list[tuple[str, str]]:
    """(label, address) of what the actor may begin."""
    return [door for offer in _composition().DOORS for door in offer(actor, process, now)]


def desk_items(actor: Actor, process: Process, now: datetime) -> list[DeskItem]:
    """What waits for this actor, oldest first."""
    found = [item for offer in _composition().DESK for item in offer(actor, process, now)]
    return sorted(found, key=lambda item: item.since)


def public_counts(process: Process) -> dict[str, int]:
    counts: dict[str, int] = {}
    for offer in _composition().COUNTS:
        counts.update(offer(process))
    return counts


def link_of(kind: str, public_id: str) -> str | None:
    """Address of a thing, or None when there is none that everybody may see."""
    for links in _composition().LINKS:
        if kind in links:
            resolve: Callable[[str], str | None] = links[kind]
            return resolve(public_id)
    return None


def ticks() -> Mapping[str, Callable[[Process, datetime], int]]:
    found: Mapping[str, Callable[[Process, datetime], int]] = _composition().TICKS
    return found


def published_texts(process: Process) -> Iterator[Any]:
    """(digest, salt, text) of every text that is public now."""
    for offer in _composition().PUBLISHED_TEXTS:
        yield from offer(process)


def things() -> dict[str, Any]:
    """What people call the things of every room, by kind."""
    return {kind: word for part in _composition().THINGS for kind, word in part.items()}


def search_items(process: Process) -> Iterator[Any]:
    """What rooms offer to the index by themselves."""
    for offer in _composition().SEARCH:
        yield from offer(process)
