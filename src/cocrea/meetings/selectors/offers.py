"""What meetings offer to the portal: facts of gates, counts, what waits on desks, doors."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.kernel.dates import local_day
from cocrea.kernel.desk import DeskItem
from cocrea.kernel.permits import Actor
from cocrea.meetings.messages import THING_NAMES
from cocrea.meetings.models import AttendanceSheet, Meeting, Minutes
from cocrea.meetings.rules.lifecycle import HAPPENED, PUBLIC
from cocrea.meetings.rules.notice import PACK_KINDS
from cocrea.meetings.rules.permits import PERMITS, TEAM
from cocrea.meetings.selectors.reading import late_marks, title_of
from cocrea.process.models import Process
from cocrea.process.rules.calendar import last_day_to_announce
from cocrea.process.selectors import SOON, methodology
from cocrea.ui.doors import doors_of


def _without_minutes() -> Q:
    published = Minutes.objects.filter(meeting=OuterRef("pk"), published_at__isnull=False)
    return Q(state__in=HAPPENED) & ~Exists(published)


def _without_attendance() -> Q:
    return Q(state__in=HAPPENED) & ~Exists(AttendanceSheet.objects.filter(meeting=OuterRef("pk")))


def gate_facts(process: Process, now: datetime) -> dict[str, Any]:
    """Counts of what is missing, for the whole process and per phase (``.phase_3``). Four queries.

    unheld: announced meetings whose end has passed; pending: announced and still to come.
    """
    tests = {
        "held": Q(state__in=HAPPENED),
        "unheld": Q(state=Meeting.ANNOUNCED, ends_at__lt=now),
        "pending": Q(state=Meeting.ANNOUNCED, ends_at__gte=now),
        "without_minutes": _without_minutes(),
        "without_attendance": _without_attendance(),
    }
    rows = (
        Meeting.objects.filter(process=process)
        .exclude(state=Meeting.DRAFT)
        .order_by()
        .values("phase")
        .annotate(**{name: Count("pk", filter=test) for name, test in tests.items()})
    )
    facts: dict[str, Any] = {f"meetings.{name}": 0 for name in tests}
    for phase in methodology(process).phases:
        facts.update({f"meetings.{name}.phase_{phase.number}": 0 for name in tests})
    for row in rows:
        for name in tests:
            facts[f"meetings.{name}"] += row[name]
            if row["phase"] is not None:
                facts[f"meetings.{name}.phase_{row['phase']}"] = row[name]
    facts["meetings.late_marks"] = late_marks(process)
    return facts


def public_counts(process: Process) -> dict[str, int]:
    public = Meeting.objects.filter(process=process, state__in=PUBLIC)
    return {"meetings": public.count()}


def _url(meeting: Meeting, name: str = "meeting") -> str:
    return reverse(f"meetings:{name}", args=[meeting.process.slug, meeting.public_id])


def desk_items(actor: Actor, process: Process, now: datetime) -> list[DeskItem]:
    """What waits for the reader: drafts to announce, papers to publish, meetings to close,
    minutes. Six queries."""
    roles = actor.roles(now)
    rows = Meeting.objects.filter(process=process).select_related("process")
    items: list[DeskItem] = []
    if held := roles & set(TEAM):
        items += _team_items(process, rows, now, min(held))
    if held := roles & {"secretary", "facilitator"}:
        items += _hall_items(rows, min(held))
    if "publisher" in roles:
        waiting = Minutes.objects.filter(meeting__process=process, published_at=None)
        for minutes in waiting.select_related("meeting__process")[:50]:
            text = _("Publicar el acta de «%(title)s»") % {"title": title_of(minutes.meeting)}
            url = _url(minutes.meeting, "minutes_publish")
            items.append(DeskItem(text, url, minutes.drafted_at, "publisher"))
    return sorted(items, key=lambda item: item.since)


def _team_items(
    process: Process, rows: QuerySet[Meeting], now: datetime, role: str
) -> Iterable[DeskItem]:
    """Drafts and papers press from ``SOON`` before the last day that gives the notice due."""
    law, today = methodology(process), local_day(now, process.zone)
    todo = Q(state=Meeting.DRAFT) | Q(state=Meeting.ANNOUNCED, ends_at__lt=now)
    for meeting in rows.filter(todo).order_by("starts_at")[:50]:
        title = {"title": title_of(meeting)}
        if meeting.state == Meeting.DRAFT:
            last = last_day_to_announce(law, "call", local_day(meeting.starts_at, process.zone))
            text, url = _("Anunciar «%(title)s»") % title, _url(meeting, "announce")
            yield DeskItem(text, url, _pressing(process, last, now), role, _past(last, today))
        else:
            text = _("Confirmar que se realizó «%(title)s»") % title
            yield DeskItem(text, _url(meeting, "hold"), meeting.ends_at, role, overdue=True)

    coming = rows.filter(state=Meeting.ANNOUNCED, starts_at__gt=now).prefetch_related("pack")
    for meeting in coming.order_by("starts_at")[:50]:
        there = {item.kind for item in meeting.pack.all()}
        day = local_day(meeting.starts_at, process.zone)
        due = {
            kind: last
            for kind in PACK_KINDS[1:]
            if kind not in there and (last := last_day_to_announce(law, kind, day)) is not None
        }
        if due and today >= min(due.values()) - SOON:
            names = ", ".join(str(THING_NAMES[kind]).lower() for kind in due)
            text = _("Publicar lo que falta de «%(title)s»: %(names)s")
            text %= {"title": title_of(meeting), "names": names}
            last = min(due.values())
            since = _pressing(process, last, now)
            yield DeskItem(text, _url(meeting, "pack"), since, role, _past(last, today))


def _pressing(process: Process, last: date | None, now: datetime) -> datetime:
    """Since when something presses that should be announced by its last day."""
    if last is None:
        return now
    return min(now, datetime.combine(last - SOON, time(0), ZoneInfo(process.zone)))


def _past(last: date | None, today: date) -> bool:
    return last is not None and last < today


def _hall_items(rows: QuerySet[Meeting], role: str) -> Iterable[DeskItem]:
    drafted = Minutes.objects.filter(meeting=OuterRef("pk"))
    held = rows.filter(state__in=HAPPENED).annotate(
        counted=Exists(AttendanceSheet.objects.filter(meeting=OuterRef("pk"))),
        written=Exists(drafted),
    )
    for meeting in held.filter(Q(counted=False) | Q(written=False)).order_by("starts_at")[:50]:
        title = {"title": title_of(meeting)}
        if not meeting.counted:
            text = _("Registrar la asistencia de «%(title)s»") % title
            yield DeskItem(text, _url(meeting, "attendance"), meeting.ends_at, role)
        if not meeting.written:
            text = _("Redactar el acta de «%(title)s»") % title
            yield DeskItem(text, _url(meeting, "minutes"), meeting.ends_at, role)


def doors(actor: Actor, process: Process, now: datetime) -> list[tuple[str, str]]:
    """(label, address) of what the actor may begin in this room."""
    rows = (("meeting.draft", "*", _("Preparar una reunión"), "meetings:draft"),)
    return doors_of(PERMITS.may, actor.roles(now), process.slug, rows)
