"""The code that an address carries: kept when it can be one, dropped without a word otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.voices.rules.intake import arrival_of
from cocrea.voices.rules.small_cells import LEAST, suppressed_table


@pytest.mark.parametrize("code", ["k7m2", "k7m2q9", "0123456789abcdef"])
def test_a_code_is_kept(code):
    assert arrival_of(code) == code


@every(
    "text",
    ["", "abc", "K7M2Q9", "k7m2q9\n", "k7m 2q9", "0123456789abcdefg", "<b>x</b>", "\x00abcd"],
)
def test_anything_else_is_no_code(text):
    assert arrival_of(text) == ""


@given(st.text())
def test_what_is_kept_is_plain(text):
    found = arrival_of(text)
    assert found == "" or (found == text and found.isascii() and found.isalnum())


@given(
    st.integers(1, 5).flatmap(
        lambda wide: st.lists(
            st.lists(st.integers(0, 30), min_size=wide, max_size=wide), min_size=1, max_size=5
        )
    )
)
def test_no_hidden_cell_follows_from_what_a_crossing_shows(grid):
    """With the totals as a last row and column, no line has one unknown alone."""
    whole = [[*row, sum(row)] for row in grid]
    whole.append([sum(column) for column in zip(*whole, strict=True)])
    shown = suppressed_table(whole)
    for line in [*shown, *zip(*shown, strict=True)]:
        assert list(line).count(None) != 1 or len(line) == 1
    for row, safe in zip(whole, shown, strict=True):
        for count, cell in zip(row, safe, strict=True):
            assert cell == count if cell is not None else True
            assert cell is None or not 0 < cell < LEAST
