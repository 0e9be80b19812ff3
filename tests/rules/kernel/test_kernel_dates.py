from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocrea.kernel.dates import Interval, Precision, count_back, days_of_notice, local_day
from cocrea.kernel.ids import parse_uuid, uuid7

DAYS = st.dates(date(2018, 1, 1), date(2020, 12, 31))
EASTER = frozenset({date(2018, 3, 29), date(2018, 3, 30)})


def test_notice_counts_the_day_of_the_event_and_not_that_of_the_call():
    assert days_of_notice(date(2018, 4, 1), date(2018, 4, 16)) == 15
    assert days_of_notice(date(2018, 7, 16), date(2018, 7, 19)) == 3
    assert days_of_notice(date(2018, 4, 2), date(2018, 4, 1)) == -1


def test_working_days_leave_out_weekends_and_holidays():
    # Monday 26 March to Monday 2 April 2018, with the Easter holidays between.
    assert days_of_notice(date(2018, 3, 26), date(2018, 4, 2), working=True) == 5
    assert days_of_notice(date(2018, 3, 26), date(2018, 4, 2), working=True, holidays=EASTER) == 3


@given(DAYS, st.integers(0, 40), st.booleans())
def test_count_back_gives_the_days_and_is_the_last_such_day(due, days, working):
    day = count_back(due, days, working=working, holidays=EASTER)
    assert days_of_notice(day, due, working=working, holidays=EASTER) >= days
    if working and days:
        later = day.fromordinal(day.toordinal() + 1)
        assert days_of_notice(later, due, working=True, holidays=EASTER) < days


def test_a_local_day_is_that_of_the_zone():
    late = datetime(2018, 4, 5, 3, 0, tzinfo=UTC)
    assert local_day(late, "America/Guatemala") == date(2018, 4, 4)
    assert local_day(late, "America/Santiago") == date(2018, 4, 5)


def test_an_interval_has_an_order():
    with pytest.raises(ValueError):
        Interval(date(2018, 5, 2), date(2018, 5, 1))
    month = Interval(date(2018, 5, 1), date(2018, 5, 31), Precision.MONTH)
    assert month.contains(date(2018, 5, 31)) and not month.fixed


def test_uuid7_sorts_by_time_and_parse_never_raises():
    early, late = uuid7(1_000), uuid7(2_000)
    assert early < late and early.version == 7
    assert parse_uuid(str(early)) == early
    assert [parse_uuid(x) for x in ("", "x", None, 3, "\x00")] == [None] * 5
