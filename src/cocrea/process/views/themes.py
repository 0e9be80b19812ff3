"""Themes and published exceptions."""

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.ledger import selectors as ledger
from cocrea.process import selectors, words
from cocrea.process.http import public_page
from cocrea.process.models import Process, PublishedException, Theme
from cocrea.process.rules.exceptions import PROPOSED, PUBLISHED
from cocrea.process.rules.permits import PERMITS
from cocrea.process.services import exception_ref, theme_ref
from cocrea.process.views.shared import doors, signed_in
from cocrea.ui.paging import page_of


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
    label, tone = words.EXCEPTION_STATES[each.state]
    return {
        "exception": each,
        "rule": words.LIFTABLE.get(each.rule, ""),
        "phase": phase if each.subject_kind == "phase" and phase.isdecimal() else "",
        "state": label,
        "tone": tone,
        "waits": each.state == PROPOSED,
        "declare": _declare(process, each) if each.state == PROPOSED else "",
    }


def _declare(process: Process, each: PublishedException) -> str:
    """Where the decision on it is declared: what is decided is named, with its digest."""
    ref = exception_ref(each)
    title = _("Excepción: %(rule)s") % {"rule": words.LIFTABLE.get(each.rule, each.rule)}
    given = {
        "title": title,
        "body": each.body_slug,
        "subject_kind": ref.kind,
        "subject_id": ref.public_id,
        "subject_digest": ref.digest,
        "subject_label": title,
    }
    return f"{reverse('agreement:declare', args=[process.slug])}?{urlencode(given)}"


def exception_acts(request: HttpRequest) -> dict[str, bool]:
    """What the reader may do with one that waits; nobody is asked without a session's cookie."""
    roles = request.actor.roles(request.now) if signed_in(request) else frozenset()
    return {
        "declare": "secretary" in roles,
        "publish": PERMITS.may(roles, "exception.publish", PROPOSED),
        "withdraw": PERMITS.may(roles, "exception.withdraw", PUBLISHED),
    }


@public_page
def exceptions(request: HttpRequest, process: Process) -> HttpResponse:
    found = selectors.exceptions(process, state="").order_by("-pk")
    page = page_of(request, found)
    context = {
        "process": process,
        "page": page,
        "exceptions": [exception_shown(process, each) for each in page],
        "may": exception_acts(request),
        "doors": doors(request, process, "excepciones"),
    }
    return render(request, "process/exceptions.html", context)
