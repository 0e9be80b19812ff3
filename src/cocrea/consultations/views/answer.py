"""Answering a window, at once or in several sittings."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cocrea.consultations import selectors, services
from cocrea.consultations.forms import ResponseForm, ResumeForm, ticket_make, ticket_read
from cocrea.consultations.models import Window
from cocrea.consultations.rules import drafts as draft_rules
from cocrea.consultations.rules import windows as rules
from cocrea.consultations.rules.permits import PERMITS
from cocrea.consultations.views.shared import METHODS, base, crumbs, crumbs_of, title_of
from cocrea.kernel.errors import DomainError, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.process import selectors as process_selectors
from cocrea.process.http import process_view
from cocrea.process.models import Process
from cocrea.ui.forms import attach
from cocrea.ui.middleware import keyed
from cocrea.voices.rules.intake import arrival_of
from cocrea.voices.words import languages


class _Asked:
    """The questions, clauses and places of a window, and forms made of them."""

    def __init__(self, process: Process, window: Window) -> None:
        self.questions, self.items = list(window.questions.all()), list(window.items.all())
        self.areas = process_selectors.territory(process).areas
        self.languages = languages(process)
        self.window = window

    def blank(self, initial: Mapping[str, Any]) -> ResponseForm:
        """A form that may be saved, with what is known already."""
        return self._form(initial={"ticket": ticket_make(self.window), **initial})

    def filled(self, data: QueryDict) -> ResponseForm:
        return self._form(data)

    def _form(self, *args: Any, **kwargs: Any) -> ResponseForm:
        given = (self.questions, self.items, self.areas, self.languages)
        return ResponseForm(*given, *args, **kwargs)


@keyed
@require_http_methods(METHODS)
@process_view
def window(request: HttpRequest, process: Process, name: str) -> HttpResponse:
    """The clauses and questions; while the window is open, the form to answer them."""
    found = selectors.window_get(process, name)
    asked = _Asked(process, found)
    context = base(request, process, found) | {"crumbs": crumbs(process, (title_of(found), ""))}
    if request.method != "POST":
        fresh = {"via": arrival_of(request.GET.get("via", ""))}
        form = asked.blank(fresh) if context["state"] == rules.OPEN else None
        return _window_page(request, context, asked, form, 200)
    data = request.POST.copy()
    if data.get("then") == "save":
        return _save(request, context, asked, data)
    form = asked.filled(data)
    if form.is_valid():
        try:
            receipt = services.response_submit(actor=CITIZEN, window=found, **form.given())
            return render(request, "consultations/receipt.html", context | {"receipt": receipt})
        except DomainError as error:
            attach(form, error)
            context["refused"] = error.findings
            if any(f.code == "consultations.key_reused" for f in error.findings):
                data["key"] = str(uuid7())
    elif "key" in form.errors:
        data["key"] = str(uuid7())  # nobody stays with a form that can never be sent
    return _window_page(request, context, asked, form, 422)


def _save(
    request: HttpRequest, context: dict[str, Any], asked: _Asked, data: QueryDict
) -> HttpResponse:
    """Keep what was typed as it is. The code is shown in this answer only, never in an address."""
    form, seed = asked.filled(data), ticket_read(data.get("ticket", "")[:400], asked.window)
    saved = form.saved()
    try:
        if not seed:
            raise Refused(Finding("consultations.form_unknown"))
        code = services.draft_save(
            actor=CITIZEN,
            window=asked.window,
            data=saved,
            code=data.get("draft", "")[:40],
            form=seed,
        )
    except DomainError as error:
        if any(f.code == "consultations.form_unknown" for f in error.findings):
            data["ticket"] = ticket_make(asked.window)
        attach(form, error)
        return _window_page(request, context, asked, form, error.status)
    initial = form.initial_of(asked.questions, saved) | {"draft": code}
    again = asked.blank({**initial, "ticket": data["ticket"]})
    return _window_page(request, context | {"saved_code": code}, asked, again, 200)


def _window_page(
    request: HttpRequest,
    context: dict[str, Any],
    asked: _Asked,
    form: ResponseForm | None,
    status: int,
) -> HttpResponse:
    """A late answer keeps on the page what was written, so that nothing typed is lost."""
    roles = request.actor.roles(request.now)
    context = {
        "refused": (),
        "saved_code": "",
        "kept_until": context["window"].closes_at + draft_rules.KEPT_AFTER_CLOSE,
        **context,
        "form": form,
        "items": asked.items,
        "may_extend": PERMITS.may(roles, "window.extend", context["state"]),
        "late": context["state"] != rules.OPEN,
        "kept": request.now < context["window"].closes_at + draft_rules.KEPT_AFTER_CLOSE,
    }
    return render(request, "consultations/window.html", context, status=status)


@require_http_methods(METHODS)
@process_view
def resume(request: HttpRequest, process: Process, name: str) -> HttpResponse:
    """Ask for the code of a saved sheet, and show the sheet."""
    found = selectors.window_get(process, name)
    context = base(request, process, found)
    form = ResumeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            code = form.cleaned_data["code"]
            try:
                saved = services.draft_open(window=found, code=code)
            except DomainError as error:
                attach(form, error)
            else:
                asked = _Asked(process, found)
                initial = ResponseForm.initial_of(asked.questions, saved) | {"draft": code}
                came = initial.get("via") or request.GET.get("via", "")
                initial["via"] = arrival_of(str(came))
                context["crumbs"] = crumbs(process, (title_of(found), ""))
                return _window_page(request, context, asked, asked.blank(initial), 200)
    context |= {"form": form, "crumbs": crumbs_of(process, found, _("Continuar"))}
    return render(request, "consultations/resume.html", context, status=status)
