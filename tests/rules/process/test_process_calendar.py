"""Planned days, fixed days, tasks counted back, notice."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocrea.kernel.dates import Interval, days_of_notice
from cocrea.kernel.errors import Refused
from cocrea.process.rules.calendar import calendar, change_notice, last_day_to_announce
from cocrea.process.rules.loading import from_json, shipped, to_json

DEMO = shipped("guatemala-2018-demo")
TOWN = shipped("municipality-example")
START = date(2026, 11, 2)


def test_absolute_windows_do_not_move_with_the_start():
    assert calendar(DEMO, START).row(1).actual.start == date(2018, 4, 4)
    assert calendar(DEMO, START).delivery == date(2018, 8, 30)


def test_a_town_started_twenty_days_ago_is_in_consultation_today():
    slot = calendar(TOWN, START).phase(2)
    assert slot.actual.contains(date(2026, 11, 22))
    assert slot.slip_days == 0


def test_a_fixed_day_moves_the_row_its_phase_and_its_tasks():
    moved = {3: Interval(date(2018, 5, 20), date(2018, 5, 22))}
    before, after = calendar(DEMO, START), calendar(DEMO, START, moved)
    assert after.row(3).actual == moved[3]
    assert after.phase(3).actual == moved[3]
    assert after.row(3).slip_days == -9
    due = {task.slug: task.day for task in after.tasks}
    assert due["foros-convocatoria"] == date(2018, 5, 5)
    assert {t.slug: t.day for t in before.tasks}["foros-convocatoria"] == date(2018, 3, 17)


def test_tasks_come_in_order_and_skip_days_off():
    tasks = calendar(TOWN, date(2026, 12, 1)).tasks
    assert [t.day for t in tasks] == sorted(t.day for t in tasks)
    first = calendar(TOWN, date(2026, 12, 1)).row(3).actual.start
    due = next(t.day for t in tasks if t.slug == "reuniones-aviso")
    off = {date(2026, 12, 25), date(2027, 1, 1)}
    assert days_of_notice(due, first, working=True, holidays=off) == 10


def test_a_reversed_window_is_refused_and_named():
    data = to_json(DEMO)
    data["rows"][0]["window"]["end"] = "2018-01-01"
    with pytest.raises(Refused) as caught:
        calendar(from_json(data), START)
    assert caught.value.findings[0].where == "rows.1"


def given_of(law, announced, happens):
    """Notice that an announcement gives of a day that was kept free."""
    day = Interval(happens, happens)
    return change_notice(law, announced, day, day)


def test_fifteen_days_are_enough_and_fourteen_are_not():
    assert not given_of(DEMO, date(2018, 5, 1), date(2018, 5, 16)).late
    late = given_of(DEMO, date(2018, 5, 2), date(2018, 5, 16))
    assert (late.given, late.required, late.late, late.working) == (14, 15, True, False)
    town = given_of(TOWN, date(2018, 5, 2), date(2018, 5, 16))
    assert town.working and town.given < 14


def test_without_a_rule_nothing_is_late():
    published = shipped("guatemala-2018-as-published")
    late = given_of(published, date(2018, 5, 2), date(2018, 5, 2))
    assert (late.given, late.required, late.late) == (0, None, False)
    assert last_day_to_announce(published, "call", START) is None


@given(st.dates(date(2018, 1, 1), date(2030, 1, 1)), st.sampled_from([DEMO, TOWN]))
def test_the_last_day_to_announce_is_in_time_and_the_next_is_late(happens, law):
    last = last_day_to_announce(law, "call", happens)
    assert not given_of(law, last, happens).late
    later = date.fromordinal(last.toordinal() + 7)
    assert given_of(law, later, happens).late
