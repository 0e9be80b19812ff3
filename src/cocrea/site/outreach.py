"""Ready texts of a campaign: the page is of ``outreach``, the calendar is handed to it here."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from cocrea.outreach import http as outreach
from cocrea.process.http import process_view
from cocrea.process.models import Process
from cocrea.site import agenda


@process_view
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, process: Process, campaign: UUID) -> HttpResponse:
    """Made from what is announced today; whoever publishes it may change it first."""
    return outreach.text_page(request, process, campaign, agenda.items(process, request.now))
