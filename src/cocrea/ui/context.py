"""What the base page needs on every page. Reads neither the session nor the user."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve, translate_url
from django.utils import translation
from django.utils.functional import SimpleLazyObject


def _home(code: str) -> str:
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"


def _language_links(request: HttpRequest) -> list[dict[str, Any]]:
    here, current = request.get_full_path(), translation.get_language()
    try:
        resolve(request.path_info)
        known = True
    except Resolver404:
        known = False
    return [
        {
            "code": code,
            "name": name,
            "current": code == current,
            "url": translate_url(here, code) if known else _home(code),
        }
        for code, name in settings.LANGUAGES
    ]


def chrome(request: HttpRequest) -> dict[str, Any]:
    """``languages`` (dicts code, name, current, url), ``release``, ``source_url``, ``home_url``,
    ``own_colours`` (whether this portal has a theme; pages call something else ``theme``)."""
    return {
        "languages": SimpleLazyObject(lambda: _language_links(request)),
        "release": settings.RELEASE,
        "source_url": settings.SOURCE_URL,
        "own_colours": settings.THEME,
        "home_url": _home(translation.get_language() or settings.LANGUAGE_CODE),
    }
