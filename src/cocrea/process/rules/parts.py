"""Small parts of a methodology that its other parts are made of. Frozen; nothing unknown passes."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from cocrea.kernel.dates import Precision

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$", max_length=80)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*$", max_length=80)]
Text = Annotated[str, Field(min_length=1, max_length=6000)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Days = Annotated[int, Field(ge=0, le=400)]
Counting = Literal["calendar", "working"]
Trust = Literal["read", "background"]
# How a text states an amount. "one_of" is an "or" that the text leaves open.
Operator = Literal["exactly", "about", "at_least", "at_most", "between", "one_of"]


class Part(BaseModel):
    """Base of every part: immutable, and an unknown field is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Amount(Part):
    """A number as a text states it.

    value  the number (the lower one for "between")
    upto   the upper number, only for "between"
    among  the numbers, only for "one_of"
    """

    op: Operator
    value: Count | None = None
    upto: Count | None = None
    among: tuple[Count, ...] = ()

    @model_validator(mode="after")
    def _shape(self) -> Self:
        if self.op == "one_of":
            if len(self.among) < 2 or self.value is not None:
                raise ValueError("one_of needs two or more numbers in 'among' and no 'value'")
            return self
        if self.value is None or self.among:
            raise ValueError(f"{self.op} needs 'value' and no 'among'")
        if (self.op == "between") != (self.upto is not None):
            raise ValueError("'upto' goes with between, and only with it")
        return self


class Quantity(Amount):
    """What a clause states of one countable thing. ``name`` is the same wherever it is stated.

    of  what is counted, when texts differ in it ("commitments", "areas")
    """

    name: Key
    of: str = ""


class Moment(Part):
    """A day: absolute (``date``) or in days from the start of the process (``day``, 0 = first)."""

    date: dt.date | None = None
    day: int | None = Field(default=None, ge=-400, le=4000)

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.date is None) == (self.day is None):
            raise ValueError("give either 'date' or 'day'")
        return self


class Window(Part):
    """An interval with a precision: absolute (``start``, ``end``) or relative (``from_day``,
    ``to_day``, days from the start of the process). Both ends included.

    The order of the ends is left to the linter, which explains; ``text`` is the original wording.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    from_day: int | None = Field(default=None, ge=-400, le=4000)
    to_day: int | None = Field(default=None, ge=-400, le=4000)
    precision: Precision = Precision.DAY
    text: str = ""

    @model_validator(mode="after")
    def _shape(self) -> Self:
        absolute = (self.start is not None, self.end is not None)
        relative = (self.from_day is not None, self.to_day is not None)
        if not ((all(absolute) and not any(relative)) or (all(relative) and not any(absolute))):
            raise ValueError("give either 'start' and 'end', or 'from_day' and 'to_day'")
        return self

    @property
    def relative(self) -> bool:
        return self.from_day is not None


class PlanMention(Part):
    """A clause names a plan by its period. ``this``: it means the plan being co-created."""

    period: str
    this: bool = False


class EventMark(Part):
    """A clause says that an event happens in a phase (None: at its own date, outside phases).

    moment  the day that it gives to the event, where it gives one
    """

    event: Key
    phase: int | None = None
    moment: Moment | None = None


class Assignment(Part):
    """A clause gives an act to a body: ``plan.approve`` to ``forum``."""

    act: Key
    body: Slug


class Clause(Part):
    """A clause of the text, and what it states in figures. Amendments name it by ``id``.

    text      the original wording
    page      page of the published document; None when unknown
    promises  keys of rules that it promises; ``states``: keys of rules that it states
    """

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*$", max_length=40)]
    section: str
    text: Text
    page: int | None = None
    source: str = ""
    note: str = ""
    open_to_opinion: bool = False
    quantities: tuple[Quantity, ...] = ()
    promises: tuple[Key, ...] = ()
    states: tuple[Key, ...] = ()
    mentions_plan: tuple[PlanMention, ...] = ()
    marks: tuple[EventMark, ...] = ()
    assigns: tuple[Assignment, ...] = ()
