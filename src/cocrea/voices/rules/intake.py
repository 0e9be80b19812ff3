"""What a voice may say of itself, and what of that is required."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cocrea.kernel.findings import Finding, Report
from cocrea.people.rules.contacts import contact_check
from cocrea.people.rules.sectors import SECTORS

KINDS = ("voice", "opinion", "proposal", "comment", "suggestion")
CHANNELS = ("portal", "sheet", "email", "table", "import", "consultation", "meeting")
TYPED_CHANNELS = frozenset({"sheet", "email", "table", "import", "meeting"})
DISPLAYS = ("public", "pseudonym", "reserved")
GENDERS = ("woman", "man", "other")
AGE_BANDS = ("under_18", "18_29", "30_44", "45_59", "60_more")
OTHER_PEOPLE = "other"  # of none that the methodology names
VOICE_OF = ("person", "table", "organization")
CONSENT_VERSION = "2018-02"
CONSENT_COVERS = ("publish", "statistics", "contact")

MAX_TEXT = 6000
MIN_TEXT = 3
MAX_NAME = 80
_LANGUAGE = re.compile(r"^[a-z]{3}$")
_ARRIVAL = re.compile(r"^[a-z0-9]{4,16}\Z")


@dataclass(frozen=True, slots=True)
class Intake:
    """The fields of a voice as the author gave them, cleaned. Optional ones are "" when absent.

    language  ISO 639-3; area, part: codes of the territory; contact: an address, never stored here
    covers    what the consent covers, of CONSENT_COVERS
    """

    text: str
    kind: str = "voice"
    channel: str = "portal"
    language: str = "spa"
    area: str = ""
    part: str = ""
    sector: str = ""
    gender: str = ""
    age_band: str = ""
    people: str = ""
    display: str = "reserved"
    shown_name: str = ""
    voice_of: str = "person"
    contact: str = ""
    covers: tuple[str, ...] = ("publish", "statistics")


@dataclass(frozen=True, slots=True)
class Society:
    """What the methodology knows of its people: parts of each area, by code; codes of peoples."""

    parts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    peoples: frozenset[str] = frozenset()


def check(given: Intake, society: Society) -> Report:
    """Every problem at once. Codes: voices.text_missing, voices.unknown_choice,
    voices.unknown_place, voices.language_code, voices.name_missing, voices.consent_missing,
    people.email_invalid."""
    return Report.of(
        (
            *_text(given),
            *_choices(given, society),
            *_place(given, society),
            *_author(given),
        )
    )


def arrival_of(text: str) -> str:
    """The code of the short link by which somebody came, as an address carried it; "" for anything
    that cannot be one. A damaged code never costs a voice: it is only counted without it."""
    return text if _ARRIVAL.match(text) else ""


def _text(given: Intake) -> Iterable[Finding]:
    if len(given.text) < MIN_TEXT:
        yield Finding("voices.text_missing", where="text")
    if not _LANGUAGE.match(given.language):
        yield Finding("voices.language_code", where="language")


def _choices(given: Intake, society: Society) -> Iterable[Finding]:
    required = (
        ("kind", KINDS),
        ("channel", CHANNELS),
        ("display", DISPLAYS),
        ("voice_of", VOICE_OF),
    )
    peoples = (*society.peoples, OTHER_PEOPLE) if society.peoples else ()
    optional = (
        ("sector", SECTORS),
        ("gender", GENDERS),
        ("age_band", AGE_BANDS),
        ("people", peoples),
    )
    for name, allowed in (*required, *optional):
        value = getattr(given, name)
        if value not in allowed and (value or (name, allowed) in required):
            yield Finding("voices.unknown_choice", params={"value": value[:40]}, where=name)


def _place(given: Intake, society: Society) -> Iterable[Finding]:
    if given.area and given.area not in society.parts:
        yield Finding("voices.unknown_place", params={"value": given.area[:40]}, where="area")
    elif given.part and given.part not in society.parts.get(given.area, frozenset()):
        yield Finding("voices.unknown_place", params={"value": given.part[:40]}, where="part")


def _author(given: Intake) -> Iterable[Finding]:
    if given.display != "reserved" and not given.shown_name:
        yield Finding("voices.name_missing", where="shown_name")
    if "publish" not in given.covers or set(given.covers) - set(CONSENT_COVERS):
        yield Finding("voices.consent_missing", where="consent")
    if given.contact and contact_check("email", given.contact):
        yield Finding("people.email_invalid", where="contact")
