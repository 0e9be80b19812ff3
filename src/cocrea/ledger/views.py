"""Pages of the record: the same for everybody, no cookie, no token."""

import functools
import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cocrea.ledger import selectors, words
from cocrea.ledger.files import MAX_POSITION, whole
from cocrea.ledger.models import Log
from cocrea.ledger.rules import entries
from cocrea.ui.paging import PAGE

View = Callable[..., HttpResponse]


def log_view(view: View) -> View:
    """Passes the log. Answers 304 while head, release and language are the same.

    Somebody who is signed in gets the page uncached, since its header greets them.
    """

    @require_safe
    @functools.wraps(view)
    def wrapped(request: HttpRequest, public_id: UUID, **rest: Any) -> HttpResponse:
        log = selectors.log_by_public_id(public_id)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response = view(request, log, **rest)
            response["Cache-Control"] = "private, no-store"
            return response
        request.cacheable = True  # type: ignore[attr-defined]
        latest = selectors.checkpoint_latest(log.pk)
        parts = (log.root, latest and latest.size, settings.RELEASE, get_language())
        etag = (
            f'"{hashlib.sha256(repr((*parts, request.get_full_path())).encode()).hexdigest()[:24]}"'
        )
        early = get_conditional_response(request, etag=etag)
        if early is not None:
            return early
        response = view(request, log, **rest)
        response["ETag"] = etag
        response["Cache-Control"] = "public, max-age=0, must-revalidate"
        return response

    return wrapped


@log_view
def log_page(request: HttpRequest, log: Log) -> HttpResponse:
    """Newest entries first; ``?antes=POSITION`` goes on, ``?acto=KIND`` shows one kind of act."""
    before = whole(request.GET.get("antes"))
    kinds = selectors.kinds(log.pk)
    kind = request.GET.get("acto", "")
    kind = kind if kind in kinds else ""
    rows = selectors.entries(log.pk, before=before, kind=kind, limit=PAGE)
    context = {
        "lines": words.lines(rows),
        "kind": kind,
        "kinds": sorted((str(words.act_word(code)), code) for code in kinds),
        "newer": None if before is None or kind else min(before + PAGE, log.size),
        "older": rows[-1].position if len(rows) == PAGE and rows[-1].position else None,
        "latest": selectors.checkpoint_latest(log.pk),
        "list_of": "" if selectors.succeeded(log) else log.series,
    }
    return _page(request, "ledger/log.html", log, context)


@log_view
def entry_page(request: HttpRequest, log: Log, position: int) -> HttpResponse:
    entry = selectors.entry(log.pk, min(position, MAX_POSITION))
    raw = bytes(entry.raw)
    document = entries.entry_read(raw)
    context = {
        "entry": entry,
        "document": document,
        "line": words.lines([entry])[0],
        "facts": list(_facts(document["body"])),
        "raw": raw.decode("utf-8"),
        "leaf": bytes(entry.leaf_hash).hex(),
        "previous": position - 1 if position else None,
        "next": position + 1 if position + 1 < log.size else None,
    }
    return _page(request, "ledger/entry.html", log, context)


@log_view
def checkpoints_page(request: HttpRequest, log: Log) -> HttpResponse:
    """Signed notes, newest first; ``?antes=SIZE`` goes on."""
    points = selectors.checkpoints(log.pk, below=whole(request.GET.get("antes")), limit=PAGE)
    context = {
        "points": points,
        "latest": selectors.checkpoint_latest(log.pk),
        "older": points[-1].size if len(points) == PAGE else None,
    }
    return _page(request, "ledger/checkpoints.html", log, context)


def _page(request: HttpRequest, template: str, log: Log, context: dict[str, Any]) -> HttpResponse:
    cacheable = getattr(request, "cacheable", False)
    return render(request, template, {"log": log, "cacheable": cacheable, **context})


def _facts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """A body as rows of a table: ``(path, value)``."""
    if isinstance(value, dict) and value:
        for key in sorted(value):
            yield from _facts(value[key], f"{name}.{key}" if name else key)
    elif isinstance(value, list) and value:
        for number, item in enumerate(value, start=1):
            yield from _facts(item, f"{name} {number}")
    else:
        nothing = value in (None, [], {})
        yield name, "" if nothing else value if isinstance(value, str) else json.dumps(value)
