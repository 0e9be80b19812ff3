"""Editorial pages: what everybody reads, and the work of editors and approvers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cocrea.documents import forms, selectors, services
from cocrea.documents.models import Page, PageVersion
from cocrea.documents.rules import pages as rules
from cocrea.documents.rules.permits import PERMITS
from cocrea.documents.selectors.offers import WORKING
from cocrea.documents.views.shared import (
    attempt,
    form_page,
    may,
    need,
    private,
    process_of,
    public,
    roles_of,
)
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.refs import Told

GONE = 410
methods = require_http_methods(["GET", "HEAD", "POST"])
Context = dict[str, Any]


@require_safe
def page_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Published pages; for who works on them, also what is in work."""
    process = process_of(request)
    working = bool(roles_of(request) & WORKING)
    found = selectors.pages_in_work(slug) if working else []
    context = {
        "process": process,
        "pages": [selectors.reading(version) for version in selectors.pages_public(slug)],
        "work": [selectors.reading(version, rules.ORIGINAL) for version in found],
        "may_draft": may(request, "page.draft"),
    }
    return public(request, "documents/pages.html", context)


@require_safe
def page(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One page in the reader's language, or what is known of one that was taken away."""
    process = process_of(request)
    version = selectors.page_current(slug, name)
    wanted = request.GET.get("idioma", "")
    reading = selectors.reading(version, wanted if wanted in rules.LANGUAGES else "")
    gone = version.state == rules.WITHDRAWN
    context = {
        "process": process,
        "version": version,
        "reading": reading,
        "crumbs": [(_("Páginas"), "../"), (_titled(version, gone=gone), "")],
        **_doors(request, version.page),
    }
    if gone:
        return public(request, "documents/page_withdrawn.html", context, status=GONE)
    return public(request, "documents/page.html", context)


@require_safe
def page_history(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Every version that was ever public: when, who wrote it, who approved it."""
    process = process_of(request)
    current = selectors.page_current(slug, name)
    readable = current.state == rules.PUBLISHED
    context = {
        "process": process,
        "current": current,
        "versions": selectors.page_history(current.page),
        "readable": readable,
        "crumbs": [
            (_("Páginas"), "../../"),
            (_titled(current, gone=not readable), "../"),
            (_("Historial"), ""),
        ],
    }
    return public(request, "documents/page_history.html", context)


@require_safe
def page_version(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """A version as it was; not after the page was taken away."""
    process = process_of(request)
    current = selectors.page_current(slug, name)
    version = selectors.page_version(current.page, number)
    if version.state == rules.WITHDRAWN or not selectors.readable(current.page):
        raise NotThere(Finding("documents.page_not_there", where="page"))
    context = {
        "process": process,
        "version": version,
        "current": current,
        "reading": selectors.reading(version),
        "crumbs": [
            (_("Páginas"), "../../../"),
            (_titled(current), "../../"),
            (_("Historial"), "../"),
            (str(number), ""),
        ],
    }
    return public(request, "documents/page_version.html", context)


def _titled(version: PageVersion, *, gone: bool = False) -> str | Told:
    """What the way to a page calls it; of one that was taken away, its address only."""
    if gone:
        return version.page.slug
    text = selectors.reading(version).text
    return Told(text.title, text.language)


def _doors(request: HttpRequest, page: Page) -> Context:
    """What the reader may do with this page."""
    if not roles_of(request) & WORKING:
        return {"may_edit": False, "may_withdraw": False, "has_work": False}
    work = selectors.page_work(page)
    standing = selectors.readable(page)
    return {
        "may_edit": work is None and may(request, "page.edit", rules.PUBLISHED),
        "may_withdraw": standing and may(request, "page.withdraw", rules.PUBLISHED),
        "has_work": work is not None,
    }


def worker_of(request: HttpRequest, name: str) -> Page:
    """The page, for somebody who works on pages; to anybody else there is none."""
    process = process_of(request)
    if not roles_of(request) & WORKING:
        raise NotThere(Finding("documents.page_not_there", where="page"))
    return selectors.page_get(process.slug, name)


def work_of(request: HttpRequest, name: str) -> tuple[Page, PageVersion]:
    page = worker_of(request, name)
    version = selectors.page_work(page)
    if version is None:
        raise NotThere(Finding("documents.page_not_there", where="page"))
    return page, version


@methods
def page_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a page."""
    process = process_of(request)
    need(request, "page.draft")
    form = forms.PageForm(request.POST if request.method == "POST" else None)
    act: Context = {"actor": request.actor, "process": process}  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        name = form.cleaned_data["name"]
        done = attempt(form, lambda: services.page_draft(**act, name=name, **form.given()))
        if done is not None:
            messages.success(request, _("Borrador guardado. Nadie más lo ve todavía."))
            return redirect("documents:page_work", slug, done.page.slug)
    return form_page(request, "documents/page_form.html", form, {"process": process, "name": ""})


@methods
def page_edit(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Work on the draft, or begin the next version from what is published."""
    page = worker_of(request, name)
    version = selectors.page_work(page)
    need(request, "page.edit", version.state if version else rules.PUBLISHED)
    history = selectors.page_history(page)
    base = version or (history[0] if history else None)
    kept = {t.language: (t.title, t.text) for t in base.texts.all()} if base else {}
    form = forms.PageForm(
        request.POST if request.method == "POST" else None,
        kept=kept,
        initial=_initial(base, kept, fresh=version is None),
    )
    del form.fields["name"]
    act: Context = {"actor": request.actor, "process": process_of(request)}  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        done = attempt(form, lambda: services.page_edit(**act, page=page, **form.given()))
        if done is not None:
            messages.success(request, _("Borrador guardado. Nadie más lo ve todavía."))
            return redirect("documents:page_work", slug, name)
    context = {"process": act["process"], "name": name, "kept": sorted(set(kept) - {"es", "en"})}
    return form_page(request, "documents/page_form.html", form, context)


def _initial(
    base: PageVersion | None, kept: dict[str, tuple[str, str]], *, fresh: bool
) -> dict[str, Any]:
    if base is None:
        return {}
    found: dict[str, Any] = {
        "place": base.place,
        "position": base.position,
        "slots": base.slots,
        "note": "" if fresh else base.note,
    }
    for code in ("es", "en"):
        found[f"title_{code}"], found[f"text_{code}"] = kept.get(code, ("", ""))
    return found


@require_safe
def page_work(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Preview: every language as readers will get it, and what can be done with it now."""
    page, version = work_of(request, name)
    roles = roles_of(request)
    acts = [
        (label, action.partition(".")[2])
        for action, label in (
            ("page.edit", _("Seguir escribiendo")),
            ("page.submit", _("Pedir aprobación")),
            ("page.approve", _("Aprobar")),
            ("page.return", _("Devolver")),
            ("page.discard", _("Descartar")),
        )
        if PERMITS.may(roles, action, version.state)
    ]
    context = {
        "process": process_of(request),
        "page": page,
        "version": version,
        "acts": [(label, f"documents:page_{act}") for label, act in acts],
        "readings": [selectors.reading(version, t.language) for t in version.texts.all()],
        "slots": selectors.reading(version, rules.ORIGINAL).languages,
        "crumbs": [(_("Páginas"), "../../"), (_("Vista previa"), "")],
    }
    return private(request, "documents/page_work.html", context)
