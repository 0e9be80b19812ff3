"""The narrowing of the methodology (131 -> 26 -> 19 -> 12) and any other must add up."""

from hypothesis import given
from hypothesis import strategies as st

from cocrea.sensemaking.rules import funnel
from cocrea.sensemaking.rules.funnel import Step


@st.composite
def narrowings(draw):
    """A funnel built by dealing each item to one group or to the dropped."""
    steps, keys = [], [f"0-{i}" for i in range(draw(st.integers(1, 25)))]
    parents: dict[str, tuple[str, ...]] = {}
    for level in range(1, draw(st.integers(2, 4))):
        groups = draw(st.integers(1, max(1, len(keys) // 2)))
        fate = {k: draw(st.integers(0, groups)) for k in keys}
        dropped = {k: "repetido" for k, group in fate.items() if group == 0}
        steps.append(Step(tuple(keys), parents, dropped))
        parents = {}
        for key, group in fate.items():
            if group:
                name = f"{level}-{group}"
                parents[name] = (*parents.get(name, ()), key)
        keys = list(parents)
        if not keys:
            return steps[:-1] or [Step(steps[-1].items)]
    return [*steps, Step(tuple(keys), parents)]


@given(narrowings())
def test_a_dealt_funnel_adds_up_and_its_counts_say_so(steps):
    assert funnel.check(steps).ok
    counts = funnel.counts(steps)
    for count, step in zip(counts, steps, strict=True):
        assert count.items == len(step.items) == count.grouped + count.dropped
    for count, after in zip(counts, steps[1:], strict=False):
        assert count.groups == len(after.items)


@given(narrowings(), st.data())
def test_an_orphan_is_always_found(steps, data):
    """Cut one item out of where it went: it is lost, and the funnel says so."""
    if len(steps) < 2:
        return
    before, after = steps[0], steps[1]
    victim = data.draw(st.sampled_from(before.items))
    parents = {g: tuple(k for k in held if k != victim) for g, held in after.parents.items()}
    dropped = {k: r for k, r in before.dropped.items() if k != victim}
    report = funnel.check_step(
        Step(before.items, before.parents, dropped), Step(after.items, parents)
    )
    assert "sensemaking.funnel_lost" in report.codes()


@given(narrowings(), st.data())
def test_an_item_in_two_groups_is_always_found(steps, data):
    if len(steps) < 2 or not steps[1].items:
        return
    before, after = steps[0], steps[1]
    held = sorted(set(before.items) - set(before.dropped))
    victim = data.draw(st.sampled_from(held))
    report = funnel.check_step(
        before, Step((*after.items, "extra"), {**after.parents, "extra": (victim,)})
    )
    assert report.codes() == ("sensemaking.funnel_twice",)


def test_each_way_of_not_adding_up_has_its_code():
    before = Step(("a", "b", "c", "d"), dropped={"c": " ", "b": "vacía", "z": "no está"})
    after = Step(("g", "h"), {"g": ("a", "b", "x")})
    found = {f.code: f.params["count"] for f in funnel.check_step(before, after)}
    assert found == {
        "sensemaking.funnel_lost": 1,  # d
        "sensemaking.funnel_dropped_and_kept": 1,  # b
        "sensemaking.funnel_no_reason": 1,  # c
        "sensemaking.funnel_unknown": 2,  # x, z
        "sensemaking.funnel_from_nowhere": 1,  # h
    }


def test_the_methodologys_own_narrowing():
    """131 proposals, an initial consensus of 26 themes, then 19, at last 12 (clause 4.b)."""
    sizes = [131, 26, 19, 12]
    steps = []
    parents: dict[str, tuple[str, ...]] = {}
    for level, size in enumerate(sizes):
        keys = tuple(f"{level}-{i}" for i in range(size))
        more = sizes[level + 1] if level + 1 < len(sizes) else 0
        dropped = {keys[-1]: "fuera del alcance"} if more else {}
        steps.append(Step(keys, parents, dropped))
        parents = {}
        for index, key in enumerate(keys[:-1] if more else ()):
            name = f"{level + 1}-{index % more}"
            parents[name] = (*parents.get(name, ()), key)
    assert funnel.check(steps).ok
    assert [(c.items, c.grouped, c.dropped, c.groups) for c in funnel.counts(steps)] == [
        (131, 130, 1, 26),
        (26, 25, 1, 19),
        (19, 18, 1, 12),
        (12, 12, 0, None),
    ]


def test_a_step_without_items_or_with_a_key_twice_is_refused():
    assert funnel.check_items(Step(())).codes() == ("sensemaking.funnel_empty",)
    assert funnel.check_items(Step(("a", "a"))).codes() == ("sensemaking.funnel_key_twice",)
