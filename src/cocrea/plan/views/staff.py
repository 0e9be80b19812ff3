"""One page per act: a form, refused with the reason beside the field, then a redirect."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cocrea.agreement import selectors as agreement
from cocrea.agreement.rules.techniques import ADOPTED
from cocrea.commitments import selectors as commitments
from cocrea.kernel.errors import DomainError, NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.refs import SubjectRef
from cocrea.languages import selectors as languages
from cocrea.languages import services as translating
from cocrea.languages.rules.permits import PERMITS as LANGUAGE_PERMITS
from cocrea.plan import reading, selectors, services
from cocrea.plan.forms import (
    AnswerForm,
    ApproveForm,
    ConfirmForm,
    FreezeForm,
    ReviewForm,
    SubmitForm,
    SuggestionForm,
    TranslateForm,
)
from cocrea.plan.models import Review, Version
from cocrea.plan.rules import lifecycle
from cocrea.plan.rules.permits import PERMITS
from cocrea.plan.views.public import crumbs
from cocrea.process.http import process_view
from cocrea.process.models import Process
from cocrea.ui.forms import attach

form_page = require_http_methods(["GET", "HEAD", "POST"])


def _require(request: Any, action: str, state: str = "*") -> None:
    PERMITS.require(request.actor, action, now=request.now, state=state)


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(
    request: HttpRequest,
    process: Process,
    form: forms.Form,
    do: Callable[[], Any],
    *,
    title: str,
    submit: str,
    done: str,
    to: str,
    lead: str = "",
    **more: Any,
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                do()
            except DomainError as error:
                attach(form, error)
                status = error.status
            else:
                flash.success(request, done)
                return redirect(to)
    context = {
        "process": process,
        "crumbs": crumbs(process, (title, "")),
        "form": form,
        "title": title,
        "lead": lead,
        "submit": submit,
        "findings": (),
        "drafts": None,
        "original": None,
        "quote": "",
        **more,
    }
    return render(request, "plan/act.html", context, status=status)


def _home(process: Process) -> str:
    return reverse("plan:home", args=[process.slug])


def _review_url(process: Process) -> str:
    return reverse("plan:review", args=[process.slug])


@form_page
@process_view
def freeze(request: Any, process: Process) -> HttpResponse:
    """What the freeze would find is shown before the button."""
    _require(request, "version.freeze")
    rows = commitments.freeze_set(process)
    report = commitments.freeze_report(process, rows)
    first = not selectors.plan_fact(process).latest
    kind = lifecycle.FIRST if first else lifecycle.REVISED
    form = FreezeForm(_data(request), initial={"kind": kind})
    lead = _(
        "Se congelan y publican %(count)s compromisos propuestos, aceptados o adoptados. "
        "Lo congelado no cambia nunca."
    ) % {"count": len(rows)}
    return _page(
        request,
        process,
        form,
        lambda: services.version_freeze(actor=request.actor, process=process, **form.cleaned_data),
        title=_("Congelar y publicar una versión"),
        submit=_("Congelar y publicar"),
        done=_("La versión quedó congelada y publicada."),
        to=_home(process),
        lead=lead,
        findings=report.findings,
    )


@form_page
@process_view
def review_open(request: Any, process: Process) -> HttpResponse:
    _require(request, "review.open")
    version = selectors.version_get(process)
    form = ReviewForm(_data(request))
    return _page(
        request,
        process,
        form,
        lambda: services.review_open(
            actor=request.actor, version=version, label=form.cleaned_data["label"]
        ),
        title=_("Abrir la revisión de OGP"),
        submit=_("Abrir la revisión"),
        done=_("La revisión quedó abierta."),
        to=_review_url(process),
        lead=_("Se revisa la versión %(number)s.") % {"number": version.number},
    )


def _current(process: Process) -> Review:
    found = selectors.review_current(process)
    if found is None:
        raise NotThere(Finding("plan.no_open_review"))
    return found


@form_page
@process_view
def suggest(request: Any, process: Process) -> HttpResponse:
    review = _current(process)
    _require(request, "suggestion.add", review.state)
    form = SuggestionForm(review.version.content["commitments"], _data(request))
    return _page(
        request,
        process,
        form,
        lambda: services.suggestion_add(actor=request.actor, review=review, **form.cleaned_data),
        title=_("Dar una sugerencia"),
        submit=_("Publicar la sugerencia"),
        done=_("La sugerencia quedó publicada."),
        to=_review_url(process),
        lead=_("Se revisa la versión %(number)s. Cada sugerencia recibe respuesta con su razón.")
        % {"number": review.version.number},
    )


@form_page
@process_view
def answer(request: Any, process: Process, public_id: Any) -> HttpResponse:
    found = selectors.suggestion_get(process, public_id)
    _require(request, "suggestion.answer", found.review.state)
    form = AnswerForm(_data(request))
    return _page(
        request,
        process,
        form,
        lambda: services.suggestion_answer(
            actor=request.actor, suggestion=found, **form.cleaned_data
        ),
        title=_("Responder la sugerencia %(number)s") % {"number": found.number},
        submit=_("Publicar la respuesta"),
        done=_("La respuesta quedó publicada."),
        to=f"{_review_url(process)}#sugerencia-{found.public_id}",
        lead=found.commitment_label,
        quote=found.text,
    )


@form_page
@process_view
def review_close(request: Any, process: Process) -> HttpResponse:
    review = _current(process)
    _require(request, "review.close", review.state)
    return _page(
        request,
        process,
        ConfirmForm(_data(request)),
        lambda: services.review_close(actor=request.actor, review=review),
        title=_("Cerrar la revisión"),
        submit=_("Cerrar la revisión"),
        done=_("La revisión quedó cerrada."),
        to=_review_url(process),
    )


def _latest(process: Process) -> tuple[Version, str]:
    version = selectors.version_get(process)
    return version, lifecycle.APPROVED if hasattr(version, "approval") else version.kind


@form_page
@process_view
def approve(request: Any, process: Process) -> HttpResponse:
    version, _state = _latest(process)
    _require(request, "version.approve", version.kind)
    sessions = agreement.sessions_about(process, "plan", str(version.public_id))
    labels = {str(s.public_id): s.title for s in sessions.filter(state="closed", result=ADOPTED)}
    form = ApproveForm(list(labels.items()), _data(request))

    def do() -> None:
        key = form.cleaned_data["decision"]
        decision = SubjectRef("session", key, label=labels[key])
        services.version_approve(actor=request.actor, version=version, decision=decision)

    lead = _("Versión %(number)s: %(title)s") % {"number": version.number, "title": version.title}
    return _page(
        request,
        process,
        form,
        do,
        title=_("Registrar la aprobación"),
        submit=_("Registrar la aprobación"),
        done=_("La aprobación quedó registrada."),
        to=_home(process),
        lead=lead,
    )


@form_page
@process_view
def submit(request: Any, process: Process) -> HttpResponse:
    version, state = _latest(process)
    _require(request, "plan.submit", state)
    form = SubmitForm(_data(request))
    english = selectors.english_coverage(version)
    lead = _("En inglés: %(done)s de %(total)s textos traducidos y revisados.") % {
        "done": english.reviewed,
        "total": english.total,
    }
    return _page(
        request,
        process,
        form,
        lambda: services.plan_submit(actor=request.actor, version=version, **form.cleaned_data),
        title=_("Enviar a OGP"),
        submit=_("Registrar el envío"),
        done=_("El envío quedó registrado."),
        to=_home(process),
        lead=lead,
    )


def _line(version: Version, kind: str, subject_id: str, field: str) -> selectors.Line:
    rows = selectors.lines(version, "en", working=True)
    found = next((r for r in rows if r.original.key == (kind, subject_id, field)), None)
    if found is None:
        raise NotThere(Finding("plan.no_text"))
    return found


@form_page
@process_view
def translate(
    request: Any, process: Process, kind: str, subject_id: str, field: str
) -> HttpResponse:
    """One text: the original beside its translation, to write it or to say that it is right."""
    version = selectors.version_get(process)
    _require(request, "text.translate")
    line = _line(version, kind, subject_id, field)
    own = line.translation
    form = TranslateForm(_data(request), initial={"text": own.text if own else line.original.given})
    return _page(
        request,
        process,
        form,
        lambda: services.text_translate(
            actor=request.actor,
            version=version,
            kind=kind,
            subject_id=subject_id,
            field=field,
            text=form.cleaned_data["text"],
        ),
        title=reading.original_label(version, line, reading.reader()),
        submit=_("Guardar la traducción"),
        done=_("La traducción quedó guardada; falta que otra persona la revise."),
        to=_translation_url(process),
        original=line.original.text,
        drafts=_draft(request, process, line),
    )


def _translation_url(process: Process) -> str:
    return reverse("plan:translation", args=[process.slug])


def _draft(request: Any, process: Process, line: selectors.Line) -> dict[str, Any] | None:
    """The waiting translation, and whether this reader may review it."""
    own = line.translation
    if own is None or own.reviewed:
        return None
    roles = request.actor.roles(request.now)
    url = reverse("plan:translation_review", args=[process.slug, own.public_id])
    may = LANGUAGE_PERMITS.may(roles, "translation.review", own.state)
    return {"by": own.label, "url": url if may else "", "stale": own.stale}


@form_page
@process_view
def translation_review(request: Any, process: Process, public_id: Any) -> HttpResponse:
    """Another person reads original and translation together."""
    found = languages.translation_get(process, public_id)
    if found is None:
        raise NotThere(Finding("languages.unknown"))
    LANGUAGE_PERMITS.require(
        request.actor, "translation.review", now=request.now, state=found.state
    )
    version = selectors.version_get(process)
    line = _line(version, found.subject_kind, found.subject_id, found.field)
    return _page(
        request,
        process,
        ConfirmForm(_data(request)),
        lambda: translating.translation_review(
            actor=request.actor, process=process, translation=found
        ),
        title=_("Revisar la traducción"),
        submit=_("La traducción es correcta"),
        done=_("La traducción quedó revisada."),
        to=_translation_url(process),
        lead=reading.original_label(version, line, reading.reader()),
        original=line.original.text,
        quote=found.text,
    )
