"""Every write to a process: each is one act of the public record."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from cocrea.kernel.dates import days_of_notice, local_day
from cocrea.kernel.errors import Conflict, NotThere, Refused
from cocrea.kernel.findings import Finding, Report
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Log
from cocrea.process import selectors
from cocrea.process.models import (
    Amendment,
    CalendarAct,
    ComplementaryActivity,
    MethodologyVersion,
    PhaseAct,
    PreparationTask,
    Process,
    PublishedException,
    Theme,
)
from cocrea.process.rules import amend as amend_rules
from cocrea.process.rules import windows
from cocrea.process.rules.permits import PERMITS
from cocrea.process.rules.schema import Amendment as AmendmentText
from cocrea.process.rules.schema import Methodology


def process_ref(process: Process) -> SubjectRef:
    return SubjectRef("process", process.slug, label=process.name_es)


def process_create(
    *,
    actor: Actor,
    methodology: Methodology,
    slug: str,
    starts_on: date,
    demo: bool = False,
    now: datetime | None = None,
) -> Process:
    """A new process bound by a methodology; its log's first entry carries the digest of both.

    starts_on  day 0 of windows given as offsets (ignored by absolute ones)
    demo       its log's origin says demo, so that its clock may be simulated, from ``now`` on
    """
    if Process.objects.filter(slug=slug).exists():
        raise Conflict(Finding("process.slug_taken", params={"slug": slug}, where="slug"))
    log = ledger.log_create(name=slug, demo=demo)
    try:
        if demo and now is not None:
            ledger.clock_set(log, now)
        return _process_found(actor, methodology, slug, starts_on, log)
    except BaseException:
        log.delete()  # an act is a transaction of its own, so the empty log is taken back by hand
        raise


def _process_found(
    actor: Actor, methodology: Methodology, slug: str, starts_on: date, log: Log
) -> Process:
    identity = methodology.identity
    process = Process(
        slug=slug,
        name_es=identity.title,
        name_en=identity.title_en or identity.title,
        country=identity.country_name,
        zone=identity.zone,
        folio_prefix=identity.folio_prefix,
        log=log,
        starts_on=starts_on,
    )
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "process.create", now=act.now)
        process.created_at = act.now
        process.save()
        version = _version_add(process, methodology, act.now)
        _themes_add(process, methodology)
        _tasks_add(process, methodology)
        act.record(
            "process.created",
            subject=process_ref(process),
            body={
                "methodology": version.digest,
                "starts_on": starts_on.isoformat(),
                "official": not methodology.not_official,
            },
            role=role,
        )
    return process


def _version_add(process: Process, methodology: Methodology, at: datetime) -> MethodologyVersion:
    return MethodologyVersion.objects.create(
        process=process,
        number=process.versions.count() + 1,
        data=amend_rules.to_json(methodology),
        digest=amend_rules.digest(methodology),
        in_force_from=at,
    )


def _themes_add(process: Process, methodology: Methodology) -> None:
    Theme.objects.bulk_create(
        Theme(
            process=process,
            number=theme.number,
            slug=theme.slug,
            name_es=theme.name,
            name_en=theme.name_en,
            keywords=list(theme.keywords),
        )
        for theme in methodology.themes
    )


def _tasks_add(process: Process, methodology: Methodology) -> None:
    due = windows.preparation_due(methodology, process.starts_on)
    known = set(process.tasks.values_list("key", flat=True))
    PreparationTask.objects.bulk_create(
        PreparationTask(
            process=process,
            key=task.slug,
            text=task.title,
            owner_role=task.owner,
            row=task.row,
            due_on=due[task.slug],
        )
        for task in methodology.preparation
        if task.slug not in known
    )


def process_continue(*, actor: Actor, process: Process, log: Log, reason: str) -> Process:
    """After a restore the process goes on in a new log, whose first entry cites the old one."""
    with ledger.act(log_holder(log), actor=actor) as act:
        role = PERMITS.require(actor, "process.continue", now=act.now)
        process.log = log
        process.save(update_fields=["log"])
        act.record(
            "process.continued", subject=process_ref(process), body={"reason": reason}, role=role
        )
    return process


def log_holder(log: Log) -> Process:
    """Something with a ``log_id``, to open an act on a log that no process holds yet."""
    return Process(log=log)


def phase_act_record(
    *, actor: Actor, process: Process, phase: int, kind: str, report: Report, reason: str = ""
) -> PhaseAct:
    """Record that a phase was opened or closed. ``site.conduct`` asks the gates first.

    The lock is exclusive, so that no voice slips in while its phase closes.
    Raises Refused with the blockers of ``report``; Conflict when it already is in that state.
    """
    with ledger.act(process, actor=actor, exclusive=True) as act:
        state = selectors.phase_state(process, phase)
        if kind == PhaseAct.OPENED:
            role = PERMITS.require(actor, "phase.open", now=act.now, state=state)
        else:
            role = PERMITS.require(actor, "phase.close", now=act.now, state=state)
        if selectors.methodology(process).phase(phase) is None:
            raise NotThere(Finding("process.unknown_phase", params={"phase": phase}))
        if not report.ok:
            raise Refused(report.blockers)
        done = PhaseAct.objects.create(
            process=process,
            phase=phase,
            kind=kind,
            at=act.now,
            reason=clean(reason, max_length=2000, where="reason"),
            findings=[f.as_json() for f in report],
        )
        act.record(
            f"phase.{kind}",
            subject=SubjectRef("phase", f"{process.slug}-{phase}"),
            body={"phase": phase, "reason": done.reason, "findings": list(report.codes())},
            role=role,
        )
    return done


def calendar_fix(
    *, actor: Actor, process: Process, row: int, start: date, end: date, reason: str
) -> CalendarAct:
    """Fix or move the days of a schedule row by a published act; a late change stays marked.

    Notice is counted in local days from today to the earlier of the old and the new first day.
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "calendar.fix", now=act.now)
        law = selectors.methodology(process)
        planned = selectors.row_planned(process, row)
        if planned is None:
            raise NotThere(Finding("process.unknown_row", params={"row": row}))
        if end < start:
            raise Refused(Finding("process.end_before_start", where="end"))
        reason = clean(reason, max_length=2000, where="reason")
        if not reason:
            raise Refused(Finding("process.reason_missing", where="reason"))
        today = local_day(act.now, process.zone)
        notice = law.rules.notice
        first = min(start, planned.actual[0]) if planned.actual[0] > today else start
        done = CalendarAct.objects.create(
            process=process,
            row=row,
            old_start=planned.actual[0],
            old_end=planned.actual[1],
            start=start,
            end=end,
            reason=reason,
            announced_at=act.now,
            notice_days=days_of_notice(
                today,
                first,
                working=bool(notice and notice.counting == "working"),
                holidays=windows.holidays_of(law, first.year),
            ),
            required_days=notice.days_for("call") if notice else None,
        )
        act.record(
            "calendar.fixed",
            subject=SubjectRef("row", f"{process.slug}-{row}"),
            body={
                "row": row,
                "old": [done.old_start.isoformat(), done.old_end.isoformat()],
                "new": [start.isoformat(), end.isoformat()],
                "reason": reason,
                "notice_days": done.notice_days,
                "late": done.late,
            },
            role=role,
        )
    return done


