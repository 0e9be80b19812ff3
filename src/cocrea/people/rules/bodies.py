"""What a body needs to be one: a legal basis, rules somebody agreed, sessions at their interval."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cocrea.kernel.findings import Finding, Severity

KINDS: tuple[str, ...] = (
    "forum",
    "high_level",
    "technical_committee",
    "systematizing_committee",
    "other",
)
GIVEN_BY: tuple[str, ...] = ("sector", "branch", "law")
RULES_BASIS = "people.basis_rules"  # OGP Participation and Co-creation Standards (2017), 1c and 1d
RHYTHM_BASIS = "people.basis_rhythm"  # the same, 1b


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a body sits. ``days`` since the last session; None when it never sat."""

    last: datetime | None
    days: int | None
    every_days: int | None
    longest_gap: int | None
    findings: tuple[Finding, ...] = ()


def body_check(*, kind: str, name: str, legal_basis: str, taken: bool) -> tuple[Finding, ...]:
    """Findings: people.code_unknown, people.name_missing, people.legal_basis_missing,
    people.slug_taken."""
    tests = (
        ("people.code_unknown", "kind", kind not in KINDS),
        ("people.name_missing", "name", not name),
        ("people.legal_basis_missing", "legal_basis", not legal_basis),
        ("people.slug_taken", "slug", taken),
    )
    return tuple(
        Finding(code, params={"value": kind} if where == "kind" else {}, where=where)
        for code, where, hit in tests
        if hit
    )


def rules_check(
    *, text: str, agreed_by: Collection[str], in_force_since: datetime, now: datetime
) -> tuple[Finding, ...]:
    """A version of the rules. Findings: people.rules_empty, people.rules_agreed_by_none,
    people.rules_backdated."""
    tests = (
        ("people.rules_empty", "text", not text),
        ("people.rules_agreed_by_none", "agreed_by", not agreed_by),
        ("people.rules_backdated", "in_force_since", in_force_since < now),
    )
    return tuple(Finding(code, where=where, basis=RULES_BASIS) for code, where, hit in tests if hit)


def exit_check(*, sits: bool, away: bool, reason: str) -> tuple[Finding, ...]:
    """An organization leaves. Findings: people.not_in_body, people.exit_recorded,
    people.reason_missing."""
    tests = (
        ("people.not_in_body", "organization", not sits),
        ("people.exit_recorded", "organization", away),
        ("people.reason_missing", "reason", not reason),
    )
    return tuple(Finding(code, where=where) for code, where, hit in tests if hit)


def rhythm(sessions: Iterable[datetime], *, every_days: int | None, now: datetime) -> Rhythm:
    """Interval since the last session and the longest one; people.never_sat and
    people.sessions_overdue (warnings) where the rules promise a rhythm. Future sessions are
    left out."""
    held = sorted(s for s in sessions if s <= now)
    if not held:
        found = (Finding("people.never_sat", Severity.WARNING),) if every_days else ()
        return Rhythm(None, None, every_days, None, found)
    days = (now - held[-1]).days
    late = every_days is not None and days > every_days
    overdue = Finding(
        "people.sessions_overdue",
        Severity.WARNING,
        {"days": days, "every": every_days or 0},
        basis=RHYTHM_BASIS,
    )
    return Rhythm(held[-1], days, every_days, _longest(held, now), (overdue,) if late else ())


def _longest(held: Sequence[datetime], now: datetime) -> int:
    gaps: list[timedelta] = [b - a for a, b in zip(held, [*held[1:], now], strict=True)]
    return max(gaps).days
