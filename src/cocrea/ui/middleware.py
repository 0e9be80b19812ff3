"""Security headers for every answer, and refusals of the domain as pages people can read."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from cocrea.kernel import sending
from cocrea.kernel.errors import DomainError
from cocrea.ui.messages import text_of

GetResponse = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeaders:
    """Nothing from elsewhere, nothing inline. A view may set a header itself (open data: CORP)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


def wants_json(request: HttpRequest) -> bool:
    """True when the caller sends JSON or prefers it to HTML."""
    if request.content_type == "application/json":
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def keyed(view: Any) -> Any:
    """For a view whose form brings an idempotency key of its own: sent twice, it says the same."""
    view.keyed = True
    return view


class SentOnce:
    """Gives the form of somebody with a session to the act that it asks for, so that the same one
    is not acted on twice (``kernel/sending.py``).

    Django masks the token of a form anew each time that it is drawn, so the token with what was
    written is one sending. Pieces of a page that stays (htmx) may be sent again and again.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with sending.sending():
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Sequence[Any], named: Mapping[str, Any]
    ) -> None:
        if (
            request.method == "POST"
            and not getattr(view, "keyed", False)
            and request.headers.get("HX-Request") != "true"
            and settings.SESSION_COOKIE_NAME in request.COOKIES
            and request.POST.get("csrfmiddlewaretoken")
        ):
            words = "\n".join((request.path, str(request.user.pk), request.POST.urlencode()))
            sending.give(sha256(words.encode()).hexdigest())


class DomainErrors:
    """A service that refused has saved nothing; here its findings become a page or JSON."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        response = _as_json(error) if wants_json(request) else _as_page(request, error)
        wait = next((f.params["seconds"] for f in error.findings if "seconds" in f.params), None)
        if error.status == 429 and wait is not None:
            response["Retry-After"] = str(wait)
        add_never_cache_headers(response)
        return response


def _as_json(error: DomainError) -> JsonResponse:
    findings = [{**f.as_json(), "text": text_of(f)} for f in error.findings]
    return JsonResponse({"status": error.status, "findings": findings}, status=error.status)


def _as_page(request: HttpRequest, error: DomainError) -> HttpResponse:
    partial = request.headers.get("HX-Request") == "true"
    template = "ui/error_fragment.html" if partial else "ui/error.html"
    # cacheable: the page names nobody, so it has no reason to read the session.
    context = {
        "status": error.status,
        "findings": error.findings,
        "cacheable": True,
        "posted": request.method == "POST",
    }
    return render(request, template, context, status=error.status)
