"""The library of references: what everybody reads, and the cards of who keeps it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cocrea.documents import selectors, services
from cocrea.documents.forms import CardForm, ReferenceForm
from cocrea.documents.models import LibraryCard
from cocrea.documents.rules.library import INSTRUMENTS
from cocrea.documents.views.shared import attempt, form_page, may, need, process_of, public
from cocrea.ui.paging import page_of


@require_safe
def library(request: HttpRequest, slug: str) -> HttpResponse:
    """References with their language, source, digest, licence, and how we know of them."""
    process = process_of(request)
    instrument = request.GET.get("tipo", "")
    language = request.GET.get("idioma", "")
    kept = selectors.languages_kept(slug)
    rows = selectors.library(
        slug, instrument=instrument, language=language if language in kept else ""
    )
    context = {
        "process": process,
        "page": page_of(request, rows),
        "instruments": INSTRUMENTS,
        "instrument": instrument,
        "tongues": kept,
        "tongue": language,
        "may_add": may(request, "library.add"),
    }
    return public(request, "documents/library.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def library_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish a reference with its card."""
    process = process_of(request)
    need(request, "library.add")
    posted = request.method == "POST"
    form = ReferenceForm(request.POST if posted else None, request.FILES if posted else None)
    act: dict[str, Any] = {"actor": request.actor, "process": process}  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        done = attempt(
            form, lambda: services.reference_add(**act, card=form.card(), **form.given())
        )
        if done is not None:
            return redirect("documents:document", slug, done.public_id)
    context = {"process": process, "title": _("Agregar una referencia")}
    return form_page(request, "documents/library_form.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
def library_describe(request: HttpRequest, slug: str, document: UUID) -> HttpResponse:
    """Correct a card, or give one to a document that has none."""
    process = process_of(request)
    found = selectors.document(slug, document)
    need(request, "library.describe", found.state)
    card = selectors.card_of(found)
    form = CardForm(request.POST if request.method == "POST" else None, initial=_initial(card))
    act: dict[str, Any] = {"actor": request.actor, "process": process}  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        act |= {"document": found.public_id, "card": form.card()}
        if attempt(form, lambda: services.reference_describe(**act)) is not None:
            return redirect("documents:document", slug, found.public_id)
    context = {"process": process, "title": _("Ficha de la biblioteca"), "document": found}
    return form_page(request, "documents/library_form.html", form, context)


def _initial(card: LibraryCard | None) -> dict[str, Any]:
    if card is None:
        return {}
    names = ("instrument", "trust", "year", "licence", "why_absent")
    return {**{name: getattr(card, name) for name in names}, "cited": " ".join(card.cited)}
