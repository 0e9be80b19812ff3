"""The tree of RFC 9162, against a slow reading of the text, pymerkle and our own verifier."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

from cocrea.ledger import verifier
from cocrea.ledger.rules import merkle


def mth(data: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, word by word."""
    if not data:
        return hashlib.sha256(b"").digest()
    if len(data) == 1:
        return hashlib.sha256(b"\x00" + data[0]).digest()
    k = 1
    while k * 2 < len(data):
        k *= 2
    return hashlib.sha256(b"\x01" + mth(data[:k]) + mth(data[k:])).digest()


def grow(data):
    """Stored nodes, roots by size, and the leaf hashes."""
    edge, nodes = merkle.CompactRange(), {}
    roots, leaves = [edge.root()], [merkle.leaf_hash(item) for item in data]
    for leaf in leaves:
        nodes.update(edge.append(leaf))
        roots.append(edge.root())
    return nodes, roots, leaves


def rows(count):
    return [b"entry %d" % number for number in range(count)]


def test_known_roots():
    """The test vectors that Certificate Transparency's authors published."""
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657",
              "606162636465666768696a6b6c6d6e6f"]  # fmt: skip
    _, roots, _ = grow([bytes.fromhex(item) for item in inputs])
    assert roots[0].hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert roots[1].hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert roots[2].hex() == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    assert roots[8].hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@pytest.mark.parametrize("count", [*range(18), 31, 32, 33])
def test_every_proof_of_small_trees(count):
    data = rows(count)
    nodes, roots, leaves = grow(data)
    assert roots[-1] == mth(data) == merkle.root_of(leaves)
    oracle = InmemoryTree(algorithm="sha256")
    for item in data:
        oracle.append_entry(item)
    if count:
        assert oracle.get_root() == roots[-1]
    for index in range(count):
        path = merkle.proof(merkle.inclusion_spans(index, count), nodes)
        assert merkle.inclusion_holds(leaves[index], index, count, path, roots[-1])
        assert verifier.inclusion_holds(leaves[index], index, count, path, roots[-1])
        verify_inclusion(leaves[index], roots[-1], oracle.prove_inclusion(index + 1, count))
        path = merkle.proof(merkle.consistency_spans(index + 1, count), nodes)
        args = (index + 1, count, roots[index + 1], roots[-1], path)
        assert merkle.consistency_holds(*args)
        assert verifier.consistency_holds(*args)
        verify_consistency(roots[index + 1], roots[-1], oracle.prove_consistency(index + 1, count))


@given(st.integers(1, 300), st.data())
def test_a_wrong_proof_never_holds(count, data):
    nodes, roots, leaves = grow(rows(count))
    index = data.draw(st.integers(0, count - 1))
    path = merkle.proof(merkle.inclusion_spans(index, count), nodes)
    other = data.draw(st.integers(0, count - 1).filter(lambda n: n != index or count == 1))
    wrong = [
        (merkle.leaf_hash(b"forged"), index, count, path, roots[count]),
        (leaves[index], index, count, [*path, roots[1]], roots[count]),
        (leaves[index], count, count, path, roots[count]),
        (leaves[index], -1, count, path, roots[count]),
    ]
    if other != index:
        wrong.append((leaves[index], other, count, path, roots[count]))
    if path:
        wrong.append((leaves[index], index, count, path[:-1], roots[count]))
        wrong.append((leaves[index], index, count, [b"\0" * 32, *path[1:]], roots[count]))
    for case in wrong:
        assert not merkle.inclusion_holds(*case)
        assert not verifier.inclusion_holds(*case)


@given(st.integers(2, 300), st.data())
def test_a_rewritten_past_is_never_consistent(count, data):
    old = data.draw(st.integers(1, count - 1))
    changed = data.draw(st.integers(0, old - 1))
    _, roots, _ = grow(rows(count))
    forged = rows(count)
    forged[changed] = b"rewritten"
    nodes, new_roots, _ = grow(forged)
    path = merkle.proof(merkle.consistency_spans(old, count), nodes)
    assert merkle.consistency_holds(old, count, new_roots[old], new_roots[count], path)
    for holds in (merkle.consistency_holds, verifier.consistency_holds):
        assert not holds(old, count, roots[old], new_roots[count], path)
        assert not holds(count, old, new_roots[count], roots[old], path)
        assert not holds(old, count, roots[old], new_roots[count], [])


def test_the_empty_tree_begins_every_tree():
    _, roots, _ = grow(rows(3))
    assert merkle.consistency_holds(0, 3, merkle.EMPTY_ROOT, roots[3], [])
    assert not merkle.consistency_holds(0, 3, roots[1], roots[3], [])
    assert not merkle.consistency_holds(-1, 3, roots[1], roots[3], [])


@given(st.integers(0, 500), st.integers(0, 64))
def test_an_edge_can_be_taken_up_again(count, more):
    edge = merkle.CompactRange()
    for item in rows(count):
        edge.append(merkle.leaf_hash(item))
    again = merkle.CompactRange(edge.size, edge.hashes)
    for item in rows(count + more)[count:]:
        again.append(merkle.leaf_hash(item))
    assert again.root() == mth(rows(count + more))


def test_an_impossible_edge_or_place_is_refused():
    with pytest.raises(ValueError):
        merkle.CompactRange(3, [b"x" * 32])
    for index, size in ((0, 0), (3, 3), (-1, 3)):
        with pytest.raises(ValueError):
            merkle.inclusion_spans(index, size)
    for old, size in ((0, 3), (4, 3)):
        with pytest.raises(ValueError):
            merkle.consistency_spans(old, size)
