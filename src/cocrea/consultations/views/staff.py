"""Opening and extending a window."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cocrea.consultations import selectors, services, words
from cocrea.consultations.forms import DeliverForm, ExtendForm, OpenForm
from cocrea.consultations.rules.permits import PERMITS
from cocrea.consultations.views.shared import METHODS, crumbs, crumbs_of, title_of
from cocrea.kernel.errors import DomainError
from cocrea.process import selectors as process_selectors
from cocrea.process.http import process_view
from cocrea.process.models import Process
from cocrea.ui.forms import attach
from cocrea.ui.words import zone_of


@require_http_methods(METHODS)
@process_view
def window_open(request: HttpRequest, process: Process) -> HttpResponse:
    """The point of contact opens a consultation of the methodology."""
    PERMITS.require(request.actor, "window.open", now=request.now)
    held = {w.slug for w in selectors.windows_of(process)}
    law = process_selectors.methodology(process)
    choices = [
        (c.slug, words.reader(c.title, c.title_en)) for c in law.consultations if c.slug not in held
    ]
    initial = {"slug": request.GET.get("consulta", "")[:80]}
    with timezone.override(zone_of(process)):  # what is typed is local time of the process
        form = OpenForm(choices, request.POST or None, initial=initial)
        status = 200
        if request.method == "POST":
            status = 422
            if form.is_valid():
                try:
                    found = services.window_open(
                        actor=request.actor, process=process, **form.cleaned_data
                    )
                    messages.success(request, _("La ventana quedó abierta."))
                    return redirect("consultations:window", process.slug, found.slug)
                except DomainError as error:
                    attach(form, error)
                    status = error.status
        context = {
            "process": process,
            "form": form if choices else None,
            "title": _("Abrir una consulta"),
            "lead": _("Toma sus artículos y preguntas de la metodología, tal como se leen hoy."),
            "submit": _("Publicar y abrir"),
            "crumbs": crumbs(process, (_("Abrir una consulta"), "")),
        }
        return render(request, "consultations/act.html", context, status=status)


@require_http_methods(METHODS)
@process_view
def window_extend(request: HttpRequest, process: Process, name: str) -> HttpResponse:
    found = selectors.window_get(process, name)
    PERMITS.require(request.actor, "window.extend", now=request.now, state=found.state(request.now))
    with timezone.override(zone_of(process)):
        form = ExtendForm(request.POST or None, initial={"until": found.closes_at})
        status = 200
        if request.method == "POST":
            status = 422
            if form.is_valid():
                try:
                    services.window_extend(actor=request.actor, window=found, **form.cleaned_data)
                    messages.success(request, _("El plazo quedó ampliado, con su razón."))
                    return redirect("consultations:window", process.slug, found.slug)
                except DomainError as error:
                    attach(form, error)
                    status = error.status
        context = {
            "process": process,
            "form": form,
            "title": _("Ampliar la consulta"),
            "lead": title_of(found),
            "submit": _("Publicar el nuevo cierre"),
            "crumbs": crumbs_of(process, found, _("Ampliar")),
        }
        return render(request, "consultations/act.html", context, status=status)


@require_http_methods(METHODS)
@process_view
def report_deliver(request: HttpRequest, process: Process, name: str) -> HttpResponse:
    """The publisher hands the report to a later phase."""
    found = selectors.window_get(process, name)
    PERMITS.require(
        request.actor, "report.deliver", now=request.now, state=found.state(request.now)
    )
    law, done = process_selectors.methodology(process), {d.phase for d in found.deliveries.all()}
    choices = [
        (p.number, f"{p.number}. {words.reader(p.title, p.title_en)}")
        for p in law.phases
        if p.number > found.phase and p.number not in done
    ]
    form = DeliverForm(choices, request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.report_deliver(actor=request.actor, window=found, **form.cleaned_data)
                messages.success(request, _("El informe quedó entregado."))
                return redirect("consultations:results", process.slug, found.slug)
            except DomainError as error:
                attach(form, error)
                status = error.status
    context = {
        "process": process,
        "form": form if choices else None,
        "title": _("Entregar el informe de la consulta"),
        "lead": title_of(found),
        "submit": _("Entregar y dejar constancia"),
        "crumbs": crumbs_of(process, found, _("Entregar el informe")),
    }
    return render(request, "consultations/act.html", context, status=status)
