"""A table asked in one test: every row, and none by halves."""

from contextlib import contextmanager

import pytest
from tests.rows import every


class Told:
    """Stands in for pytest's ``subtests``: keeps what it is told of, and goes on as that does."""

    def __init__(self):
        self.rows = []

    @contextmanager
    def test(self, **row):
        with pytest.raises((Exception, pytest.fail.Exception)) as wrong:
            yield
        self.rows.append((*row.values(), wrong.typename))


def test_each_row_is_asked(subtests):
    asked = []
    every("text", ["a", "bb", ""])(lambda text: asked.append(text))(subtests)
    assert asked == ["a", "bb", ""]


def test_every_wrong_row_is_told_with_its_own_error():
    def ask(text, length):
        if length is None:
            with pytest.raises(TypeError):
                len(text)
        else:
            assert len(text) == length

    told = Told()
    every("text, length", [("a", 1), ("a", 2), (3, 1), (3, None), ("a", None), ("", 0)])(ask)(told)
    assert told.rows == [
        ("a", 2, "AssertionError"),
        (3, 1, "TypeError"),
        ("a", None, "Failed"),
    ]


def test_a_table_without_rows_or_with_half_a_row_is_an_error(subtests):
    with pytest.raises(AssertionError):
        every("a", [])
    with pytest.raises(ValueError):
        every("a, b", [(1, 2, 3)])(lambda a, b: None)(subtests)