def amendment_publish(
    *,
    actor: Actor,
    process: Process,
    text: AmendmentText,
    in_force_from: datetime,
    answers: Iterable[str] = (),
) -> Amendment:
    """Amend the methodology: the new version binds from ``in_force_from``, never backwards.

    answers  folios of the opinions that the amendment answers
    Raises Refused with what ``rules.amend`` finds, or process.amendment_backwards.
    """
    with ledger.act(process, actor=actor, exclusive=True) as act:
        role = PERMITS.require(actor, "amendment.publish", now=act.now)
        if in_force_from < act.now:
            raise Refused(Finding("process.amendment_backwards", where="in_force_from"))
        latest = process.versions.order_by("-number").first()
        changed = amend_rules.amend(Methodology.model_validate(latest.data), text)
        version = _version_add(process, changed, in_force_from)
        _tasks_add(process, changed)
        body = next((b.name for b in changed.bodies if b.slug == text.body), text.body)
        done = Amendment.objects.create(
            process=process,
            version=version,
            clause=text.clause,
            old=text.old,
            new=text.new,
            reason=text.reason,
            body_name=body,
            answers=list(answers),
            published_at=act.now,
            in_force_from=in_force_from,
        )
        act.record(
            "amendment.published",
            subject=SubjectRef("amendment", str(done.public_id)),
            body={
                "amendment": text.model_dump(mode="json"),
                "methodology": version.digest,
                "in_force_from": in_force_from.isoformat(),
                "answers": list(answers),
            },
            role=role,
        )
    return done


