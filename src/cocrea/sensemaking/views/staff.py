"""The workbench of systematizers, and what publishers and second persons do."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cocrea.kernel.errors import DomainError, NotThere
from cocrea.kernel.findings import Finding
from cocrea.people.messages import role_name
from cocrea.process import selectors as process_selectors
from cocrea.process.http import process_view
from cocrea.process.models import Process
from cocrea.sensemaking import forms, selectors, services, words
from cocrea.sensemaking.models import Proposal
from cocrea.sensemaking.rules.permits import PERMITS
from cocrea.sensemaking.views.funnels import METHODS, act_page
from cocrea.sensemaking.views.public import card, history, member_row
from cocrea.ui.forms import attach
from cocrea.ui.paging import DESK, page_of
from cocrea.voices import selectors as voices

STAFF = ("systematizer", "facilitator", "publisher", "point_of_contact")


def _require_staff(request: HttpRequest) -> frozenset[str]:
    """Drafts are for those who work on them; for everybody else there is no such page."""
    roles: frozenset[str] = request.actor.roles(request.now)
    if not roles & set(STAFF):
        raise NotThere(Finding("sensemaking.unknown"))
    return roles


@require_http_methods(METHODS)
@process_view
def workbench(request: HttpRequest, process: Process) -> HttpResponse:
    """Points without proposal, oldest first; group the chosen ones. Suggestions change nothing."""
    PERMITS.require(request.actor, "proposal.create", now=request.now)
    theme = request.GET.get("tema", "")[:60]
    themes = list(process_selectors.themes(process))
    form = forms.GroupForm(
        themes, selectors.live(process), request.POST or None, initial={"theme": theme}
    )
    chosen = request.POST.getlist("points")[:DESK]
    if request.method == "POST" and form.is_valid():
        try:
            _group(request, process, form, chosen)
            messages.success(request, _("Los puntos quedaron agrupados."))
            return redirect(request.get_full_path())
        except DomainError as error:
            attach(form, error)
    waiting = selectors.unassigned(process, theme=theme)
    page = page_of(request, waiting, DESK)
    suggested = selectors.suggestions(process, list(page))
    areas = process_selectors.area_names(process)
    context = {
        "process": process,
        "form": form,
        "page": page,
        "rows": [
            {
                "point": point,
                "folio": point.voice.folio,
                "text": point.text or point.voice.text,
                "language": words.web_language(point.voice.language),
                "area": areas.get(point.voice.area, ""),
                "theme": words.theme_name(point.theme),
                "chosen": str(point.public_id) in chosen,
                "suggested": suggested[point.pk],
            }
            for point in page
        ],
        "themes": [(t.slug, words.theme_name(t)) for t in themes],
        "theme": theme,
        "pipeline": selectors.pipeline(process),
    }
    status = 422 if form.is_bound else 200
    return render(request, "sensemaking/workbench.html", context, status=status)


def _group(
    request: HttpRequest, process: Process, form: forms.GroupForm, chosen: list[str]
) -> None:
    points = voices.points_of(process, list(chosen))
    target = form.targets.get(form.cleaned_data["target"])
    if target is None:
        services.proposal_create(
            actor=request.actor, process=process, points=points, **form.given()
        )
        return
    reason = form.cleaned_data["reason"]
    services.point_add(actor=request.actor, proposal=target, points=points, reason=reason)


@require_safe
@process_view
def drafts(request: HttpRequest, process: Process) -> HttpResponse:
    _require_staff(request)
    page = page_of(request, selectors.drafts(process), DESK)
    context = {
        "process": process,
        "page": page,
        "rows": [card(p) | {"theme": words.theme_name(p.theme)} for p in page],
    }
    return render(request, "sensemaking/drafts.html", context)


@require_safe
@process_view
def work(request: HttpRequest, process: Process, public_id: UUID) -> HttpResponse:
    """One proposal as those who work on it see it, with what each may do."""
    roles = _require_staff(request)
    found = selectors.proposal_get(process, public_id, staff=True)
    page = page_of(request, selectors.members(found), DESK)
    areas = process_selectors.area_names(process)
    acts = {
        "publish": "proposal.publish",
        "retitle": "proposal.retitle",
        "split": "proposal.split",
        "withdraw": "proposal.withdraw",
        "move": "point.move",
    }
    context = {
        **card(found),
        "process": process,
        "theme": words.theme_name(found.theme),
        "page": page,
        "members": [member_row(m, areas) for m in page],
        "history": history(found),
        "may": {name: PERMITS.may(roles, action, found.state) for name, action in acts.items()},
    }
    return render(request, "sensemaking/work.html", context)


def _act(
    request: HttpRequest,
    process: Process,
    found: Proposal,
    form: Any,
    do: Callable[[Any], Any],
    **page: Any,
) -> HttpResponse:
    """One act on one proposal: show the form, do it, come back to the proposal's work page."""
    if request.method == "POST" and form.is_valid():
        try:
            do(form)
            messages.success(request, _("Hecho."))
            return redirect("sensemaking:work", process.slug, found.public_id)
        except DomainError as error:
            attach(form, error)
    return act_page(request, process, form, lead=f"{found.number}. {found.title}", **page)


def _found(request: HttpRequest, process: Process, public_id: UUID, action: str) -> Proposal:
    found = selectors.proposal_get(process, public_id, staff=True)
    PERMITS.require(request.actor, action, now=request.now, state=found.state)
    return found


