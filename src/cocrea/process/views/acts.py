"""A page per act for staff. A refusal is shown in the form, which keeps what was typed."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cocrea.kernel.dates import Interval, local_day
from cocrea.kernel.errors import DomainError, NotPermitted, NotThere
from cocrea.kernel.findings import Finding
from cocrea.people.selectors import bodies
from cocrea.process import selectors, services, words
from cocrea.process.forms import (
    NEW,
    ActivityForm,
    AmendmentForm,
    CalendarForm,
    ClauseForm,
    ConfirmForm,
    ExceptionForm,
    ReasonForm,
    ThemesForm,
)
from cocrea.process.forms_figures import FiguresForm
from cocrea.process.http import process_view
from cocrea.process.models import Process
from cocrea.process.rules.calendar import Notice, change_notice, last_day_to_announce
from cocrea.process.rules.loading import amendment_of, load_changes
from cocrea.process.rules.permits import PERMITS
from cocrea.process.rules.schema import Amendment, Clause, Methodology
from cocrea.process.views.themes import exception_shown
from cocrea.ui.forms import attach

methods = require_http_methods(["GET", "HEAD", "POST"])
UNPROCESSABLE = 422


def _need(request: HttpRequest, action: str, state: str = "*") -> None:
    if not PERMITS.may(request.actor.roles(request.now), action, state):
        raise NotPermitted(Finding("kernel.not_permitted", params={"action": action}))


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent; an empty form that was sent is still one to complain of."""
    return request.POST if request.method == "POST" else None


def _try(form: Form, act: Callable[[], object]) -> bool:
    """Do it; a refusal is shown in the form."""
    try:
        act()
    except NotPermitted:
        raise
    except DomainError as error:
        attach(form, error)
        return False
    return True


def _page(request: HttpRequest, name: str, process: Process, form: Form, **more: Any):
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    context = {"process": process, "form": form, **more}
    return render(request, f"process/{name}.html", context, status=status)


def _calendar(process: Process, anchor: str) -> str:
    return f"{reverse('process:calendar', args=[process.slug])}#{anchor}"


@methods
@process_view
def calendar_fix(request: HttpRequest, process: Process) -> HttpResponse:
    """Two steps: the first shows the notice that will be recorded, the second publishes."""
    _need(request, "calendar.fix")
    law = selectors.methodology(process)
    rows = {p.number: p for p in selectors.rows_planned(process)}
    form = CalendarForm(law, _posted(request), initial=_row_initial(request, rows))
    preview: Notice | None = None
    token = ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        days = Interval(given["start"], given["end"])
        today = local_day(request.now, process.zone)
        preview = change_notice(law, today, rows[given["row"]].interval, days)
        token = _token(given, preview)
        if request.POST.get("visto") == token:
            act = {"actor": request.actor, "process": process, **given}
            if _try(form, lambda: services.calendar_fix(**act)):
                messages.success(request, _("Publicado. El aviso que se dio queda a la vista."))
                return redirect(_calendar(process, f"fila-{given['row']}"))
    context = {
        "preview": preview,
        "given_size": abs(preview.given) if preview else 0,
        "token": token,
        "rows": [_row_line(law, p) for p in rows.values()],
        "today": local_day(request.now, process.zone),
        "notice": law.rules.notice,
        "working": law.rules.notice is not None and law.rules.notice.counting == "working",
    }
    return _page(request, "calendar_fix", process, form, **context)


def _row_initial(request: HttpRequest, rows: dict[int, Any]) -> dict[str, Any]:
    wanted = request.GET.get("fila", "")
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 4 else 0
    if number not in rows:
        return {}
    start, end = rows[number].actual
    return {"row": number, "start": start, "end": end}


def _token(given: dict[str, Any], notice: Notice) -> str:
    """Names what was previewed: another row, day or notice has to be seen again."""
    seen = (given["row"], given["start"], given["end"], notice)
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def _row_line(law: Methodology, planned: Any) -> dict[str, Any]:
    row = law.row(planned.number)
    return {
        "row": row,
        "actual": words.shown(planned.actual),
        "precision": words.PRECISIONS[planned.precision],
        "last": last_day_to_announce(law, "call", planned.actual[0]),
    }


@methods
@process_view
def activity_add(request: HttpRequest, process: Process) -> HttpResponse:
    _need(request, "activity.add")
    form = ActivityForm(selectors.methodology(process), _posted(request))
    if request.method == "POST" and form.is_valid():
        act = {"actor": request.actor, "process": process, **form.cleaned_data}
        if _try(form, lambda: services.activity_add(**act)):
            messages.success(request, _("Actividad publicada."))
            return redirect("process:calendar", process.slug)
    return _page(request, "activity_add", process, form)


@methods
@process_view
def task_done(request: HttpRequest, process: Process, key: str) -> HttpResponse:
    task = selectors.tasks(process).filter(key=key.replace("\x00", "")[:60]).first()
    if task is None:
        raise NotThere(Finding("process.unknown_task", params={"key": key[:60]}))
    _need(request, "task.done", task.owner_role)
    form = ConfirmForm(_posted(request))
    if request.method == "POST":
        services.task_done(actor=request.actor, process=process, key=task.key)
        messages.success(request, _("Tarea hecha. Queda en el registro."))
        return redirect(_calendar(process, "tareas"))
    law = selectors.methodology(process)
    part = next((each for each in law.preparation if each.slug == task.key), None)
    context = {
        "task": task,
        "text": words.said(part, "title")[0] if part else task.text,
        "owner": words.role_text(law, task.owner_role),
        "late": max((local_day(request.now, process.zone) - task.due_on).days, 0),
    }
    return _page(request, "task_done", process, form, **context)


