"""Documents of a process: list, page, download; forms of who publishes them.

This room lies below ``process``: the middleware of that room has set ``request.process``,
``request.now`` and ``request.actor`` for every page under ``/p/<slug>/``.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cocrea.documents import selectors, services, store
from cocrea.documents.forms import AddForm, SupersedeForm, VersionForm
from cocrea.documents.models import Document
from cocrea.documents.rules.files import ENDINGS
from cocrea.documents.rules.kinds import KINDS
from cocrea.documents.rules.permits import PERMITS
from cocrea.kernel.errors import DomainError, NotPermitted, NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.text import slugify
from cocrea.ui.forms import attach

PAGE = 50


def _process(request: HttpRequest) -> Any:
    process = getattr(request, "process", None)
    if process is None:
        raise NotThere(Finding("documents.not_there", where="process"))
    return process


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The same page for everybody; only somebody signed in is greeted, and then nothing is kept."""
    cacheable = settings.SESSION_COOKIE_NAME not in request.COOKIES
    request.cacheable = cacheable  # type: ignore[attr-defined]
    response = render(request, template, {"cacheable": cacheable, **context})
    if not cacheable:
        response["Cache-Control"] = "private, no-store"
    return response


def _may(request: HttpRequest, action: str, state: str = "*") -> bool:
    """Without a session nobody can have a role, and nothing is asked about the reader."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return PERMITS.may(request.actor.roles(request.now), action, state)  # type: ignore[attr-defined]


@require_safe
def document_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Current documents, or every version; by kind; 50 a page."""
    process = _process(request)
    kind = request.GET.get("tipo", "")
    kind = kind if kind in KINDS else ""
    versions = request.GET.get("versiones") == "todas"
    rows = selectors.documents(slug, kind=kind, all_versions=versions)
    context = {
        "process": process,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "kinds": selectors.kind_counts(slug).items(),
        "kind": kind,
        "versions": versions,
        "may_add": _may(request, "document.add"),
    }
    return _page(request, "documents/list.html", context)


@require_safe
def document(request: HttpRequest, slug: str, document: UUID) -> HttpResponse:
    """One document with its digest and all its versions."""
    process = _process(request)
    found = selectors.document(slug, document)
    versions = selectors.versions(found)
    context = {
        "process": process,
        "crumbs": [(_("Documentos"), "../"), (found.title_es, "")],
        "document": found,
        "versions": versions,
        "newest": versions[0],
        "may_supersede": _may(request, "document.supersede", found.state),
    }
    return _page(request, "documents/document.html", context)


@require_safe
def download(request: HttpRequest, slug: str, document: UUID) -> HttpResponseBase:
    """The bytes as they were published; always as a file to keep, never shown by the browser."""
    _process(request)
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
    process = _process(request)
    _need(request, "document.add")
    form = AddForm(request.POST or None, request.FILES or None)
    done = _try(
        form,
        lambda given: services.document_add(
            actor=request.actor,  # type: ignore[attr-defined]
            process=process,
            **given,
        ),
    )
    if done is not None:
        return redirect("documents:document", slug, done.public_id)
    return _form_page(request, "documents/add.html", form, {"process": process})


@require_http_methods(["GET", "HEAD", "POST"])
def supersede(request: HttpRequest, slug: str, document: UUID) -> HttpResponse:
    """Publish a new version."""
    process = _process(request)
    old = selectors.document(slug, document)
    _need(request, "document.supersede", old.state)
    first = {n: getattr(old, n) for n in ("title_es", "title_en", "language", "source", "note")}
    form = SupersedeForm(request.POST or None, request.FILES or None, initial=first)
    done = _try(
        form,
        lambda given: services.document_supersede(
            actor=request.actor,  # type: ignore[attr-defined]
            process=process,
            document=old.public_id,
            **given,
        ),
    )
    if done is not None:
        return redirect("documents:document", slug, done.public_id)
    return _form_page(
        request, "documents/supersede.html", form, {"process": process, "document": old}
    )


def _need(request: HttpRequest, action: str, state: str = "*") -> None:
    if not _may(request, action, state):
        raise NotPermitted(Finding("kernel.not_permitted", where=action))


def _try(form: VersionForm, act: Callable[[dict[str, Any]], Document]) -> Document | None:
    """The document, or None with what was wrong shown in the form."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return act(form.given())
    except NotPermitted:
        raise
    except DomainError as error:
        attach(form, error)
        return None


def _form_page(
    request: HttpRequest, template: str, form: VersionForm, context: dict[str, Any]
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    response = render(request, template, {"form": form, **context}, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
