"""One page per act of who holds a meeting: attendance, minutes, voices said aloud."""

import functools
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.meetings import forms, selectors
from cocrea.meetings import services as meetings_
from cocrea.meetings.forms_counting import CountForm, as_counted
from cocrea.meetings.models import Table
from cocrea.meetings.views.shared import act, checked
from cocrea.process import words
from cocrea.process.http import process_view
from cocrea.process.models import Process
from cocrea.process.selectors import (
    territory,
    themes,
)
from cocrea.ui.acts import act_page
from cocrea.ui.middleware import keyed
from cocrea.voices import words as voice_words

SPANISH = "spa"


@process_view
def hold(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = checked(request, process, meeting_id, "meeting.hold")

    def do(_data: dict[str, Any]) -> None:
        meetings_.meeting_hold(actor=request.actor, meeting=found)

    title = _("Confirmar que se realizó")
    return act(
        request,
        process,
        found,
        title=title,
        submit=_("Se realizó"),
        do=do,
        done=_("Consta que la reunión se realizó."),
    )


@process_view
def attendance(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = checked(request, process, meeting_id, "attendance.record")

    def do(data: dict[str, Any]) -> None:
        meetings_.attendance_record(actor=request.actor, meeting=found, **data)

    sheet = selectors.sheet_of(found)
    lines = selectors.lines_of(sheet) if sheet else []
    counted = as_counted(lines)
    detail = "" if counted is not None else meetings_.lines_text(lines)
    more: dict[str, Any] = {
        "form": CountForm,
        "do": do,
        "initial": {**(counted or {}), "rows": detail, "source": sheet.source if sheet else ""},
        "template": "meetings/attendance.html",
        "version": sheet.version if sheet else 0,
        "detailed": bool(detail or request.POST.get("rows")),
        "done": _("La asistencia quedó registrada."),
    }
    title = _("Registrar la asistencia")
    return act(request, process, found, title=title, submit=_("Registrar"), **more)


@process_view
def minutes(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = checked(request, process, meeting_id, "minutes.draft")
    waiting = selectors.minutes_waiting(found)

    def do(data: dict[str, Any]) -> None:
        meetings_.minutes_draft(
            actor=request.actor,
            meeting=found,
            decisions=selectors.decisions_of(found),
            **data,
        )

    initial = {"text": waiting.text, "funnel": waiting.funnel} if waiting else None
    more = {"form": forms.MinutesForm, "do": do, "initial": initial}
    more["done"] = _("El acta quedó guardada. Falta que otra persona la publique.")
    title = _("Redactar el acta")
    return act(request, process, found, title=title, submit=_("Guardar el acta"), **more)


@process_view
def minutes_publish(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = checked(request, process, meeting_id, "minutes.publish")
    waiting = selectors.minutes_waiting(found)
    if waiting is None:
        raise NotThere(Finding("meetings.not_there", where="minutes"))

    def do(_data: dict[str, Any]) -> None:
        meetings_.minutes_publish(actor=request.actor, minutes=waiting)

    title = _("Publicar el acta")
    more = {"do": do, "minutes": waiting, "done": _("El acta quedó publicada.")}
    return act(request, process, found, title=title, submit=_("Publicar"), **more)


def _table_name(table: Table) -> str:
    """Its number and what it works on."""
    theme = words.said(table.theme, "name")[0] if table.theme else ""
    return f"{table.number}. {theme}" if theme else str(table.number)


@keyed
@process_view
def voice(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    """Capture what was said at a table; shows the receipt, which goes to whoever said it."""
    found = checked(request, process, meeting_id, "meeting.voice_receive")
    tables = [(t.number, _table_name(t)) for t in found.tables.select_related("theme")]
    departments = {area.code for area in territory(process).areas}
    receipts: list[Any] = []

    def do(data: dict[str, Any]) -> str:
        area = found.area if found.area in departments else ""
        given = {**data, "key": str(data["key"]), "area": area}
        given["language"] = data["language"] or SPANISH
        receipt = meetings_.meeting_voice_receive(
            actor=request.actor,
            meeting=found,
            **given,
        )
        receipts.append(receipt)
        return ""

    name = selectors.title_of(found)
    url = reverse("meetings:meeting", args=[process.slug, found.public_id])
    context = {
        "title": _("Recoger una voz"),
        "lead": name,
        "submit": _("Recibir y dar comprobante"),
        "crumbs": [(_("Reuniones"), url + "../"), (name, url), (_("Recoger una voz"), "")],
    }
    form = functools.partial(
        forms.VoiceForm,
        tables=tables,
        themes=themes(process),
        languages=voice_words.options(voice_words.languages(process)),
    )
    more = {"template": "meetings/act.html", "initial": {"language": SPANISH}}
    answer = act_page(request, process, form=form, do=do, **more, **context)
    if not receipts:
        return answer
    return render(
        request, "meetings/receipt.html", {"process": process, "receipt": receipts[0], **context}
    )
