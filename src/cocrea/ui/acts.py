"""One page per act: a form that says what was wrong and keeps what was written."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages as flash
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from cocrea.kernel.errors import DomainError
from cocrea.kernel.sending import ALREADY_SENT
from cocrea.ui.forms import attach
from cocrea.ui.messages import text_of


def roles_of(request: HttpRequest) -> frozenset[str]:
    """Roles of the reader; nobody is asked without a session cookie: the page stays cacheable."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return frozenset({"citizen"})
    found: frozenset[str] = request.actor.roles(request.now)
    return found


def act_page(
    request: HttpRequest,
    process: Any,
    *,
    form: Callable[..., Form],
    do: Callable[[dict[str, Any]], str],
    template: str,
    initial: dict[str, Any] | None = None,
    done: str = "",
    multipart: bool = False,
    **context: Any,
) -> HttpResponse:
    """Show a form; on POST do the act and go where it says (303), or show what was refused (422).

    form      called with data (or None) and ``initial``
    do        gets cleaned data, returns a URL; a DomainError of 403 or 404 goes on up
    done      said on the next page, once; multipart: the form takes files
    """
    status = 200
    posted = request.method == "POST"
    files = {"files": request.FILES if posted else None} if multipart else {}
    bound = form(request.POST if posted else None, initial=initial, **files)
    if posted:
        status = 422
        if bound.is_valid():
            try:
                url = do(bound.cleaned_data)
            except DomainError as error:
                if error.status in (403, 404):
                    raise
                if ALREADY_SENT in {finding.code for finding in error.findings}:
                    flash.info(request, text_of(error.findings[0]))
                    return _seen(_above(request, context))
                attach(bound, error)
                status = error.status
            else:
                flash.success(request, done or _("Hecho."))
                return _seen(url)
    context = {"process": process, "form": bound, "multipart": multipart, **context}
    return render(request, template, context, status=status)


def _seen(url: str) -> HttpResponse:
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def _above(request: HttpRequest, context: dict[str, Any]) -> str:
    """Where what was done can be seen: the page that the form hangs from."""
    linked = [url for _label, url in context.get("crumbs", ()) if url]
    return linked[-1] if linked else request.path
