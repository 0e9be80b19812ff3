"""What staff sees of the notices: how many, to how many, and what failed. No address, no name."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cocrea.kernel.errors import NotPermitted
from cocrea.kernel.findings import Finding
from cocrea.notices import selectors, services
from cocrea.notices.messages import PACES
from cocrea.notices.names import event_text, thing_text
from cocrea.notices.rules.permits import PERMITS
from cocrea.notices.views.shared import of_process
from cocrea.ui.paging import page_of


@require_safe
@of_process
def desk(request: HttpRequest, process: Any) -> HttpResponse:
    """Who has not been reached, in numbers; what is told to how many; what can be tried again."""
    roles = request.actor.roles(request.now)  # type: ignore[attr-defined]
    if not PERMITS.may(roles, "outbox.read"):
        raise NotPermitted(Finding("kernel.not_permitted", where="outbox.read"))
    page = page_of(request, selectors.troubled(process.slug))
    for each in page.object_list:
        each.title = event_text(each.event)
    counts = selectors.event_counts(process.slug)
    context = {
        "process": process,
        "reach": selectors.reach(process.slug, request.now),  # type: ignore[attr-defined]
        "counts": [(event_text(each.event), each) for each in counts],
        "subscribers": [
            (thing_text(kind), PACES[pace], n)
            for (kind, pace), n in sorted(selectors.subscriber_counts(process.slug).items())
        ],
        "unread": selectors.unread_entries(process.log_id),
        "page": page,
        "may_retry": PERMITS.may(roles, "outbox.retry", "failed"),
    }
    return render(request, "notices/desk.html", context)


@require_POST
@of_process
def retry(request: HttpRequest, process: Any, notice: UUID) -> HttpResponse:
    """Try again what failed for good."""
    actor = request.actor  # type: ignore[attr-defined]
    services.outbox_retry(actor=actor, process=process, notice=notice)
    return redirect("notices:desk", process.slug)


@require_POST
@of_process
def retry_all(request: HttpRequest, process: Any) -> HttpResponse:
    """Try again all that failed for good."""
    actor = request.actor  # type: ignore[attr-defined]
    services.outbox_retry_all(actor=actor, process=process)
    return redirect("notices:desk", process.slug)
