"""What every public page of this room shows besides its content."""

from django.conf import settings
from django.http import HttpRequest

from cocrea.process import selectors
from cocrea.process.models import Process


def signed_in(request: HttpRequest) -> bool:
    """Without the session's cookie the page must not even ask who is reading."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def doors(request: HttpRequest, process: Process, *names: str) -> list[tuple[str, str]]:
    """What the reader may start from this page; nothing for somebody who is not signed in."""
    if not signed_in(request):
        return []
    found = selectors.doors(request.actor, process, request.now)
    return [(label, url) for label, url in found if any(f"/{name}/" in url for name in names)]
