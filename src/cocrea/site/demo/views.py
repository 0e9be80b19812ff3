"""The bar of a demonstration: act as a role, travel to a moment. Only where the log says demo."""

from datetime import datetime
from typing import Any

from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cocrea.people import services as people
from cocrea.process.http import process_view
from cocrea.process.models import Process
from cocrea.site import conduct
from cocrea.site.demo import store
from cocrea.site.demo.replay import SLUG
from cocrea.site.demo.world import ROLES_TO_TRY
from cocrea.site.forms import DemoMomentForm, DemoRoleForm
from cocrea.site.messages import MOMENTS


def _demo_only(process: Process) -> None:
    if not process.is_demo:
        raise Http404


@require_safe
@process_view
def entrance(request: HttpRequest, process: Process) -> HttpResponse:
    """Choose a role or a moment."""
    _demo_only(process)
    context = {
        "roles": ROLES_TO_TRY,
        "now": request.now,
        "moments": _moments(process),
        "mine": sorted(request.actor.roles(request.now) - {"citizen"}),
        "label": request.actor.label,
    }
    return render(request, "site/demo.html", context)


def _moments(process: Process) -> list[dict[str, Any]]:
    """Kept moments of the replayed process; none for the one on the real clock."""
    if process.slug != SLUG or not store.available():
        return []
    return [
        {
            "name": row["name"],
            "at": datetime.fromisoformat(row["at"]),
            "title": MOMENTS[row["name"]][0] if row["name"] in MOMENTS else row["name"],
            "text": MOMENTS[row["name"]][1] if row["name"] in MOMENTS else "",
        }
        for row in store.moments()
    ]


@require_POST
@process_view
def enter(request: HttpRequest, process: Process) -> HttpResponse:
    """Become the invented person of a role, or nobody again."""
    _demo_only(process)
    form = DemoRoleForm(request.POST)
    if not form.is_valid():
        raise Http404
    role = form.cleaned_data["role"]
    if role == "citizen":
        logout(request)
        return redirect("site:process", process.slug)
    user = people.demo_user_for(process, role)
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("site:process_desk", process.slug)


@require_POST
@process_view
def travel(request: HttpRequest, process: Process) -> HttpResponse:
    """Go to a named moment of the replay."""
    _demo_only(process)
    form = DemoMomentForm(request.POST)
    if process.slug != SLUG or not form.is_valid():
        raise Http404
    store.moment_travel(process, form.cleaned_data["moment"])
    conduct.tick()
    return redirect("site:process", process.slug)
