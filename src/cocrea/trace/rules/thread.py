"""A thread: knots in columns, joined from what was said to what was done. Pure values.

Nothing here knows a language: whoever builds a thread gives its words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cocrea.trace.rules.telling import tell
from cocrea.trace.rules.values import COLUMNS, Edge, Key, Node


@dataclass(frozen=True, slots=True)
class Column:
    """Knots side by side. generation: 0, or how many merges and splits came before.

    crowd: the knot that stands for those that are only counted, or None.
    """

    name: str
    nodes: tuple[Node, ...]
    generation: int = 0
    last: bool = True
    crowd: Node | None = None

    @property
    def count(self) -> int:
        return len(self.nodes) + (self.crowd.count if self.crowd else 0)

    @property
    def key(self) -> str:
        return f"{self.name}-{self.generation}" if self.generation else self.name


@dataclass(frozen=True, slots=True)
class Thread:
    """A focus and everything that leads to it or came of it. words: see ``telling``."""

    focus: Key
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    process: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def focus_node(self) -> Node:
        return next(node for node in self.nodes if node.key == self.focus)

    def columns(self) -> tuple[Column, ...]:
        """The columns that hold something; proposals have one per generation."""
        found: list[Column] = []
        generations = _generations(self.nodes, self.edges)
        for name in COLUMNS:
            held: dict[int, list[Node]] = {}
            crowd = None
            # What was reported last is read first.
            for node in reversed(self.nodes) if name == "progress" else self.nodes:
                if node.column == name and node.count:
                    crowd = node
                elif node.column == name:
                    held.setdefault(generations.get(node.key, 0), []).append(node)
            top = max(held, default=0)
            found += [Column(name, tuple(held[g]), g, g == top, crowd) for g in sorted(held)]
        return tuple(found)

    def as_text(self) -> list[str]:
        """The thread as an indented tree, one line each; see ``telling``."""
        return tell(self.focus, self.nodes, self.edges, self.words)

    def as_json(self) -> dict[str, Any]:
        """Everything, whatever a page leaves out."""
        return {
            "process": self.process,
            "focus": {"kind": self.focus[0], "id": self.focus[1]},
            "nodes": [node.as_json() for node in self.nodes],
            "edges": [edge.as_json() for edge in self.edges],
        }


def make(
    focus: Key,
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    *,
    process: str = "",
    words: Mapping[str, str] | None = None,
) -> Thread:
    """A thread in its one order. Edges whose ends are not there, and copies, are left out."""
    by_key = {node.key: node for node in nodes}
    ranked = sorted(by_key.values(), key=_rank)
    place = {node.key: number for number, node in enumerate(ranked)}
    kept = {e for e in edges if e.start in place and e.end in place and e.start != e.end}
    ordered = sorted(kept, key=lambda e: (place[e.start], place[e.end], e.what, e.why))
    return Thread(focus, tuple(ranked), tuple(ordered), process, dict(words or {}))


def _rank(node: Node) -> tuple[int, str, str, str]:
    return (COLUMNS.index(node.column), node.order, node.kind, node.id)


def _generations(nodes: Iterable[Node], edges: Iterable[Edge]) -> dict[Key, int]:
    """How many merges and splits lie before each proposal: the longest way to it."""
    keys = [node.key for node in nodes if node.column == "proposal"]
    before: dict[Key, list[Key]] = {key: [] for key in keys}
    for edge in edges:
        if edge.start in before and edge.end in before:
            before[edge.end].append(edge.start)
    found = dict.fromkeys(keys, 0)
    for _round in keys:  # an acyclic graph settles in as many rounds as it has knots
        changed = False
        for key, parents in before.items():
            rank = max((found[p] + 1 for p in parents), default=0)
            if rank != found[key] and rank < len(keys):
                found[key], changed = rank, True
        if not changed:
            break
    return found
