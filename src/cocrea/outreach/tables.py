"""What everybody may download of outreach: campaigns, whom they seek, and what came of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.tables import Column, Table
from cocrea.outreach import selectors, words
from cocrea.outreach.models import Link, Proof
from cocrea.people.messages import SECTOR_NAMES
from cocrea.process.models import Process

PUBLIC_STATES = {code: label for code, label in words.STATES.items() if code != "draft"}


def campaign_rows(process: Process, _filters: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    """Public campaigns, the latest to begin first. Three queries."""
    found = selectors.campaigns(process)
    visits = dict(
        Link.objects.filter(campaign__in=found.order_by())
        .order_by()
        .values_list("campaign")
        .annotate(n=Sum("days__count"))
    )
    proofs = dict(
        Proof.objects.filter(campaign__in=found.order_by())
        .order_by()
        .values_list("campaign")
        .annotate(n=Count("pk"))
    )
    for one in found:
        yield (
            str(one.public_id),
            reverse("outreach:campaign", args=[process.slug, one.public_id]),
            one.title_es,
            one.title_en,
            one.goal_es,
            one.state,
            one.phase,
            list(one.sectors),
            list(one.areas),
            list(one.languages),
            list(one.channels),
            one.starts_on,
            one.ends_on,
            visits.get(one.pk) or 0,
            proofs.get(one.pk, 0),
            one.published_at,
            one.closed_at,
            one.digest,
        )


CAMPAIGNS = Table(
    "campanas",
    _("Campañas de difusión"),
    (
        Column("id", _("Identificador"), "code", _("UUID de la campaña.")),
        Column("address", _("Dirección"), "address", _("Su página, con sus materiales.")),
        Column("title_es", _("Título"), "text", _("En español."), width=40),
        Column("title_en", _("Título en inglés"), "text", _("Si lo hay."), width=40),
        Column("goal", _("Para qué"), "text", _("A quién quiere llegar."), width=60),
        Column("state", _("Estado"), "code", _("En qué está."), codes=PUBLIC_STATES),
        Column("phase", _("Fase"), "number", _("Del proceso a la que sirve.")),
        Column("sectors", _("Sectores"), "list", _("Vacío: todos."), codes=SECTOR_NAMES),
        Column("areas", _("Lugares (códigos)"), "list", _("Vacío: todo el territorio.")),
        Column("languages", _("Idiomas"), "list", _("ISO 639-3.")),
        Column("channels", _("Medios"), "list", _("Por dónde."), codes=words.CHANNELS),
        Column("starts_on", _("Empieza"), "day", _("Primer día.")),
        Column("ends_on", _("Termina"), "day", _("Último día.")),
        Column("visits", _("Visitas"), "number", _("A sus enlaces cortos."), _("visitas")),
        Column("proofs", _("Pruebas"), "number", _("De lo que se difundió."), _("pruebas")),
        Column("published_at", _("Publicada"), "instant", _("Cuándo.")),
        Column("closed_at", _("Cerrada"), "instant", _("Cuándo.")),
        Column("digest", _("Huella"), "code", _("La que está en el registro.")),
    ),
    campaign_rows,
    page="outreach:list",
)
TABLES = (CAMPAIGNS,)
