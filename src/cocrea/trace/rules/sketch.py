"""What a page draws of a thread: the first knots of each column, and how many more there are."""

from collections.abc import Collection
from dataclasses import dataclass

from cocrea.trace.rules.thread import Column, Thread
from cocrea.trace.rules.values import Key, Node, essential

MOST = 6  # knots of a column that a page shows

Strand = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A column with the knots that fit. more: how many it holds besides; anchor: their knot."""

    column: Column
    nodes: tuple[Node, ...]
    more: int = 0

    @property
    def anchor(self) -> str:
        return f"more-{self.column.key}"


@dataclass(frozen=True, slots=True)
class Sketch:
    """strands: pairs of anchors, only from a column to a later one."""

    columns: tuple[Shown, ...]
    strands: tuple[Strand, ...]


def sketch(thread: Thread, most: int = MOST, carried: Key | None = None) -> Sketch:
    """The first ``most`` of each column; always among them the focus, and the voice that the reader
    comes from (``carried``) with what it says."""
    kept = {thread.focus, *({carried} if carried else ())}
    kept |= {edge.end for edge in thread.edges if edge.start == carried and edge.end[0] == "point"}
    shown = tuple(_shown(column, kept, most) for column in thread.columns())
    places: dict[Key, tuple[int, str]] = {}
    for index, each in enumerate(shown):
        visible = {node.key for node in each.nodes}
        for node in each.column.nodes:
            anchor = node.anchor if node.key in visible else each.anchor
            places[node.key] = (index, anchor)
        if each.column.crowd is not None:
            places[each.column.crowd.key] = (index, each.anchor)
    strands: dict[Strand, None] = {}
    for edge in essential(thread.edges):
        (left, start), (right, end) = places[edge.start], places[edge.end]
        if left < right:
            strands[(start, end)] = None
    return Sketch(shown, tuple(strands))


def _shown(column: Column, kept: Collection[Key], most: int) -> Shown:
    if len(column.nodes) <= most:
        return Shown(column, column.nodes, column.count - len(column.nodes))
    wanted = sorted(column.nodes, key=lambda node: node.key not in kept)[:most]  # stable
    chosen = {node.key for node in wanted}
    ordered = tuple(node for node in column.nodes if node.key in chosen)
    return Shown(column, ordered, column.count - len(ordered))
