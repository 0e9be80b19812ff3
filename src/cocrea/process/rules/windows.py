"""Planned windows as local days: absolute ones as written, relative ones from the first day."""

from datetime import date, timedelta

from cocrea.kernel.dates import Interval
from cocrea.process.rules.parts import Moment, Window
from cocrea.process.rules.schema import Methodology


def interval_of(window: Window, starts_on: date) -> Interval:
    """Both days included. Raises ValueError when the end lies before the start."""
    if window.from_day is not None and window.to_day is not None:
        first = starts_on + timedelta(days=window.from_day)
        return Interval(first, starts_on + timedelta(days=window.to_day), window.precision)
    assert window.start is not None and window.end is not None  # the schema gives one or the other
    return Interval(window.start, window.end, window.precision)


def day_of(moment: Moment, starts_on: date) -> date:
    if moment.date is not None:
        return moment.date
    return starts_on + timedelta(days=moment.day or 0)


def holidays_of(m: Methodology, year: int) -> frozenset[date]:
    """Days that working days leave out, for a year and its neighbours."""
    found = {h.date for h in m.holidays if h.date is not None}
    for holiday in m.holidays:
        if holiday.every is not None:
            found |= {
                date.fromisoformat(f"{y}-{holiday.every}")
                for y in (year - 1, year, year + 1)
                if holiday.every != "02-29" or y % 4 == 0
            }
    return frozenset(found)
