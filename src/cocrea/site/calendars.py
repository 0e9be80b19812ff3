"""The calendar of a process as events of iCalendar: meetings, rows of the schedule, consultations.

An event keeps its UID for ever; whatever moves it, an act or an amendment, makes its SEQUENCE grow,
so that calendars of subscribers follow.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.consultations import selectors as consultations
from cocrea.meetings import selectors as meetings
from cocrea.meetings.models import DateChange, Meeting
from cocrea.meetings.rules.lifecycle import PUBLIC
from cocrea.notices.rules.ical import CANCELLED, CONFIRMED, TENTATIVE, Event
from cocrea.process import selectors as processes
from cocrea.process import words
from cocrea.process.models import Process
from cocrea.ui.words import days_text

NOBODY = UUID(int=0)
SAID = (
    *("public_id", "row", "state", "title_es", "title_en", "venue", "starts_at", "ends_at"),
    *("announced_at", "cancelled_at", "cancel_reason"),
)


def of_process(process: Process) -> list[Event]:
    """In a constant number of queries. A row of the schedule that a public meeting carries out is
    that meeting."""
    held = list(Meeting.objects.filter(process=process, state__in=PUBLIC).only(*SAID))
    # One address for all, filled in: three hundred would be half of the time of the file.
    address = reverse("meetings:meeting", args=[process.slug, NOBODY])
    taken = {meeting.row for meeting in held if meeting.state != Meeting.CANCELLED}
    changes: dict[int, list[DateChange]] = {}
    for change in DateChange.objects.filter(meeting__process=process).defer("reason"):
        changes.setdefault(change.meeting_id, []).append(change)
    return [
        *(
            _meeting(
                meeting,
                changes.get(meeting.pk, []),
                address.replace(str(NOBODY), str(meeting.public_id)),
            )
            for meeting in held
        ),
        *_rows(process, taken),
        *_windows(process),
    ]


def of_meeting(process: Process, meeting: Meeting) -> Event:
    path = reverse("meetings:meeting", args=[process.slug, meeting.public_id])
    return _meeting(meeting, list(meeting.changes.all()), path)


def _meeting(meeting: Meeting, changes: list[DateChange], path: str) -> Event:
    cancelled = meeting.state == Meeting.CANCELLED
    instants = [meeting.announced_at, meeting.cancelled_at, *(c.announced_at for c in changes)]
    return Event(
        uid=str(meeting.public_id),
        sequence=len(changes) + cancelled,
        changed=max(at for at in instants if at is not None),
        start=meeting.starts_at,
        end=meeting.ends_at,
        summary=meetings.title_of(meeting),
        url=settings.BASE_URL + path,
        status=CANCELLED if cancelled else CONFIRMED,
        place=meeting.venue,
        notes=tuple(_said(meeting, changes)),
        category=_("Reunión"),
    )


def _said(meeting: Meeting, changes: Iterable[DateChange]) -> Iterator[str]:
    if meeting.state == Meeting.CANCELLED:
        yield _("Cancelada: %(reason)s") % {"reason": meeting.cancel_reason}
    for change in changes:
        if change.late:
            text = _("Cambió con %(days)s de anticipación, menos de lo que piden las reglas.")
            yield text % {"days": days_text(change.notice_days, change.notice_working)}


def _rows(process: Process, taken: set[int | None]) -> Iterator[Event]:
    """Days of the schedule: tentative until a published act fixes them."""
    version = processes.version_at(process)
    law = processes.law_of(version)
    titles = {row.number: words.said(row, "activity")[0] for row in law.rows}
    page = settings.BASE_URL + reverse("process:calendar", args=[process.slug])
    for planned in processes.rows_planned(process):
        if planned.number in taken:
            continue
        acts = [act.announced_at for act in planned.fixed_by]
        yield Event(
            uid=str(uuid5(process.public_id, f"row/{planned.number}")),
            sequence=len(acts) + version.number - 1,
            changed=max([version.in_force_from, *acts]),
            start=planned.actual[0],
            end=planned.actual[1],
            summary=words.short(titles[planned.number]),
            url=f"{page}#fila-{planned.number}",
            status=CONFIRMED if planned.fixed_by else TENTATIVE,
            category=_("Calendario del proceso"),
            free=True,
        )


def _windows(process: Process) -> Iterator[Event]:
    for window in consultations.windows_of(process).prefetch_related("extensions"):
        moved = [extension.published_at for extension in window.extensions.all()]
        title = words.said(window, "title")[0]
        path = reverse("consultations:window", args=[process.slug, window.slug])
        yield Event(
            uid=str(window.public_id),
            sequence=len(moved),
            changed=max([window.published_at, *moved]),
            start=window.opens_at,
            end=window.closes_at,
            summary=_("Consulta: %(title)s") % {"title": title},
            url=settings.BASE_URL + path,
            category=_("Consulta"),
            free=True,
        )
