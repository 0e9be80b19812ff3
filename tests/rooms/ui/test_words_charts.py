from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cocrea.kernel.dates import Interval, Precision
from cocrea.ui import charts, words

HOSTILE = "<script>alert(\"1\")</script> & 'x'"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("part", "total", "text"),
    [
        (91, 100, "91 %"),
        (2, 727, "< 1 %"),
        (726, 727, "99 %"),
        (727, 727, "100 %"),
        (0, 5, "0 %"),
        (1, 0, "–"),
        (None, 3, "–"),
    ],
)
def test_share_never_hides_anybody(part, total, text):
    with translation.override("es"):
        assert words.share_text(part, total).replace(words.NBSP, " ") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(1284, "1,284"), ("1284", "1,284"), (0.5, "0.5"), (None, "–"), ("K'iche'", "K'iche'")],
)
def test_numbers(value, text):
    assert words.number_text(value) == text


def test_days_are_local():
    late = datetime(2018, 8, 15, 3, 30, tzinfo=UTC)
    with translation.override("es"):
        assert words.day_text(late, "America/Guatemala") == "14 de agosto de 2018"
        assert words.time_text(late, "America/Guatemala") == "14 de agosto de 2018, 21:30"
        assert words.time_text(date(2018, 8, 15)) == "15 de agosto de 2018"
        assert words.days_text(1) == "1 día"


def test_an_interval_is_no_more_precise_than_it_is():
    with translation.override("es"):
        july = Interval(date(2018, 7, 1), date(2018, 7, 31), Precision.MONTH)
        assert words.interval_text(july) == "julio de 2018"
        week = Interval(date(2018, 7, 23), date(2018, 7, 27), Precision.WEEK)
        assert words.interval_text(week) == "del 23 al 27 de julio de 2018"
        day = Interval(date(2018, 7, 23), date(2018, 7, 23))
        assert words.interval_text(day) == "23 de julio de 2018"
        days = Interval(date(2018, 7, 23), date(2018, 8, 30))  # exact, but not one day
        assert words.interval_text(days) == "del 23 de julio al 30 de agosto de 2018"
        years = Interval(date(2018, 12, 23), date(2019, 1, 4))
        assert words.interval_text(years) == "del 23 de diciembre de 2018 al 4 de enero de 2019"
    with translation.override("en"):
        assert words.interval_text(week) == "July 23, 2018 to July 27, 2018"


def hostile_charts():
    node = charts.Node("a", HOSTILE, '"><script>x</script>')
    span = charts.Span(HOSTILE, (date(2018, 1, 1), date(2018, 1, 2)))
    return [
        charts.bars(HOSTILE, [(HOSTILE, 3), ("b", 0)]),
        charts.stacked(HOSTILE, [(HOSTILE, 3), ("b", 1)]),
        charts.schedule(HOSTILE, [span]),
        charts.thread(HOSTILE, [(HOSTILE, [node]), ("c", [charts.Node("b", "x")])], [("a", "b")]),
        charts.departments_map(HOSTILE, {"01": 3}),
    ]


@pytest.mark.parametrize("chart", hostile_charts())
def test_charts_escape_name_themselves_and_carry_no_style(chart):
    root = ElementTree.fromstring(chart.svg)  # well-formed: nothing broke out
    assert root.find(f".//{SVG}script") is None
    assert root.find(f"{SVG}title").text == HOSTILE
    assert root.find(f"{SVG}desc").text
    assert root.get("role") in {"img", "group"}
    assert all("style" not in element.attrib for element in root.iter())
    assert chart.rows and all(len(row) == len(chart.columns) for row in chart.rows)


@pytest.mark.parametrize(
    "chart", [charts.bars("a", []), charts.stacked("a", []), charts.schedule("a", [])]
)
def test_empty_charts_stand(chart):
    ElementTree.fromstring(chart.svg)


@given(st.lists(st.tuples(st.text(max_size=60), st.integers(0, 10**9)), max_size=12))
def test_bars_never_leave_the_picture(values):
    clean = [("".join(c for c in t if c.isprintable()), n) for t, n in values]
    for chart in (charts.bars("t", clean), charts.stacked("t", clean)):
        root = ElementTree.fromstring(chart.svg)
        for rect in root.iter(f"{SVG}rect"):
            assert float(rect.get("x")) + float(rect.get("width")) <= 340.2


def test_a_strand_to_nowhere_is_left_out():
    chart = charts.thread("t", [("a", [charts.Node("x", "X")])], [("x", "gone")])
    assert "strand" not in chart.svg
    assert chart.rows == (("X", "a", "–"),)


def test_map_has_every_department():
    chart = charts.departments_map("t", {"16": 61, "01": 120})
    assert len(chart.rows) == 22
    assert chart.rows[0] == ("Guatemala", "120")
