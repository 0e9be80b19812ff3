"""The law of editorial pages: what one says, where it stands, who approves it, when it goes out.

A version is written by some, approved by another person in another role, and published at once or
at an hour of the process's own zone. Nobody approves what they wrote.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cocrea.kernel.findings import Finding
from cocrea.kernel.text import digest

DRAFT, SUBMITTED, APPROVED = "draft", "submitted", "approved"
PUBLISHED, SUPERSEDED, WITHDRAWN = "published", "superseded", "withdrawn"
DISCARDED = "discarded"
IN_WORK = (DRAFT, SUBMITTED, APPROVED)
EVER_PUBLIC = (PUBLISHED, SUPERSEDED, WITHDRAWN)
STATES = (*IN_WORK, *EVER_PUBLIC, DISCARDED)

# Where a page may be shown besides its own address, and how many fit there.
PLACES: dict[str, int] = {"none": 0, "nav": 2, "home": 6, "call": 6, "footer": 4}
ORIGINAL = "es"
LANGUAGES = ("es", "en", "quc", "kek", "cak", "mam")  # slots; a text is there or is said to lack
SLUG_MAX, TITLE_MAX, TEXT_MAX, NOTE_MAX = 60, 160, 20_000, 500
AHEAD_MAX = timedelta(days=400)
RESERVED = frozenset({"nueva"})  # addresses of this room

_SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
_WEB = re.compile(r"^https?://[^\s/$.?#][^\s]*$", re.IGNORECASE)
_INSIDE = re.compile(r"^(?:/(?![/\\])[^\s\\]*|#[^\s]+)$")
SEPARATION = "No single person both decides and publishes (architecture, permissions)"

Texts = Mapping[str, tuple[str, str]]  # language -> (title, Markdown)


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who wrote or approves. persons: keys of the human being behind the office."""

    role: str
    office: str = ""
    persons: frozenset[str] = frozenset()


def slug_check(slug: str) -> Iterator[Finding]:
    """documents.page_slug_invalid."""
    if len(slug) > SLUG_MAX or not _SLUG.match(slug) or slug in RESERVED:
        yield Finding("documents.page_slug_invalid", where="name")


def draft_check(place: str, slots: Collection[str], texts: Texts) -> Iterator[Finding]:
    """documents.page_place_unknown, page_language_unknown, page_title_missing, page_text_missing.

    The original is needed whole; another language is either there whole or absent.
    """
    if place not in PLACES:
        yield Finding("documents.page_place_unknown", where="place")
    for language in sorted({*slots, *texts} - set(LANGUAGES)):
        params = {"value": language[:20]}
        yield Finding("documents.page_language_unknown", params=params, where="slots")
    for language in sorted({*texts, ORIGINAL}):
        title, text = texts.get(language, ("", ""))
        if not title:
            yield Finding("documents.page_title_missing", where=f"title_{language}")
        if not text:
            yield Finding("documents.page_text_missing", where=f"text_{language}")


def links_check(links: Mapping[str, Iterable[str]]) -> Iterator[Finding]:
    """documents.page_link_refused: neither http(s) nor an address of this portal.

    links  language -> what its text links to, as written
    """
    for language, found in links.items():
        for link in found:
            if not (_WEB.match(link) or _INSIDE.match(link)):
                params = {"link": link[:80]}
                yield Finding(
                    "documents.page_link_refused", params=params, where=f"text_{language}"
                )


def inside(link: str) -> bool:
    """Does it lead to an address of this portal?"""
    return bool(_INSIDE.match(link))


def digest_of(place: str, position: int, slots: Iterable[str], texts: Texts) -> str:
    """Hex SHA-256 of everything that an approver sees: they approve this and nothing else."""
    whole = {
        "place": place,
        "position": position,
        "slots": sorted(slots),
        "texts": {language: list(texts[language]) for language in sorted(texts)},
    }
    return digest(json.dumps(whole, sort_keys=True, ensure_ascii=True, separators=(",", ":")))


def approval_check(
    authors: Iterable[Hand], approver: Hand, *, seen: str, digest: str
) -> Iterator[Finding]:
    """documents.page_needs_office, page_same_person, page_same_role, page_changed.

    seen    digest of what the approver read; digest: of what is there now
    """
    hands = list(authors)
    if not approver.office:
        yield Finding("documents.page_needs_office")
    if any(_same(hand, approver) for hand in hands):
        yield Finding("documents.page_same_person", basis=SEPARATION)
    if any(hand.role == approver.role for hand in hands):
        yield Finding("documents.page_same_role", basis=SEPARATION)
    if seen != digest:
        yield Finding("documents.page_changed")


def _same(one: Hand, other: Hand) -> bool:
    return bool(one.office and one.office == other.office) or bool(one.persons & other.persons)


def place_check(place: str, taken: int) -> Iterator[Finding]:
    """documents.page_place_full. taken: other pages that stand or will stand there."""
    most = PLACES.get(place, 0)
    if most and taken >= most:
        params = {"most": most}
        yield Finding("documents.page_place_full", params=params, where="place")


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of the process as an instant (aware, UTC); None when no clock there shows it.

    repeated  clocks go back over it: the first time is meant
    """

    instant: datetime | None
    repeated: bool = False


def hour_of(local: datetime, zone: str) -> Hour:
    """What a naive hour means in a zone, on days when its clocks are changed too."""
    here = ZoneInfo(zone)
    first, second = (local.replace(tzinfo=here, fold=fold) for fold in (0, 1))
    instant = first.astimezone(UTC)
    if instant.astimezone(here).replace(tzinfo=None) != local:
        return Hour(None)
    return Hour(instant, repeated=first.utcoffset() != second.utcoffset())


def schedule_check(hour: Hour, now: datetime) -> Iterator[Finding]:
    """documents.page_hour_skipped, page_hour_past, page_hour_far."""
    if hour.instant is None:
        yield Finding("documents.page_hour_skipped", where="publish_at")
    elif hour.instant <= now:
        yield Finding("documents.page_hour_past", where="publish_at")
    elif hour.instant - now > AHEAD_MAX:
        params = {"days": AHEAD_MAX.days}
        yield Finding("documents.page_hour_far", params=params, where="publish_at")


def reason_check(reason: str) -> Iterator[Finding]:
    """documents.page_reason_missing."""
    if not reason:
        yield Finding("documents.page_reason_missing", where="reason")
