"""Files of the record for machines; ``site`` adds the one that only it can fill."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from cocrea.ledger import selectors


def of_log(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Passes the log; no cookie, no token, readable by scripts of any site; asked for anew."""

    @require_safe
    def wrapped(request: HttpRequest, public_id: UUID, **rest: Any) -> HttpResponseBase:
        response = view(request, selectors.log_by_public_id(public_id), **rest)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cache-Control"] = "no-cache"
        return response

    return wrapped


def stream(lines: Iterable[bytes]) -> StreamingHttpResponse:
    """One JSON value a line."""
    return StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
