"""Narrowings: drawn, counted, and every drop with its reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cocrea.kernel.errors import DomainError
from cocrea.kernel.refs import Told
from cocrea.process.http import process_view, public_page
from cocrea.process.models import Process
from cocrea.sensemaking import selectors, services
from cocrea.sensemaking.forms import FunnelForm, StepForm
from cocrea.sensemaking.models import Funnel
from cocrea.sensemaking.rules.permits import PERMITS
from cocrea.ui import charts
from cocrea.ui.forms import attach

METHODS = ["GET", "HEAD", "POST"]


@public_page
def funnel_home(request: HttpRequest, process: Process) -> HttpResponse:
    """The first funnel of the process, and the way to the others."""
    every = list(selectors.funnels(process))
    if not every:
        return render(request, "sensemaking/funnel.html", {"process": process, "view": None})
    return _page(request, process, every[0], every)


@public_page
def funnel(request: HttpRequest, process: Process, name: str) -> HttpResponse:
    found = selectors.funnel_get(process, name)
    return _page(request, process, found, list(selectors.funnels(process)))


def _page(
    request: HttpRequest, process: Process, found: Funnel, every: list[Funnel]
) -> HttpResponse:
    view = selectors.funnel_view(found)
    context: dict[str, Any] = {
        "process": process,
        "view": view,
        "numbers": " → ".join(map(str, view.numbers)),
        "others": [f for f in every if f.pk != found.pk],
        "chart": charts.bars(
            _("Cuántos quedan en cada paso"),
            [(s.step.label, s.count.items) for s in view.steps],
            unit=_("Quedan"),
            language="es",
        ),
        "crumbs": [
            (_("Propuestas"), reverse("sensemaking:list", args=[process.slug])),
            (Told(found.title), ""),
        ],
    }
    return render(request, "sensemaking/funnel.html", context)


@require_http_methods(METHODS)
@process_view
def funnel_new(request: HttpRequest, process: Process) -> HttpResponse:
    PERMITS.require(request.actor, "funnel.create", now=request.now)
    form = FunnelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.funnel_create(actor=request.actor, process=process, **form.cleaned_data)
            messages.success(request, _("El embudo quedó creado. Ahora, su primer paso."))
            return redirect("sensemaking:funnel_step", process.slug, made.slug)
        except DomainError as error:
            attach(form, error)
    title = _("Nuevo embudo")
    lead = _("Un embudo guarda cómo se pasó de muchas propuestas a pocas, sin perder ninguna.")
    return act_page(request, process, form, title=title, lead=lead, submit=_("Crear"))


@require_http_methods(METHODS)
@process_view
def step_new(request: HttpRequest, process: Process, name: str) -> HttpResponse:
    found = selectors.funnel_get(process, name)
    PERMITS.require(request.actor, "funnel.step", now=request.now)
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.funnel_step_add(actor=request.actor, funnel=found, **form.given())
            messages.success(request, _("El paso quedó publicado."))
            return redirect("sensemaking:funnel", process.slug, found.slug)
        except DomainError as error:
            attach(form, error)
    title = _("Nuevo paso del embudo")
    return act_page(
        request, process, form, title=title, lead=found.title, submit=_("Publicar el paso")
    )


def act_page(
    request: HttpRequest,
    process: Process,
    form: Any,
    *,
    title: str,
    lead: str = "",
    submit: str = "",
    **more: Any,
) -> HttpResponse:
    """A page with one form; 422 when what was sent is not in order."""
    context = {
        "process": process,
        "form": form,
        "title": title,
        "lead": lead,
        "submit": submit,
        "quote": "",
        "inputs": (),
        "points": (),
        "merged": "",
        "asked": "",
    }
    crumbs = [
        (_("Propuestas"), reverse("sensemaking:list", args=[process.slug])),
        (title, ""),
    ]
    status = 422 if form.is_bound else 200
    return render(
        request, "sensemaking/act.html", context | {"crumbs": crumbs} | more, status=status
    )
