"""Themes and published exceptions."""

import json
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cocrea.ledger import selectors as ledger
from cocrea.process import selectors, words
from cocrea.process.http import public_page
from cocrea.process.models import Process, PublishedException, Theme
from cocrea.process.services import theme_ref
from cocrea.process.views.shared import doors

PAGE = 50


def theme_shown(theme: Theme) -> dict[str, Any]:
    label, tone = words.THEME_STATES[theme.state]
    return {"theme": theme, "label": label, "tone": tone, "name": words.said(theme, "name")[0]}


def _reviews(process: Process, theme: Theme) -> list[dict[str, Any]]:
    """When the state of a theme was set, and why. Newest first."""
    found = []
    for entry in reversed(ledger.entries_about(process.log_id, theme_ref(theme))):
        body = json.loads(bytes(entry.raw))["body"]
        labels = {k: words.THEME_STATES[body[k]][0] for k in ("old", "new")}
        kept = body["old"] == body["new"]
        found.append({"at": entry.recorded_at, "reason": body["reason"], "kept": kept, **labels})
    return found


@public_page
def themes(request: HttpRequest, process: Process) -> HttpResponse:
    law = selectors.methodology(process)
    context = {
        "process": process,
        "themes": [theme_shown(t) for t in selectors.themes(process, state=None)],
        "provisional": law.themes_status == "provisional",
        "cap": law.caps.areas,
        "doors": doors(request, process, "temas"),
    }
    return render(request, "process/themes.html", context)


@public_page
def theme(request: HttpRequest, process: Process, theme: str) -> HttpResponse:
    found = selectors.theme_get(process, theme)
    context = {
        "process": process,
        **theme_shown(found),
        "reviews": _reviews(process, found),
        "doors": doors(request, process, "temas"),
    }
    return render(request, "process/theme.html", context)


def exception_shown(process: Process, each: PublishedException) -> dict[str, Any]:
    phase = each.subject_id.removeprefix(f"{process.slug}-")
    return {
        "exception": each,
        "rule": words.LIFTABLE.get(each.rule, ""),
        "phase": phase if each.subject_kind == "phase" and phase.isdecimal() else "",
    }


@public_page
def exceptions(request: HttpRequest, process: Process) -> HttpResponse:
    found = selectors.exceptions(process).order_by("-published_at", "-pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "process": process,
        "page": page,
        "exceptions": [exception_shown(process, each) for each in page],
        "doors": doors(request, process, "excepciones"),
    }
    return render(request, "process/exceptions.html", context)
