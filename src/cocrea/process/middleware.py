"""Every page below ``/p/<slug>/`` knows its process, its clock and who is acting."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from cocrea.kernel.errors import NotThere
from cocrea.people.selectors import actor_for
from cocrea.process.selectors import process_get, process_now


class CurrentProcess:
    """Sets ``request.process``, ``request.now`` and (lazily) ``request.actor``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.process = None
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> None:
        slug = kwargs.get("slug")
        if slug is None or "/p/" not in request.path_info:
            return
        try:
            request.process = process_get(slug)
        except NotThere as missing:
            # Raised here it would pass by the middleware that explains refusals.
            raise Http404 from missing
        request.now = process_now(request.process)
        request.actor = SimpleLazyObject(lambda: actor_for(request.user, slug, now=request.now))
