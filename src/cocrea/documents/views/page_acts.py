"""One page per act on an editorial page: ask for approval, approve, return, discard, withdraw."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.documents import forms, selectors, services
from cocrea.documents.models import Page, PageVersion
from cocrea.documents.rules import pages as rules
from cocrea.documents.views.pages import methods, work_of, worker_of
from cocrea.documents.views.shared import attempt, form_page, need, process_of
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding


@dataclass(frozen=True, slots=True)
class Words:
    """What the page of an act says. done: after it; goal: name of the page that follows."""

    title: str
    lead: str
    submit: str
    done: str
    goal: str = "page_work"


def _act(
    request: HttpRequest,
    page: Page,
    form: Any,
    act: Callable[[dict[str, Any]], PageVersion],
    words: Words,
    **context: Any,
) -> HttpResponse:
    process = process_of(request)
    who: dict[str, Any] = {
        "actor": request.actor,  # type: ignore[attr-defined]
        "process": process,
        "page": page,
    }
    if form.is_bound and form.is_valid() and attempt(form, lambda: act(who)) is not None:
        messages.success(request, words.done)
        named = [] if words.goal == "pages" else [page.slug]
        return redirect(reverse(f"documents:{words.goal}", args=[process.slug, *named]))
    more = {"process": process, "page": page, "words": words, **context}
    return form_page(request, "documents/page_act.html", form, more)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@methods
def page_submit(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    page, version = work_of(request, name)
    need(request, "page.submit", version.state)
    words = Words(
        title=_("Pedir aprobación"),
        lead=_("La aprueba otra persona con otra función. Hasta entonces el texto no cambia."),
        submit=_("Pedir aprobación"),
        done=_("Enviada: espera que otra persona la apruebe."),
    )
    form = forms.ConfirmForm(_sent(request))
    return _act(request, page, form, lambda who: services.page_submit(**who), words)


@methods
def page_approve(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    page, version = work_of(request, name)
    need(request, "page.approve", version.state)
    words = Words(
        title=_("Aprobar y publicar"),
        lead=_("Quedan públicos el texto, quién lo escribió y quién lo aprobó."),
        submit=_("Aprobar"),
        done=_("Aprobada."),
        goal="pages",
    )
    form = forms.ApproveForm(_sent(request), initial={"seen": version.digest})

    def act(who: dict[str, Any]) -> PageVersion:
        seen = form.cleaned_data["seen"]
        return services.page_approve(**who, seen=seen, publish_at=form.local())

    readings = [selectors.reading(version, text.language) for text in version.texts.all()]
    return _act(request, page, form, act, words, readings=readings, version=version)


@methods
def page_return(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    page, version = work_of(request, name)
    need(request, "page.return", version.state)
    words = Words(
        title=_("Devolver a quien la escribió"),
        lead=_("La razón la lee quien escribe; no es pública."),
        submit=_("Devolver"),
        done=_("Devuelta con su razón."),
    )
    form = forms.ReasonForm(_sent(request))

    def act(who: dict[str, Any]) -> PageVersion:
        return services.page_return(**who, reason=form.cleaned_data["reason"])

    return _act(request, page, form, act, words)


@methods
def page_discard(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    page, version = work_of(request, name)
    need(request, "page.discard", version.state)
    words = Words(
        title=_("Descartar el borrador"),
        lead=_("Lo que esté publicado sigue publicado."),
        submit=_("Descartar"),
        done=_("Borrador descartado."),
        goal="pages",
    )
    form = forms.ConfirmForm(_sent(request))
    return _act(request, page, form, lambda who: services.page_discard(**who), words)


@methods
def page_withdraw(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    page = worker_of(request, name)
    if not selectors.readable(page):
        raise NotThere(Finding("documents.page_not_there", where="page"))
    need(request, "page.withdraw", rules.PUBLISHED)
    words = Words(
        title=_("Retirar la página"),
        lead=_("Su dirección dirá que estuvo publicada, cuándo se retiró y por qué."),
        submit=_("Retirar"),
        done=_("Página retirada con su razón pública."),
        goal="page",
    )
    form = forms.ReasonForm(_sent(request))

    def act(who: dict[str, Any]) -> PageVersion:
        return services.page_withdraw(**who, reason=form.cleaned_data["reason"])

    return _act(request, page, form, act, words)
