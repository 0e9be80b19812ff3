"""Reading amounts and windows as bounds that can be compared. Pure; used by the linter."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from cocrea.kernel.dates import Precision
from cocrea.process.rules.parts import Amount, Moment, Window
from cocrea.process.rules.schedule import Row
from cocrea.process.rules.schema import Methodology

# Any day will do: relative windows are only compared with each other.
NOMINAL = dt.date(2000, 1, 3)
_WORDS = {
    "exactly": "{0}",
    "about": "~{0}",
    "at_least": "≥ {0}",
    "at_most": "≤ {0}",
    "between": "{0}–{1}",
}


class Span(NamedTuple):
    """Both days included; may be reversed, which the linter reports."""

    start: dt.date
    end: dt.date
    coarse: bool


def low(amount: Amount) -> int:
    """The smallest number that the text admits (0 for at_most); the number itself for about."""
    if amount.op == "one_of":
        return min(amount.among)
    return 0 if amount.op == "at_most" else int(amount.value or 0)


def high(amount: Amount) -> int | None:
    """The greatest number that the text admits; None for at_least."""
    if amount.op == "one_of":
        return max(amount.among)
    if amount.op == "at_least":
        return None
    return amount.upto if amount.op == "between" else amount.value


def shown(amount: Amount) -> str:
    """The amount in signs that need no language: ``≥ 5``, ``~150``, ``4/6``."""
    if amount.op == "one_of":
        return "/".join(map(str, amount.among))
    return _WORDS[amount.op].format(amount.value, amount.upto)


def disagree(a: Amount, b: Amount) -> bool:
    """Two statements of one thing cannot both stand: disjoint, or one leaves an "or" open."""
    if a.op == b.op:
        return (a.value, a.upto, a.among) != (b.value, b.upto, b.among)
    if "one_of" in (a.op, b.op):
        return True
    a_high, b_high = high(a), high(b)
    if "about" in (a.op, b.op):
        return _far(a, b)
    return (a_high is not None and a_high < low(b)) or (b_high is not None and b_high < low(a))


def _far(a: Amount, b: Amount) -> bool:
    """ "About 150" stands beside 140 or "at least 100", not beside 90 or "at most 100"."""
    about, other = (a, b) if a.op == "about" else (b, a)
    value = int(about.value or 0)
    slack = max(1, value // 5)
    other_high = high(other)
    return low(other) > value + slack or (other_high is not None and other_high < value - slack)


def day_of(moment: Moment) -> dt.date:
    """The day of a moment; relative ones from a nominal start."""
    return moment.date or NOMINAL + dt.timedelta(days=moment.day or 0)


def span_of(window: Window) -> Span:
    coarse = window.precision is not Precision.DAY
    if window.start is not None and window.end is not None:
        return Span(window.start, window.end, coarse)
    first, last = window.from_day or 0, window.to_day or 0
    day = dt.timedelta(days=1)
    return Span(NOMINAL + first * day, NOMINAL + last * day, coarse)


def row_span(row: Row) -> Span:
    """The finest that is known of a row: its places' windows when they have them."""
    spans = [span_of(p.window) for p in row.places if p.window is not None]
    if not spans:
        return span_of(row.window)
    return Span(min(s.start for s in spans), max(s.end for s in spans), True)


def mixed_axes(m: Methodology) -> bool:
    """Some days are dates and others are counted from the start: they cannot be compared."""
    windows = [*(p.window for p in m.phases), *(r.window for r in m.rows)]
    windows += [p.window for r in m.rows for p in r.places if p.window is not None]
    relative = {w.relative for w in windows}
    moments: Iterable[Moment | None] = (m.identity.delivery, m.identity.implementation)
    relative |= {moment.date is None for moment in moments if moment is not None}
    return len(relative) > 1
