"""Stages, phases, rows of the schedule, places, preparation: what happens, when and where."""

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from cocrea.process.rules.charter import NoticeThing
from cocrea.process.rules.parts import Amount, Count, Counting, Days, Key, Part, Slug, Text, Window

# What a phase lets in. "voice" is any contribution.
VoiceKind = Literal["voice", "opinion", "proposal", "comment", "suggestion"]
VoiceState = Literal["admitted", "treated", "answered", "followed"]
Use = Literal["review", "hear", "approve", "use"]


class Need(Part):
    """This works on a product of another: reviews it, hears people about it, approves, uses."""

    what: Key
    how: Use


class Condition(Part):
    """A fact that a room supplies must hold. Unknown facts keep the gate closed.

    fact  ``<room>.<fact>``, as the room's ``gate_facts`` names it
    """

    fact: Key
    op: Literal["is", "at_least", "at_most"] = "is"
    value: bool | int = True
    text: str = ""
    text_en: str = ""


class Gate(Part):
    open: tuple[Condition, ...] = ()
    close: tuple[Condition, ...] = ()


class Stage(Part):
    key: Slug
    number: int
    title: Text
    title_en: str = ""
    clause: str = ""


class Phase(Part):
    """One phase.

    method_document  reference of its own method ("" until one is published)
    proof            kind of the record that proves the result ("minutes", "statistics", ...)
    admits           kinds of voices it lets in; closes_on: state each of them must have reached
    """

    number: Annotated[int, Field(ge=1, le=50)]
    title: Text
    content: Text
    window: Window
    title_en: str = ""
    stage: Slug | None = None
    target_population: str = ""
    expected_result: str = ""
    method_document: str = ""
    proof: tuple[Slug, ...] = ()
    admits: tuple[VoiceKind, ...] = ()
    closes_on: VoiceState | None = None
    complementary_allowed: bool = True
    complementary: tuple[str, ...] = ()
    gate: Gate = Gate()
    parts: tuple[str, ...] = ()
    clause: str = ""


class Place(Part):
    """serves: codes or names of the territories whose people it is for."""

    name: Text
    status: Literal["candidate", "alternate", "confirmed"]
    serves: tuple[str, ...] = ()
    venue: str = ""
    window: Window | None = None


class Attendance(Amount):
    """Expected people. per: "event", "place" or "round"."""

    per: Literal["event", "place", "round"] = "event"


class Row(Part):
    """One row of the schedule. Facilitators, tables: per event (per place, per round).

    all_themes  every prioritised theme is treated there, so that it needs a table each
    """

    number: Annotated[int, Field(ge=1, le=200)]
    phase: Annotated[int, Field(ge=1, le=50)]
    activity: Text
    window: Window
    activity_en: str = ""
    actors: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    place_text: str = ""
    attendance: Attendance | None = None
    facilitators: Amount | None = None
    tables: Amount | None = None
    facilitators_per_table: Amount | None = None
    rounds: Count | None = None
    all_themes: bool = False
    duration_minutes: Amount | None = None
    produces: tuple[Key, ...] = ()
    needs: tuple[Need, ...] = ()
    result: str = ""
    result_en: str = ""
    notes: tuple[str, ...] = ()
    clause: str = ""

    @field_validator("duration_minutes", mode="before")
    @classmethod
    def _bare_number(cls, value: Any) -> Any:
        """Methodologies that were published while it was a number: exactly so many."""
        return {"op": "exactly", "value": value} if isinstance(value, int) else value


class PreparatoryActivity(Part):
    """What happened before the call. ``narrowing``: counts of proposals or themes, in order."""

    number: int
    title: Text
    title_en: str = ""
    window: Window | None = None
    place: str = ""
    actors: tuple[str, ...] = ()
    participants: Amount | None = None
    narrowing: tuple[Count, ...] = ()
    result: str = ""
    clause: str = ""


class PreparationTask(Part):
    """Due ``days_before`` the first day of a row; ``owner`` is a role.

    gives_notice_of  what people learn by it, when there is a rule of notice for that
    """

    slug: Slug
    row: int
    title: Text
    owner: Slug
    days_before: Days
    counting: Counting = "calendar"
    gives_notice_of: NoticeThing | None = None
    title_en: str = ""
    clause: str = ""
