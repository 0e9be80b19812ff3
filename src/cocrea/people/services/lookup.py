"""Loads and locks what a write is about; says NotThere in one voice."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol

from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.refs import SubjectRef
from cocrea.people.models import (
    Body,
    BodyExit,
    Mandate,
    Organization,
    PublicFunction,
    RoleGrant,
    Seat,
)
from cocrea.people.rules.mandates import Candidate, MandateFact, SeatFact
from cocrea.people.rules.roles import ROLE_OF_BODY


class HasProcess(Protocol):
    """What this room needs of a process, which lives in a higher room."""

    log_id: int
    slug: str


def missing(where: str) -> NotThere:
    return NotThere(Finding("people.not_there", where=where))


def refuse_if(findings: Iterable[Finding]) -> None:
    """Raises Refused with the blockers among the findings, if there are any."""
    blockers = [f for f in findings if f.severity == "blocker"]
    if blockers:
        raise Refused(blockers)


def stamp(instant: datetime) -> str:
    """An instant as entries spell it."""
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def ref(kind: str, thing: Body | Seat | Mandate | PublicFunction, label: str) -> SubjectRef:
    return SubjectRef(kind, str(thing.public_id), label=label)


def body_locked(process: HasProcess, slug: str) -> Body:
    found = Body.objects.select_for_update().filter(process_slug=process.slug, slug=slug).first()
    if found is None:
        raise missing("body")
    return found


def organization_of(slug: str) -> Organization:
    found = Organization.objects.filter(slug=slug).first()
    if found is None:
        raise missing("organization")
    return found


def function_locked(public_id: uuid.UUID) -> PublicFunction:
    """The row as it is now, locked. Raises NotThere(people.not_there)."""
    found = (
        PublicFunction.objects.select_for_update(of=("self",))
        .select_related("organization")
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise missing("function")
    return found


def roles_held(user: uuid.UUID, process_slug: str, at: datetime) -> list[str]:
    """Roles that an account has or will have from then on, by grant and by mandate. Two queries."""
    grants = RoleGrant.objects.filter(user=user, process_slug=process_slug)
    mandates = Mandate.objects.filter(
        function__user=user,
        seat__body__process_slug=process_slug,
        seat__body__kind__in=ROLE_OF_BODY,
        seat__status__in=("member", "authority"),
    )
    kinds = mandates.exclude(until__lte=at).values_list("seat__body__kind", flat=True)
    return [
        *grants.exclude(until__lte=at).values_list("role", flat=True),
        *(ROLE_OF_BODY[kind] for kind in kinds),
    ]


def seat_locked(process: HasProcess, public_id: uuid.UUID) -> Seat:
    """A seat of this process, locked. Raises NotThere(people.not_there)."""
    found = (
        Seat.objects.select_for_update(of=("self",))
        .select_related("body", "organization")
        .filter(public_id=public_id, body__process_slug=process.slug)
        .first()
    )
    if found is None:
        raise missing("seat")
    return found


def is_away(body: Body, organization: Organization) -> bool:
    return BodyExit.objects.filter(
        body=body, organization=organization, returned_at__isnull=True
    ).exists()


def person_key(function: PublicFunction) -> str:
    """One key per human being: the account where there is one."""
    return str(function.user_id or function.public_id)


def seat_fact(seat: Seat) -> SeatFact:
    """The seat as the rules see it. Expects ``organization`` loaded."""
    return SeatFact(
        seat=str(seat.public_id),
        given_by=seat.given_by,
        sector=seat.sector,
        organization=seat.organization.slug if seat.organization else "",
        voting=seat.voting,
        status=seat.status,
        title=seat.title,
    )


def mandate_fact(mandate: Mandate) -> MandateFact:
    """Expects ``seat`` and ``function`` loaded."""
    return MandateFact(
        seat=str(mandate.seat.public_id),
        person=person_key(mandate.function),
        kind=mandate.kind,
        since=mandate.since,
        until=mandate.until,
    )


def candidate_of(function: PublicFunction) -> Candidate:
    return Candidate(
        person=person_key(function),
        organization=function.organization.slug,
        sector=function.organization.sector,
        since=function.since,
        until=function.until,
    )


def mandates_of(body: Body) -> list[MandateFact]:
    rows = Mandate.objects.filter(seat__body=body).select_related("seat", "function")
    return [mandate_fact(row) for row in rows]


def team_state(process: HasProcess, now: datetime) -> str:
    """``first`` while nobody is point of contact: somebody has to be let in by the operator."""
    led = RoleGrant.objects.filter(
        process_slug=process.slug, role="point_of_contact", since__lte=now
    ).exclude(until__lte=now)
    return "running" if led.exists() else "first"
