"""What this room says to gates, desks and home pages."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.kernel.dates import local_day
from cocrea.kernel.desk import DeskItem
from cocrea.kernel.permits import Actor
from cocrea.process.models import PreparationTask, Process, Theme
from cocrea.process.rules.calendar import last_day_to_announce
from cocrea.process.rules.exceptions import PROPOSED
from cocrea.process.rules.permits import PERMITS
from cocrea.process.rules.phases import OPEN, PENDING
from cocrea.process.rules.windows import interval_of
from cocrea.process.selectors.core import methodology
from cocrea.process.selectors.phases import phase_states
from cocrea.process.selectors.published import exceptions
from cocrea.process.selectors.schedule import rows_planned, tasks
from cocrea.process.words import LIFTABLE, said

SOON = timedelta(days=10)  # a task or a day to fix comes to the desk so long before it is due


def gate_facts(process: Process, now: datetime) -> dict[str, Any]:
    """``process.tasks_overdue``, ``.themes_prioritised``, ``.themes_candidate``, ``.amendments``,
    and ``.phase_<n>_days_unfixed``: rows of that phase whose day no act fixed yet."""
    today = local_day(now, process.zone)
    states = list(process.themes.values_list("state", flat=True))
    facts: dict[str, Any] = {
        "process.tasks_overdue": tasks(process).filter(done_at=None, due_on__lt=today).count(),
        "process.themes_prioritised": states.count(Theme.PRIORITISED),
        "process.themes_candidate": states.count(Theme.CANDIDATE),
        "process.amendments": process.amendments.count(),
        "process.invitations": process.invitations.count(),
        "process.earlier_plans": process.earlier_plans.count(),
    }
    law = methodology(process)
    unfixed = {p.number for p in rows_planned(process) if p.precision != "day"}
    for phase in law.phases:
        rows = {row.number for row in law.rows if row.phase == phase.number}
        facts[f"process.phase_{phase.number}_days_unfixed"] = len(rows & unfixed)
    return facts


def desk_items(actor: Actor, process: Process, now: datetime) -> list[DeskItem]:
    """Tasks of the actor's roles; for who runs the calendar, days to fix and phases to open or to
    close. Oldest first."""
    roles = actor.roles(now)
    today = local_day(now, process.zone)
    open_tasks = tasks(process).filter(done_at=None, due_on__lte=today + SOON)
    items = [
        _task_item(process, task, today)
        for task in open_tasks
        if task.owner_role in roles and PERMITS.may(roles, "task.done", task.owner_role)
    ]
    if PERMITS.may(roles, "calendar.fix"):
        items += _days_to_fix(process, today)
    if "point_of_contact" in roles:
        items += _phases(process, today)
    items += _exceptions(process, roles)
    return sorted(items, key=lambda item: item.since)


def _exceptions(process: Process, roles: frozenset[str]) -> Iterable[DeskItem]:
    """Those that wait for their body: who convenes it, and who publishes what it decides."""
    role = min(roles & {"secretary", "publisher"}, default="")
    for each in exceptions(process, state=PROPOSED) if role else ():
        yield DeskItem(
            label=_("Excepción que espera la decisión de %(body)s: %(rule)s")
            % {"body": each.body_name, "rule": LIFTABLE.get(each.rule, each.rule)},
            url=f"{reverse('process:exceptions', args=[process.slug])}#e-{each.public_id}",
            since=each.proposed_at or process.created_at,
            role=role,
        )


def _phases(process: Process, today: date) -> Iterable[DeskItem]:
    """Phases whose planned day to open or to close passed without the act."""
    states = phase_states(process)
    for phase in methodology(process).phases:
        planned, state = interval_of(phase.window, process.starts_on), states[phase.number]
        if state == PENDING and planned.start <= today:
            text, due = _("Abrir la fase %(number)s: %(title)s"), planned.start
        elif state == OPEN and planned.end < today:
            text, due = _("Cerrar la fase %(number)s: %(title)s"), planned.end
        else:
            continue
        yield DeskItem(
            label=text % {"number": phase.number, "title": said(phase, "title")[0]},
            url=reverse("site:phase_act", args=[process.slug, phase.number]),
            since=_midnight(process, due),
            role="point_of_contact",
            overdue=due < today,
        )


def _midnight(process: Process, day: date) -> datetime:
    return datetime.combine(day, time(0), ZoneInfo(process.zone))


def _task_item(process: Process, task: PreparationTask, today: date) -> DeskItem:
    return DeskItem(
        label=_("Preparar: %(task)s") % {"task": task.text},
        url=reverse("process:task_done", args=[process.slug, task.key]),
        since=_midnight(process, task.due_on - SOON),
        role=task.owner_role,
        overdue=task.due_on < today,
    )


def _days_to_fix(process: Process, today: date) -> Iterable[DeskItem]:
    """Rows without a fixed day whose last day to announce in time is near or past."""
    law = methodology(process)
    for planned in rows_planned(process):
        row = law.row(planned.number)
        last = last_day_to_announce(law, "call", planned.actual[0])
        if planned.precision == "day" or row is None or planned.actual[1] < today:
            continue
        if last is None or today < last - SOON:
            continue
        url = reverse("process:calendar_fix", args=[process.slug])
        yield DeskItem(
            label=_("Fijar el día de la fila %(row)s: %(activity)s")
            % {"row": row.number, "activity": row.activity[:90]},
            url=f"{url}?fila={row.number}",
            since=_midnight(process, last - SOON),
            role="point_of_contact",
            overdue=last < today,
        )


def doors(actor: Actor, process: Process, now: datetime) -> list[tuple[str, str]]:
    """What the actor may start here: (label, url)."""
    roles = actor.roles(now)
    known = (
        ("calendar.fix", _("Fijar o mover un día del calendario"), "calendar_fix"),
        ("activity.add", _("Agregar una actividad complementaria"), "activity_add"),
        ("theme.set", _("Revisar el estado de los temas"), "theme_states"),
        ("amendment.publish", _("Publicar una enmienda de la metodología"), "amendment_publish"),
        ("invitation.record", _("Registrar a quién se invitó"), "invitations_record"),
        ("earlier.record", _("Registrar un plan anterior"), "earlier_plan_record"),
        ("exception.propose", _("Proponer una excepción"), "exception_propose"),
    )
    return [
        (label, reverse(f"process:{name}", args=[process.slug]))
        for action, label, name in known
        if PERMITS.may(roles, action)
    ]
