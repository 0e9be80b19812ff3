"""While somebody travels to another moment of the demonstration, acts wait."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cocrea.site.demo import store

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class TravelGate:
    """Acts hold the journey's lock shared. Costs nothing where no moments are kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        travels = request.path.endswith("/demostracion/momento/")
        if request.method in SAFE or travels or not store.available():
            return self.get_response(request)
        with store.lock(exclusive=False):
            return self.get_response(request)
