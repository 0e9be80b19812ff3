"""Bodies as pages show them; part of ``people.selectors``, which re-exports what is public."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.people.models import Body, BodyExit, BodyRules, BodySession, Mandate, Seat
from cocrea.people.rules.bodies import Rhythm, rhythm
from cocrea.people.rules.mandates import (
    Balance,
    MandateFact,
    SeatFact,
    balance,
    seats_report,
)


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat with who is in it now and everybody who was."""

    seat: Seat
    titular: Mandate | None
    alternate: Mandate | None
    past: tuple[Mandate, ...]


@dataclass(frozen=True, slots=True)
class BodyCard:
    """A body at a glance. ``rules``: the version in force, None when there is none.

    vacant_since  since when the seat that has waited longest has no titular; None without any
    """

    body: Body
    rules: BodyRules | None
    rhythm: Rhythm
    balance: Balance
    seats: int
    vacant: int
    away: int
    vacant_since: datetime | None = None

    @property
    def name(self) -> str:
        return name_of(self.body)


@dataclass(frozen=True, slots=True)
class BodyDetail:
    """Everything public about one body."""

    card: BodyCard
    seats: tuple[SeatRow, ...]
    versions: tuple[BodyRules, ...]
    exits: tuple[BodyExit, ...]
    sessions: tuple[BodySession, ...]
    findings: tuple[Finding, ...]

    @property
    def has_past(self) -> bool:
        return any(row.past for row in self.seats)


def _english() -> bool:
    return (get_language() or "es").startswith("en")


def name_of(body: Body) -> str:
    """In the reader's language; Spanish where there is no English."""
    return (_english() and body.name_en) or body.name_es


def purpose_of(body: Body) -> str:
    """What the body is for, in the reader's language; Spanish where there is no English."""
    return (_english() and body.purpose_en) or body.purpose_es


def card_list(process_slug: str, now: datetime) -> list[BodyCard]:
    """Cards of all bodies of a process. Seven queries, however many bodies."""
    rows = Body.objects.filter(process_slug=process_slug).order_by("created_at", "pk")
    loaded = rows.prefetch_related(
        "rules", "seats__organization", "seats__mandates", "exits", "sessions"
    )
    return [_card(body, _rows(body, now), (), now) for body in loaded]


def seats_of(process_slug: str, now: datetime) -> Iterator[tuple[Body, SeatRow]]:
    """Every seat of every body, with who is in it. Five queries, however many there are."""
    rows = Body.objects.filter(process_slug=process_slug).order_by("created_at", "pk")
    for body in rows.prefetch_related("seats__mandates__function__organization"):
        for row in _rows(body, now):
            yield body, row


def body_card(body: Body, sessions_dates: Iterable[datetime], now: datetime) -> BodyCard:
    """One card; ``sessions_dates``: sessions that the caller knows of, added to the recorded."""
    return _card(body, _rows(body, now), tuple(sessions_dates), now)


def body_detail(
    process_slug: str, slug: str, now: datetime, sessions_dates: Iterable[datetime] = ()
) -> BodyDetail:
    """One body with all that is public. A constant number of
    queries. Raises NotThere(people.not_there)."""
    body = (
        Body.objects.filter(process_slug=process_slug, slug=slug)
        .select_related("parent")
        .prefetch_related(
            "rules__agreements__organization",
            "rules__agreements__function",
            "seats__organization",
            "seats__mandates__function__organization",
            "seats__mandates__handover_to__function",
            "exits__organization",
            "sessions",
        )
        .first()
    )
    if body is None:
        raise NotThere(Finding("people.not_there", where="body"))
    rows = _rows(body, now)
    card = _card(body, rows, tuple(sessions_dates), now)
    facts = [_seat(row.seat) for row in rows]
    held = [
        MandateFact(
            str(row.seat.public_id),
            str(m.function.user_id or m.function.public_id),
            m.kind,
            m.since,
            m.until,
        )
        for row in rows
        for m in row.seat.mandates.all()
    ]
    return BodyDetail(
        card=card,
        seats=rows,
        versions=tuple(reversed(body.rules.all())),
        exits=tuple(body.exits.all()),
        sessions=tuple(s for s in body.sessions.all() if s.held_at <= now),
        findings=(*seats_report(facts, held, now), *card.rhythm.findings),
    )


def _rows(body: Body, now: datetime) -> tuple[SeatRow, ...]:
    return tuple(_row(seat, now) for seat in body.seats.all())


def _row(seat: Seat, now: datetime) -> SeatRow:
    held: dict[str, Mandate] = {}
    past: list[Mandate] = []
    for mandate in seat.mandates.all():
        if mandate.since <= now and (mandate.until is None or now < mandate.until):
            held[mandate.kind] = mandate
        elif mandate.since <= now:
            past.append(mandate)
    return SeatRow(seat, held.get("titular"), held.get("alternate"), tuple(past))


def _card(
    body: Body, rows: Sequence[SeatRow], sessions: tuple[datetime, ...], now: datetime
) -> BodyCard:
    versions = [r for r in body.rules.all() if r.in_force_since <= now]
    left = [_left(row, body.created_at) for row in rows if row.titular is None]
    rules = max(versions, key=lambda r: r.number, default=None)
    return BodyCard(
        body=body,
        rules=rules,
        rhythm=rhythm(
            {*sessions, *(s.held_at for s in body.sessions.all())},
            every_days=rules.meets_every_days if rules else None,
            now=now,
        ),
        balance=balance(row.seat.sector for row in rows if row.seat.voting),
        seats=len(rows),
        vacant=len(left),
        vacant_since=min(left, default=None),
        away=sum(1 for e in body.exits.all() if e.left_at <= now and not _back(e, now)),
    )


def _left(row: SeatRow, created_at: datetime) -> datetime:
    """When the last titular left this seat; from the body's beginning where nobody sat in it."""
    ends = (m.until for m in row.past if m.kind == "titular" and m.until is not None)
    return max(ends, default=created_at)


def _back(departure: BodyExit, now: datetime) -> bool:
    return departure.returned_at is not None and departure.returned_at <= now


def _seat(seat: Seat) -> SeatFact:
    return SeatFact(
        seat=str(seat.public_id),
        given_by=seat.given_by,
        sector=seat.sector,
        organization=seat.organization.slug if seat.organization else "",
        voting=seat.voting,
        status=seat.status,
        title=seat.title,
    )
