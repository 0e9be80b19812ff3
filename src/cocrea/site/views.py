"""Home pages, desks, phases, search and the one link that leads to any thing."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cocrea.kernel.errors import DomainError, OutOfOrder
from cocrea.people.selectors import actor_for
from cocrea.process import selectors as process_selectors
from cocrea.process import words as process_words
from cocrea.process.http import process_view, public_page
from cocrea.process.models import Process
from cocrea.process.rules.permits import PERMITS
from cocrea.site import conduct, finding, overview, rooms
from cocrea.site.forms import PhaseActForm

PAGES = ("about", "open_government", "accessibility", "privacy")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every process of this portal; the first thing a visitor sees."""
    request.cacheable = True
    cards = [_card(process) for process in process_selectors.processes()]
    welcoming = [card for card in cards if card.get("can_contribute")]
    voice = welcoming[0] if len(welcoming) == 1 else None
    context = {"cards": cards, "voice": voice, "cacheable": True}
    return render(request, "site/home.html", context)


def _card(process: Process) -> dict[str, Any]:
    """One process that cannot be read takes no other with it."""
    try:
        return overview.card(process)
    except OutOfOrder as error:
        return {"process": process, "broken": error.findings}


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """A plain sheet about the portal itself."""
    request.cacheable = True
    return render(request, f"site/{name}.html", {"cacheable": True})


@public_page
def process_home(request: HttpRequest, process: Process) -> HttpResponse:
    """Where the process stands, what one can do today, and what went wrong, said plainly."""
    return render(request, "site/process.html", overview.of_process(process, request.now))


@public_page
def phase(request: HttpRequest, process: Process, number: int) -> HttpResponse:
    """One phase: content, target, result, method, gate, and the acts that opened or closed it."""
    found = overview.of_phase(process, number, request.now)
    if found is None:
        raise Http404
    return render(request, "site/phase.html", found)


@process_view
@require_http_methods(["GET", "POST"])
def phase_act(request: HttpRequest, process: Process, number: int) -> HttpResponse:
    """Open or close a phase; the gate explains what is missing."""
    found = overview.of_phase(process, number, request.now)
    if found is None:
        raise Http404
    action = "phase.close" if found["state"] == "open" else "phase.open"
    PERMITS.require(request.actor, action, now=request.now, state=found["state"])
    form = PhaseActForm(request.POST or None)
    said = process_words.said(found["phase"], "title")
    unusual = conduct.opening_report(process, number, request.now, reason="")
    form.fields["reason"].required = (
        found["state"] != "open" and "process.reason_missing" in unusual.codes()
    )
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        act = conduct.phase_close if found["state"] == "open" else conduct.phase_open
        try:
            act(
                actor=request.actor,
                process=process,
                phase=number,
                reason=form.cleaned_data["reason"],
            )
        except DomainError as refusal:
            found["refusal"], status = refusal.findings, refusal.status
        else:
            return redirect("site:phase", process.slug, number)
    return render(
        request, "site/phase_act.html", {**found, "form": form, "named": said}, status=status
    )


@public_page
def record(request: HttpRequest, process: Process) -> HttpResponse:
    """The public record of this process, in the ledger's own pages."""
    return HttpResponseRedirect(reverse("ledger:log", args=[process.log.public_id]))


@require_safe
def resolve(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """One link for any thing: ``/r/<kind>/<id>``."""
    url = rooms.link_of(kind, public_id)
    if url is None:
        raise Http404
    # The link is the same in every language: who comes from an English page stays in English.
    came_from = urlsplit(request.headers.get("Referer", "")).path
    language = get_language_from_path(came_from) or get_language() or settings.LANGUAGE_CODE
    response = HttpResponseRedirect(translate_url(url, language))
    patch_vary_headers(response, ["Referer"])
    return response


@public_page
def search(request: HttpRequest, process: Process) -> HttpResponse:
    """Everything public of a process, by words."""
    return render(request, "site/search.html", finding.of_request(request, process))


@login_required
def desk_home(request: HttpRequest) -> HttpResponse:
    """The desk of every process in which the person holds a role."""
    desks = []
    for process in process_selectors.processes():
        now = process_selectors.process_now(process)
        actor = actor_for(request.user, process.slug, now=now)
        roles = sorted(actor.roles(now) - {"citizen"})
        if roles:
            items = rooms.desk_items(actor, process, now)
            desks.append({"process": process, "roles": roles, "count": len(items)})
    if len(desks) == 1:
        return redirect("site:process_desk", desks[0]["process"].slug)
    return render(request, "site/desks.html", {"desks": desks})


@login_required
@process_view
def desk(request: HttpRequest, process: Process) -> HttpResponse:
    """What is pending for me, oldest first."""
    roles = sorted(request.actor.roles(request.now) - {"citizen"})
    items = rooms.desk_items(request.actor, process, request.now)
    context = {
        "roles": roles,
        "items": items,
        "doors": rooms.doors(request.actor, process, request.now),
        "actor": request.actor,
        "now": request.now,
        "title": _("Mi escritorio"),
        "phases": overview.phase_steps(process),
        "may_conduct": "point_of_contact" in roles,
    }
    return render(request, "site/desk.html", context)
