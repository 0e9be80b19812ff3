"""Files of voices: taken in, their columns told, read, promoted, undone; and what all may see."""

import csv
import io
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cocrea.kernel.errors import DomainError, NotPermitted, NotThere
from cocrea.kernel.findings import Finding, Severity
from cocrea.kernel.tables import neutral
from cocrea.ledger import selectors as ledger_selectors
from cocrea.people import selectors as people
from cocrea.process import selectors as process_selectors
from cocrea.process.http import process_view, public_page
from cocrea.process.models import Process
from cocrea.ui.downloads import workbook
from cocrea.ui.forms import attach
from cocrea.ui.messages import text_of
from cocrea.ui.paging import DESK, page_of
from cocrea.voices import import_words, selectors, services
from cocrea.voices.forms_importing import ColumnsForm, PromoteForm, UndoForm, UploadForm
from cocrea.voices.models import ImportBatch
from cocrea.voices.rules.importing.fields import HEADINGS
from cocrea.voices.rules.importing.lifecycle import UNFINISHED
from cocrea.voices.rules.importing.mapping import mapping_of
from cocrea.voices.rules.permits import PERMITS
from cocrea.voices.selectors import Preview
from cocrea.voices.views.public import signed_in
from cocrea.voices.views.staff import methods

MANY_SLIPS = 2000  # more than these are no page that a browser prints
PATIENCE = 4.0  # seconds that one request works on a file; ``tick`` does the rest


def _roles(request: HttpRequest) -> frozenset[str]:
    if not signed_in(request):
        return frozenset({"citizen"})
    found: frozenset[str] = request.actor.roles(request.now)
    return found


def _for_a_while() -> Callable[[], bool]:
    until = time.monotonic() + PATIENCE
    return lambda: time.monotonic() < until


def _batch(request: HttpRequest, process: Process, batch: UUID, action: str) -> ImportBatch:
    """The batch, where this reader may do this to it now; otherwise a refusal with its reason."""
    roles = request.actor.roles(request.now)
    found = selectors.batch_get(process, batch, roles=roles)
    PERMITS.require(request.actor, action, now=request.now, state=found.state)
    return found


@public_page
def imports(request: HttpRequest, process: Process) -> HttpResponse:
    """Every file that became voices, and those that were undone; drafts for their team."""
    roles = _roles(request)
    may_open = PERMITS.may(roles, "import.open")
    found = selectors.batches(process, drafts=may_open)
    page = page_of(request, found, DESK)
    for each in page.object_list:
        each.state_label = import_words.STATES[each.state]
        each.tone = import_words.TONES.get(each.state, "neutral")
    context = {"process": process, "page": page, "may_open": may_open}
    return render(request, "voices/imports.html", context)


@public_page
def template(request: HttpRequest, process: Process) -> HttpResponse:
    """An empty sheet with the columns that a hall may fill in, and what each means."""
    meanings = [
        (heading, import_words.FIELDS[name], import_words.MEANINGS[name])
        for name, heading in HEADINGS.items()
    ]
    heads = (_("Título"), _("Qué es"), _("Cómo se llena"))
    pages = ((_("Voces"), list(HEADINGS.values()), []), (_("Columnas"), heads, meanings))
    widths = [60 if name == "text" else 16 for name in HEADINGS]
    return workbook(pages, "voces.xlsx", made_at=request.now, widths=widths)


