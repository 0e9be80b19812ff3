"""The calendar: planned and actual days, notice given, places, tasks."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cocrea.kernel.dates import Precision, local_day
from cocrea.process import selectors, words
from cocrea.process.http import public_page
from cocrea.process.models import PreparationTask, Process
from cocrea.process.rules.permits import PERMITS
from cocrea.process.rules.schedule import Row
from cocrea.process.rules.schema import Methodology
from cocrea.process.rules.windows import interval_of
from cocrea.process.selectors import Planned
from cocrea.process.views.shared import doors, signed_in
from cocrea.ui import charts


@public_page
def calendar(request: HttpRequest, process: Process) -> HttpResponse:
    law = selectors.methodology(process)
    rows = selectors.rows_planned(process)
    today = local_day(request.now, process.zone)
    delivery = selectors.delivery(process, rows)
    roles = request.actor.roles(request.now) if signed_in(request) else frozenset({"citizen"})
    names = selectors.area_names(process)
    acts = [act for planned in rows for act in planned.fixed_by]
    tasks = [task_shown(law, task, today, roles) for task in selectors.tasks(process)]
    context = {
        "process": process,
        "law": law,
        "today": today,
        "chart": chart(law, rows),
        "rows": rows_shown(process, law, rows, names, today),
        "all_open": "todo" in request.GET,
        "print_url": "?todo",
        "late_count": sum(act.late for act in acts),
        "notice": law.rules.notice,
        "working": law.rules.notice is not None and law.rules.notice.counting == "working",
        "delivery": delivery,
        "days_left": (delivery.expected - today).days if delivery else None,
        "days_late": abs(delivery.slip_days) if delivery else 0,
        "tasks": tasks,
        "tasks_late": _late_tasks(sum(bool(task["late"]) for task in tasks)),
        "activities": activities_shown(process, law),
        "preparatory": [preparatory_shown(process, each) for each in law.preparatory],
        "fix_url": _fix_url(process, roles),
        "doors": doors(request, process, "calendario"),
    }
    return render(request, "process/calendar.html", context)


def _fix_url(process: Process, roles: Iterable[str]) -> str:
    may = PERMITS.may(roles, "calendar.fix")
    return reverse("process:calendar_fix", args=[process.slug]) if may else ""


def chart(law: Methodology, rows: list[Planned]) -> charts.Chart:
    """Baseline, and the days that an act fixed."""
    titles = {row.number: words.said(row, "activity")[0] for row in law.rows}
    drawn = charts.schedule(
        _("Lo previsto y lo fijado por actos publicados"),
        [
            charts.Span(
                f"{p.number}. {titles[p.number]}", p.baseline, p.actual if p.fixed_by else None
            )
            for p in rows
        ],
    )
    columns = (_("Actividad"), _("Previsto"), _("Fijado por un acto"))
    note = _("Contorno: lo previsto al comenzar. Lleno: lo fijado o movido por un acto.")
    return replace(drawn, columns=columns, note=note)


def rows_shown(
    process: Process,
    law: Methodology,
    rows: list[Planned],
    names: dict[str, str],
    today: date,
) -> list[dict[str, Any]]:
    """Every row; ``here`` marks what goes on today, or what comes next when nothing does."""
    shown = [row_shown(process, law, planned, names) for planned in rows]
    running = [p.number for p in rows if p.actual[0] <= today <= p.actual[1]]
    coming = sorted((p.actual, p.number) for p in rows if p.actual[0] > today)
    here = running or [number for _days, number in coming[:1]]
    for row in shown:
        row["here"] = row["number"] in here
    return shown


def _late_tasks(count: int) -> str:
    text = ngettext("%(count)s vencida", "%(count)s vencidas", count)
    return text % {"count": count} if count else ""


def row_shown(
    process: Process, law: Methodology, planned: Planned, names: dict[str, str]
) -> dict[str, Any]:
    row = next(r for r in law.rows if r.number == planned.number)
    slip, title = slip_of(planned), words.said(row, "activity")
    return {
        "number": row.number,
        "row": row,
        "title": title,
        "short": words.short(title[0]),
        "phase": law.phase(row.phase),
        "planned": planned,
        "baseline": words.shown(planned.baseline),
        "actual": words.shown(planned.actual),
        "precision": words.PRECISIONS[planned.precision],
        "precision_tone": "good" if planned.precision == "day" else "neutral",
        "late": _("aviso corto") if any(act.late for act in planned.fixed_by) else "",
        "amended": not planned.fixed_by and planned.actual != planned.baseline,
        "slip": slip,
        "slip_size": abs(slip),
        "people": _people(row),
        "tables": _tables(row),
        "places": [place_shown(process, place, names) for place in row.places],
        "acts": [
            {
                "act": act,
                "old": words.shown((act.old_start, act.old_end)),
                "new": words.shown((act.start, act.end)),
                "given_size": abs(act.notice_days),
            }
            for act in planned.fixed_by
        ],
    }


def slip_of(planned: Planned) -> int:
    """Days by which the row left its planned interval: after its end, or (negative) before its
    start. A day fixed inside the interval is neither early nor late."""
    (first, last), (start, end) = planned.baseline, planned.actual
    return max((end - last).days, 0) or min((start - first).days, 0)


def _people(row: Row) -> str:
    if row.attendance is None:
        return ""
    people = _("%(amount)s personas") % {"amount": words.amount_text(row.attendance)}
    return f"{people} {words.PER[row.attendance.per]}".strip()


def _tables(row: Row) -> str:
    """Tables and facilitators, as the text states them."""
    given = (
        (_("%(amount)s mesas"), row.tables),
        (_("%(amount)s facilitadores"), row.facilitators),
        (_("%(amount)s por mesa"), row.facilitators_per_table),
    )
    return ", ".join(t % {"amount": words.amount_text(a)} for t, a in given if a is not None)


def place_shown(process: Process, place: Any, names: dict[str, str]) -> dict[str, Any]:
    label, tone = words.PLACES[place.status]
    window = interval_of(place.window, process.starts_on) if place.window else None
    return {
        "place": place,
        "label": label,
        "tone": tone,
        "serves": words.joined(names.get(code, code) for code in place.serves),
        "window": words.shown((window.start, window.end)) if window else None,
    }


def task_shown(
    law: Methodology, task: PreparationTask, today: date, roles: Iterable[str]
) -> dict[str, Any]:
    part = next((each for each in law.preparation if each.slug == task.key), None)
    return {
        "task": task,
        "text": words.said(part, "title") if part else (task.text, words.SOURCE_LANGUAGE),
        "owner": words.role_text(law, task.owner_role),
        "late": max((today - task.due_on).days, 0) if task.done_at is None else 0,
        "may": task.done_at is None and PERMITS.may(roles, "task.done", task.owner_role),
    }


def activities_shown(process: Process, law: Methodology) -> list[dict[str, Any]]:
    return [
        {
            "activity": each,
            "days": words.shown((each.start, each.end)),
            "phase": law.phase(each.phase),
        }
        for each in selectors.activities(process)
    ]


def preparatory_shown(process: Process, each: Any) -> dict[str, Any]:
    window = interval_of(each.window, process.starts_on) if each.window else None
    if window and window.precision is Precision.DAY:
        window = words.shown((window.start, window.end))
    return {
        "each": each,
        "window": window,
        "people": words.amount_text(each.participants),
        "narrowing": " → ".join(map(str, each.narrowing)),
    }