@methods
@process_view
def theme_states(request: HttpRequest, process: Process) -> HttpResponse:
    _need(request, "theme.set")
    themes = list(selectors.themes(process, state=None))
    form = ThemesForm(themes, _posted(request))
    if request.method == "POST" and form.is_valid():
        act = {"actor": request.actor, "process": process, "states": form.states()}
        reason = form.cleaned_data["reason"]
        if _try(form, lambda: services.theme_set(**act, reason=reason)):
            messages.success(request, _("Estado de los temas publicado."))
            return redirect("process:themes", process.slug)
    return _page(request, "theme_states", process, form)


@methods
@process_view
def exception_propose(request: HttpRequest, process: Process) -> HttpResponse:
    """Ask a body for it. Its decision is declared and closed elsewhere, and published after."""
    _need(request, "exception.propose")
    known = bodies(process.slug)
    form = ExceptionForm(known, _posted(request))
    if request.method == "POST" and form.is_valid():
        act = {"actor": request.actor, "process": process, **form.cleaned_data}
        if _try(form, lambda: services.exception_propose(**act)):
            messages.success(request, _("Excepción propuesta: falta que el órgano decida."))
            return redirect("process:exceptions", process.slug)
    return _page(request, "exception_propose", process, form, bodies=known)


@methods
@process_view
def exception_withdraw(request: HttpRequest, process: Process, exception: UUID) -> HttpResponse:
    found = selectors.exception_get(process, exception)
    _need(request, "exception.withdraw", found.state)
    form = ReasonForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        act = {"actor": request.actor, "process": process, "exception": found}
        reason = form.cleaned_data["reason"]
        if _try(form, lambda: services.exception_withdraw(**act, reason=reason)):
            messages.success(request, _("Excepción retirada: la regla vuelve a valer."))
            return redirect("process:exceptions", process.slug)
    shown = exception_shown(process, found)
    return _page(request, "exception_withdraw", process, form, e=shown)


@methods
@process_view
def amendment_publish(request: HttpRequest, process: Process) -> HttpResponse:
    """Which clause first, then its text now beside its text to be."""
    _need(request, "amendment.publish")
    law = selectors.law_of(list(selectors.versions(process))[-1])
    chosen = request.GET.get("clausula", "")
    if not chosen:
        return _page(request, "amendment_clause", process, ClauseForm(law))
    clause = law.clause(chosen)
    if clause is None and chosen != NEW:
        raise NotThere(Finding("process.unknown_clause", params={"clause": chosen[:40]}))
    today = local_day(request.now, process.zone)
    initial = {"in_force_from": today, "new": clause.text if clause else ""}
    form = AmendmentForm(law, clause, _posted(request), initial=initial)
    figures = FiguresForm(clause.quantities if clause else (), _posted(request))
    if request.method == "POST" and form.is_valid() and figures.is_valid():
        given = {**form.cleaned_data, "clause_data": figures.changed()}
        if _try(form, lambda: _amend(request, process, law, clause, given, today)):
            messages.success(request, _("Enmienda publicada: la versión anterior se conserva."))
            return redirect("process:amendments", process.slug)
    if figures.is_bound and figures.errors:
        form.add_error(None, _("Revise lo que la cláusula dice en cifras."))
    more = {"clause": clause, "figures": figures, "opened": bool(figures.errors)}
    return _page(request, "amendment_publish", process, form, **more)


def _amend(
    request: HttpRequest,
    process: Process,
    law: Methodology,
    clause: Clause | None,
    given: dict[str, Any],
    today: date,
) -> None:
    day = given["in_force_from"]
    at = datetime.combine(day, time(0), ZoneInfo(process.zone)) if day != today else None
    services.amendment_publish(
        actor=request.actor,
        process=process,
        text=_amendment(law, clause, given),
        in_force_from=at,
        answers=given["answers"].split(),
    )


def _amendment(law: Methodology, clause: Clause | None, given: dict[str, Any]) -> Amendment:
    """The text stays out when it does not change: then only values do. What it states in figures
    is part of the clause, which is then put again."""
    old = clause.text if clause else ""
    new = "" if given.get("remove") else given["new"]
    figures = given["clause_data"]
    if not given.get("remove") and (not new or " ".join(new.split()) == " ".join(old.split())):
        old = new = old if figures else ""
    return amendment_of(
        {
            "number": max((a.number for a in law.amendments), default=0) + 1,
            "clause": clause.id if clause else given["new_id"],
            "section": given.get("section", ""),
            "old": old,
            "new": new,
            "reason": given["reason"],
            "body": given["body"],
            "in_force_from": {"date": given["in_force_from"]},
            "clause_data": figures if new else {},
            "values": load_changes(given["values"]),
        }
    )
