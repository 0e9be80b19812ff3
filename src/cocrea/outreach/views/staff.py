"""One page per act of the team: plan, publish, prove, replace, close."""

import functools
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.documents.rules.permits import PERMITS as DOCUMENTS
from cocrea.kernel.dates import local_day
from cocrea.kernel.refs import Told
from cocrea.outreach import forms, selectors, services
from cocrea.outreach.http import act_page
from cocrea.outreach.models import Campaign
from cocrea.outreach.rules.permits import PERMITS
from cocrea.process.http import process_view
from cocrea.process.models import Process
from cocrea.voices.words import language_choices


def _url(process: Process, campaign: Campaign) -> str:
    return reverse("outreach:campaign", args=[process.slug, campaign.public_id])


def _checked(request: HttpRequest, process: Process, campaign: UUID, action: str) -> Campaign:
    """The campaign, where this reader may do this now; otherwise a refusal with its reason."""
    found = selectors.campaign_get(process, campaign, roles=request.actor.roles(request.now))
    PERMITS.require(request.actor, action, now=request.now, state=found.state)
    return found


def _crumbs(process: Process, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Difusión"), reverse("outreach:list", args=[process.slug])), *more]


def _act(
    request: HttpRequest,
    process: Process,
    found: Campaign,
    do: Callable[..., Any],
    *,
    title: str,
    form: Callable[..., Any] = forms.ConfirmForm,
    **more: Any,
) -> HttpResponse:
    """A form over one service of a campaign, which answers by showing the campaign."""

    def done(given: dict[str, Any]) -> str:
        do(actor=request.actor, process=process, campaign=found, **given)
        return _url(process, found)

    campaign = Told(str(found), found.language)
    return act_page(
        request,
        process,
        form=form,
        do=done,
        title=title,
        lead=more.pop("lead", str(found)),
        crumbs=_crumbs(process, (campaign, _url(process, found)), (title, "")),
        **more,
    )


@process_view
def draft(request: HttpRequest, process: Process) -> HttpResponse:
    PERMITS.require(request.actor, "campaign.draft", now=request.now)

    def do(given: dict[str, Any]) -> str:
        made = services.campaign_draft(actor=request.actor, process=process, **given)
        return _url(process, made)

    today = local_day(request.now, process.zone)
    return act_page(
        request,
        process,
        form=functools.partial(forms.CampaignForm, process=process),
        do=do,
        initial={"languages": ["spa"], "starts_on": today, "target": "contribute"},
        title=_("Preparar una campaña"),
        lead=_("Queda en borrador hasta que otra persona la publique."),
        submit=_("Guardar borrador"),
        crumbs=_crumbs(process, (_("Preparar una campaña"), "")),
    )


@process_view
def edit(request: HttpRequest, process: Process, campaign: UUID) -> HttpResponse:
    found = _checked(request, process, campaign, "campaign.edit")
    initial = {name: getattr(found, name) for name in forms.CampaignForm.base_fields}
    return _act(
        request,
        process,
        found,
        services.campaign_edit,
        form=functools.partial(forms.CampaignForm, process=process),
        initial=initial,
        title=_("Editar el borrador"),
        submit=_("Guardar borrador"),
    )


@process_view
def publish(request: HttpRequest, process: Process, campaign: UUID) -> HttpResponse:
    found = _checked(request, process, campaign, "campaign.publish")
    return _act(
        request,
        process,
        found,
        services.campaign_publish,
        title=_("Publicar la campaña"),
        note=_("Será pública, con un enlace corto para cada canal. Sus datos ya no se cambian."),
        submit=_("Publicar"),
        campaign=found,
    )


@process_view
def close(request: HttpRequest, process: Process, campaign: UUID) -> HttpResponse:
    found = _checked(request, process, campaign, "campaign.close")
    return _act(
        request,
        process,
        found,
        services.campaign_close,
        title=_("Cerrar la campaña"),
        note=_("Sus enlaces siguen funcionando: un cartel puede quedarse pegado mucho tiempo."),
        submit=_("Cerrar"),
    )


@process_view
def channel(request: HttpRequest, process: Process, campaign: UUID) -> HttpResponse:
    found = _checked(request, process, campaign, "link.add")
    return _act(
        request,
        process,
        found,
        services.link_add,
        form=functools.partial(forms.ChannelForm, used=found.channels),
        title=_("Agregar un canal"),
        submit=_("Agregar"),
    )


@process_view
def file(request: HttpRequest, process: Process, campaign: UUID) -> HttpResponse:
    found = _checked(request, process, campaign, "material.publish")
    return _act(
        request,
        process,
        found,
        services.material_publish,
        form=functools.partial(
            forms.FileForm,
            channels=found.channels,
            languages=language_choices(process, found.languages),
        ),
        multipart=True,
        title=_("Publicar un archivo"),
        note=_("Queda también entre los documentos del proceso, con su huella."),
        submit=_("Publicar"),
    )


@process_view
def proof(request: HttpRequest, process: Process, campaign: UUID) -> HttpResponse:
    found = _checked(request, process, campaign, "proof.add")
    may_add = DOCUMENTS.may(request.actor.roles(request.now), "document.add")
    return _act(
        request,
        process,
        found,
        services.proof_add,
        form=functools.partial(
            forms.ProofForm,
            channels=found.channels,
            languages=(),
            may_add_files=may_add,
        ),
        multipart=True,
        initial={"done_on": local_day(request.now, process.zone)},
        title=_("Mostrar una prueba de difusión"),
        note=_(
            "Antes de subir una fotografía o una factura, cubra caras, firmas y números de cuenta."
        ),
        submit=_("Publicar la prueba"),
    )


@process_view
def replace(request: HttpRequest, process: Process, material: UUID) -> HttpResponse:
    old = selectors.material_get(process, material)
    PERMITS.require(request.actor, "material.supersede", now=request.now, state=old.state)

    def do(given: dict[str, Any]) -> str:
        made = services.material_supersede(
            actor=request.actor, process=process, material=old, **given
        )
        return reverse("outreach:material", args=[process.slug, made.public_id])

    here = reverse("outreach:material", args=[process.slug, old.public_id])
    again = reverse("site:outreach_text", args=[process.slug, old.campaign.public_id])
    return act_page(
        request,
        process,
        form=functools.partial(forms.ReplaceForm, is_file=old.document_id is not None),
        do=do,
        multipart=old.document_id is not None,
        initial={"title": old.title, "text": old.text},
        title=_("Reemplazar el material"),
        lead=old.title,
        note=_("La versión anterior se queda, y dice que ya no es la última."),
        submit=_("Publicar la versión nueva"),
        again=f"{again}?reemplaza={old.public_id}" if old.items else "",
        crumbs=_crumbs(process, (old.title, here), (_("Reemplazar"), "")),
    )
