"""The list of consultations and their results."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cocrea.consultations import documents, selectors, words
from cocrea.consultations.models import Item, Window
from cocrea.consultations.rules import windows as rules
from cocrea.consultations.rules.statistics import Tally
from cocrea.consultations.views.shared import base, crumbs_of, title_of
from cocrea.documents.rendering import files
from cocrea.process import selectors as process_selectors
from cocrea.process.http import public_page
from cocrea.process.models import Process
from cocrea.ui import charts
from cocrea.ui.paging import page_of
from cocrea.ui.words import day_text, number_text, share_text
from cocrea.voices.words import SECTORS


@public_page
def window_list(request: HttpRequest, process: Process) -> HttpResponse:
    page = page_of(request, selectors.windows_of(process))
    rows = [
        {
            "window": window,
            "title": title_of(window),
            "label": words.STATES[window.state(request.now)],
            "tone": words.TONES[window.state(request.now)],
        }
        for window in page
    ]
    context = {"process": process, "page": page, "rows": rows}
    return render(request, "consultations/list.html", context)


@public_page
def results(request: HttpRequest, process: Process, name: str) -> HttpResponse:
    """Counts. While people still answer only how many have, so that nobody follows the others."""
    found = selectors.window_get(process, name)
    context = base(request, process, found) | {"crumbs": crumbs_of(process, found, _("Resultados"))}
    whole = selectors.results(found)
    context |= {
        "whole": whole,
        "closed": context["state"] == rules.CLOSED,
        "counted": found.close_recorded_at is not None,
        "deliveries": list(found.deliveries.all()),
    }
    if context["closed"]:
        context |= _shown(found, whole)
    return render(request, "consultations/results.html", context)


def _shown(window: Window, whole: selectors.Results) -> dict[str, Any]:
    process = window.process
    areas = process_selectors.area_names(process)
    page = reverse("consultations:window", args=[process.slug, window.slug])
    return {
        "questions": [_question_row(result, areas) for result in whole.questions],
        "stances": _columns(whole.items[0].tally, words.STANCES) if whole.items else [],
        "clauses": [
            (_item_link(page, r.item), [*_figures(r.tally), r.texts])
            for r in whole.items
            if r.heard
        ],
        "unheard": [_item_link(page, r.item) for r in whole.items if not r.heard],
        "earlier": whole.repeats,
        "earlier_title": title_of(whole.repeats) if whole.repeats else "",
        "map": _map(process, whole),
        "sectors": [
            (SECTORS.get(s, _("No lo dijo")), (n, share_text(n, whole.responses)))
            for s, n in whole.by_sector
        ],
        "areas": [(areas.get(a, _("No lo dijo")), (n,)) for a, n in whole.by_area if n is not None],
        "areas_hidden": [areas.get(a, _("No lo dijo")) for a, n in whole.by_area if n is None],
        "days": charts.bars(
            _("Respuestas por día"),
            [(day_text(day), n) for day, n in whole.by_day],
            unit=_("respuestas"),
        ),
    }


def _map(process: Process, whole: selectors.Results) -> charts.Chart | None:
    """Of processes whose places are the departments that we can draw."""
    if not charts.has_map([area.code for area in process_selectors.territory(process).areas]):
        return None
    title = _("Respuestas por departamento")
    return charts.departments_map(title, {area: n for area, n in whole.by_area if area})


def _cells(tally: Tally, labels: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    return [(labels.get(cell.value, cell.value), cell) for cell in tally.cells]


def _columns(tally: Tally, labels: Mapping[str, Any]) -> list[Any]:
    return [label for label, _cell in _cells(tally, labels)]


def _figures(tally: Tally) -> list[int | str]:
    """Each count with its share, where there is one; last how many answered."""
    shares = [
        f"{number_text(cell.count)} ({share_text(cell.count, cell.total)})"
        if cell.total
        else cell.count
        for cell in tally.cells
    ]
    return [*shares, tally.answered]


def _item_link(page: str, item: Item) -> SafeString:
    return format_html('<a href="{}#art-{}">{}</a>', page, item.number, item)


def _question_row(result: selectors.QuestionResult, areas: Mapping[str, str]) -> dict[str, Any]:
    question = result.question
    labels = words.labels_of(question)
    columns, rows = words.grid_labels(question) if result.grid else ({}, {})
    return {
        "text": words.reader(question.text_es, question.text_en),
        "kind": question.kind,
        "asked": result.asked,
        "conditional": question.only_if is not None,
        "tally": result.tally,
        "cells": _cells(result.tally, labels) if result.tally else [],
        "columns": _columns(result.grid[0][1], columns) if result.grid else [],
        "grid": [(rows.get(key, key), _figures(tally)) for key, tally in result.grid],
        "median": " – ".join(map(str, sorted(set(result.median)))) if result.median else "",
        "texts": result.texts,
        "crossings": [
            _crossed(_("Por sector"), result.by_sector, SECTORS, labels),
            _crossed(_("Por lugar"), result.by_area, areas, labels),
        ],
        "before": [(labels.get(c.value, c.value), c) for c in result.before],
    }


def _crossed(
    title: str, cross: Any, groups: Mapping[str, Any], labels: Mapping[str, Any]
) -> dict[str, Any]:
    """A crossing with words, its groups as rows; without rows where there is none."""
    if cross is None:
        return {"title": title, "values": [], "rows": []}
    rows = [
        (groups.get(group, _("No lo dijo")), cells)
        for group, cells in zip(cross.groups, cross.cells, strict=True)
    ]
    return {"title": title, "values": [labels.get(v, v) for v in cross.values], "rows": rows}


@public_page
def report(request: HttpRequest, process: Process, name: str, format: str) -> HttpResponse:
    """The report as a file, in the page's language, once its counts are recorded."""
    found = selectors.window_get(process, name)
    language = (get_language() or "es")[:2]
    return files.respond(documents.document(process, found, language), format)
