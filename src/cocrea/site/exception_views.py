"""The page on which an exception is published, or closed, on the decision of its body."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cocrea.agreement.messages import RESULT_NAMES
from cocrea.kernel.errors import DomainError
from cocrea.process import selectors
from cocrea.process.http import process_view
from cocrea.process.models import Process
from cocrea.process.rules.permits import PERMITS
from cocrea.process.words import LIFTABLE
from cocrea.site import exceptions
from cocrea.site.forms import DecisionForm
from cocrea.ui.forms import attach


@process_view
@require_http_methods(["GET", "POST"])
def exception_decide(request: HttpRequest, process: Process, exception: UUID) -> HttpResponse:
    """Publish an exception, or close it as declined, on the decision of the body that was asked."""
    found = selectors.exception_get(process, exception)
    PERMITS.require(request.actor, "exception.publish", now=request.now, state=found.state)
    sessions = {str(s.public_id): s for s in exceptions.decisions_on(process, found)}
    labels = [
        (key, f"{session.title}: {RESULT_NAMES[session.result]}")
        for key, session in sessions.items()
        if session.state == "closed"
    ]
    form = DecisionForm(labels, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        session = sessions[form.cleaned_data["decision"]]
        adopted = exceptions.decided(session).adopted
        act = exceptions.exception_publish if adopted else exceptions.exception_decline
        try:
            act(actor=request.actor, process=process, exception=found, session=session)
        except DomainError as refusal:
            attach(form, refusal)
            status = refusal.status
        else:
            return redirect("process:exceptions", process.slug)
    context = {
        "exception": found,
        "rule": LIFTABLE.get(found.rule, found.rule),
        "closed": labels,
        "waiting": [s for s in sessions.values() if s.state in ("declared", "open")],
        "form": form,
    }
    return render(request, "site/exception_decide.html", context, status=status)
