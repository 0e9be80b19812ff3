"""What a thread is made of: knots, what is said of them, and the edges between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# From left to right. A kind lives in one column, but several kinds may share it.
COLUMNS = (
    "source",
    "voice",
    "point",
    "proposal",
    "commitment",
    "milestone",
    "progress",
    "plan",
    "other",
)
MAX_LABEL = 160  # characters of a text that a knot shows

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Note:
    """Something said about a knot: an answer, a reason, a decision. url: what it rests on."""

    text: str
    reason: str = ""
    at: datetime | None = None
    tone: str = "neutral"
    url: str = ""
    target: Key | None = None

    def as_json(self) -> dict[str, Any]:
        target = {"kind": self.target[0], "id": self.target[1]} if self.target else None
        return {
            "text": self.text,
            "reason": self.reason,
            "at": _instant(self.at),
            "url": self.url,
            "target": target,
        }


@dataclass(frozen=True, slots=True)
class Node:
    """One knot.

    kind, id      as in a SubjectRef; column: one of COLUMNS
    name          what it is called in a list: a folio, ``Propuesta 3``
    label         its words, cut; never words that may not be read
    url           its page; thread_url: its own thread ("" where there is none)
    state, tone   code of its state and colour; state_label: the state in words
    order         sorts it within its column
    count         it stands for so many that are only counted; 0: it is one thing
    """

    kind: str
    id: str
    label: str
    url: str = ""
    state: str = ""
    tone: str = "neutral"
    column: str = "other"
    name: str = ""
    state_label: str = ""
    thread_url: str = ""
    at: datetime | None = None
    order: str = ""
    language: str = ""
    notes: tuple[Note, ...] = ()
    count: int = 0

    @property
    def key(self) -> Key:
        return (self.kind, self.id)

    @property
    def anchor(self) -> str:
        return f"{self.kind}-{self.id}"

    @property
    def title(self) -> str:
        return " · ".join(filter(None, (self.name, self.label)))

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "id": self.id,
            "column": self.column,
            "name": self.name,
            "label": self.label,
            "state": self.state,
            "at": _instant(self.at),
            "url": self.url,
            "thread_url": self.thread_url,
            "notes": [note.as_json() for note in self.notes],
        }


@dataclass(frozen=True, slots=True)
class Edge:
    """``start`` led to ``end``: what happened (a code), why (people's reason), when."""

    start: Key
    end: Key
    what: str = ""
    why: str = ""
    at: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "from": {"kind": self.start[0], "id": self.start[1]},
            "to": {"kind": self.end[0], "id": self.end[1]},
            "what": self.what,
            "why": self.why,
            "at": _instant(self.at),
        }


def essential(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Without the edges that another knot already tells step by step (a to c beside a to b to c).

    A point stays a member through every merge; shown once, the thread can be followed.
    """
    given = tuple(edges)
    ahead: dict[Key, set[Key]] = {}
    back: dict[Key, set[Key]] = {}
    for edge in given:
        ahead.setdefault(edge.start, set()).add(edge.end)
        back.setdefault(edge.end, set()).add(edge.start)
    return tuple(edge for edge in given if ahead[edge.start].isdisjoint(back[edge.end]))


def excerpt(text: str, length: int = MAX_LABEL) -> str:
    """One line of at most ``length`` characters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    head, space, _tail = cut.rpartition(" ")
    return (head if space and len(head) > length // 2 else cut) + "…"


def _instant(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
