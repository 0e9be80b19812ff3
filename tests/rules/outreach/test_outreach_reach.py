"""Who was heard: counts, small groups hidden, nothing extrapolated."""

from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.outreach.rules.reach import FEW, HIDDEN, NONE, SOME, arrivals, level, rows
from cocrea.voices.rules.small_cells import LEAST


@every(
    "count, total, groups, found",
    [
        (0, 0, 22, NONE),
        (0, 500, 22, NONE),
        (4, 4, 2, FEW),
        (5, 5, 22, SOME),
        (10, 440, 22, SOME),
        (9, 440, 22, FEW),
        (200, 440, 22, SOME),
    ],
)
def test_few_is_less_than_half_of_an_even_split(count, total, groups, found):
    assert level(count, total, groups) == found


def test_the_least_heard_come_first_beside_the_campaigns_that_wanted_them():
    found = rows(
        ("13", "17", "01"),
        {"01": 60, "13": 3},
        {"radio": ("13", "17"), "cartel": ()},
    )
    assert [(r.code, r.count, r.level, r.aimed) for r in found] == [
        ("17", 0, NONE, ("radio",)),
        ("13", 3, FEW, ("radio",)),
        ("01", 60, SOME, ()),
    ]


def test_small_languages_are_hidden_and_say_no_level():
    found = {
        r.code: r for r in rows(("spa", "kek", "mam"), {"spa": 90, "kek": 2}, {}, hide_small=True)
    }
    assert found["kek"].count is None and found["kek"].level == HIDDEN
    assert found["spa"].count is None, "the total would give the lone small one away"
    assert found["mam"].level == NONE and found["mam"].count == 0


def test_voices_of_a_code_that_is_no_group_count_in_the_total_only():
    found = rows(("A", "B"), {"A": 10, "elsewhere": 90}, {})
    assert {r.code: r.level for r in found} == {"A": FEW, "B": NONE}


def test_arrivals_add_up_where_nothing_is_small():
    found = arrivals(
        ("uno", "dos"),
        ("radio", "poster"),
        {("uno", "radio"): 12, ("uno", "poster"): 8, ("dos", "poster"): 30},
    )
    assert found.by_campaign == {"uno": 20, "dos": 30}
    assert found.by_channel == {"radio": 12, "poster": 38}
    assert found.total == 50 and not found.hidden


def test_a_small_channel_follows_from_no_total():
    """poster 3 = campaign 23 less social 20: one of them must go as well."""
    found = arrivals(
        ("A", "B"),
        ("poster", "radio", "social", "portal"),
        {("A", "poster"): 3, ("A", "social"): 20, ("B", "radio"): 4, ("B", "portal"): 30},
    )
    assert found.cells["A", "poster"] is None and found.cells["B", "radio"] is None
    assert found.by_channel["poster"] is None
    shown = [found.cells["A", "social"], found.by_campaign["A"]]
    assert shown.count(None) >= 1


def test_without_campaigns_there_is_nothing():
    found = arrivals((), (), {})
    assert found.total == 0 and found.cells == {}


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.dictionaries(
            st.tuples(st.sampled_from([f"c{i}" for i in range(n)]), st.sampled_from("rpsa")),
            st.integers(0, 40),
        )
    )
)
def test_no_count_of_one_to_four_is_ever_shown(counts):
    campaigns = sorted({c for c, _h in counts})
    channels = sorted({h for _c, h in counts})
    found = arrivals(campaigns, channels, counts)
    shown = [*found.cells.values(), *found.by_campaign.values(), *found.by_channel.values()]
    assert not [n for n in (*shown, found.total) if n is not None and 0 < n < LEAST]
    for key, n in found.cells.items():
        assert n is None or n == counts[key]
