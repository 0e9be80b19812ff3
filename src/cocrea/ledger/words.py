"""The record in words: who did what, about what, instead of codes.

``ledger`` lies below the rooms that know how their acts, things and roles are called. They offer
it (``messages.ACTS``, ``messages.THINGS``, ``links.LABELS``), ``composition.py`` lists it, and the
settings name that file. What nobody has words for keeps its code.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.functional import Promise

from cocrea.kernel.refs import SubjectRef
from cocrea.ledger.models import Entry
from cocrea.ledger.rules import entries

Text = str | Promise
Labels = Callable[[Collection[str]], Mapping[str, str]]
Choices = Callable[[Any], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """acts    kind of entry -> what was done
    things  kind of subject -> what it is called
    roles   role -> its name
    labels  kind of subject -> function from ids to the labels of those that everybody may see,
            in one query
    choices kind of thing -> function from a process to the labels, by id, of those that a form
            offers in a list
    """

    acts: Mapping[str, Text]
    things: Mapping[str, Text]
    roles: Mapping[str, Text]
    labels: Mapping[str, Labels]
    choices: Mapping[str, Choices]


@dataclass(frozen=True, slots=True)
class Named:
    """A thing as it is shown: its id, its word, its label, and a link where it may be read."""

    key: str
    word: Text
    label: str = ""
    href: str = ""

    @property
    def language(self) -> str:
        """Of the label, where it is in somebody's words."""
        return getattr(self.label, "language", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a sentence: when, who (role, office, organization), did what, about what."""

    position: int
    recorded_at: datetime
    kind: str
    act: Text
    role: Named
    office: str
    organization: Named | None
    subject: Named


@cache
def vocabulary() -> Vocabulary:
    """What the rooms offer, joined once."""
    listed = import_module(settings.COMPOSITION)
    return Vocabulary(
        acts=_joined(listed.ACTS),
        things=_joined(listed.THINGS),
        roles=_joined(listed.ROLES),
        labels=_joined(listed.LABELS),
        choices=_joined(listed.CHOICES),
    )


def _joined(parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {code: word for part in parts for code, word in part.items()}


def act_word(kind: str) -> Text:
    """What an entry of this kind says was done."""
    return vocabulary().acts.get(kind, kind)


def lines(rows: Iterable[Entry]) -> list[Line]:
    """Entries in words. One query for each kind of subject among them, however many they are."""
    read = [(row, entries.entry_read(bytes(row.raw))) for row in rows]
    known = labels_of(
        [(document["subject"]["kind"], document["subject"]["id"]) for _row, document in read]
        + [("function", document["author"].get("office", "")) for _row, document in read]
        + [("organization", document["author"].get("organization", "")) for _row, document in read]
    )
    return [_line(row, document, known) for row, document in read]


def labels_of(things: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """(kind, id) -> label in the reader's language of what everybody may see. One query a kind."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for kind, key in things:
        if key:
            wanted[kind].add(key)
    found = {}
    for kind, keys in wanted.items():
        labels = vocabulary().labels.get(kind)
        for key, label in labels(sorted(keys)).items() if labels else ():
            found[kind, key] = label
    return found


def _line(row: Entry, document: dict[str, Any], known: Mapping[tuple[str, str], str]) -> Line:
    author, subject = document["author"], document["subject"]
    speaks_for = author.get("organization", "")
    return Line(
        position=row.position,
        recorded_at=row.recorded_at,
        kind=row.kind,
        act=act_word(row.kind),
        role=Named(author["role"], vocabulary().roles.get(author["role"], author["role"])),
        office=known.get(("function", author.get("office", "")), ""),
        organization=_named("organization", speaks_for, known) if speaks_for else None,
        subject=_named(subject["kind"], subject["id"], known),
    )


def _named(kind: str, key: str, known: Mapping[tuple[str, str], str]) -> Named:
    """A thing without a label is not public (any more), or has no page: no link to a 404."""
    label = known.get((kind, key), "")
    href = quote(SubjectRef(kind, key).path) if label else ""
    return Named(key, vocabulary().things.get(kind, kind), label, href)
