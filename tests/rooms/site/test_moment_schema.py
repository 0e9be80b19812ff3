"""A moment kept by another release is refused by name, not found out by a broken page."""

import sqlite3
from contextlib import closing

import pytest

from cocrea.kernel.errors import Refused
from cocrea.site.demo.store import schema_check


def database(path, *statements):
    with closing(sqlite3.connect(path)) as made:
        for statement in statements:
            made.execute(statement)
        made.commit()
    return path


def test_only_a_moment_of_the_same_schema_is_swapped_in(tmp_path):
    table = "CREATE TABLE voices_voice (id integer PRIMARY KEY AUTOINCREMENT, text text)"
    live = database(tmp_path / "live", table)
    schema_check(database(tmp_path / "same", table), live, "apertura")
    schema_check(database(tmp_path / "index", table, "CREATE TABLE search_x (a)"), live, "apertura")
    for name, changes in {
        "column": ("ALTER TABLE voices_voice ADD COLUMN tone text",),
        "table": ("CREATE TABLE voices_tone (id integer)",),
    }.items():
        kept = database(tmp_path / name, table, *changes)
        with pytest.raises(Refused) as error:
            schema_check(kept, live, "apertura")
        assert [f.code for f in error.value.findings] == ["site.moment_of_another_release"]
