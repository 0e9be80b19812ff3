"""Public pages: the bodies of a process, one body, organizations.

This room lies below ``process``: the middleware of that room has set ``request.process`` and
``request.now`` for every page under ``/p/<slug>/``.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import CITIZEN
from cocrea.people import selectors
from cocrea.people.messages import role_name, role_purpose
from cocrea.people.rules.permits import PERMITS, TEAM
from cocrea.people.rules.roles import CODES
from cocrea.people.rules.sectors import SECTORS
from cocrea.ui.acts import roles_of
from cocrea.ui.paging import page_of

BODY_ACTS = (
    "body.rules_publish",
    "seat.define",
    "mandate.start",
    "organization.exit",
    "organization.return",
)
ENDS = ("mandate.end",)


def process_of(request: HttpRequest) -> Any:
    process = getattr(request, "process", None)
    if process is None:
        raise NotThere(Finding("people.not_there", where="process"))
    return process


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The same page for everybody; only somebody signed in is greeted, and then nothing is kept."""
    cacheable = settings.SESSION_COOKIE_NAME not in request.COOKIES
    request.cacheable = cacheable  # type: ignore[attr-defined]
    response = render(request, template, {"cacheable": cacheable, **context})
    if not cacheable:
        response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def bodies(request: HttpRequest, slug: str) -> HttpResponse:
    """The bodies of a process and who holds which role."""
    process = process_of(request)
    held = selectors.role_holders(slug, request.now)  # type: ignore[attr-defined]
    return _page(
        request,
        "people/bodies.html",
        {
            "process": process,
            "crumbs": [(_("Proceso"), f"../../{slug}/"), (_("Órganos"), "")],
            "cards": selectors.card_list(slug, request.now),  # type: ignore[attr-defined]
            "roles": [
                (role_name(code), role_purpose(code), held[code]) for code in CODES if code in held
            ],
        },
    )


@require_safe
def body(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """One body: legal basis, rules in versions, seats, mandates, exits and returns."""
    process = process_of(request)
    detail = selectors.body_detail(slug, body, request.now)  # type: ignore[attr-defined]
    return _page(
        request,
        "people/body.html",
        {
            "process": process,
            "crumbs": [(_("Órganos"), "../"), (detail.card.name, "")],
            "detail": detail,
            "may": _may(request, detail),
            "card": detail.card,
            "body": detail.card.body,
        },
    )


def _may(request: HttpRequest, detail: selectors.BodyDetail) -> frozenset[str]:
    """Acts on this body that the reader may begin; nobody is asked who is not signed in."""
    roles = roles_of(request)
    found = {action for action in BODY_ACTS if PERMITS.may(roles, action)}
    found |= {action for action in ENDS if PERMITS.may(roles, action, "running")}
    if not roles & set(TEAM):  # who speaks for an organization leaves once, and returns after
        own = getattr(request, "actor", CITIZEN).organization
        away = {row.organization.slug for row in detail.exits if row.returned_at is None}
        found -= {"organization.exit" if own in away else "organization.return"}
    return frozenset(found)


@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """Search among organizations; 50 a page."""
    sector = request.GET.get("sector", "")
    sector = sector if sector in SECTORS else ""
    search = request.GET.get("q", "").replace("\x00", "")[:100]
    rows = selectors.organizations(sector=sector, search=search)
    return _page(
        request,
        "people/organizations.html",
        {
            "process": None,
            "page": page_of(request, rows),
            "sectors": SECTORS,
            "sector": sector,
            "search": search,
        },
    )


@require_safe
def organization(request: HttpRequest, organization: str) -> HttpResponse:
    """What is public of an organization."""
    return _page(
        request,
        "people/organization.html",
        {"process": None, **selectors.organization_page(organization)},
    )
