"""Which proposals came of which, through merges and splits."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A merge or split led from one proposal to another. Proposals are any keys."""

    start: int
    end: int
    kind: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Lineage:
    """All merges and splits of a process."""

    links: tuple[Link, ...] = ()
    _ahead: Mapping[int, list[int]] = field(default_factory=dict)
    _back: Mapping[int, list[int]] = field(default_factory=dict)

    def before(self, proposals: Iterable[int]) -> frozenset[int]:
        """These and everything that led to them."""
        return _closure(proposals, self._back)

    def after(self, proposals: Iterable[int]) -> frozenset[int]:
        """These and everything that came of them."""
        return _closure(proposals, self._ahead)


def lineage(links: Iterable[Link], hidden: Collection[int] = ()) -> Lineage:
    """hidden: proposals that nobody may see; what led to one leads to what came of it."""
    given = tuple(_over(tuple(links), frozenset(hidden)))
    ahead: dict[int, list[int]] = {}
    back: dict[int, list[int]] = {}
    for link in given:
        ahead.setdefault(link.start, []).append(link.end)
        back.setdefault(link.end, []).append(link.start)
    return Lineage(given, ahead, back)


def _over(links: tuple[Link, ...], hidden: frozenset[int]) -> Iterator[Link]:
    ahead: dict[int, list[int]] = {}
    for link in links:
        ahead.setdefault(link.start, []).append(link.end)
    for link in links:
        if link.start in hidden:
            continue
        if link.end not in hidden:
            yield link
            continue
        for end in sorted(_first_seen(link.end, ahead, hidden)):
            yield replace(link, end=end)


def _first_seen(
    start: int, ahead: Mapping[int, list[int]], hidden: frozenset[int]
) -> frozenset[int]:
    """The nearest visible proposals beyond a hidden one."""
    found: set[int] = set()
    passed, waiting = {start}, [start]
    while waiting:
        for key in ahead.get(waiting.pop(), ()):
            if key not in hidden:
                found.add(key)
            elif key not in passed:
                passed.add(key)
                waiting.append(key)
    return frozenset(found)


def _closure(start: Iterable[int], ways: Mapping[int, list[int]]) -> frozenset[int]:
    found = set(start)
    waiting = list(found)
    while waiting:
        for key in ways.get(waiting.pop(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return frozenset(found)
