"""Days of notice for each thing that has to be known before people meet.

Counted in local days from the announcement to the first day that it touches: moving a meeting is
judged by the earlier of the old and the new day, since people had kept the old one free.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from cocrea.kernel.dates import days_of_notice
from cocrea.kernel.findings import Finding, Severity
from cocrea.process.rules.charter import NoticeRule, NoticeThing

PACK_KINDS: tuple[NoticeThing, ...] = ("call", "agenda", "method", "authorities", "document")


@dataclass(frozen=True, slots=True)
class Notice:
    """days: of notice given (negative: after the fact). required: None where no rule asks."""

    days: int
    required: int | None
    clause: str = ""

    @property
    def late(self) -> bool:
        return self.required is not None and self.days < self.required


def notice_of(
    rule: NoticeRule | None,
    thing: NoticeThing,
    *,
    announced: date,
    happens: date,
    holidays: Container[date] = (),
) -> Notice:
    """The notice that an announcement gives of a thing, beside what the methodology asks."""
    working = rule is not None and rule.counting == "working"
    return Notice(
        days=days_of_notice(announced, happens, working=working, holidays=holidays),
        required=rule.days_for(thing) if rule else None,
        clause=rule.clause if rule else "",
    )


def day_judged(old: date, new: date, today: date) -> date:
    """The day that a change is judged by: the earlier one, unless it already passed."""
    return min(old, new) if old > today else new


def notice_finding(notice: Notice, *, code: str, thing: str) -> Finding | None:
    """A warning (the late mark stays for ever), or None when there was time enough.

    code  meetings.late_notice (a call or a document) or meetings.late_change
    """
    if not notice.late:
        return None
    return Finding(
        code,
        Severity.WARNING,
        params={"days": notice.days, "required": notice.required, "thing": thing},
        where=thing,
        basis=notice.clause,
    )
