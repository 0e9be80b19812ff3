"""Asking for notices, confirming and stopping them; what staff sees of those that were sent.

This room lies below ``process``: the middleware of that room has set ``request.process``,
``request.now`` and ``request.actor`` for every page under ``/p/<slug>/``.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cocrea.kernel.errors import DomainError, NotPermitted, NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.refs import SubjectRef
from cocrea.notices import selectors, services, tokens
from cocrea.notices.forms import SubscribeForm
from cocrea.notices.messages import event_text, subject_text
from cocrea.notices.rules.events import SUBJECTS
from cocrea.notices.rules.permits import PERMITS
from cocrea.ui.forms import attach

PAGE = 50
methods = require_http_methods(["GET", "HEAD", "POST"])


def _of_process(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Called as ``view(request, process, **rest)``; nothing of it is kept by anybody."""

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, **rest: Any) -> HttpResponse:
        process = getattr(request, "process", None)
        if process is None:
            raise NotThere(Finding("notices.not_there", where="process"))
        response = view(request, process, **rest)
        response["Cache-Control"] = "private, no-store"
        # The address of these pages may carry a token: no other site may learn it.
        response["Referrer-Policy"] = "no-referrer"
        return response

    return wrapped


@methods
@_of_process
def subscribe(request: HttpRequest, process: Any) -> HttpResponse:
    """Ask for notices of the process, or of one thing: ``?tipo=voice&id=<public id>``."""
    subject = _subject(request)
    form = SubscribeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.subscribe_ask(
                actor=CITIZEN,
                process=process,
                email=form.cleaned_data["email"],
                subject=subject,
                language=get_language() or "es",
            )
        except DomainError as error:
            attach(form, error)
        else:
            return redirect("notices:asked", process.slug)
    context = {
        "process": process,
        "form": form,
        "subject_name": subject_text(subject.kind if subject else ""),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "notices/subscribe.html", context, status=status)


def _subject(request: HttpRequest) -> SubjectRef | None:
    kind, public_id = request.GET.get("tipo", ""), request.GET.get("id", "")
    if not kind and not public_id:
        return None
    known = kind in SUBJECTS and 0 < len(public_id) <= 64
    if not known or not public_id.replace("-", "").isalnum() or not public_id.isascii():
        raise NotThere(Finding("notices.subject_unknown"))
    return SubjectRef(kind, public_id)


@require_safe
@_of_process
def asked(request: HttpRequest, process: Any) -> HttpResponse:
    """The same for everybody: it does not say whether an address was known."""
    return render(request, "notices/asked.html", {"process": process})


@methods
@_of_process
def confirm(request: HttpRequest, process: Any, subscription: UUID, token: str) -> HttpResponse:
    """A page with one button: programs that open links in mails must not confirm for anybody."""
    row = selectors.subscription(process.slug, subscription, tokens.CONFIRM, token)
    if request.method == "POST":
        row = services.subscribe_confirm(
            actor=CITIZEN, process=process, subscription=subscription, token=token
        )
    return render(request, "notices/confirm.html", _shown(process, row))


@csrf_exempt  # RFC 8058: the mail program itself posts here; the token is the authority
@methods
@_of_process
def stop(request: HttpRequest, process: Any, subscription: UUID, token: str) -> HttpResponse:
    """One click: a button for people, a bare POST for mail programs."""
    row = selectors.subscription(process.slug, subscription, tokens.STOP, token)
    if request.method == "POST":
        row = services.subscribe_stop(
            actor=CITIZEN, process=process, subscription=subscription, token=token
        )
    return render(request, "notices/stop.html", _shown(process, row))


def _shown(process: Any, row: Any) -> dict[str, Any]:
    name = subject_text(row.subject_kind)
    return {"process": process, "state": row.state, "subject_name": name}


@require_safe
@_of_process
def desk(request: HttpRequest, process: Any) -> HttpResponse:
    """Counts by event and what failed; no address, no name."""
    roles = request.actor.roles(request.now)  # type: ignore[attr-defined]
    if not PERMITS.may(roles, "outbox.read"):
        raise NotPermitted(Finding("kernel.not_permitted", where="outbox.read"))
    page = Paginator(selectors.troubled(process.slug), PAGE).get_page(request.GET.get("page"))
    for each in page.object_list:
        each.title = event_text(each.event)
    counts = selectors.event_counts(process.slug)
    context = {
        "process": process,
        "counts": [(event_text(each.event), each) for each in counts],
        "subscribers": [
            (subject_text(kind), n)
            for kind, n in sorted(selectors.subscriber_counts(process.slug).items())
        ],
        "unread": selectors.unread_entries(process.log_id),
        "page": page,
        "may_retry": PERMITS.may(roles, "outbox.retry", "failed"),
    }
    return render(request, "notices/desk.html", context)


@require_POST
@_of_process
def retry(request: HttpRequest, process: Any, notice: UUID) -> HttpResponse:
    """Try again what failed for good."""
    services.outbox_retry(
        actor=request.actor,  # type: ignore[attr-defined]
        process=process,
        notice=notice,
    )
    return redirect("notices:desk", process.slug)
