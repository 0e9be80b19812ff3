"""What the base page needs on every page. Reads neither the session nor the user."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject


def _home(code: str) -> str:
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"


def _language_links(request: HttpRequest) -> list[dict[str, Any]]:
    """The same page in each language. Made of the view that answers, which is known: looking for
    it again among all addresses took a tenth of the time of a page."""
    current = translation.get_language()
    return [
        {"code": code, "name": name, "current": code == current, "url": _in(request, code)}
        for code, name in settings.LANGUAGES
    ]


def _in(request: HttpRequest, code: str) -> str:
    match = request.resolver_match
    if match is None:  # no such page
        return _home(code)
    try:
        with translation.override(code):
            path = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    except NoReverseMatch:  # an address without a name is the same in every language
        path = request.path
    question = request.META.get("QUERY_STRING", "")
    return f"{path}?{question}" if question else path


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
