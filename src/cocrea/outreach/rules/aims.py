"""What a campaign is: whom it wants to reach, by which channels, until when; its three states."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cocrea.kernel.findings import Finding

DRAFT, RUNNING, CLOSED = "draft", "running", "closed"
STATES: tuple[str, ...] = (DRAFT, RUNNING, CLOSED)
PUBLIC = frozenset({RUNNING, CLOSED})

CHANNELS: tuple[str, ...] = (
    "portal",
    "social",
    "radio",
    "press",
    "poster",
    "assembly",
    "messaging",
)

# Where a short link may lead: pages of the process that everybody may read. Never an address that
# somebody typed.
TARGETS: tuple[str, ...] = ("contribute", "process", "calendar", "consultations", "meetings")


@dataclass(frozen=True, slots=True)
class Known:
    """What a process knows: codes of its territory and languages, numbers of its phases."""

    areas: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    phases: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Aim:
    """A campaign as it was typed, texts cleaned.

    sectors, areas  codes; none means everybody, everywhere
    languages       ISO 639-3, at least one
    """

    title_es: str
    goal_es: str
    channels: tuple[str, ...]
    languages: tuple[str, ...]
    starts_on: date
    ends_on: date
    sectors: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    target: str = "contribute"
    phase: int | None = None


def aim_check(aim: Aim, known: Known) -> Iterator[Finding]:
    """outreach.title_missing, goal_missing, channel_missing, language_missing, unknown_choice,
    ends_before_start, unknown_phase."""
    if not aim.title_es:
        yield Finding("outreach.title_missing", where="title_es")
    if not aim.goal_es:
        yield Finding("outreach.goal_missing", where="goal_es")
    if not aim.channels:
        yield Finding("outreach.channel_missing", where="channels")
    if not aim.languages:
        yield Finding("outreach.language_missing", where="languages")
    yield from _unknown("channels", aim.channels, CHANNELS)
    yield from _unknown("target", (aim.target,), TARGETS)
    yield from _unknown("sectors", aim.sectors, known.sectors)
    yield from _unknown("areas", aim.areas, known.areas)
    yield from _unknown("languages", aim.languages, known.languages)
    if aim.ends_on < aim.starts_on:
        yield Finding("outreach.ends_before_start", where="ends_on")
    if aim.phase is not None and aim.phase not in known.phases:
        yield Finding("outreach.unknown_phase", params={"phase": aim.phase}, where="phase")


def _unknown(where: str, given: Iterable[str], known: Iterable[str]) -> Iterator[Finding]:
    for value in sorted(set(given) - set(known)):
        yield Finding("outreach.unknown_choice", params={"value": value[:40]}, where=where)


def channel_check(channel: str, channels: Iterable[str]) -> Iterator[Finding]:
    """outreach.unknown_choice; outreach.channel_not_of_campaign for one that it does not use."""
    if channel not in CHANNELS:
        yield Finding("outreach.unknown_choice", params={"value": channel[:40]}, where="channel")
    elif channel not in channels:
        yield Finding("outreach.channel_not_of_campaign", where="channel")
