"""A table asked in one test: every row, and none by halves."""

import pytest
from tests.rules.rows import every


def test_each_row_is_asked(subtests):
    asked = []
    every("text", ["a", "bb", ""])(lambda text: asked.append(text))(subtests)
    assert asked == ["a", "bb", ""]


def test_a_table_without_rows_or_with_half_a_row_is_an_error(subtests):
    with pytest.raises(AssertionError):
        every("a", [])
    with pytest.raises(ValueError):
        every("a, b", [(1, 2, 3)])(lambda a, b: None)(subtests)
