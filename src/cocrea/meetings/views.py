"""Public pages of meetings, and one page per act of who calls and counts."""

import functools
from itertools import chain
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cocrea.agreement.http import act_page, roles_of
from cocrea.agreement.rules.permits import PERMITS as AGREEMENT
from cocrea.documents.http import attached
from cocrea.documents.rendering import files
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.meetings import documents, forms, selectors
from cocrea.meetings import services as meetings_
from cocrea.meetings.forms_counting import CountForm, as_counted
from cocrea.meetings.models import Meeting, Table
from cocrea.meetings.rules.permits import PERMITS
from cocrea.people.selectors import bodies
from cocrea.process import words
from cocrea.process.http import process_view, public_page
from cocrea.process.models import Process
from cocrea.process.selectors import (
    area_names,
    earlier_commitments,
    methodology,
    territory,
    themes,
)
from cocrea.process.services import commitment_ref
from cocrea.voices import words as voice_words

PAGE = 50
SPANISH = "spa"
ACTIONS = (
    ("meeting.edit", "edit"),
    ("meeting.announce", "announce"),
    ("meeting.change", "change"),
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
    page = Paginator(gone, PAGE).get_page(request.GET.get("page"))
    context = {
        "process": process,
        "coming": _rows(coming[:PAGE]) if page.number == 1 else [],
        "page": page,
        "gone": _rows(page.object_list),
        "phases": methodology(process).phases,
        "phase": phase,
        "drafts": list(selectors.drafts(process)[:PAGE]) if may_draft else [],
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
    context = {
        "process": process,
        "meeting": found,
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


def _checked(request: HttpRequest, process: Process, meeting_id: UUID, action: str) -> Meeting:
    """The meeting, where this reader may do this now; otherwise a refusal with its reason."""
    now = request.now
    actor = request.actor
    found = selectors.meeting_get(process, meeting_id, roles=actor.roles(now))
    PERMITS.require(actor, action, now=now, state=found.state)
    return found


def _act(
    request: HttpRequest,
    process: Process,
    found: Meeting,
    *,
    title: str,
    submit: str,
    do: Any,
    form: Any = forms.ConfirmForm,
    template: str = "meetings/act.html",
    **more: Any,
) -> HttpResponse:
    url = reverse("meetings:meeting", args=[process.slug, found.public_id])

    def run(data: dict[str, Any]) -> str:
        do(data)
        return url

    name = selectors.title_of(found)
    return act_page(
        request,
        process,
        form=form,
        do=run,
        template=template,
        title=title,
        submit=submit,
        lead=name,
        crumbs=[(_("Reuniones"), url + "../"), (name, url), (title, "")],
        **more,
    )


def _meeting_form(process: Process) -> tuple[Any, dict[str, Any]]:
    law = methodology(process)
    convening = {body.slug: body for body in bodies(process.slug)}
    areas = territory(process).areas
    parts = chain.from_iterable(area.parts for area in areas)
    choices = {
        "phase": [(p.number, f"{p.number}. {p.title}") for p in law.phases],
        "row": [(r.number, f"{r.number}. {r.activity}") for r in law.rows],
        "area": [(a.code, a.name) for a in (*areas, *parts)],
        "body": [(slug, body.name_es) for slug, body in convening.items()],
    }
    form = functools.partial(
        forms.MeetingForm, choices=choices, themes=themes(process), zone=process.zone
    )
    return form, convening


@process_view
def draft(request: HttpRequest, process: Process) -> HttpResponse:
    actor = request.actor
    PERMITS.require(actor, "meeting.draft", now=request.now)
    form, convening = _meeting_form(process)

    def do(data: dict[str, Any]) -> str:
        given = {**data, "body": convening.get(data["body"])}
        made = meetings_.meeting_draft(actor=actor, process=process, **given)
        return reverse("meetings:meeting", args=[process.slug, made.public_id])

    return act_page(
        request,
        process,
        form=form,
        do=do,
        template="meetings/act.html",
        title=_("Preparar una reunión"),
        lead=_("Queda en borrador hasta que la anuncie."),
        submit=_("Guardar borrador"),
        crumbs=[(_("Reuniones"), "../"), (_("Preparar"), "")],
    )


@process_view
def edit(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = _checked(request, process, meeting_id, "meeting.edit")
    form, convening = _meeting_form(process)

    def do(data: dict[str, Any]) -> None:
        given = {**data, "body": convening.get(data["body"])}
        meetings_.meeting_edit(actor=request.actor, meeting=found, **given)

    names = [name for name in forms.MeetingForm.base_fields if name not in ("themes", "body")]
    initial = {name: getattr(found, name) for name in names}
    initial |= {"themes": found.themes.all(), "body": found.body.slug if found.body else ""}
    title = _("Editar el borrador")
    more = {"form": form, "do": do, "initial": initial}
    return _act(request, process, found, title=title, submit=_("Guardar borrador"), **more)


@process_view
def announce(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = _checked(request, process, meeting_id, "meeting.announce")

    def do(_data: dict[str, Any]) -> None:
        meetings_.meeting_announce(actor=request.actor, meeting=found)

    notice = selectors.notice_now(found, request.now)
    title = _("Anunciar la reunión")
    return _act(request, process, found, title=title, submit=_("Anunciar"), do=do, notice=notice)


@process_view
def change(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = _checked(request, process, meeting_id, "meeting.change")

    def do(data: dict[str, Any]) -> None:
        meetings_.meeting_change(actor=request.actor, meeting=found, **data)

    more: dict[str, Any] = {
        "form": functools.partial(forms.ChangeForm, zone=process.zone),
        "initial": {
            "starts_at": found.starts_at,
            "ends_at": found.ends_at,
            "venue": found.venue,
        },
        "notice": selectors.notice_now(found, request.now),
    }
    title = _("Cambiar fecha o lugar")
    return _act(request, process, found, title=title, submit=_("Publicar el cambio"), do=do, **more)


@process_view
def cancel(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = _checked(request, process, meeting_id, "meeting.cancel")

    def do(data: dict[str, Any]) -> None:
        meetings_.meeting_cancel(actor=request.actor, meeting=found, **data)

    more = {"form": forms.ReasonForm, "do": do}
    title = _("Cancelar la reunión")
    return _act(request, process, found, title=title, submit=_("Cancelar la reunión"), **more)


@process_view
def pack(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = _checked(request, process, meeting_id, "pack.publish")

    def do(data: dict[str, Any]) -> None:
        given = attached(data)
        meetings_.pack_publish(actor=request.actor, meeting=found, **data, **given)

    more = {"form": forms.PackForm, "do": do, "multipart": True}
    more["done"] = _("Quedó publicado, con los días de anticipación que tuvo.")
    title = _("Publicar un documento de la reunión")
    return _act(request, process, found, title=title, submit=_("Publicar"), **more)


@process_view
def evidence(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    """Say that what was done there counts for a commitment of an earlier plan."""
    found = _checked(request, process, meeting_id, "evidence.declare")
    known = earlier_commitments(process)
    named = {str(each.public_id): commitment_ref(each) for each in known}

    def do(data: dict[str, Any]) -> None:
        subject = named[data["subject"]]
        meetings_.evidence_declare(
            actor=request.actor, meeting=found, subject=subject, note=data["note"]
        )

    pairs = zip(named.items(), known, strict=True)
    choices = [(key, f"{ref.label}. {each}"[:160]) for (key, ref), each in pairs]
    form = functools.partial(forms.EvidenceForm, choices=choices)
    title = _("Cuenta para un plan anterior")
    return _act(request, process, found, title=title, submit=_("Publicar"), do=do, form=form)


@process_view
def hold(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = _checked(request, process, meeting_id, "meeting.hold")

    def do(_data: dict[str, Any]) -> None:
        meetings_.meeting_hold(actor=request.actor, meeting=found)

    title = _("Confirmar que se realizó")
    return _act(request, process, found, title=title, submit=_("Se realizó"), do=do)


@process_view
def attendance(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = _checked(request, process, meeting_id, "attendance.record")

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
    return _act(request, process, found, title=title, submit=_("Registrar"), **more)


@process_view
def minutes(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = _checked(request, process, meeting_id, "minutes.draft")
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
    title = _("Redactar el acta")
    return _act(request, process, found, title=title, submit=_("Guardar el acta"), **more)


@process_view
def minutes_publish(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = _checked(request, process, meeting_id, "minutes.publish")
    waiting = selectors.minutes_waiting(found)
    if waiting is None:
        raise NotThere(Finding("meetings.not_there", where="minutes"))

    def do(_data: dict[str, Any]) -> None:
        meetings_.minutes_publish(actor=request.actor, minutes=waiting)

    title = _("Publicar el acta")
    more = {"do": do, "minutes": waiting}
    return _act(request, process, found, title=title, submit=_("Publicar"), **more)


@public_page
def minutes_document(
    request: HttpRequest, process: Process, meeting_id: UUID, number: int, format: str
) -> HttpResponse:
    """Published minutes as a file, in the page's language; 404 for what nobody published."""
    found = documents.minutes_get(process, meeting_id, number)
    return files.respond(documents.document(found, get_language() or "es"), format)


def _table_name(table: Table) -> str:
    """Its number and what it works on."""
    theme = words.said(table.theme, "name")[0] if table.theme else ""
    return f"{table.number}. {theme}" if theme else str(table.number)


@process_view
def voice(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    """Capture what was said at a table; shows the receipt, which goes to whoever said it."""
    found = _checked(request, process, meeting_id, "meeting.voice_receive")
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
