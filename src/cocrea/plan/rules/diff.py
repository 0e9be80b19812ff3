"""What changed between two versions: commitments added, removed, and changed word by word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from cocrea.plan.rules.content import MILESTONE_TEXTS

SAME, ADDED, REMOVED = "same", "added", "removed"
MAX_WORK = 2_500_000  # word pairs; beyond, a field is shown whole, before and after
CRUMBS = 2  # words that stayed, at most, between two changes that are read as one
_TOKENS = re.compile(r"\S+\s*|\s+")
MILESTONE_FACTS = (*MILESTONE_TEXTS, "responsible", "start", "end", "status")

Piece = tuple[str, str]  # one of SAME, ADDED, REMOVED; the words


@dataclass(frozen=True, slots=True)
class FieldChange:
    """key: ``title``, ``fields.problem``, ``milestones.<public id>.text``; label_number: of it."""

    key: str
    before: str
    after: str
    pieces: tuple[Piece, ...]
    milestone: int | None = None


@dataclass(frozen=True, slots=True)
class CommitmentChange:
    number: int
    title: str
    public_id: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """added, removed: (number, title); same: how many commitments did not change."""

    added: tuple[tuple[int, str], ...]
    removed: tuple[tuple[int, str], ...]
    changed: tuple[CommitmentChange, ...]
    same: int

    @property
    def empty(self) -> bool:
        return not (self.added or self.removed or self.changed)


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> Comparison:
    """From one content to another; see ``content.build`` for their shape."""
    before = {c["public_id"]: c for c in old["commitments"]}
    after = {c["public_id"]: c for c in new["commitments"]}
    both = [key for key in after if key in before]
    changes = [_changed(before[key], after[key]) for key in both]
    changed = tuple(change for change in changes if change.fields)
    return Comparison(
        added=tuple(_named(c) for key, c in after.items() if key not in before),
        removed=tuple(_named(c) for key, c in before.items() if key not in after),
        changed=changed,
        same=len(both) - len(changed),
    )


def _named(commitment: Mapping[str, Any]) -> tuple[int, str]:
    return commitment["number"], commitment["title"]


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> CommitmentChange:
    old, new = flat(before), flat(after)
    numbers = {
        step["public_id"]: step["number"] for c in (before, after) for step in c["milestones"]
    }
    fields = tuple(
        FieldChange(
            key,
            old.get(key, ""),
            new.get(key, ""),
            words(old.get(key, ""), new.get(key, "")),
            numbers.get(key.split(".")[1]) if key.startswith("milestones.") else None,
        )
        for key in dict.fromkeys((*new, *old))
        if old.get(key, "") != new.get(key, "")
    )
    return CommitmentChange(after["number"], after["title"], after["public_id"], fields)


def flat(commitment: Mapping[str, Any]) -> dict[str, str]:
    """A commitment as texts by key; empty ones are left out."""
    found = {
        "title": commitment["title"],
        "title_en": commitment["title_en"],
        "theme": commitment["theme"]["es"],
        "responsible": commitment["responsible"],
        "start": commitment["start"] or "",
        "end": commitment["end"] or "",
        **{f"fields.{key}": text for key, text in commitment["fields"].items()},
        "alignments": "; ".join(f"{frame} {code}" for frame, code in commitment["alignments"]),
        "co_responsible": "; ".join(each["name"] for each in commitment["co_responsible"]),
    }
    for step in commitment["milestones"]:
        for name in MILESTONE_FACTS:
            found[f"milestones.{step['public_id']}.{name}"] = step[name] or ""
    return {key: text for key, text in found.items() if text}


def words(before: str, after: str) -> tuple[Piece, ...]:
    """Word by word: joining SAME and ADDED gives ``after``, SAME and REMOVED gives ``before``."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if len(old) * len(new) > MAX_WORK:
        whole = ((REMOVED, before), (ADDED, after))
        return tuple(piece for piece in whole if piece[1])
    steps = [
        (kind == "equal", "".join(old[a:b]), "".join(new[c:d]))
        for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ]
    found: list[Piece] = []
    for same, gone, come in _readable(steps):
        found += [(SAME, come)] if same else [(REMOVED, gone), (ADDED, come)]
    return tuple(piece for piece in found if piece[1])


Step = tuple[bool, str, str]  # stayed the same; what was there; what is there


def _readable(steps: list[Step]) -> list[Step]:
    """A word or two that stayed between two longer changes belong to one change: a sentence that
    was written anew reads as one, not as crumbs of both."""
    found: list[Step] = []
    for place, (same, gone, come) in enumerate(steps):
        if same and found and place + 1 < len(steps):
            same = not _crumb(come, found[-1], steps[place + 1])
        if found and not same and not found[-1][0]:
            _same, gone_before, come_before = found.pop()
            gone, come = gone_before + gone, come_before + come
        found.append((same, gone, come))
    return found


def _crumb(text: str, before: Step, after: Step) -> bool:
    longest = min(max(len(gone), len(come)) for _same, gone, come in (before, after))
    return len(text.split()) <= CRUMBS and len(text) < longest
