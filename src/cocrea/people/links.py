"""Where ``/r/<kind>/<id>`` leads for the things of this room."""

from django.urls import reverse

from cocrea.kernel.ids import parse_uuid
from cocrea.people.models import Body, Mandate, Organization, PublicFunction, RoleGrant, Seat


def _body(public_id: str) -> str | None:
    found = Body.objects.filter(public_id=parse_uuid(public_id)).first()
    return _page(found)


def _seat(public_id: str) -> str | None:
    seats = Seat.objects.filter(public_id=parse_uuid(public_id)).select_related("body")
    found = seats.first()
    return _page(found.body) if found else None


def _mandate(public_id: str) -> str | None:
    rows = Mandate.objects.filter(public_id=parse_uuid(public_id)).select_related("seat__body")
    found = rows.first()
    return _page(found.seat.body) if found else None


def _function(public_id: str) -> str | None:
    rows = PublicFunction.objects.filter(public_id=parse_uuid(public_id))
    found = rows.select_related("organization").first()
    return reverse("people:organization", args=[found.organization.slug]) if found else None


def _role_grant(public_id: str) -> str | None:
    """The organization for which the holder acts in public; none without a public function."""
    grants = RoleGrant.objects.filter(public_id=parse_uuid(public_id))
    office = PublicFunction.objects.filter(user__in=grants.values("user")).first()
    return reverse("people:organization", args=[office.organization.slug]) if office else None


def _organization(slug: str) -> str | None:
    exists = Organization.objects.filter(slug=slug[:80]).exists()
    return reverse("people:organization", args=[slug]) if exists else None


def _page(body: Body | None) -> str | None:
    return reverse("people:body", args=[body.process_slug, body.slug]) if body else None


LINKS = {
    "body": _body,
    "seat": _seat,
    "mandate": _mandate,
    "function": _function,
    "role_grant": _role_grant,
    "organization": _organization,
}
