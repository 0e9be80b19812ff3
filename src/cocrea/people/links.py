"""Where ``/r/<kind>/<id>`` leads for the things of this room."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import get_language

from cocrea.kernel.ids import parse_uuid, parse_uuids
from cocrea.people.messages import role_name
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


def _body_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Body.objects.filter(public_id__in=parse_uuids(ids))
    return {str(row.public_id): _named(row) for row in rows}


def _seat_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Seat.objects.filter(public_id__in=parse_uuids(ids)).select_related("body")
    return {str(row.public_id): f"{row.title}, {_named(row.body)}" for row in rows}


def _mandate_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Mandate.objects.filter(public_id__in=parse_uuids(ids))
    found = rows.select_related("function", "seat__body")
    return {
        str(row.public_id): f"{row.function.public_name}, {_named(row.seat.body)}" for row in found
    }


def _function_labels(ids: Collection[str]) -> dict[str, str]:
    rows = PublicFunction.objects.filter(public_id__in=parse_uuids(ids))
    return {str(row.public_id): str(row) for row in rows}


def _role_grant_labels(ids: Collection[str]) -> dict[str, str]:
    rows = RoleGrant.objects.filter(public_id__in=parse_uuids(ids))
    found = rows.values_list("public_id", "role")
    return {str(key): str(role_name(role)) for key, role in found}


def _organization_labels(slugs: Collection[str]) -> dict[str, str]:
    return dict(Organization.objects.filter(slug__in=slugs).values_list("slug", "name"))


def _named(body: Body) -> str:
    return body.name_en if body.name_en and get_language() == "en" else body.name_es


LINKS = {
    "body": _body,
    "seat": _seat,
    "mandate": _mandate,
    "function": _function,
    "role_grant": _role_grant,
    "organization": _organization,
}
LABELS = {
    "body": _body_labels,
    "seat": _seat_labels,
    "mandate": _mandate_labels,
    "function": _function_labels,
    "role_grant": _role_grant_labels,
    "organization": _organization_labels,
}