@require_http_methods(METHODS)
@process_view
def publish(request: HttpRequest, process: Process, public_id: UUID) -> HttpResponse:
    found = _found(request, process, public_id, "proposal.publish")

    def do(_form: Any) -> Any:
        return services.proposal_publish(actor=request.actor, proposal=found)

    form = forms.EmptyForm(request.POST if request.method == "POST" else None)
    return _act(
        request,
        process,
        found,
        form,
        do,
        title=_("Publicar la propuesta"),
        submit=_("Publicar"),
        quote=found.text,
        points=[
            point.text if point.voice.text_public else point.voice.folio
            for point in (member.point for member in selectors.members(found)[:DESK])
        ],
    )


@require_http_methods(METHODS)
@process_view
def retitle(request: HttpRequest, process: Process, public_id: UUID) -> HttpResponse:
    found = _found(request, process, public_id, "proposal.retitle")
    initial = {
        "title": found.title,
        "text": found.text,
        "theme": found.theme.slug if found.theme else "",
    }

    def do(form: forms.WordsForm) -> Any:
        return services.proposal_retitle(
            actor=request.actor, proposal=found, area=found.area, **form.given()
        )

    themes = process_selectors.themes(process)
    form = forms.WordsForm(themes, request.POST or None, initial=initial)
    return _act(
        request, process, found, form, do, title=_("Redactar de nuevo"), submit=_("Guardar")
    )


@require_http_methods(METHODS)
@process_view
def withdraw(request: HttpRequest, process: Process, public_id: UUID) -> HttpResponse:
    found = _found(request, process, public_id, "proposal.withdraw")

    def do(form: forms.ReasonForm) -> Any:
        reason = form.cleaned_data["reason"]
        return services.proposal_withdraw(actor=request.actor, proposal=found, reason=reason)

    form = forms.ReasonForm(request.POST or None)
    return _act(
        request, process, found, form, do, title=_("Retirar la propuesta"), submit=_("Retirar")
    )


@require_http_methods(METHODS)
@process_view
def split(request: HttpRequest, process: Process, public_id: UUID) -> HttpResponse:
    found = _found(request, process, public_id, "proposal.split")

    def do(form: forms.SplitForm) -> Any:
        parts = [services.Part(title, points) for title, points in form.parts()]
        return services.proposal_split(
            actor=request.actor,
            proposal=found,
            parts=parts,
            reason=form.cleaned_data["reason"],
        )

    form = forms.SplitForm(list(selectors.members(found)), request.POST or None)
    return _act(
        request, process, found, form, do, title=_("Dividir la propuesta"), submit=_("Dividir")
    )


@require_http_methods(METHODS)
@process_view
def move(request: HttpRequest, process: Process, public_id: UUID, point_id: UUID) -> HttpResponse:
    found = _found(request, process, public_id, "point.move")
    points = voices.points_of(process, [point_id])
    if not points:
        raise NotThere(Finding("sensemaking.unknown"))
    others = [p for p in selectors.live(process) if p.pk != found.pk]

    def do(form: forms.MoveForm) -> Any:
        return services.point_move(
            actor=request.actor,
            point=points[0],
            source=found,
            target=form.targets[form.cleaned_data["target"]],
            reason=form.cleaned_data["reason"],
        )

    form = forms.MoveForm(others, request.POST or None)
    return _act(
        request,
        process,
        found,
        form,
        do,
        title=_("Mover un punto"),
        submit=_("Mover"),
        quote=points[0].text,
    )


@require_http_methods(METHODS)
@process_view
def merge(request: HttpRequest, process: Process) -> HttpResponse:
    """Ask to merge; a second person decides."""
    PERMITS.require(request.actor, "proposal.merge", now=request.now, state="draft")
    themes = process_selectors.themes(process)
    form = forms.MergeForm(themes, selectors.live(process), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.proposal_merge(actor=request.actor, process=process, **form.given())
            messages.success(request, _("La unión quedó propuesta: otra persona la confirma."))
            return redirect("sensemaking:merges", process.slug)
        except DomainError as error:
            attach(form, error)
    lead = _("No cambia nada hasta que una segunda persona lo confirme.")
    title = _("Unir propuestas")
    return act_page(request, process, form, title=title, lead=lead, submit=_("Pedir la unión"))


@require_safe
@process_view
def merges(request: HttpRequest, process: Process) -> HttpResponse:
    """Merges that wait for a second person."""
    _require_staff(request)
    page = page_of(request, selectors.operations_waiting(process), DESK)
    agreement = selectors.merge_agreement(process)
    context = {"process": process, "page": page, "agreement": agreement}
    return render(request, "sensemaking/merges.html", context)


@require_http_methods(METHODS)
@process_view
def decide(request: HttpRequest, process: Process, public_id: UUID) -> HttpResponse:
    found = selectors.operation_get(process, public_id)
    PERMITS.require(request.actor, "operation.confirm", now=request.now, state=found.state)
    form = forms.DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        confirm = form.cleaned_data["decision"] == "confirm"
        act = services.operation_confirm if confirm else services.operation_reject
        try:
            act(actor=request.actor, operation=found, reason=form.cleaned_data["reason"])
            messages.success(request, _("Decisión guardada."))
            return redirect("sensemaking:merges", process.slug)
        except DomainError as error:
            attach(form, error)
    inputs = selectors.operation_inputs(found)
    return act_page(
        request,
        process,
        form,
        title=_("Decidir una unión"),
        lead=found.detail.get("title", ""),
        submit=_("Decidir"),
        quote=found.reason,
        inputs=inputs,
        merged=found.detail.get("text", ""),
        asked=role_name(found.role),
    )
