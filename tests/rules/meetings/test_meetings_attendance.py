"""Sums by sector that add up; small cells of gender that nobody can subtract."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.meetings.rules.attendance import (
    SMALLEST,
    Line,
    bounds_for,
    lines_check,
    suppress,
    totals,
)
from cocrea.meetings.rules.permits import PERMITS
from cocrea.people.rules.sectors import SECTORS, STATUSES
from cocrea.process.rules.charter import SectorBound, SectorFloor


def test_totals_by_sector_status_and_table():
    rows = [
        Line("public", "member", 10, table=1),
        Line("public", "guest", 5, table=2),
        Line("citizen", "guest", 2, table=1),
    ]
    found = totals(rows)
    assert found.total == 17
    assert found.by_sector == {"public": 15, "citizen": 2}
    assert found.by_status == {"member": 10, "guest": 7}
    assert found.by_table == {1: {"public": 10, "citizen": 2}, 2: {"public": 5}}
    assert found.genders == {}


@every(
    "cells, shown",
    [
        ({"women": 20, "men": 15}, {"women": 20, "men": 15}),
        ({"women": 20, "men": 4}, {"women": None, "men": None}),
        ({"women": 20, "men": 4, "other": 0}, {"women": None, "men": None, "other": 0}),
        ({"women": 20, "men": 4, "other": 3}, {"women": 20, "men": None, "other": None}),
        ({"women": 0, "men": 3}, {"women": None, "men": None}),
        ({"women": 3}, {"women": None}),
    ],
)
def test_small_cells_are_hidden_with_one_more(cells, shown):
    assert suppress(cells) == shown


@given(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 12), min_size=1))
def test_no_cell_under_five_is_shown_and_none_is_hidden_alone(cells):
    shown = suppress(cells)
    assert all(n is None or n == 0 or n >= SMALLEST for n in shown.values())
    hidden = [name for name, n in shown.items() if n is None]
    assert len(hidden) != 1 or len(cells) == 1
    assert all(shown[name] in (None, cells[name]) for name in cells)


def test_unsaid_gender_is_a_cell_of_its_own():
    found = totals([Line("public", "member", 30, women=10, men=12)])
    assert found.genders == {"women": 10, "men": 12, "other": 0, "unsaid": 8}


lines = st.builds(Line, st.sampled_from(SECTORS), st.sampled_from(STATUSES), st.integers(0, 300))


@given(st.lists(lines, max_size=20))
def test_sums_agree(rows):
    found = totals(rows)
    assert sum(found.by_sector.values()) == sum(found.by_status.values()) == found.total


@pytest.mark.parametrize(
    "line",
    [
        Line("martians", "member", 1),
        Line("public", "boss", 1),
        Line("public", "member", -1),
        Line("public", "member", 2, women=2, men=1),
        Line("public", "member", 2, table=0),
    ],
)
def test_a_bad_line_is_named_by_its_number(line):
    found = lines_check([Line("public", "member", 1), line])
    assert [(f.code, f.params["line"]) for f in found] == [("meetings.attendance_bad_line", 2)]
    assert [f.code for f in lines_check([])] == ["meetings.attendance_empty"]


def test_a_floor_applies_where_it_was_declared():
    bounds = (SectorBound(sector="public", at_most=50),)
    floor = SectorFloor(bounds=bounds, applies_to=("table", "decision"))
    assert bounds_for(floor, "round") == bounds_for(floor, "table") == bounds
    assert bounds_for(floor, "forum") == ()
    assert bounds_for(None, "table") == ()


def test_who_writes_the_minutes_does_not_publish_them():
    for role in ("secretary", "facilitator", "systematizer"):
        assert PERMITS.may(role, "minutes.draft", "held")
        assert not PERMITS.may(role, "minutes.publish", "held")
    assert PERMITS.may("publisher", "minutes.publish", "held")
    assert not PERMITS.may("publisher", "minutes.draft", "held")
    assert not PERMITS.may("citizen", "meeting.change", "announced")
