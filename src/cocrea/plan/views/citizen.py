"""A comment without an account: one page, one button; the answer to the button is the receipt."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cocrea.kernel.errors import DomainError, NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import CITIZEN
from cocrea.plan import reading, selectors, services
from cocrea.plan.forms import CommentForm, key_of, token_make, token_read
from cocrea.plan.rules.content import commitment_of
from cocrea.plan.views.public import crumbs, version_crumb
from cocrea.process.http import process_view
from cocrea.process.models import Process
from cocrea.ui.forms import attach
from cocrea.ui.messages import text_of
from cocrea.ui.middleware import keyed
from cocrea.voices import selectors as voices
from cocrea.voices.services import Receipt


@keyed
@require_http_methods(["GET", "HEAD", "POST"])
@process_view
def comment(request: HttpRequest, process: Process, number: int, commitment: int) -> HttpResponse:
    version = selectors.version_get(process, number)
    each = commitment_of(version.content, commitment)
    if each is None:
        raise NotThere(Finding("plan.no_commitment"))
    data = request.POST.copy() if request.method == "POST" else None
    form_id = None
    if data is not None:
        form_id = token_read(data.get("token", "")[:400], process)
        if form_id is None:
            data["token"] = token_make(process)
    form = CommentForm(process, data, initial={"token": token_make(process)})
    if data is not None:
        if form_id is None:
            form.add_error(None, text_of(Finding("plan.form_expired")))
        if form.is_valid() and form_id is not None:
            given = form.given()
            try:
                receipt = services.comment_receive(
                    actor=CITIZEN,
                    version=version,
                    commitment=commitment,
                    key=key_of(form_id, given["text"]),
                    form_token=form_id,
                    **given,
                )
                return _receipt(request, process, receipt)
            except DomainError as error:
                attach(form, error)
    texts = reading.Texts(version, reading.reader())
    title = texts.title(each)
    page = reverse("plan:commitment", args=[process.slug, number, commitment])
    trail = crumbs(
        process,
        version_crumb(process, version),
        (str(each["number"]), page),
        (_("Comentar"), ""),
    )
    context = {
        "process": process,
        "crumbs": trail,
        "version": version,
        "number": each["number"],
        "shown": title,
        "form": form,
        "window": selectors.comment_window(process),
        "newest": selectors.latest_number(process) == number,
    }
    return render(request, "plan/comment.html", context, status=422 if data is not None else 200)


def _receipt(request: HttpRequest, process: Process, receipt: Receipt) -> HttpResponse:
    path = reverse("voices:voice", kwargs={"slug": process.slug, "folio": receipt.folio})
    context = {
        "process": process,
        "voice": receipt.voice,
        "code": receipt.code,
        "replay": receipt.replay,
        "url": settings.BASE_URL + path,
        "path": path,
        "due": voices.answer_due(process, receipt.voice),
        "triage_by": receipt.voice.received_at + voices.triage_time(process),
    }
    return render(request, "plan/receipt.html", context)
