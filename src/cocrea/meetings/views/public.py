"""What everybody reads: the list, a meeting, its minutes as a file."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cocrea.agreement.rules.permits import PERMITS as AGREEMENT
from cocrea.documents.rendering import files
from cocrea.meetings import documents, selectors
from cocrea.meetings.models import Meeting
from cocrea.meetings.rules.permits import PERMITS
from cocrea.process.http import public_page
from cocrea.process.models import Process
from cocrea.process.selectors import (
    area_names,
    methodology,
)
from cocrea.ui.acts import roles_of
from cocrea.ui.paging import page_of

ACTIONS = (
    ("meeting.edit", "edit"),
    ("meeting.announce", "announce"),
    ("meeting.discard", "discard"),
    ("meeting.change", "change"),
    ("tables.set", "tables"),
    ("pack.publish", "pack"),
    ("meeting.hold", "hold"),
    ("meeting.voice_receive", "voice"),
    ("meeting.sheets_open", "sheets"),
    ("attendance.record", "attendance"),
    ("attendance.record", "attendance_file"),
    ("evidence.declare", "evidence"),
    ("minutes.draft", "minutes"),
    ("minutes.publish", "minutes_publish"),
    ("meeting.cancel", "cancel"),
)


def _phase(request: HttpRequest) -> int | None:
    text = request.GET.get("fase", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else None


@public_page
def meetings(request: HttpRequest, process: Process) -> HttpResponse:
    """What comes first, then what was, the latest first; late changes stay red."""
    now = request.now
    phase = _phase(request)
    coming, gone = selectors.upcoming(process, now), selectors.past(process, now)
    if phase is not None:
        coming, gone = coming.filter(phase=phase), gone.filter(phase=phase)
    roles = roles_of(request)
    may_draft = PERMITS.may(roles, "meeting.draft")
    page = page_of(request, gone)
    context = {
        "process": process,
        "coming": _rows(coming[: selectors.MANY]) if page.number == 1 else [],
        "more_coming": max(coming.count() - selectors.MANY, 0) if page.number == 1 else 0,
        "page": page,
        "gone": _rows(page.object_list),
        "phases": methodology(process).phases,
        "phase": phase,
        "drafts": list(selectors.drafts(process)[: selectors.MANY]) if may_draft else [],
        "may_draft": may_draft,
        "total": selectors.attendance_totals(process, phase=phase),
        "crumbs": [(_("Proceso"), "../"), (_("Reuniones"), "")],
    }
    return render(request, "meetings/list.html", context)


def _rows(found: Any) -> list[dict[str, Any]]:
    return [
        {
            "meeting": meeting,
            "balance": selectors.balance_of(meeting),
            "late": meeting.late or any(change.late for change in meeting.changes.all()),
            "moved": bool(meeting.changes.all()),
        }
        for meeting in found
    ]


@public_page
def meeting(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    """One meeting: when and with how much notice, who came, what was said and decided."""
    roles = roles_of(request)
    found = selectors.meeting_get(process, meeting_id, roles=roles)
    acts = [name for action, name in ACTIONS if PERMITS.may(roles, action, found.state)]
    if request.now < found.starts_at and "hold" in acts:
        acts.remove("hold")
    if "minutes_publish" in acts and selectors.minutes_waiting(found) is None:
        acts.remove("minutes_publish")
    context = {
        "process": process,
        "meeting": found,
        "phase": methodology(process).phase(found.phase) if found.phase else None,
        "acts": [(n, reverse(f"meetings:{n}", args=[process.slug, found.public_id])) for n in acts],
        "may_declare": AGREEMENT.may(roles, "session.declare") and found.state != Meeting.DRAFT,
        "area": area_names(process).get(found.area, ""),
        "crumbs": [
            (_("Proceso"), "../../"),
            (_("Reuniones"), "../"),
            (selectors.title_of(found), ""),
        ],
        **selectors.meeting_page(found),
    }
    return render(request, "meetings/meeting.html", context)


@public_page
def minutes_document(
    request: HttpRequest, process: Process, meeting_id: UUID, number: int, format: str
) -> HttpResponse:
    """Published minutes as a file, in the page's language; 404 for what nobody published."""
    found = documents.minutes_get(process, meeting_id, number)
    return files.respond(documents.document(found, get_language() or "es"), format)
