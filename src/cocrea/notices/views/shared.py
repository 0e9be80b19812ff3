"""This room lies below ``process``: the middleware of that room has set ``request.process``,
``request.now`` and ``request.actor`` for every page under ``/p/<slug>/``."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding

methods = require_http_methods(["GET", "HEAD", "POST"])


def of_process(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Called as ``view(request, process, **rest)``; nothing of it is kept by anybody."""

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, **rest: Any) -> HttpResponse:
        process = getattr(request, "process", None)
        if process is None:
            raise NotThere(Finding("notices.not_there", where="process"))
        response = view(request, process, **rest)
        response["Cache-Control"] = "private, no-store"
        # The address of these pages may carry a token: no other site may learn it. With
        # ``no-referrer`` a browser sends ``Origin: null`` and its forms would be refused.
        response["Referrer-Policy"] = "same-origin"
        return response

    return wrapped
