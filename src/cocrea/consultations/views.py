"""Pages of consultations."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cocrea.consultations import selectors, services, words
from cocrea.consultations.forms import ExtendForm, OpenForm, ResponseForm
from cocrea.consultations.models import Window
from cocrea.consultations.rules import windows as rules
from cocrea.consultations.rules.permits import PERMITS
from cocrea.kernel.errors import DomainError
from cocrea.kernel.permits import CITIZEN
from cocrea.process import selectors as process_selectors
from cocrea.process.http import process_view, public_page
from cocrea.process.models import Process
from cocrea.ui import charts
from cocrea.ui.forms import attach
from cocrea.ui.words import day_text, zone_of
from cocrea.voices.words import SECTORS

PAGE = 50
METHODS = ["GET", "HEAD", "POST"]


def _title(window: Window) -> str:
    return words.reader(window.title_es, window.title_en)


def _crumbs(process: Process, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Consultas"), reverse("consultations:list", args=[process.slug])), *more]


def _base(request: HttpRequest, process: Process, window: Window) -> dict[str, Any]:
    state = window.state(request.now)
    return {
        "process": process,
        "window": window,
        "title": _title(window),
        "state": state,
        "state_label": words.STATES[state],
        "tone": words.TONES[state],
        "extensions": list(window.extensions.all()),
    }


@public_page
def window_list(request: HttpRequest, process: Process) -> HttpResponse:
    page = Paginator(selectors.windows_of(process), PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "window": window,
            "title": _title(window),
            "label": words.STATES[window.state(request.now)],
            "tone": words.TONES[window.state(request.now)],
        }
        for window in page
    ]
    context = {"process": process, "page": page, "rows": rows}
    return render(request, "consultations/list.html", context)


@require_http_methods(METHODS)
@process_view
def window(request: HttpRequest, process: Process, name: str) -> HttpResponse:
    """The clauses and questions; while the window is open, the form to answer them."""
    found = selectors.window_get(process, name)
    questions, items = list(found.questions.all()), list(found.items.all())
    areas = process_selectors.territory(process).areas
    state = found.state(request.now)
    context = _base(request, process, found) | {"crumbs": _crumbs(process, (_title(found), ""))}
    if request.method == "POST":
        form = ResponseForm(questions, items, areas, request.POST)
        if form.is_valid():
            try:
                receipt = services.response_submit(actor=CITIZEN, window=found, **form.given())
                return _receipt_page(request, context, receipt)
            except DomainError as error:
                attach(form, error)
                context["refused"] = error.findings
        return _window_page(request, context, form, items, areas, 422)
    form = ResponseForm(questions, items, areas) if state == rules.OPEN else None
    return _window_page(request, context, form, items, areas, 200)


def _window_page(
    request: HttpRequest,
    context: dict[str, Any],
    form: ResponseForm | None,
    items: list[Any],
    areas: Iterable[Any],
    status: int,
) -> HttpResponse:
    """A late answer keeps on the page what was written, so that nothing typed is lost."""
    roles = request.actor.roles(request.now)
    context = {
        "refused": (),
        **context,
        "form": form,
        "items": items,
        "may_extend": PERMITS.may(roles, "window.extend", context["state"]),
        "late": context["state"] != rules.OPEN,
    }
    return render(request, "consultations/window.html", context, status=status)


def _receipt_page(
    request: HttpRequest, context: dict[str, Any], receipt: services.ResponseReceipt
) -> HttpResponse:
    """The answer to the button: codes are shown only here, never in an address."""
    return render(request, "consultations/receipt.html", context | {"receipt": receipt})


@public_page
def results(request: HttpRequest, process: Process, name: str) -> HttpResponse:
    """Counts. While people still answer only how many have, so that nobody follows the others."""
    found = selectors.window_get(process, name)
    context = _base(request, process, found) | {
        "crumbs": _crumbs(
            process,
            (_title(found), reverse("consultations:window", args=[process.slug, name])),
            (_("Resultados"), ""),
        )
    }
    whole = selectors.results(found)
    context |= {"whole": whole, "closed": context["state"] == rules.CLOSED}
    if context["closed"]:
        context |= _shown(process, whole)
    return render(request, "consultations/results.html", context)


def _shown(process: Process, whole: selectors.Results) -> dict[str, Any]:
    areas = process_selectors.area_names(process)
    return {
        "questions": [_question_row(result) for result in whole.questions],
        "clauses": [
            {"item": r.item, "cells": _cells(r.tally, words.STANCES), "tally": r.tally, "r": r}
            for r in whole.items
        ],
        "sectors": [(SECTORS.get(s, _("No lo dijo")), n) for s, n in whole.by_sector],
        "areas": [(areas.get(a, _("No lo dijo")), n) for a, n in whole.by_area],
        "days": charts.bars(
            _("Respuestas por día"),
            [(day_text(day), n) for day, n in whole.by_day],
            unit=_("respuestas"),
        ),
    }


def _cells(tally: Any, labels: Any) -> list[tuple[Any, Any]]:
    return [(labels.get(cell.value, cell.value), cell) for cell in tally.cells]


def _question_row(result: selectors.QuestionResult) -> dict[str, Any]:
    question = result.question
    labels: dict[str, Any] = dict(words.SCALE) if question.kind == "scale" else {}
    labels |= {o["value"]: words.reader(o["text"], o["text_en"]) for o in question.options}
    cross = result.by_sector
    return {
        "text": words.reader(question.text_es, question.text_en),
        "several": question.kind == "multiple",
        "tally": result.tally,
        "cells": _cells(result.tally, labels) if result.tally else [],
        "median": " – ".join(map(str, sorted(set(result.median)))) if result.median else "",
        "texts": result.texts,
        "cross": cross,
        "cross_values": [labels.get(v, v) for v in cross.values] if cross else [],
        "cross_rows": [
            (SECTORS.get(group, _("No lo dijo")), row)
            for group, row in zip(cross.groups, cross.cells, strict=True)
        ]
        if cross
        else [],
    }


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
            "crumbs": _crumbs(process, (_("Abrir una consulta"), "")),
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
                    return redirect("consultations:window", process.slug, found.slug)
                except DomainError as error:
                    attach(form, error)
                    status = error.status
        context = {
            "process": process,
            "form": form,
            "title": _("Ampliar la consulta"),
            "lead": _title(found),
            "submit": _("Publicar el nuevo cierre"),
            "crumbs": _crumbs(
                process,
                (_title(found), reverse("consultations:window", args=[process.slug, name])),
                (_("Ampliar"), ""),
            ),
        }
        return render(request, "consultations/act.html", context, status=status)
