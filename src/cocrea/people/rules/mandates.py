"""Who sits in a body at a moment, what is vacant, who sits twice, how the sectors weigh."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cocrea.kernel.findings import Finding, Severity
from cocrea.people.rules.sectors import BRANCHES, SECTORS, count_by_sector, side

MANDATE_KINDS: tuple[str, ...] = ("titular", "alternate")


@dataclass(frozen=True, slots=True)
class SeatFact:
    """A seat as the rules see it. ``organization`` "" means: whoever the sector names."""

    seat: str
    given_by: str
    sector: str
    organization: str = ""
    voting: bool = True
    status: str = "member"
    title: str = ""


@dataclass(frozen=True, slots=True)
class MandateFact:
    """Somebody in a seat. ``person`` is one key per human: account if any, else the function."""

    seat: str
    person: str
    kind: str
    since: datetime
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        return self.since <= now and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who would sit: the public function, its organization and sector, and when it runs."""

    person: str
    organization: str
    sector: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who is in one seat now; None is nobody."""

    titular: MandateFact | None = None
    alternate: MandateFact | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """Voting seats (or people) by sector and by side. ``percent`` is rounded to whole percents."""

    by_sector: dict[str, int]
    government: int
    society: int
    neither: int

    @property
    def total(self) -> int:
        return self.government + self.society + self.neither

    @property
    def percent_government(self) -> int:
        return round(100 * self.government / self.total) if self.total else 0


def sitting(
    seats: Iterable[SeatFact], mandates: Iterable[MandateFact], now: datetime
) -> dict[str, Sitting]:
    """Seat -> who sits there now. The later mandate wins where dates overlap."""
    held: dict[tuple[str, str], MandateFact] = {}
    for mandate in sorted(mandates, key=lambda m: m.since):
        if mandate.holds(now):
            held[mandate.seat, mandate.kind] = mandate
    return {
        s.seat: Sitting(held.get((s.seat, "titular")), held.get((s.seat, "alternate")))
        for s in seats
    }


def balance(sectors: Iterable[str]) -> Balance:
    """Weighs any list of sectors: seats, people at a meeting, votes."""
    listed = list(sectors)
    sides = [side(s) for s in listed]
    return Balance(
        by_sector=count_by_sector(listed),
        government=sides.count("government"),
        society=sides.count("society"),
        neither=sides.count("neither"),
    )


def seats_report(
    seats: Sequence[SeatFact], mandates: Sequence[MandateFact], now: datetime
) -> tuple[Finding, ...]:
    """What is wrong with a body today: vacancies, double seats, weight of the sectors.

    Findings (none blocks; the body shows them): people.seat_vacant, people.double_seat,
    people.seats_uneven, people.sectors_unequal.
    """
    who = sitting(seats, mandates, now)
    vacant = [
        Finding(
            "people.seat_vacant",
            Severity.WARNING,
            {"seat": s.title or s.seat},
            where=s.seat,
        )
        for s in seats
        if who[s.seat].titular is None
    ]
    return (*vacant, *_double_seats(who), *parity(seats))


def _double_seats(who: dict[str, Sitting]) -> list[Finding]:
    places: dict[str, list[str]] = {}
    for seat, held in who.items():
        for mandate in (held.titular, held.alternate):
            if mandate is not None:
                places.setdefault(mandate.person, []).append(seat)
    return [
        Finding("people.double_seat", Severity.WARNING, {"seats": len(taken)}, where=taken[0])
        for taken in places.values()
        if len(taken) > 1
    ]


def parity(seats: Iterable[SeatFact]) -> tuple[Finding, ...]:
    """Do government and society hold as many voting seats? people.seats_uneven (warning)."""
    weight = balance(s.sector for s in seats if s.voting)
    if weight.government == weight.society:
        return ()
    return (
        Finding(
            "people.seats_uneven",
            Severity.WARNING,
            {"government": weight.government, "society": weight.society},
            basis="OGP Participation and Co-creation Standards (2017), 2b",
        ),
    )


def seat_check(
    seat: SeatFact, *, branch: str, given_by: Sequence[str], statuses: Sequence[str]
) -> tuple[Finding, ...]:
    """A new seat. Findings: people.name_missing, people.code_unknown,
    people.seat_votes_without_membership."""
    asked = (
        ("given_by", seat.given_by, given_by),
        ("sector", seat.sector, SECTORS),
        ("branch", branch, BRANCHES),
        ("status", seat.status, statuses),
    )
    found = [
        Finding("people.code_unknown", params={"value": value}, where=where)
        for where, value, known in asked
        if value not in known
    ]
    if not seat.title:
        found.append(Finding("people.name_missing", where="title"))
    if seat.voting and seat.status in {"observer", "guest"}:
        found.append(Finding("people.seat_votes_without_membership", where="voting"))
    return tuple(found)


def mandate_check(
    seat: SeatFact,
    candidate: Candidate,
    *,
    kind: str,
    since: datetime,
    mandates: Sequence[MandateFact],
    away: bool = False,
) -> tuple[Finding, ...]:
    """May this candidate take this seat?

    mandates  all mandates of the body, to see who already sits
    away      the candidate's organization has left the body and not returned
    Findings: people.code_unknown, people.seat_taken, people.seat_of_another_organization,
    people.seat_of_another_sector, people.function_not_running, people.sits_already,
    people.organization_away.
    """
    if kind not in MANDATE_KINDS:
        return (Finding("people.code_unknown", params={"value": kind}, where="kind"),)
    tests = (
        ("people.seat_taken", "seat", _taken(seat, kind, since, mandates)),
        (
            "people.seat_of_another_organization",
            "function",
            bool(seat.organization) and candidate.organization != seat.organization,
        ),
        ("people.seat_of_another_sector", "function", candidate.sector != seat.sector),
        ("people.function_not_running", "since", not _running(candidate, since)),
        (
            "people.sits_already",
            "function",
            any(m.person == candidate.person and _open_at(m, since) for m in mandates),
        ),
        ("people.organization_away", "function", away),
    )
    return tuple(Finding(code, where=where) for code, where, hit in tests if hit)


def _running(candidate: Candidate, at: datetime) -> bool:
    return candidate.since <= at and (candidate.until is None or at < candidate.until)


def _open_at(mandate: MandateFact, at: datetime) -> bool:
    return mandate.until is None or at < mandate.until


def _taken(seat: SeatFact, kind: str, since: datetime, mandates: Iterable[MandateFact]) -> bool:
    return any(m.seat == seat.seat and m.kind == kind and _open_at(m, since) for m in mandates)
