"""Days of notice for each thing that has to be known before people meet.

Counted in local days from the announcement to the first day that it touches: moving a meeting is
judged by the earlier of the old and the new day, since people had kept the old one free.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from cocrea.kernel.dates import days_of_notice
from cocrea.process.rules.charter import NoticeRule, NoticeThing

PACK_KINDS: tuple[NoticeThing, ...] = ("call", "agenda", "method", "authorities", "document")


@dataclass(frozen=True, slots=True)
class Notice:
    """days: of notice given (negative: after the fact). required: None where no rule asks.

    working  both are working days
    """

    days: int
    required: int | None
    working: bool = False

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
        working=working,
    )


def day_judged(old: date, new: date, today: date) -> date:
    """The day that a change is judged by: the earlier one, unless it already passed."""
    return min(old, new) if old > today else new
