"""Numbers, days and shares as people of Guatemala write them. Pure functions behind the tags."""

import functools
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats, translation
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cocrea.kernel.dates import Interval, Precision

NBSP = "\N{NO-BREAK SPACE}"


def zone_of(place: Any) -> ZoneInfo:
    """A zone name, a ``ZoneInfo``, or anything with ``.zone`` (a process)."""
    name = getattr(place, "zone", place) or "UTC"
    return name if isinstance(name, ZoneInfo) else ZoneInfo(str(name))


def local(value: datetime | date, place: Any) -> datetime | date:
    return value.astimezone(zone_of(place)) if isinstance(value, datetime) else value


def day_text(value: datetime | date, place: Any = "UTC") -> str:
    here = local(value, place)
    day = here.date() if isinstance(here, datetime) else here
    return _day(day, translation.get_language())


@functools.lru_cache(maxsize=4096)
def _day(day: date, language: str | None) -> str:
    """In the active language, which ``language`` names: a plan says the same days hundreds of
    times, and Django takes thirty microseconds to word one."""
    return formats.date_format(day, "DATE_FORMAT")


def time_text(value: datetime | date, place: Any = "UTC") -> str:
    """Day and hour in the zone; a plain date has no hour."""
    here = local(value, place)
    if not isinstance(here, datetime):
        return day_text(here)
    return f"{day_text(here.date())}, {here:%H:%M}"


def span_text(start: datetime, end: datetime, place: Any = "UTC") -> str:
    """From an instant to another; a day is said once when both fall on it."""
    ends = local(end, place)
    if local(start, place).date() == ends.date():
        return f"{time_text(start, place)} – {ends:%H:%M}"
    return f"{time_text(start, place)} – {time_text(end, place)}"


def interval_text(value: Interval) -> str:
    """A planned interval with no more precision than it has."""
    start, end = value.start, value.end
    if start == end:
        return day_text(start)
    if value.precision is Precision.MONTH and (start.year, start.month) == (end.year, end.month):
        return formats.date_format(start, "YEAR_MONTH_FORMAT")
    return _("del %(start)s al %(end)s") % {"start": _first_day(start, end), "end": day_text(end)}


def _first_day(start: date, end: date) -> str:
    """What both days share is said once in Spanish: «del 23 al 27 de julio de 2018»."""
    if translation.get_language() != "es" or start.year != end.year:
        return day_text(start)
    return formats.date_format(start, "j" if start.month == end.month else r"j \d\e F")


def number_text(value: int | float | str | None) -> str:
    """1,234 and 0.5: Guatemala writes commas for thousands, as English does."""
    if value is None or value == "":
        return "–"
    if isinstance(value, str):
        return f"{int(value):,}" if value.isdecimal() else value
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"


def days_text(count: int, working: bool = False) -> str:
    """“14 días”; working: “14 días hábiles”."""
    if working:
        text = ngettext("%(count)s día hábil", "%(count)s días hábiles", count)
        return text % {"count": number_text(count)}
    return ngettext("%(count)s día", "%(count)s días", count) % {"count": number_text(count)}


def percent(part: float | None, total: float | None) -> float | None:
    """0 to 100, or None when there is nothing to divide."""
    if part is None or not total:
        return None
    return 100.0 * float(part) / float(total)


def share_text(part: float | None, total: float | None) -> str:
    """“91 %”; never 0 % or 100 % when something or somebody is left over."""
    value = percent(part, total)
    if value is None:
        return "–"
    shown = round(value)
    if shown == 0 and value > 0:
        return f"<{NBSP}1{NBSP}%"
    if shown == 100 and value < 100:
        shown = 99
    gap = "" if (translation.get_language() or "").startswith("en") else NBSP
    return f"{shown}{gap}%"


def lang_attr(code: str | None) -> SafeString:
    """`` lang="quc"`` where a text is in another language than the page, else nothing."""
    if not code or code == translation.get_language():
        return SafeString("")
    return format_html(' lang="{}"', code)


def spoken(text: Any, language: str = "es") -> SafeString:
    """What somebody wrote in ``language``, escaped, marked where the page speaks another."""
    tongue = lang_attr(language)
    if tongue and text:
        return format_html("<span{}>{}</span>", tongue, text)
    return conditional_escape(text)


def marked(text: Any, params: Mapping[str, Any]) -> SafeString:
    """``text % params`` as HTML: everything is escaped but what is HTML already (``spoken``)."""
    return SafeString(escape(text) % {k: conditional_escape(v) for k, v in params.items()})
