"""Documents of a process: list, page, download; forms of who publishes them."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cocrea.documents import selectors, services, store
from cocrea.documents.forms import AddForm, SupersedeForm
from cocrea.documents.models import Document
from cocrea.documents.rules.files import ENDINGS
from cocrea.documents.rules.kinds import KINDS
from cocrea.documents.views.shared import attempt, form_page, may, need, process_of, public
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.refs import Told
from cocrea.kernel.text import slugify
from cocrea.ui.paging import page_of


@require_safe
def document_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Current documents, or every version; by kind; 50 a page."""
    process = process_of(request)
    kind = request.GET.get("tipo", "")
    kind = kind if kind in KINDS else ""
    versions = request.GET.get("versiones") == "todas"
    rows = selectors.documents(slug, kind=kind, all_versions=versions)
    context = {
        "process": process,
        "page": page_of(request, rows),
        "kinds": selectors.kind_counts(slug).items(),
        "kind": kind,
        "versions": versions,
        "may_add": may(request, "document.add"),
    }
    return public(request, "documents/list.html", context)


def _told(document: Document) -> Told:
    english = get_language() == "en"
    return Told.of(document.title_es, document.title_en, to_english=english)


@require_safe
def document(request: HttpRequest, slug: str, document: UUID) -> HttpResponse:
    """One document with its digest and all its versions."""
    process = process_of(request)
    found = selectors.document(slug, document)
    versions = selectors.versions(found)
    context = {
        "process": process,
        "crumbs": [(_("Documentos"), "../"), (_told(found), "")],
        "document": found,
        "versions": versions,
        "newest": versions[0],
        "card": selectors.card_of(found),
        "may_supersede": may(request, "document.supersede", found.state),
        "may_describe": may(request, "library.describe", found.state),
    }
    return public(request, "documents/document.html", context)


@require_safe
def download(request: HttpRequest, slug: str, document: UUID) -> HttpResponseBase:
    """The bytes as they were published; always as a file to keep, never shown by the browser."""
    process_of(request)
    found = selectors.document(slug, document)
    stream = store.opened(found.digest) if found.has_file else None
    if stream is None:
        raise NotThere(Finding("documents.not_there", where="file"))
    response = FileResponse(
        stream,
        as_attachment=True,
        filename=_file_name(found),
        content_type=found.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["ETag"] = f'"{found.digest}"'
    return response


def _file_name(found: Document) -> str:
    """Made from the title, not from what a stranger's computer called it."""
    return f"{slugify(found.title_es, max_length=80) or 'documento'}.{ENDINGS[found.media_type]}"


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish a document."""
    process = process_of(request)
    need(request, "document.add")
    form = AddForm(request.POST or None, request.FILES or None)
    act: dict[str, Any] = {"actor": request.actor, "process": process}  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        done = attempt(form, lambda: services.document_add(**act, **form.given()))
        if done is not None:
            return redirect("documents:document", slug, done.public_id)
    return form_page(request, "documents/add.html", form, {"process": process})


@require_http_methods(["GET", "HEAD", "POST"])
def supersede(request: HttpRequest, slug: str, document: UUID) -> HttpResponse:
    """Publish a new version."""
    process = process_of(request)
    old = selectors.document(slug, document)
    need(request, "document.supersede", old.state)
    first = {n: getattr(old, n) for n in ("title_es", "title_en", "language", "source", "note")}
    form = SupersedeForm(request.POST or None, request.FILES or None, initial=first)
    act: dict[str, Any] = {"actor": request.actor, "process": process}  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        act["document"] = old.public_id
        done = attempt(form, lambda: services.document_supersede(**act, **form.given()))
        if done is not None:
            return redirect("documents:document", slug, done.public_id)
    return form_page(
        request, "documents/supersede.html", form, {"process": process, "document": old}
    )
