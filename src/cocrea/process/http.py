"""Two kinds of pages below a process: cacheable public ones, and ones that know who is asking."""

import functools
import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache, caches
from django.core.cache.backends.filebased import FileBasedCache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cocrea.kernel.reading import reading

View = Callable[..., HttpResponse]


def validator_of(request: HttpRequest) -> str:
    """Log head + release + language + minute: changes when anything public may have changed."""
    log = request.process.log
    parts = (
        log.size,
        log.root,
        request.now.strftime("%Y%m%d%H%M"),
        settings.RELEASE,
        get_language(),
        request.get_full_path(),
        bool(request.headers.get("HX-Request")),
    )
    return '"' + hashlib.sha256(repr(parts).encode()).hexdigest()[:24] + '"'


def public_page(view: View) -> View:
    """A GET page that is the same for everybody: no cookie, no token, answers 304.

    The view is called as ``view(request, process, **rest)``. Somebody who is signed in gets the
    same page uncached, since its header greets them. For everybody else the validator also names a
    kept copy: many visitors in one minute cost one rendering.
    """

    @require_safe
    @functools.wraps(view)
    def wrapped(request: HttpRequest, slug: str, **rest: Any) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            with reading():
                response = view(request, request.process, **rest)
            response["Cache-Control"] = "private, no-store"
            return response
        request.cacheable = True
        etag = validator_of(request)
        early = get_conditional_response(request, etag=etag)
        if early is not None and early.status_code == 304:
            return early
        response = _kept(etag)
        if response is None:
            with reading():
                response = view(request, request.process, **rest)
            _keep(etag, response)
        if response.status_code == 200:
            response["ETag"] = etag
            response["Cache-Control"] = "public, max-age=0, must-revalidate"
            patch_vary_headers(response, ["HX-Request"])
        return response

    return wrapped


def _kept(etag: str) -> HttpResponse | None:
    if not settings.PAGES_KEPT_SECONDS:
        return None
    found = cache.get(f"page:{etag}")
    return None if found is None else HttpResponse(found[0], content_type=found[1])


def _keep(etag: str, response: HttpResponse) -> None:
    """Whole pages only: no file, no stream, nothing that sets a cookie."""
    plain = not (response.streaming or response.cookies or "Content-Disposition" in response)
    if settings.PAGES_KEPT_SECONDS and plain and response.status_code == 200:
        page = (bytes(response.content), response["Content-Type"])
        cache.set(f"page:{etag}", page, settings.PAGES_KEPT_SECONDS)


def expired_forget() -> int:
    """Delete kept copies whose time is over; how many. Django leaves them on the disk until
    somebody asks for the same one, and they may hold words that were erased since."""
    kept = caches["default"]
    gone = 0
    for name in kept._list_cache_files() if isinstance(kept, FileBasedCache) else ():
        with suppress(FileNotFoundError), Path(name).open("rb") as file:
            gone += kept._is_expired(file)  # which deletes it
    return gone


def process_view(view: View) -> View:
    """A page or act that depends on who asks: called as ``view(request, process, **rest)``."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, slug: str, **rest: Any) -> HttpResponse:
        response = view(request, request.process, **rest)
        response["Cache-Control"] = "private, no-store"
        return response

    return wrapped
