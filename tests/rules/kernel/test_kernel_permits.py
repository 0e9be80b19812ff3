from datetime import UTC, datetime, timedelta

import pytest

from cocrea.kernel.errors import NotPermitted
from cocrea.kernel.permits import Actor, Grant, PermitTable, may, permit

NOW = datetime(2026, 5, 1, tzinfo=UTC)
TABLE = PermitTable(
    permit("thing.say", "citizen"),
    permit("thing.close", "secretary", "clock", states=["open"]),
)


def test_a_cell():
    assert TABLE.may("citizen", "thing.say")
    assert TABLE.may("secretary", "thing.close", "open")
    assert not TABLE.may("secretary", "thing.close", "closed")
    assert not TABLE.may("citizen", "thing.close", "open")


def test_a_role_holds_from_its_first_to_before_its_last_instant():
    grant = Grant("secretary", since=NOW, until=NOW + timedelta(days=1))
    assert [
        may(TABLE, grant, "thing.close", "open", NOW + timedelta(days=d)) for d in (-1, 0, 1)
    ] == [False, True, False]


def test_require_names_the_office_before_the_citizen_and_refuses_by_name():
    table = PermitTable(permit("thing.say", "citizen", "secretary"))
    actor = Actor(grants=(Grant("secretary"),))
    assert table.require(actor, "thing.say", now=NOW) == "secretary"
    assert table.require(Actor(), "thing.say", now=NOW) == "citizen"
    with pytest.raises(NotPermitted) as caught:
        TABLE.require(Actor(), "thing.close", now=NOW, state="open")
    assert caught.value.findings[0].code == "kernel.not_permitted"


def test_an_action_that_no_row_has_is_a_slip_not_a_refusal():
    with pytest.raises(KeyError):
        TABLE.require(Actor(), "thing.cloze", now=NOW)


def test_what_an_entry_says_of_its_author_has_no_person():
    actor = Actor(person="8d1c", office="f-1", organization="salud")
    assert actor.public("secretary") == {
        "role": "secretary",
        "office": "f-1",
        "organization": "salud",
    }
