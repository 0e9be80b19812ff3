"""What every page of this room does: find the process, ask the permit, show a form again.

This room lies below ``process``: the middleware of that room has set ``request.process``,
``request.now`` and ``request.actor`` for every page under ``/p/<slug>/``.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cocrea.documents.rules.permits import PERMITS
from cocrea.kernel.errors import DomainError, NotPermitted, NotThere
from cocrea.kernel.findings import Finding
from cocrea.ui.forms import attach

T = TypeVar("T")


def process_of(request: HttpRequest) -> Any:
    """The process of this address. Raises NotThere(documents.not_there)."""
    process = getattr(request, "process", None)
    if process is None:
        raise NotThere(Finding("documents.not_there", where="process"))
    return process


def public(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The same page for everybody; only somebody signed in is greeted, and then nothing is kept."""
    cacheable = not signed_in(request)
    request.cacheable = cacheable  # type: ignore[attr-defined]
    response = render(request, template, {"cacheable": cacheable, **context}, status=status)
    if not cacheable:
        response["Cache-Control"] = "private, no-store"
    return response


def private(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page for who is signed in; nobody keeps it."""
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def signed_in(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def roles_of(request: HttpRequest) -> frozenset[str]:
    """Without a session nobody can have a role, and nothing is asked about the reader."""
    if not signed_in(request):
        return frozenset({"citizen"})
    found: frozenset[str] = request.actor.roles(request.now)  # type: ignore[attr-defined]
    return found


def may(request: HttpRequest, action: str, state: str = "*") -> bool:
    return PERMITS.may(roles_of(request), action, state)


def need(request: HttpRequest, action: str, state: str = "*") -> None:
    """Raises NotPermitted."""
    if not may(request, action, state):
        raise NotPermitted(Finding("kernel.not_permitted", where=action))


def attempt(form: Form, act: Callable[[], T]) -> T | None:
    """What the act gives, or None with what was wrong shown in the form. 403 and 404 go on up."""
    try:
        return act()
    except DomainError as error:
        if error.status in (403, 404):
            raise
        attach(form, error)
        return None


def form_page(
    request: HttpRequest, template: str, form: Form, context: dict[str, Any]
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return private(request, template, {"form": form, **context}, status=status)
