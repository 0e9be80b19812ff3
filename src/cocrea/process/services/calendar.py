"""The calendar: days fixed or moved, activities added, tasks done."""

from datetime import date

from cocrea.kernel.dates import Interval, local_day
from cocrea.kernel.errors import Conflict, NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import reason as public_reason
from cocrea.ledger import services as ledger
from cocrea.process import selectors
from cocrea.process.keeping import required, tasks_count
from cocrea.process.models import CalendarAct, ComplementaryActivity, PreparationTask, Process
from cocrea.process.rules.calendar import change_notice
from cocrea.process.rules.permits import PERMITS
from cocrea.process.selectors import Planned


def calendar_fix(
    *, actor: Actor, process: Process, row: int, start: date, end: date, reason: str
) -> CalendarAct:
    """Fix or move the days of a schedule row by a published act; a late change stays marked.

    Notice is counted in local days, see ``rules.calendar.change_notice``. Tasks of the row that
    are not done are counted back from its new first day.
    Raises Refused, NotThere(process.unknown_row), Conflict(process.already_fixed).
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "calendar.fix", now=act.now)
        planned = _row_to_fix(process, row, start, end)
        reason = public_reason(reason, max_length=2000)
        law = selectors.methodology(process)
        today = local_day(act.now, process.zone)
        notice = change_notice(law, today, planned.interval, Interval(start, end))
        done = CalendarAct.objects.create(
            process=process,
            row=row,
            old_start=planned.actual[0],
            old_end=planned.actual[1],
            start=start,
            end=end,
            reason=reason,
            announced_at=act.now,
            notice_days=notice.given,
            required_days=notice.required,
            notice_working=notice.working,
        )
        tasks_count(process, law)
        act.record(
            "calendar.fixed",
            subject=SubjectRef("row", f"{process.slug}-{row}"),
            body={
                "row": row,
                "old": [done.old_start.isoformat(), done.old_end.isoformat()],
                "new": [start.isoformat(), end.isoformat()],
                "reason": reason,
                "notice_days": done.notice_days,
                **({"working_days": True} if done.notice_working else {}),
                "late": done.late,
            },
            role=role,
        )
    return done


def _row_to_fix(process: Process, row: int, start: date, end: date) -> Planned:
    planned = selectors.row_planned(process, row)
    if planned is None:
        raise NotThere(Finding("process.unknown_row", params={"row": row}, where="row"))
    if end < start:
        raise Refused(Finding("process.end_before_start", where="end"))
    if planned.fixed_by and planned.actual == (start, end):
        raise Conflict(Finding("process.already_fixed", params={"row": row}, where="start"))
    return planned


def activity_add(
    *, actor: Actor, process: Process, phase: int, title: str, start: date, end: date, reason: str
) -> ComplementaryActivity:
    """Add a complementary activity to a phase that allows them, by a published act."""
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "activity.add", now=act.now)
        law = selectors.methodology(process).phase(phase)
        if law is None or not law.complementary_allowed:
            raise Refused(Finding("process.no_activities", params={"phase": phase}, where="phase"))
        if end < start:
            raise Refused(Finding("process.end_before_start", where="end"))
        texts = required(title=(title, 200), reason=(reason, 2000))
        done = ComplementaryActivity.objects.create(
            process=process, phase=phase, start=start, end=end, published_at=act.now, **texts
        )
        act.record(
            "activity.added",
            subject=SubjectRef("activity", str(done.public_id)),
            body={"phase": phase, "days": [start.isoformat(), end.isoformat()], **texts},
            role=role,
        )
    return done


def task_done(*, actor: Actor, process: Process, key: str) -> PreparationTask:
    """The owner says that a preparation task is done; doing it twice changes nothing."""
    with ledger.act(process, actor=actor) as act:
        task = process.tasks.select_for_update().filter(key=key).first()
        if task is None:
            raise NotThere(Finding("process.unknown_task", params={"key": key}))
        role = PERMITS.require(actor, "task.done", now=act.now, state=task.owner_role)
        if task.done_at is None:
            task.done_at = act.now
            task.save(update_fields=["done_at"])
            act.record(
                "task.done",
                subject=SubjectRef("task", f"{process.slug}-{key}"),
                body={"task": key, "due_on": task.due_on.isoformat()},
                role=role,
            )
    return task
