"""Asking for notices, confirming, changing and stopping them, without an account."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from cocrea.kernel.errors import DomainError, NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.refs import SubjectRef
from cocrea.notices import selectors, services, tokens
from cocrea.notices.forms import SubscribeForm
from cocrea.notices.messages import PACES
from cocrea.notices.names import followed_name, names_of
from cocrea.notices.rules.events import SUBJECTS
from cocrea.notices.rules.paces import DIGESTS
from cocrea.notices.views.shared import methods, of_process
from cocrea.ui.forms import attach

STOP = "stop"


@methods
@of_process
def subscribe(request: HttpRequest, process: Any) -> HttpResponse:
    """Ask for notices of the process, or of one thing: ``?tipo=voice&id=<public id>``."""
    subject = _subject(request)
    kind = subject.kind if subject else ""
    form = SubscribeForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            services.subscribe_ask(
                actor=CITIZEN,
                process=process,
                email=form.cleaned_data["email"],
                subject=subject,
                language=get_language() or "es",
                pace=form.cleaned_data["pace"],
            )
        except DomainError as error:
            attach(form, error)
        else:
            return redirect("notices:asked", process.slug)
    ref = (subject.kind, subject.public_id) if subject else ("", "")
    context = {
        "process": process,
        "form": form,
        "kind": kind,
        "subject_name": followed_name(ref, names_of([ref])),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "notices/subscribe.html", context, status=status)


def _subject(request: HttpRequest) -> SubjectRef | None:
    kind, public_id = request.GET.get("tipo", ""), request.GET.get("id", "")
    if not kind and not public_id:
        return None
    known = kind in SUBJECTS and 0 < len(public_id) <= 120
    if not known or not public_id.replace("-", "").isalnum() or not public_id.isascii():
        raise NotThere(Finding("notices.subject_unknown"))
    return SubjectRef(kind, public_id)


@require_safe
@of_process
def asked(request: HttpRequest, process: Any) -> HttpResponse:
    """The same for everybody: it does not say whether an address was known."""
    return render(request, "notices/asked.html", {"process": process})


@methods
@of_process
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
@of_process
def stop(request: HttpRequest, process: Any, subscription: UUID, token: str) -> HttpResponse:
    """One click: a button for people, a bare POST for mail programs."""
    row = selectors.subscription(process.slug, subscription, tokens.STOP, token)
    if request.method == "POST":
        row = services.subscribe_stop(
            actor=CITIZEN, process=process, subscription=subscription, token=token
        )
    return render(request, "notices/stop.html", _shown(process, row))


@csrf_exempt  # as above
@methods
@of_process
def stop_digests(
    request: HttpRequest, process: Any, subscription: UUID, token: str, pace: str
) -> HttpResponse:
    """The same for all that comes in the digests of one pace."""
    row = selectors.subscription(process.slug, subscription, tokens.STOP, token)
    if pace not in DIGESTS:
        raise NotThere(Finding("notices.link_unknown"))
    if request.method == "POST":
        services.digests_stop(
            actor=CITIZEN, process=process, subscription=subscription, token=token, pace=pace
        )
    rest = [s for s in selectors.followed_by(row) if s.pace == pace]
    context = {"process": process, "left": len(rest), "pace": pace, "reader": row, "token": token}
    return render(request, "notices/stop_digests.html", context)


@methods
@of_process
def mine(request: HttpRequest, process: Any, subscription: UUID, token: str) -> HttpResponse:
    """All that the reader of a mail follows here, to see and to change by the link in it."""
    row = selectors.subscription(process.slug, subscription, tokens.STOP, token)
    if request.method == "POST":
        services.following_change(
            actor=CITIZEN,
            process=process,
            subscription=subscription,
            token=token,
            paces=_chosen(request),
            language=request.POST.get("language", ""),
        )
        return HttpResponseRedirect(f"{request.path}?guardado=1")
    followed = selectors.followed_by(row)
    context = {
        "process": process,
        "rows": _rows(followed),
        "paces": [*PACES.items()],
        "language": followed[0].language if followed else row.language,
        "reader_languages": settings.LANGUAGES,
        "saved": request.GET.get("guardado") == "1",
        "elsewhere": [
            {"slug": s.process_slug, "token": tokens.token_of(s, tokens.STOP), "id": s.public_id}
            for s in selectors.followed_elsewhere(row)
        ],
    }
    return render(request, "notices/mine.html", context)


def _chosen(request: HttpRequest) -> dict[UUID, str]:
    """``pace-<public id>`` of the form -> pace; "" to stop."""
    found = {}
    for name, value in request.POST.items():
        key = parse_uuid(name.removeprefix("pace-")) if name.startswith("pace-") else None
        if key is not None:
            found[key] = "" if value == STOP else str(value)[:20]
    return found


def _rows(followed: list[Any]) -> list[dict[str, Any]]:
    names = names_of({(s.subject_kind, s.subject_id) for s in followed})
    shown = []
    for each in followed:
        name = followed_name((each.subject_kind, each.subject_id), names)
        label = name[:1].upper() + name[1:]
        shown.append({"of": each, "name": label, "field": f"pace-{each.public_id}"})
    return shown


def _shown(process: Any, row: Any) -> dict[str, Any]:
    ref = (row.subject_kind, row.subject_id)
    return {
        "process": process,
        "state": row.state,
        "subject_name": followed_name(ref, names_of([ref])),
        "reader": row,
        "token": tokens.token_of(row, tokens.STOP),
    }
