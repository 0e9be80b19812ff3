from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.sensemaking.rules import lineage

states = st.dictionaries(
    st.integers(0, 8),
    st.frozensets(st.integers(0, 20), min_size=1, max_size=6),
    min_size=2,
    max_size=6,
)


@given(states, st.data())
def test_a_merge_loses_nobody(state, data):
    inputs = data.draw(st.sets(st.sampled_from(sorted(state)), min_size=2))
    assert lineage.check_merge(state, inputs).ok
    after = lineage.merge(state, inputs, "new")
    assert not lineage.lost(state, after)
    assert after["new"] == frozenset().union(*(state[p] for p in inputs))
    assert not inputs & after.keys()
    assert lineage.members_of(after) == lineage.members_of(state)


@given(states, st.data())
def test_a_split_that_passes_the_check_loses_nobody(state, data):
    source = data.draw(st.sampled_from(sorted(state)))
    members = sorted(state[source])
    names = st.sets(st.sampled_from(["a", "b", "c"]), max_size=3)
    where = {m: data.draw(names) for m in members}
    parts = {n: frozenset(m for m in members if n in where[m]) for n in ("a", "b", "c")}
    parts = {n: kept for n, kept in parts.items() if kept}
    report = lineage.check_split(state, source, parts)
    if any(not w for w in where.values()):
        assert "sensemaking.members_lost" in report.codes()
    if report.ok:
        after = lineage.split(state, source, parts)
        assert not lineage.lost(state, after)
        assert lineage.members_of(after) == lineage.members_of(state)
        assert source not in after


@given(states, st.data())
def test_a_move_that_passes_the_check_loses_nobody_and_empties_nothing(state, data):
    source = data.draw(st.sampled_from(sorted(state)))
    target = data.draw(st.sampled_from(sorted(state)))
    member = data.draw(st.integers(0, 20))
    if lineage.check_move(state, member, source, target).ok:
        after = lineage.move(state, member, source, target)
        assert not lineage.lost(state, after)
        assert all(after.values())
        assert member in after[target] and member not in after[source]


def test_what_a_merge_refuses():
    state = {1: frozenset("a"), 2: frozenset("b")}
    assert lineage.check_merge(state, [1, 1]).codes() == ("sensemaking.merge_needs_two",)
    assert lineage.check_merge(state, [1, 9]).codes() == ("sensemaking.not_live",)


def test_what_a_split_refuses():
    state = {1: frozenset("ab")}
    codes = lineage.check_split(state, 1, {"x": frozenset("a"), "y": frozenset("z")}).codes()
    assert codes == ("sensemaking.members_lost", "sensemaking.not_a_member")
    codes = lineage.check_split(state, 1, {"x": frozenset("ab"), "y": frozenset()}).codes()
    assert codes == ("sensemaking.would_be_empty",)
    assert lineage.check_split(state, 1, {"x": frozenset("ab")}).codes() == (
        "sensemaking.split_needs_two",
    )
    assert lineage.check_split(state, 9, {}).codes() == ("sensemaking.not_live",)


@every(
    "first, second, ok",
    [
        (("p1", "o1"), ("p2", "o2"), True),
        (("p1", ""), ("p2", ""), True),
        (("", "o1"), ("", "o2"), True),
        (("p1", "o1"), ("p1", "o2"), False),
        (("p1", "o1"), ("p2", "o1"), False),
        (("", "o1"), ("", "o1"), False),
        (("", ""), ("", ""), False),
        (("p1", ""), ("", ""), False),
    ],
)
def test_a_second_person_must_be_provably_another(first, second, ok):
    report = lineage.check_second(first, second)
    assert report.ok is ok
    assert ok or report.codes() == ("sensemaking.same_person",)
