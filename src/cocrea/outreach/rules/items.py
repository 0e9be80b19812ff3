"""What a ready text is about: a line of the calendar, handed in by whoever composes the rooms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

PHASE, CONSULTATION, MEETING = "phase", "consultation", "meeting"


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One thing that people can come to, answer or take part in.

    kind, public_id  as a SubjectRef names it
    starts, ends     local days of the process, both included; hour: "09:00" or ""
    open_to_voices   something can be said there
    """

    kind: str
    public_id: str
    title_es: str
    starts: date
    ends: date
    title_en: str = ""
    hour: str = ""
    place: str = ""
    area: str = ""
    open_to_voices: bool = True

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.public_id}"

    def title(self, language: str) -> str:
        return self.title_en if language == "en" and self.title_en else self.title_es

    def as_json(self) -> dict[str, Any]:
        """What a published text keeps of it: enough to see later that its day has changed."""
        return {"kind": self.kind, "id": self.public_id}


def coming(items: Iterable[CalendarItem], today: date) -> list[CalendarItem]:
    """What has not ended, the first to begin first."""
    left = [item for item in items if item.ends >= today]
    return sorted(left, key=lambda item: (max(item.starts, today), item.ends, item.title_es))


def chosen(items: Sequence[CalendarItem], keys: Iterable[str]) -> list[CalendarItem]:
    """Those with these keys, in the order of ``items``."""
    wanted = set(keys)
    return [item for item in items if item.key in wanted]


# Kinds of entries after which a text that names the thing may say a wrong day or place.
MOVES = ("meeting.changed", "meeting.cancelled", "consultation.extended")
