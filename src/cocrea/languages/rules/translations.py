"""A translation is a person's work: drafted by one, read by another, stale when the original moves.

Nothing here translates. A text without a translation is shown in its own language, and said so.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cocrea.kernel.findings import Finding

DRAFT, REVIEWED = "draft", "reviewed"
STATES = (DRAFT, REVIEWED)
MAX_TEXT = 12_000
MAX_FIELD = 80

# Languages that have a two-letter code are written with it, as the lang attribute wants them.
_SHORT = {"spa": "es", "eng": "en"}
_TAG = re.compile(r"^[a-z]{2,3}$")
_FIELD = re.compile(r"^[a-z][a-z0-9_.-]{0,79}$")

Key = tuple[str, str]  # id of the thing, name of the field


def tag(code: str) -> str:
    """The language tag of a code: ``eng`` -> ``en``, ``quc`` stays. "" for what is none."""
    found = code.strip().lower()
    found = _SHORT.get(found, found)
    return found if _TAG.match(found) else ""


def save_check(
    *, field: str, language: str, source_language: str, text: str
) -> tuple[Finding, ...]:
    """May this be kept? language, source_language: as ``tag`` answered them."""
    tests = (
        ("languages.field_unknown", "field", not _FIELD.match(field)),
        ("languages.language_unknown", "language", not language or not source_language),
        ("languages.same_language", "language", bool(language) and language == source_language),
        ("languages.text_missing", "text", not text),
    )
    return tuple(Finding(code, where=where) for code, where, hit in tests if hit)


def review_check(*, translator: str, reviewer: str) -> tuple[Finding, ...]:
    """Another person reads it. Both are known by the public function in which they act."""
    if not reviewer:
        return (Finding("languages.review_needs_office"),)
    if translator == reviewer:
        return (Finding("languages.same_person"),)
    return ()


def is_stale(source_digest: str, current_digest: str) -> bool:
    """Did the original change after it was translated? ("" : the original is not known.)"""
    return bool(current_digest) and source_digest != current_digest


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts that add up: reviewed + draft + stale + missing == total. No share, no score."""

    total: int = 0
    reviewed: int = 0
    draft: int = 0
    stale: int = 0
    missing: int = 0

    @property
    def translated(self) -> int:
        """With a translation of the original as it is now, reviewed or not."""
        return self.reviewed + self.draft

    @property
    def complete(self) -> bool:
        return self.reviewed == self.total

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(
            self.total + other.total,
            self.reviewed + other.reviewed,
            self.draft + other.draft,
            self.stale + other.stale,
            self.missing + other.missing,
        )

    def as_json(self) -> dict[str, int]:
        names = ("total", "reviewed", "draft", "stale", "missing")
        return {name: getattr(self, name) for name in names}


def count(wanted: Iterable[tuple[str, str, str]], kept: Mapping[Key, tuple[str, str]]) -> Coverage:
    """How much of what is wanted is translated.

    wanted  (id, field, digest of the current original)
    kept    {(id, field): (state, digest of the original that was translated)}
    """
    counts = {"reviewed": 0, "draft": 0, "stale": 0, "missing": 0}
    for subject_id, field, digest in wanted:
        found = kept.get((subject_id, field))
        if found is None:
            counts["missing"] += 1
        elif is_stale(found[1], digest):
            counts["stale"] += 1
        else:
            counts[found[0]] += 1
    return Coverage(total=sum(counts.values()), **counts)
