"""What somebody without an account does: contribute, look up, withdraw, erase, ask for a review."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cocrea.kernel.errors import DomainError
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import CITIZEN
from cocrea.ledger import selectors as ledger_selectors
from cocrea.people import selectors as people
from cocrea.process import selectors as process_selectors
from cocrea.process.http import process_view
from cocrea.process.models import Process
from cocrea.ui.forms import attach
from cocrea.ui.messages import text_of
from cocrea.ui.middleware import keyed
from cocrea.voices import selectors, services
from cocrea.voices.forms import (
    AuthorForm,
    ContributeForm,
    LookupForm,
    key_of,
    token_make,
    token_read,
)
from cocrea.voices.import_words import state_label
from cocrea.voices.models import Voice
from cocrea.voices.rules.intake import MAX_TEXT, arrival_of
from cocrea.voices.rules.lifecycle import TABLE, Event, State
from cocrea.voices.selectors.intake import window_finding
from cocrea.voices.services import voice_ref
from cocrea.voices.views.public import voice_context


@keyed
@require_http_methods(["GET", "HEAD", "POST"])
@process_view
def contribute(request: HttpRequest, process: Process) -> HttpResponse:
    """One page, one button; the answer to the button is the receipt."""
    kinds = list(selectors.kinds_open(process))
    if not kinds:
        closed = window_finding(process, {"voice", "opinion", "proposal", "comment"})
        # Who began while it was open does not lose the words.
        said = request.POST.get("text", "")[:MAX_TEXT] if request.method == "POST" else ""
        context = {"process": process, "form": None, "closed": closed, "said": said}
        status = 422 if request.method == "POST" else 200
        return render(request, "voices/contribute.html", context, status=status)
    if request.method != "POST":
        wanted = {
            "token": token_make(process),
            "theme": request.GET.get("tema", "")[:60],
            "via": arrival_of(request.GET.get("via", "")),
        }
        return _contribute_page(request, process, ContributeForm(process, kinds, initial=wanted))
    data = request.POST.copy()
    form_id = token_read(data.get("token", "")[:400], process)
    if form_id is None:
        data["token"] = token_make(process)
    form = ContributeForm(process, kinds, data)
    if form_id is None:
        form.add_error(None, text_of(Finding("voices.form_expired")))
    if form.is_valid() and form_id is not None:
        given = form.given()
        try:
            receipt = services.voice_receive(
                actor=CITIZEN,
                process=process,
                key=key_of(form_id, given["text"]),
                form_token=form_id,
                **given,
            )
            return _receipt_page(request, process, receipt)
        except DomainError as error:
            if any(f.code == "voices.form_used_up" for f in error.findings):
                data["token"] = token_make(process)
            attach(form, error)
    return _contribute_page(request, process, form, status=422)


def _contribute_page(
    request: HttpRequest, process: Process, form: ContributeForm, status: int = 200
) -> HttpResponse:
    law = process_selectors.methodology(process)
    context = {
        "process": process,
        "form": form,
        "closed": None,
        "answer": law.rules.answer,
        "until": selectors.open_until(process),
        "optional": [form[name] for name in form.optional_names],
        "optional_open": any(form[name].errors for name in form.optional_names),
    }
    return render(request, "voices/contribute.html", context, status=status)


def _receipt_page(
    request: HttpRequest, process: Process, receipt: services.Receipt
) -> HttpResponse:
    voice, now = receipt.voice, process_selectors.process_now(process)
    path = reverse("voices:voice", kwargs={"slug": process.slug, "folio": voice.folio})
    context = {
        "process": process,
        "voice": voice,
        "code": receipt.code,
        "replay": receipt.replay,
        "waits": voice.state == State.QUEUED,
        "url": settings.BASE_URL + path,
        "path": path,
        "triage_by": voice.received_at + selectors.triage_time(process),
        "due": selectors.answer_due(process, voice),
        "answer": process_selectors.methodology(process, voice.received_at).rules.answer,
        "entry": next(iter(ledger_selectors.entries_about(process.log_id, voice_ref(voice))), None),
        "contacts": people.role_holders(process.slug, now).get("point_of_contact", []),
    }
    return render(request, "voices/receipt.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """A folio leads to its public page; with its code, to what only its author may do.

    ``?proceso=``: the process one comes from, whose menu stays.
    """
    _stay_in(request, request.GET.get("proceso", ""))
    if request.method != "POST":
        return _lookup_page(request, request.GET.get("folio", "")[:40].replace("\x00", ""))
    form = LookupForm(request.POST)
    status = 422
    if form.is_valid():
        folio, code = form.cleaned_data["folio"], form.cleaned_data["code"]
        try:
            if not code:
                found = selectors.voice_by_folio(folio)
                return redirect("voices:voice", slug=found.process.slug, folio=found.folio)
            voice = services.code_present(actor=CITIZEN, folio=folio, code=code)
            return _author_page(request, voice, code)
        except DomainError as error:
            attach(form, error)
            status = error.status
    return render(request, "voices/lookup.html", {"form": form}, status=status)


def _stay_in(request: HttpRequest, slug: str) -> None:
    found = process_selectors.processes().filter(slug=slug[:60].replace("\x00", "")).first()
    if found is not None:
        request.process = found  # type: ignore[attr-defined]


def _lookup_page(request: HttpRequest, folio: str) -> HttpResponse:
    """With a folio in the address, its public state at once; the form stays for the code."""
    if not folio:
        return render(request, "voices/lookup.html", {"form": LookupForm()})
    try:
        voice = selectors.voice_by_folio(folio)
    except DomainError as error:
        form = LookupForm({"folio": folio})
        form.is_valid()
        attach(form, error)
        return render(request, "voices/lookup.html", {"form": form}, status=error.status)
    request.process = voice.process  # type: ignore[attr-defined]
    context = {
        "form": LookupForm(initial={"folio": voice.folio}),
        "voice": voice,
        "state_label": state_label(voice),
    }
    return render(request, "voices/lookup.html", context)


def _author_page(
    request: HttpRequest, voice: Voice, code: str, error: DomainError | None = None, done: str = ""
) -> HttpResponse:
    process = voice.process
    context = voice_context(process, voice, selectors.voice_detail(voice))
    last = selectors.review_last_day(process, voice)
    form = AuthorForm(initial={"folio": voice.folio, "code": code})
    if error is not None:
        form = AuthorForm({**request.POST.dict(), "folio": voice.folio, "code": code})
        attach(form, error)
    context |= {
        "form": form,
        "done": done,
        "own": voice.erased_at is None,
        "may_withdraw": (voice.state, Event.WITHDRAW) in TABLE,
        "may_ask": voice.state == State.INADMISSIBLE,
        "may_erase": voice.erased_at is None,
        "review_last": last,
    }
    return render(request, "voices/author.html", context, status=error.status if error else 200)


def _author_act(
    request: HttpRequest, act: Callable[[str, str, str], object], done: str, confirm: str = ""
) -> HttpResponse:
    """Do one act and show the author's page again; a refusal keeps what was typed.

    confirm: what cannot be undone is asked once more, by this name, before it is done.
    """
    form = AuthorForm(request.POST)
    if not form.is_valid():
        return redirect("voices:lookup")
    folio, code = form.cleaned_data["folio"], form.cleaned_data["code"]
    try:
        if confirm and request.POST.get("confirm") != "yes":
            voice = services.code_present(actor=CITIZEN, folio=folio, code=code)
            asked = {"process": voice.process, "voice": voice, "code": code, "act": confirm}
            return render(request, "voices/confirm.html", asked)
        act(folio, code, form.cleaned_data["plea"])
    except DomainError as error:
        if any(
            f.where in ("folio", "code") or f.code == "voices.code_locked" for f in error.findings
        ):
            lost = LookupForm({"folio": folio})
            lost.is_valid()
            attach(lost, error)
            return render(request, "voices/lookup.html", {"form": lost}, status=error.status)
        return _author_page(request, selectors.voice_by_folio(folio), code, error)
    return _author_page(request, selectors.voice_by_folio(folio), code, done=done)


@never_cache
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    def act(folio: str, code: str, _plea: str) -> object:
        return services.voice_withdraw(actor=CITIZEN, folio=folio, code=code)

    return _author_act(
        request, act, _("Su voz quedó retirada y su texto ya no se muestra."), "withdraw"
    )


@never_cache
@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    def act(folio: str, code: str, _plea: str) -> object:
        return services.voice_erase(actor=CITIZEN, folio=folio, code=code)

    return _author_act(request, act, _("Su texto y sus datos se borraron para siempre."), "erase")


@never_cache
@require_POST
def review(request: HttpRequest) -> HttpResponse:
    def act(folio: str, code: str, plea: str) -> object:
        return services.review_ask(actor=CITIZEN, folio=folio, code=code, plea=plea)

    return _author_act(request, act, _("Otra institución revisará la decisión una vez."))