@methods
@process_view
def upload(request: HttpRequest, process: Process) -> HttpResponse:
    PERMITS.require(request.actor, "import.open", now=request.now)
    form = UploadForm(process, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = services.import_open(
                actor=request.actor,
                process=process,
                file=file.file,
                name=file.name,
                source_name=form.cleaned_data["source_name"],
                defaults=form.defaults(),
            )
        except NotPermitted:
            raise
        except DomainError as error:
            attach(form, error)
        else:
            return _opened(request, process, batch)
    status = 422 if form.errors else 200
    context = {"process": process, "form": form}
    return render(request, "voices/import_upload.html", context, status=status)


def _opened(request: HttpRequest, process: Process, batch: ImportBatch) -> HttpResponse:
    if batch.state != "uploaded":
        messages.info(request, _("Este mismo archivo ya se había cargado; no se cargó dos veces."))
        return redirect("voices:import", slug=process.slug, batch=batch.public_id)
    if batch.opened_office != request.actor.office:
        messages.info(
            request,
            _(
                "Otra persona ya había cargado este archivo y lo dejó en borrador. Los códigos los "
                "descarga quien lo cargó."
            ),
        )
    return redirect("voices:import_columns", slug=process.slug, batch=batch.public_id)


@methods
@process_view
def columns(request: HttpRequest, process: Process, batch: UUID) -> HttpResponse:
    """What each column means, with the first rows as they would come in."""
    found = _batch(request, process, batch, "import.stage")
    try:
        shown = selectors.preview(selectors.opened_batch(found))
    except NotPermitted:
        raise
    except DomainError as error:
        context = {"process": process, "batch": found, "broken": error.findings}
        return render(request, "voices/import_broken.html", context, status=error.status)
    if request.method != "POST":
        form = ColumnsForm(process, shown, strict=found.strict)
        return _columns_page(request, process, found, form, shown)
    form = ColumnsForm(process, shown, request.POST, strict=found.strict)
    if not form.is_valid():
        return _columns_page(request, process, found, form, shown, status=422)
    try:
        return _columns_told(request, process, found, form)
    except NotPermitted:
        raise
    except DomainError as error:
        for finding in error.findings:
            form.add_error(None, text_of(finding))
        return _columns_page(request, process, found, form, shown, status=error.status)


def _columns_told(
    request: HttpRequest, process: Process, batch: ImportBatch, form: ColumnsForm
) -> HttpResponse:
    """Read it all, or show again what it would bring by what was chosen."""
    anew = form.reads_otherwise()
    mapping = mapping_of(form.told()) if anew else form.mapping()
    if request.POST.get("act") == "read" and not anew:
        services.import_stage(
            actor=request.actor,
            batch=batch,
            mapping=mapping,
            strict=form.cleaned_data["strict"],
            going=_for_a_while(),
        )
        return redirect("voices:import", slug=process.slug, batch=batch.public_id)
    shown = selectors.preview(selectors.opened_batch(batch, mapping))
    again = ColumnsForm(process, shown, strict=form.cleaned_data["strict"])
    return _columns_page(request, process, batch, again, shown)


def _columns_page(
    request: HttpRequest,
    process: Process,
    batch: ImportBatch,
    form: ColumnsForm,
    shown: Preview,
    status: int = 200,
) -> HttpResponse:
    used = [name for name in import_words.FIELDS if name in shown.mapping.columns]
    said = _spelling(process, form)
    rows = [
        {
            "line": draft.line,
            "cells": [said(name, _shown(draft, name)) for name in used],
            "problems": [(_heads(shown.mapping.columns, f.where), f) for f in draft.problems],
            "skipped": draft.skipped,
        }
        for draft in shown.sample
    ]
    shape = shown.shape
    context = {
        "process": process,
        "batch": batch,
        "form": form,
        "shape": shape,
        "encoding": import_words.CODECS.get(shape.encoding, shape.encoding),
        "why": import_words.WHY.get(shape.why, ""),
        "separator": import_words.SEPARATORS.get(shape.separator, ""),
        "known": import_words.BUILT_IN.get(shown.mapping.known, ""),
        "problems": shown.problems,
        "heads": [import_words.FIELDS[name] for name in used],
        "rows": rows,
    }
    return render(request, "voices/import_columns.html", context, status=status)


def _spelling(process: Process, form: ColumnsForm) -> Callable[[str, str], str]:
    """(field, code) -> its words, as forms offer them; anything else as it is."""
    names = ("kind", "theme", "language", "sector", "gender", "age_band", "people")
    known: dict[str, Mapping[str, Any]] = {name: form.choices(name) for name in names}
    places: dict[str, str] = {}
    for area in process_selectors.territory(process).areas:
        places |= {area.code: area.name, **{part.code: part.name for part in area.parts}}

    def said(name: str, code: str) -> str:
        if name in ("area", "part", "place"):
            return ", ".join(places.get(one, one) for one in code.split())
        return str(known.get(name, {}).get(code, code))

    return said


def _heads(columns: Mapping[str, Sequence[str]], name: str) -> str:
    """The headings of the file under which a field stands: «Sexo»."""
    return ", ".join(f"«{head}»" for head in columns.get(name, ()))


def _shown(draft: Any, name: str) -> str:
    if name in ("text", "person", "contact"):
        return str(getattr(draft, name))
    if name in ("id", "said_on"):
        return str((draft.row_id if name == "id" else draft.said_on) or "")
    if name in ("organization", "table"):
        whose = draft.fields.get("voice_of") == name
        return str(draft.fields.get("voice_of_label", "")) if whose else ""
    if name == "place":
        return " ".join(draft.fields.get(n, "") for n in ("area", "part"))
    return str(draft.fields.get(name, ""))


@public_page
def batch(request: HttpRequest, process: Process, batch: UUID) -> HttpResponse:
    """What one file brought: how many, from where, typed by whom, and the root to check it by."""
    roles = _roles(request)
    found = selectors.batch_get(process, batch, roles=roles)
    typists = PERMITS.may(roles, "import.open")
    acts = ("stage", "promote", "continue", "codes", "undo", "discard")
    entries = ledger_selectors.entries_about(process.log_id, found.ref) if found.public else []
    context = {
        "process": process,
        "batch": found,
        "state_label": import_words.STATES[found.state],
        "tone": import_words.TONES.get(found.state, "neutral"),
        "unfinished": found.state in UNFINISHED,
        "may": {name: PERMITS.may(roles, f"import.{name}", found.state) for name in acts},
        "typists": typists,
        "problems": _problems(found) if typists else [],
        "entries": entries,
        "log": process.log,
        "opened_name": _organization_name(found.opened_organization),
    }
    return render(request, "voices/import_batch.html", context)


def _organization_name(slug: str) -> str:
    found = people.organizations().filter(slug=slug) if slug else None
    return (found.values_list("name", flat=True).first() or "") if found is not None else ""


def _problems(found: ImportBatch) -> list[dict[str, Any]]:
    return [
        {
            "finding": finding,
            "field": _column(found, finding.where),
            "count": count,
            "line": line,
        }
        for finding, count, line in selectors.problem_counts(found)
    ]


def _column(found: ImportBatch, name: str) -> str:
    """What a field is called, and under which heading of the file it stands."""
    label = str(import_words.FIELDS.get(name, ""))
    heads = _heads(found.mapping.get("columns", {}), name)
    return f"{label} ({heads})" if label and heads else label


@require_safe
@process_view
def problems(request: HttpRequest, process: Process, batch: UUID) -> HttpResponse:
    """Every problem with its line, to correct the file by. No cell is quoted."""
    roles = request.actor.roles(request.now)
    found = selectors.batch_get(process, batch, roles=roles)
    PERMITS.require(request.actor, "import.open", now=request.now)
    head = [_("línea"), _("columna"), _("gravedad"), _("qué pasa")]

    def rows() -> Iterable[list[str]]:
        for row in selectors.problem_rows(found).iterator(chunk_size=1000):
            for finding in selectors.findings_of(row):
                field = _column(found, finding.where)
                grave = finding.severity is Severity.BLOCKER
                yield [str(row.line), field, _("error") if grave else _("aviso"), text_of(finding)]

    return _csv(f"errores-{str(found.public_id)[:8]}.csv", [head, *rows()])


def _csv(name: str, rows: Iterable[Iterable[str]]) -> HttpResponse:
    """For people: with the mark that spreadsheets look for, and nothing that they would run."""
    out = io.StringIO()
    csv.writer(out).writerows([[neutral(cell) for cell in row] for row in rows])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@methods
@process_view
def promote(request: HttpRequest, process: Process, batch: UUID) -> HttpResponse:
    found = _batch(request, process, batch, "import.promote")

    def act(_data: dict[str, Any]) -> None:
        services.import_promote(actor=request.actor, batch=found, going=_for_a_while())

    return _act(request, process, found, PromoteForm, act, "voices/import_promote.html")


@methods
@process_view
def undo(request: HttpRequest, process: Process, batch: UUID) -> HttpResponse:
    found = _batch(request, process, batch, "import.undo")

    def act(data: dict[str, Any]) -> None:
        services.import_undo(actor=request.actor, batch=found, going=_for_a_while(), **data)

    more = {"treated": selectors.treated_of(found)}
    return _act(request, process, found, UndoForm, act, "voices/import_undo.html", **more)


def _act(
    request: HttpRequest,
    process: Process,
    found: ImportBatch,
    make: Any,
    act: Callable[[dict[str, Any]], None],
    template: str,
    **more: Any,
) -> HttpResponse:
    form = make(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except NotPermitted:
            raise
        except DomainError as error:
            attach(form, error)
        else:
            return redirect("voices:import", slug=process.slug, batch=found.public_id)
    context = {"process": process, "batch": found, "form": form, **more}
    return render(request, template, context, status=422 if form.errors else 200)


@require_POST
@process_view
def proceed(request: HttpRequest, process: Process, batch: UUID) -> HttpResponse:
    """Go on for a few seconds with what was begun."""
    found = _batch(request, process, batch, "import.continue")
    services.import_run(actor=request.actor, batch=found, going=_for_a_while())
    return redirect("voices:import", slug=process.slug, batch=found.public_id)


@require_POST
@process_view
def discard(request: HttpRequest, process: Process, batch: UUID) -> HttpResponse:
    found = _batch(request, process, batch, "import.discard")
    services.import_discard(actor=request.actor, batch=found)
    messages.success(request, _("Se borró el borrador, con su archivo."))
    return redirect("voices:imports", slug=process.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@process_view
def codes(request: HttpRequest, process: Process, batch: UUID) -> HttpResponse:
    """The sheet of codes, once: to print and cut, or as a table."""
    found = _batch(request, process, batch, "import.codes")
    many = found.done > MANY_SLIPS
    if request.method != "POST":
        context = {"process": process, "batch": found, "many": many}
        return render(request, "voices/import_codes.html", context)
    slips = services.import_codes(actor=request.actor, batch=found)
    if many or request.POST.get("format") == "csv":
        head = [_("línea"), _("folio"), _("código"), _("de quién"), _("empieza")]
        rows = [[str(s.line), s.folio, s.code, s.whose, s.begins] for s in slips]
        return _csv("codigos.csv", [head, *rows])
    context = {"process": process, "batch": found, "slips": slips}
    return render(request, "voices/import_slips.html", context)


@require_safe
@process_view
def leaves(request: HttpRequest, process: Process, batch: UUID) -> StreamingHttpResponse:
    """What the root in the record stands over: one JSON object per line, in its order."""
    found = selectors.batch_get(process, batch)
    if not found.public:
        raise NotThere(Finding("voices.import_not_there"))
    lines = (json.dumps(leaf, sort_keys=True) + "\n" for leaf in selectors.leaves(found))
    response = StreamingHttpResponse(lines, content_type="application/x-ndjson")
    response["Content-Disposition"] = f'attachment; filename="{found.public_id}.ndjson"'
    return response
