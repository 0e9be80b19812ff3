"""The agreement to comply: what it says, who signed, and one page per act."""

import functools
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.agreement import compact_forms as forms
from cocrea.agreement import selectors
from cocrea.agreement import services as agreement
from cocrea.agreement.models import Compact
from cocrea.agreement.rules.compact import BODY, ORGANIZATION
from cocrea.agreement.rules.permits import PERMITS
from cocrea.agreement.services.interests import ON_PAPER
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.people.selectors import organization
from cocrea.process.http import process_view, public_page
from cocrea.process.models import Process
from cocrea.ui.acts import act_page, roles_of


@public_page
def compact(request: HttpRequest, process: Process) -> HttpResponse:
    """The version in force, who signed it, who signed an older one, who has not."""
    standing = selectors.compact_standing(process, request.now)
    return _shown(request, process, standing.compact, standing)


@public_page
def compact_version(request: HttpRequest, process: Process, number: int) -> HttpResponse:
    """One version with its own signatures; they stay as of that version."""
    return _shown(request, process, selectors.compact_get(process, number), None)


def _shown(
    request: HttpRequest,
    process: Process,
    found: Compact | None,
    standing: selectors.Standing | None,
) -> HttpResponse:
    roles = roles_of(request)
    versions = list(selectors.compacts(process))
    crumbs = [(_("Proceso"), "../"), (_("Acuerdo de cumplimiento"), "")]
    if standing is None and found is not None:
        crumbs = [
            (_("Proceso"), "../../"),
            (_("Acuerdo de cumplimiento"), "../"),
            (str(found.number), ""),
        ]
    signed = list(selectors.signatures(found)) if found else []
    context = {
        "process": process,
        "compact": found,
        "standing": standing,
        "signatures": signed,
        "versions": versions,
        "newest": versions[0] if versions else None,
        "call": selectors.call_phase(process),
        "may_publish": PERMITS.may(roles, "compact.publish"),
        "may_sign": bool(versions) and PERMITS.may(roles, "compact.sign"),
        "crumbs": crumbs,
    }
    return render(request, "agreement/compact.html", context)


@process_view
def compact_publish(request: HttpRequest, process: Process) -> HttpResponse:
    PERMITS.require(request.actor, "compact.publish", now=request.now)
    last = selectors.compacts(process).first()
    names = ("name_es", "text_es", "name_en", "text_en", "basis")

    def do(data: dict[str, Any]) -> str:
        agreement.compact_publish(actor=request.actor, process=process, **data)
        return reverse("agreement:compact", args=[process.slug])

    return act_page(
        request,
        process,
        form=forms.CompactForm,
        do=do,
        template="agreement/act.html",
        initial={name: getattr(last, name) for name in names} if last else None,
        quote=None,
        title=_("Publicar las reglas del acuerdo"),
        lead=_(
            "Cada versión queda publicada. Una versión nueva pide firmas nuevas; las anteriores "
            "se siguen mostrando como de su versión."
        ),
        submit=_("Publicar"),
        crumbs=[(_("Acuerdo de cumplimiento"), "../"), (_("Publicar"), "")],
    )


def _parties(request: HttpRequest, process: Process) -> dict[str, Any]:
    """What the signer may choose from: their own, or everybody's for who writes down paper."""
    actor, now = request.actor, request.now
    paper = ON_PAPER in actor.roles(now)
    own = {(ORGANIZATION, actor.organization)}
    own |= {(BODY, slug) for slug in selectors.bodies_of(process, actor.office, now)}
    rows = selectors.compact_standing(process, now).rows
    parties = [(f"{r.kind}:{r.slug}", r.name) for r in rows if paper or (r.kind, r.slug) in own]
    mine = f"{ORGANIZATION}:{actor.organization}"
    if actor.organization and mine not in dict(parties):
        parties.insert(0, (mine, organization(actor.organization).name))
    offices = selectors.signers(process, now) if paper else []
    return {"parties": parties, "offices": offices}


@process_view
def compact_sign(request: HttpRequest, process: Process) -> HttpResponse:
    PERMITS.require(request.actor, "compact.sign", now=request.now)
    current = selectors.compacts(process).first()
    if current is None:
        raise NotThere(Finding("agreement.not_there", where="compact"))

    def do(data: dict[str, Any]) -> str:
        agreement.compact_sign(
            actor=request.actor,
            process=process,
            compact=data["compact"],
            **forms.who_of(data),
        )
        return reverse("agreement:compact", args=[process.slug])

    return act_page(
        request,
        process,
        form=functools.partial(forms.SignForm, **_parties(request, process)),
        do=do,
        template="agreement/compact_sign.html",
        initial={"compact": str(current.public_id)},
        compact=current,
        declares=PERMITS.may(request.actor.roles(request.now), "session.declare"),
        about=urlencode(
            {
                "subject_kind": "compact",
                "subject_id": str(current.public_id),
                "subject_label": f"{current.name_es} ({current.number})",
            }
        ),
        title=_("Firmar el acuerdo de cumplimiento"),
        lead=_("La firma es pública: quién, por quién, cuándo y qué versión."),
        submit=_("Firmar"),
        crumbs=[(_("Acuerdo de cumplimiento"), "../"), (_("Firmar"), "")],
    )


@process_view
def compact_withdraw(request: HttpRequest, process: Process) -> HttpResponse:
    PERMITS.require(request.actor, "compact.withdraw", now=request.now)

    def do(data: dict[str, Any]) -> str:
        agreement.compact_withdraw(
            actor=request.actor,
            process=process,
            reason=data["reason"],
            **forms.who_of(data),
        )
        return reverse("agreement:compact", args=[process.slug])

    return act_page(
        request,
        process,
        form=functools.partial(forms.WithdrawForm, **_parties(request, process)),
        do=do,
        template="agreement/act.html",
        quote=None,
        title=_("Retirar una firma"),
        lead=_("Queda a la vista que se firmó, cuándo se retiró y por qué."),
        submit=_("Retirar la firma"),
        crumbs=[(_("Acuerdo de cumplimiento"), "../"), (_("Retirar"), "")],
    )
