"""A table asked in one test tells every wrong row, not only the first."""

import pytest
from tests.rules.rows import every


def test_every_wrong_row_is_told_with_its_values():
    @every("text, count", [("a", 1), ("bb", 3), ("", 0), ("ccc", 2)])
    def test_length(text, count):
        assert len(text) == count

    with pytest.raises(BaseExceptionGroup, match="2 of 4 rows are wrong") as told:
        test_length()
    assert [error.__notes__ for error in told.value.exceptions] == [
        ["row: {'text': 'bb', 'count': 3}"],
        ["row: {'text': 'ccc', 'count': 2}"],
    ]
    assert all("len(" in str(error) for error in told.value.exceptions)
    assert test_length.__name__ == "test_length"


def test_what_should_have_been_refused_is_a_wrong_row_and_crashes_too():
    asked = []

    @every("value", ["7", "x", None])
    def refused(value):
        asked.append(value)
        with pytest.raises(ValueError):
            int(value)

    with pytest.raises(BaseExceptionGroup) as told:
        refused()
    kinds = [type(error) for error in told.value.exceptions]
    assert asked == ["7", "x", None]
    assert kinds == [pytest.fail.Exception, TypeError]


def test_a_table_without_rows_or_with_half_a_row_is_an_error():
    with pytest.raises(AssertionError):
        every("a", [])
    with pytest.raises(ValueError):
        every("a, b", [(1, 2, 3)])(lambda a, b: None)()
