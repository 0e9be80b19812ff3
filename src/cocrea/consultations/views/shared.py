"""What every page of a window shows."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.consultations import words
from cocrea.consultations.models import Window
from cocrea.kernel.refs import Told
from cocrea.process.models import Process

METHODS = ["GET", "HEAD", "POST"]


def title_of(window: Window) -> Told:
    english = words.reader("", "en") == "en"
    return Told.of(window.title_es, window.title_en, to_english=english)


def crumbs(process: Process, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Consultas"), reverse("consultations:list", args=[process.slug])), *more]


def crumbs_of(process: Process, window: Window, here: Any) -> list[tuple[str, str]]:
    """To a page below the window's own."""
    up = reverse("consultations:window", args=[process.slug, window.slug])
    return crumbs(process, (title_of(window), up), (str(here), ""))


def base(request: HttpRequest, process: Process, window: Window) -> dict[str, Any]:
    state = window.state(request.now)
    return {
        "process": process,
        "window": window,
        "title": title_of(window),
        "state": state,
        "state_label": words.STATES[state],
        "tone": words.TONES[state],
        "extensions": list(window.extensions.all()),
    }
