"""The Merkle tree of RFC 9162, section 2.1: SHA-256, leaves prefixed 0x00, nodes 0x01.

A *node id* is ``(level, place)``: the root of the perfect subtree over the leaves
``place * 2**level`` to ``(place + 1) * 2**level``. Perfect subtrees never change once full, so
stored nodes serve proofs for every earlier size too.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

EMPTY_ROOT = hashlib.sha256(b"").digest()


class NodeId(NamedTuple):
    level: int
    place: int


class Span(NamedTuple):
    """Leaves ``start`` to ``stop`` (excluded) that RFC 9162 hashes as one subtree."""

    start: int
    stop: int


def leaf_hash(data: bytes) -> bytes:
    """32 bytes: SHA-256(0x00 || data)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """32 bytes: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class CompactRange:
    """The right edge of a tree: enough to append and to know the root.

    size    number of leaves
    hashes  roots of the perfect subtrees, largest (leftmost) first; one per bit of ``size``
    """

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.hashes = list(hashes)
        if size < 0 or len(self.hashes) != size.bit_count():
            raise ValueError(f"{len(self.hashes)} hashes cannot be the edge of {size} leaves")

    def append(self, leaf: bytes) -> list[tuple[NodeId, bytes]]:
        """Add a leaf hash; returns the nodes that became full, the leaf (level 0) first."""
        node, found = NodeId(0, self.size), [(NodeId(0, self.size), leaf)]
        value = leaf
        while self.size >> node.level & 1:
            value = node_hash(self.hashes.pop(), value)
            node = NodeId(node.level + 1, node.place >> 1)
            found.append((node, value))
        self.hashes.append(value)
        self.size += 1
        return found

    def root(self) -> bytes:
        """The Merkle tree hash of all leaves so far (SHA-256 of nothing when there is none)."""
        return fold(self.hashes) if self.hashes else EMPTY_ROOT


def fold(hashes: Sequence[bytes]) -> bytes:
    """One hash over neighbouring perfect subtrees, left to right in order of decreasing size."""
    value = hashes[-1]
    for left in reversed(hashes[:-1]):
        value = node_hash(left, value)
    return value


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The Merkle tree hash of leaf hashes."""
    edge = CompactRange()
    for leaf in leaves:
        edge.append(leaf)
    return edge.root()


def cover(span: Span) -> list[NodeId]:
    """The perfect subtrees that make up a span of RFC 9162, left to right."""
    start, found = span.start, []
    while start < span.stop:
        level = (span.stop - start).bit_length() - 1
        found.append(NodeId(level, start >> level))
        start += 1 << level
    return found


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The subtrees of PATH(index, D[size]), deepest first (RFC 9162, 2.1.3.1).

    Raises ValueError outside the tree.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    found, start, stop = [], 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            found.append(Span(middle, stop))
            stop = middle
        else:
            found.append(Span(start, middle))
            start = middle
    return found[::-1]


def consistency_spans(old: int, size: int) -> list[Span]:
    """The subtrees of PROOF(old, D[size]) (RFC 9162, 2.1.4.1).

    Raises ValueError unless 0 < old <= size.
    """
    if not 0 < old <= size:
        raise ValueError(f"no proof from {old} to {size}")
    found, start, stop, whole = [], 0, size, True
    while old != stop:
        middle = start + _split(stop - start)
        if old <= middle:
            found.append(Span(middle, stop))
            stop = middle
        else:
            found.append(Span(start, middle))
            start, whole = middle, False
    if not whole:
        found.append(Span(start, stop))
    return found[::-1]


def needed(spans: Iterable[Span]) -> set[NodeId]:
    """Every stored node that a proof over these spans asks for."""
    return {node for span in spans for node in cover(span)}


def proof(spans: Iterable[Span], nodes: Mapping[NodeId, bytes]) -> list[bytes]:
    """The proof: one hash per span. KeyError when a node is missing."""
    return [fold([nodes[node] for node in cover(span)]) for span in spans]


def inclusion_holds(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Does the path lead from this leaf hash at ``index`` to the root? (RFC 9162, 2.1.3.2)"""
    if not 0 <= index < size:
        return False
    fn, sn, value = index, size - 1, leaf
    for step in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            value = node_hash(step, value)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            value = node_hash(value, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and value == root


def consistency_holds(
    old: int, size: int, old_root: bytes, root: bytes, path: Sequence[bytes]
) -> bool:
    """Is the tree of ``old`` leaves the beginning of the tree of ``size``? (RFC 9162, 2.1.4.2)

    An empty old tree is the beginning of every tree and needs no proof.
    """
    if old == size:
        return not path and old_root == root
    if old == 0:
        return not path and old_root == EMPTY_ROOT
    if not 0 < old < size:
        return False
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        return False
    return _climb(old - 1, size - 1, steps) == (old_root, root)


def _climb(fn: int, sn: int, steps: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            first, second = node_hash(step, first), node_hash(step, second)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            second = node_hash(second, step)
        fn, sn = fn >> 1, sn >> 1
    return (first, second) if sn == 0 else None


def _split(size: int) -> int:
    """The largest power of two smaller than ``size`` (from 2)."""
    return 1 << (size - 1).bit_length() - 1