def exception_publish(
    *,
    actor: Actor,
    process: Process,
    rule: str,
    reason: str,
    body_name: str,
    subject: SubjectRef | None = None,
    quantity: int | None = None,
) -> PublishedException:
    """Let a subject (or all) past one rule, in public. ``rule``: code of the finding it lifts."""
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "exception.publish", now=act.now)
        reason = clean(reason, max_length=2000, where="reason")
        body_name = clean(body_name, max_length=200, where="body_name", lines=False)
        missing = [n for n, v in {"reason": reason, "body_name": body_name}.items() if not v]
        if missing:
            raise Refused([Finding("process.reason_missing", where=name) for name in missing])
        done = PublishedException.objects.create(
            process=process,
            rule=rule,
            subject_kind=subject.kind if subject else "",
            subject_id=subject.public_id if subject else "",
            quantity=quantity,
            reason=reason,
            body_name=body_name,
            published_at=act.now,
        )
        act.record(
            "exception.published",
            subject=subject or SubjectRef("exception", str(done.public_id)),
            body={"rule": rule, "reason": reason, "body": body_name, "quantity": quantity},
            role=role,
        )
    return done


def activity_add(
    *, actor: Actor, process: Process, phase: int, title: str, start: date, end: date, reason: str
) -> ComplementaryActivity:
    """Add a complementary activity to a phase that allows them, by a published act."""
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "activity.add", now=act.now)
        law = selectors.methodology(process).phase(phase)
        if law is None or not law.complementary_allowed:
            raise Refused(Finding("process.no_activities", params={"phase": phase}))
        if end < start:
            raise Refused(Finding("process.end_before_start", where="end"))
        done = ComplementaryActivity.objects.create(
            process=process,
            phase=phase,
            title=clean(title, max_length=200, where="title", lines=False),
            start=start,
            end=end,
            reason=clean(reason, max_length=2000, where="reason"),
            published_at=act.now,
        )
        act.record(
            "activity.added",
            subject=SubjectRef("activity", str(done.public_id)),
            body={
                "phase": phase,
                "title": done.title,
                "days": [start.isoformat(), end.isoformat()],
                "reason": done.reason,
            },
            role=role,
        )
    return done


def theme_set(
    *, actor: Actor, process: Process, states: Mapping[str, str], reason: str
) -> list[Theme]:
    """Re-examine the themes: slug -> candidate, prioritised or dropped, with a public reason."""
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "theme.set", now=act.now)
        found = {theme.slug: theme for theme in process.themes.select_for_update()}
        unknown = sorted(set(states) - set(found))
        if unknown:
            raise NotThere([Finding("process.unknown_theme", params={"slug": s}) for s in unknown])
        changed = []
        for slug, state in states.items():
            if found[slug].state != state:
                found[slug].state = state
                changed.append(found[slug])
        Theme.objects.bulk_update(changed, ["state"])
        body: dict[str, Any] = {
            "themes": dict(states),
            "reason": clean(reason, max_length=2000, where="reason"),
        }
        act.record("theme.set", subject=process_ref(process), body=body, role=role)
    return changed


def task_done(*, actor: Actor, process: Process, key: str) -> PreparationTask:
    """The owner says that a preparation task is done; doing it twice changes nothing."""
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "task.done", now=act.now)
        task = process.tasks.select_for_update().filter(key=key).first()
        if task is None:
            raise NotThere(Finding("process.unknown_task", params={"key": key}))
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
