"""The rules that a methodology may state: deciding, answering, notice, sharing, balance.

Each is absent (None) when no text states it; the linter says so. ``clause`` names the clause
that states the rule.
"""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cocrea.process.rules.parts import Count, Counting, Days, Part, Slug, Text

Percent = Annotated[int, Field(ge=0, le=100)]
NoticeThing = Literal["call", "agenda", "method", "authorities", "document"]
Sector = Literal[
    "public", "civil_society", "private", "academia", "cooperation", "municipality", "citizen"
]


class Quorum(Part):
    """share: percent of members with a seat; sectors: how many sectors must be present."""

    share: Percent
    sectors: Count = 0


class DecisionRule(Part):
    """How a body decides. threshold: percent of positions cast, where the technique needs one."""

    technique: Literal[
        "consensus", "consent", "gradient", "majority", "qualified_majority", "approval"
    ]
    quorum: Quorum
    tie: Text
    threshold: Percent | None = None
    fallback: str = ""
    body: Slug = "forum"
    clause: str = ""


class AnswerRule(Part):
    """Every voice gets a reasoned answer within ``days`` of being received.

    review_days  to ask for, and again to give, one review, by ``reviewer``
    """

    days: Days
    counting: Counting = "calendar"
    review_days: Days = 10
    reviewer: str = ""
    text: str = ""
    clause: str = ""


class NoticeRule(Part):
    """Days of notice for each thing that must be known before people meet or answer."""

    call: Days | None = None
    agenda: Days | None = None
    method: Days | None = None
    authorities: Days | None = None
    document: Days | None = None
    counting: Counting = "calendar"
    clause: str = ""

    def days_for(self, thing: NoticeThing) -> int | None:
        found: int | None = getattr(self, thing)
        return found


class SharingRule(Part):
    """How the cap of commitments is shared among themes."""

    per_theme_min: Count = 0
    per_theme_max: Count | None = None
    remainder: Text
    decided_by: Slug = "forum"
    clause: str = ""


class SectorBound(Part):
    sector: Sector
    at_least: Percent = 0
    at_most: Percent = 100

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.at_most < self.at_least:
            raise ValueError("'at_most' lies below 'at_least'")
        return self


class SectorFloor(Part):
    """Declared balance, in percent of those present, per kind of thing it applies to."""

    bounds: tuple[SectorBound, ...]
    applies_to: tuple[Literal["table", "round", "meeting", "decision"], ...]
    effect: Literal["label", "refuse"] = "label"
    clause: str = ""


class Holiday(Part):
    """A day that working days leave out: one date, or every year (``every``: "09-15")."""

    name: Text
    date: dt.date | None = None
    every: Annotated[str, Field(pattern=r"^\d\d-\d\d$")] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.date is None) == (self.every is None):
            raise ValueError("give either 'date' or 'every'")
        if self.every is not None:
            dt.date.fromisoformat(f"2000-{self.every}")
        return self


class Publication(Part):
    """hours: a voice that passed triage is public at most so long after it was received."""

    hours: Annotated[int, Field(ge=1, le=720)] = 24
    clause: str = ""


class Rules(Part):
    """All rules. What no text states is None, never a guess."""

    decision: DecisionRule | None = None
    answer: AnswerRule | None = None
    notice: NoticeRule | None = None
    sharing: SharingRule | None = None
    sector_floor: SectorFloor | None = None
    publication: Publication | None = None
