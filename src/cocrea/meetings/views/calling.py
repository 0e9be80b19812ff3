"""One page per act of who prepares, announces, moves or cancels a meeting."""

import functools
from itertools import chain
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.documents.http import attached
from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.meetings import forms, selectors
from cocrea.meetings import services as meetings_
from cocrea.meetings.rules.permits import PERMITS
from cocrea.meetings.views.shared import act, checked
from cocrea.people.selectors import bodies, role_holders
from cocrea.process.http import process_view
from cocrea.process.models import Process
from cocrea.process.selectors import (
    earlier_commitments,
    methodology,
    territory,
    themes,
)
from cocrea.process.services import commitment_ref
from cocrea.process.words import said
from cocrea.ui.acts import act_page


def _meeting_form(process: Process) -> tuple[Any, dict[str, Any]]:
    law = methodology(process)
    convening = {body.slug: body for body in bodies(process.slug)}
    areas = territory(process).areas
    parts = chain.from_iterable(area.parts for area in areas)
    choices = {
        "phase": [(p.number, f"{p.number}. {said(p, 'title')[0]}") for p in law.phases],
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
        done=_("El borrador quedó guardado. Falta anunciar la reunión."),
        crumbs=[(_("Reuniones"), "../"), (_("Preparar"), "")],
    )


@process_view
def edit(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = checked(request, process, meeting_id, "meeting.edit")
    form, convening = _meeting_form(process)

    def do(data: dict[str, Any]) -> None:
        given = {**data, "body": convening.get(data["body"])}
        meetings_.meeting_edit(actor=request.actor, meeting=found, **given)

    names = [name for name in forms.MeetingForm.base_fields if name not in ("themes", "body")]
    initial = {name: getattr(found, name) for name in names}
    initial |= {"themes": found.themes.all(), "body": found.body.slug if found.body else ""}
    title = _("Editar el borrador")
    more = {"form": form, "do": do, "initial": initial, "done": _("El borrador quedó guardado.")}
    return act(request, process, found, title=title, submit=_("Guardar borrador"), **more)


@process_view
def discard(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = checked(request, process, meeting_id, "meeting.discard")
    home = reverse("meetings:list", args=[process.slug])

    def do(_data: dict[str, Any]) -> str:
        meetings_.meeting_discard(actor=request.actor, meeting=found)
        return home

    title, name = _("Tirar el borrador"), selectors.title_of(found)
    here = reverse("meetings:meeting", args=[process.slug, found.public_id])
    return act_page(
        request,
        process,
        form=forms.ConfirmForm,
        do=do,
        template="meetings/act.html",
        title=title,
        lead=name,
        submit=title,
        done=_("El borrador se tiró; nadie fuera del equipo lo había visto."),
        crumbs=[(_("Reuniones"), home), (name, here), (title, "")],
    )


@process_view
def announce(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = checked(request, process, meeting_id, "meeting.announce")

    def do(_data: dict[str, Any]) -> None:
        meetings_.meeting_announce(actor=request.actor, meeting=found)

    notice = selectors.notice_now(found, request.now)
    title = _("Anunciar la reunión")
    more = {"notice": notice, "done": _("La reunión quedó anunciada, con el aviso que se dio.")}
    return act(request, process, found, title=title, submit=_("Anunciar"), do=do, **more)


@process_view
def change(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = checked(request, process, meeting_id, "meeting.change")

    def do(data: dict[str, Any]) -> None:
        known = data.pop("late")
        given = selectors.notice_of_move(found, data["starts_at"], request.now)
        if given.late and not known:
            params = {"days": given.days, "required": given.required, "working": given.working}
            raise Refused(Finding("meetings.late_unconfirmed", params=params, where="late"))
        meetings_.meeting_change(actor=request.actor, meeting=found, **data)

    present = selectors.notice_now(found, request.now)
    more: dict[str, Any] = {
        "form": functools.partial(forms.ChangeForm, zone=process.zone),
        "initial": {
            "starts_at": found.starts_at,
            "ends_at": found.ends_at,
            "venue": found.venue,
        },
        "notice": present if present.late else None,
        "done": _("El cambio quedó publicado, con su razón."),
    }
    title = _("Cambiar fecha o lugar")
    return act(request, process, found, title=title, submit=_("Publicar el cambio"), do=do, **more)


@process_view
def cancel(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = checked(request, process, meeting_id, "meeting.cancel")

    def do(data: dict[str, Any]) -> None:
        meetings_.meeting_cancel(actor=request.actor, meeting=found, **data)

    more = {"form": forms.ReasonForm, "do": do, "done": _("La reunión quedó cancelada.")}
    title = _("Cancelar la reunión")
    return act(request, process, found, title=title, submit=_("Cancelar la reunión"), **more)


@process_view
def pack(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    found = checked(request, process, meeting_id, "pack.publish")

    def do(data: dict[str, Any]) -> None:
        given = attached(data)
        meetings_.pack_publish(actor=request.actor, meeting=found, **data, **given)

    more = {"form": forms.PackForm, "do": do, "multipart": True}
    more["done"] = _("Quedó publicado, con los días de anticipación que tuvo.")
    title = _("Publicar un documento de la reunión")
    return act(request, process, found, title=title, submit=_("Publicar"), **more)


@process_view
def evidence(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    """Say that what was done there counts for a commitment of an earlier plan."""
    found = checked(request, process, meeting_id, "evidence.declare")
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
    return act(request, process, found, title=title, submit=_("Publicar"), do=do, form=form)


@process_view
def tables(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    """The tables of a meeting anew: what each works on and who facilitates it."""
    found = checked(request, process, meeting_id, "tables.set")
    known = {theme.slug: theme for theme in themes(process)}
    people = role_holders(process.slug, request.now).get("facilitator", [])
    choices = (
        [(slug, said(theme, "name")[0]) for slug, theme in known.items()],
        [(str(row.public_id), f"{row.public_name}, {row.post}") for row in people],
    )
    initial: dict[str, Any] = {}
    for table in found.tables.select_related("theme"):
        initial[f"theme_{table.number}"] = table.theme.slug if table.theme else ""
        sit = dict(zip(("first", "second"), table.facilitators, strict=False))
        initial |= {f"{name}_{table.number}": office for name, office in sit.items()}

    def do(data: dict[str, Any]) -> None:
        given = forms.tables_given(data)
        rows = [(known.get(slug), offices) for slug, offices in given]
        meetings_.tables_set(actor=request.actor, meeting=found, tables=rows)

    return act(
        request,
        process,
        found,
        title=_("Formar las mesas"),
        submit=_("Publicar las mesas"),
        do=do,
        form=functools.partial(forms.TablesForm, *choices),
        template="meetings/tables.html",
        initial=initial,
        done=_("Las mesas quedaron formadas."),
    )
