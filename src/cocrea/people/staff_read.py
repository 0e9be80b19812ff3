"""What the pages of the acts ask: who may be chosen, who holds what. Constantly many queries."""

import uuid
from datetime import datetime
from typing import TypeVar

from django.db.models import Q, QuerySet

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.people.models import Body, Mandate, Organization, PublicFunction, RoleGrant, Seat

Thing = TypeVar("Thing")


def functions_running(now: datetime, *, entering: bool = False) -> list[PublicFunction]:
    """Public functions in force, by name, with their organizations; ``entering``: only of those who
    have an account. One query."""
    rows = PublicFunction.objects.filter(since__lte=now).exclude(until__lte=now)
    if entering:
        rows = rows.filter(user__is_active=True)
    return list(rows.select_related("organization").order_by("public_name", "post", "pk"))


def grants(process_slug: str, now: datetime) -> list[tuple[RoleGrant, PublicFunction | None]]:
    """Roles held now in a process, each with the newest function of who holds it. Two queries."""
    rows = RoleGrant.objects.filter(process_slug=process_slug, since__lte=now)
    held = list(rows.exclude(until__lte=now).order_by("role", "since", "pk"))
    people = PublicFunction.objects.filter(user__in={row.user_id for row in held}, since__lte=now)
    shown = {
        row.user_id: row
        for row in people.exclude(until__lte=now).select_related("organization").order_by("since")
    }
    return [(row, shown.get(row.user_id)) for row in held]


def grant_get(process_slug: str, public_id: uuid.UUID) -> RoleGrant:
    """Raises NotThere(people.not_there), as everything here that gives one thing."""
    rows = RoleGrant.objects.filter(process_slug=process_slug, public_id=public_id)
    return _there(rows.first(), "grant")


def function_get(public_id: uuid.UUID) -> PublicFunction:
    return _there(PublicFunction.objects.filter(public_id=public_id).first(), "function")


def body_get(process_slug: str, slug: str) -> Body:
    return _there(Body.objects.filter(process_slug=process_slug, slug=slug).first(), "body")


def seat_get(process_slug: str, body: str, public_id: uuid.UUID) -> Seat:
    rows = Seat.objects.filter(body__process_slug=process_slug, body__slug=body)
    return _there(rows.filter(public_id=public_id).first(), "seat")


def mandate_get(process_slug: str, body: str, public_id: uuid.UUID) -> Mandate:
    rows = Mandate.objects.filter(seat__body__process_slug=process_slug, seat__body__slug=body)
    return _there(
        rows.filter(public_id=public_id).select_related("seat", "function").first(), "mandate"
    )


def candidates(seat: Seat, now: datetime) -> list[PublicFunction]:
    """Who may take a seat: of its organization, or of its sector. One query."""
    found = functions_running(now)
    if seat.organization_id is not None:
        return [row for row in found if row.organization_id == seat.organization_id]
    return [row for row in found if row.organization.sector == seat.sector]


def may_agree(
    process_slug: str, body: str, now: datetime
) -> tuple[list[PublicFunction], list[Organization]]:
    """Who may have agreed the rules of a body: those who sit in it, who sign; and organizations
    that have a seat, or take part in the process, for which nobody signs. Three queries."""
    sitting = (
        _sitting(process_slug, body)
        .exclude(until__lte=now)
        .select_related("function__organization")
    )
    signers = [row.function for row in sitting.order_by("seat__number", "kind")]
    signers = list({row.pk: row for row in signers}.values())
    named = Seat.objects.filter(body__process_slug=process_slug).values("organization")
    acting = PublicFunction.objects.filter(user__role_grants__process_slug=process_slug)
    rows = Organization.objects.filter(Q(pk__in=named) | Q(pk__in=acting.values("organization")))
    signed = {row.organization_id for row in signers}
    return signers, [row for row in rows if row.pk not in signed]


def seated_in(process_slug: str, body: str) -> list[Organization]:
    """Those that have a seat or a mandate in a body and have not left it. One query."""
    held = _sitting(process_slug, body).filter(until__isnull=True).values("function__organization")
    named = Seat.objects.filter(body__process_slug=process_slug, body__slug=body)
    rows = Organization.objects.filter(Q(pk__in=held) | Q(pk__in=named.values("organization")))
    return list(rows.exclude(pk__in=_away(process_slug, body)))


def away_from(process_slug: str, body: str) -> list[Organization]:
    return list(Organization.objects.filter(pk__in=_away(process_slug, body)))


def _away(process_slug: str, body: str) -> QuerySet[Organization]:
    return Organization.objects.filter(
        exits__body__process_slug=process_slug,
        exits__body__slug=body,
        exits__returned_at__isnull=True,
    ).values("pk")


def _sitting(process_slug: str, body: str) -> QuerySet[Mandate]:
    return Mandate.objects.filter(seat__body__process_slug=process_slug, seat__body__slug=body)


def _there(found: Thing | None, where: str) -> Thing:
    if found is None:
        raise NotThere(Finding("people.not_there", where=where))
    return found
