"""Notice counted in local days; late marks."""

from datetime import date

import pytest

from cocrea.meetings.rules import lifecycle
from cocrea.meetings.rules.notice import day_judged, notice_of
from cocrea.process.rules.charter import NoticeRule

RULE = NoticeRule(call=15, agenda=5, clause="R.2")


def test_a_round_moved_three_days_before_is_late():
    found = notice_of(RULE, "call", announced=date(2018, 10, 1), happens=date(2018, 10, 4))
    assert (found.days, found.required, found.late) == (3, 15, True)


@pytest.mark.parametrize(
    ("announced", "late"), [(date(2018, 9, 19), False), (date(2018, 9, 20), True)]
)
def test_the_fifteenth_day_is_in_time(announced, late):
    found = notice_of(RULE, "call", announced=announced, happens=date(2018, 10, 4))
    assert found.late is late


def test_without_a_rule_nothing_is_late_and_days_are_counted_all_the_same():
    found = notice_of(None, "call", announced=date(2018, 10, 3), happens=date(2018, 10, 4))
    assert (found.days, found.required, found.late) == (1, None, False)
    assert (
        notice_of(RULE, "method", announced=date(2018, 10, 3), happens=date(2018, 10, 4)).late
        is False
    )


def test_working_days_leave_out_weekends_and_holidays():
    rule = NoticeRule(call=3, counting="working")
    friday, tuesday = date(2018, 10, 19), date(2018, 10, 23)
    counted = notice_of(rule, "call", announced=friday, happens=tuesday)
    assert (counted.days, counted.working, counted.late) == (2, True, True)
    holiday = {date(2018, 10, 22)}
    assert notice_of(rule, "call", announced=friday, happens=tuesday, holidays=holiday).days == 1


@pytest.mark.parametrize(
    ("old", "new", "judged"),
    [
        (date(2018, 10, 4), date(2018, 11, 4), date(2018, 10, 4)),
        (date(2018, 10, 4), date(2018, 10, 3), date(2018, 10, 3)),
        (date(2018, 10, 1), date(2018, 11, 4), date(2018, 11, 4)),
    ],
)
def test_a_change_is_judged_by_the_earlier_day_that_is_still_to_come(old, new, judged):
    assert day_judged(old, new, date(2018, 10, 1)) == judged


def test_the_life_of_a_meeting_is_one_table():
    assert lifecycle.step("draft", "announce") == "announced"
    assert lifecycle.step("held", "publish_minutes") == "minuted"
    for state, event in (("draft", "hold"), ("cancelled", "change"), ("held", "cancel")):
        assert lifecycle.step(state, event).code == "meetings.wrong_state"
