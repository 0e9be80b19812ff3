"""What may stand in a row, when it is tried again, who may do what."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.rows import every

from cocrea.notices.rules.events import ENDS, EVENTS, is_late
from cocrea.notices.rules.limits import ASKS_AN_HOUR, ask_findings
from cocrea.notices.rules.params import params_check
from cocrea.notices.rules.permits import PERMITS, STAFF
from cocrea.notices.rules.retry import ATTEMPTS_MOST, gives_up, next_try

NOW = datetime(2018, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"n": 3, "late": True, "nothing": None, "empty": ""},
        {"day": "2018-08-30", "at": "2018-08-30T12:00:00Z", "folio": "GT4-7K3M9Q-X"},
        {"id": "0198f0a6-0000-7000-8000-000000000000", "code": "voices.window_closed"},
    ],
)
def test_codes_days_and_numbers_are_plain(params):
    assert not params_check(params)


@every(
    "params",
    [
        {"a": "ana@example.org"},
        {"a": "Ana Pérez"},
        {"a": "<script>"},
        {"a": "x" * 81},
        {"a": 1.5},
        {"a": ["x"]},
        {"a": {"b": 1}},
        {"a b": 1},
        {f"p{n}": n for n in range(21)},
    ],
)
def test_text_of_people_is_not(params):
    assert [f.code for f in params_check(params)] == ["notices.params_not_plain"]


def test_waits_grow_and_end():
    waits = [next_try(n, NOW) - NOW for n in range(1, ATTEMPTS_MOST + 1)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=5)
    assert not gives_up(ATTEMPTS_MOST - 1)
    assert gives_up(ATTEMPTS_MOST)
    assert next_try(0, NOW) == next_try(1, NOW)
    assert next_try(99, NOW) - NOW == waits[-1]


def test_a_hall_is_no_flood():
    assert not ask_findings(150)
    assert [f.code for f in ask_findings(ASKS_AN_HOUR)] == ["notices.too_many"]


def test_events():
    assert not ENDS & set(EVENTS)
    assert EVENTS["calendar.fixed"].everybody
    assert not EVENTS["disposition.published"].everybody
    assert is_late({"late": True})
    assert not is_late({})


def test_permits_by_cell():
    for role in ("citizen", "observer", "delegate_public"):
        assert not PERMITS.may(role, "outbox.read")
        assert not PERMITS.may(role, "outbox.retry", "failed")
        assert not PERMITS.may(role, "outbox.deliver")
    assert all(PERMITS.may(role, "outbox.read") for role in STAFF)
    assert not PERMITS.may("secretary", "outbox.retry", "sent")
    assert PERMITS.may("clock", "outbox.sweep")
    assert not PERMITS.may("operator", "outbox.sweep")
    assert not PERMITS.may("citizen", "subscription.confirm", "stopped")
