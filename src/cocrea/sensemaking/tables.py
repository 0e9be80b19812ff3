"""What everybody may download of proposals, with the points that support each."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.tables import Column, Table
from cocrea.process.models import Process
from cocrea.process.selectors import area_names
from cocrea.sensemaking import selectors, words
from cocrea.sensemaking.models import Membership, Proposal

CHUNK = 500
Row = tuple[Any, ...]


def proposal_rows(process: Process, filters: Mapping[str, str]) -> Iterator[Row]:
    """Published proposals; those that ended where the page shows them too (``todas``)."""
    ended = bool(filters.get("todas"))
    now = Membership.objects.filter(until__isnull=True).select_related("point__voice")
    found = selectors.proposals(process, theme=filters.get("tema", ""), ended=ended)
    areas = area_names(process)
    found = found.prefetch_related(
        Prefetch("memberships", now.order_by("point__voice__received_at", "point"), "now")
    )
    for proposal in found.iterator(chunk_size=CHUNK):
        yield _row(process, proposal, areas)


def _row(process: Process, proposal: Any, areas: Mapping[str, str]) -> Row:
    points = [member.point for member in proposal.now]
    theme = proposal.theme
    return (
        proposal.number,
        str(proposal.public_id),
        reverse("sensemaking:proposal", args=[process.slug, proposal.public_id]),
        proposal.title,
        proposal.text,
        theme.slug if theme else "",
        words.theme_name(theme) if theme else "",
        proposal.area,
        areas.get(proposal.area, ""),
        proposal.state,
        proposal.published_at,
        len(points),
        len({point.voice_id for point in points}),
        [f"{point.voice.folio}.{point.number}" for point in points],
        proposal.text_digest,
    )


PROPOSALS = Table(
    "propuestas",
    _("Propuestas"),
    (
        Column("number", _("Número"), "number", _("Dentro del proceso.")),
        Column("id", _("Identificador"), "code", _("UUID de la propuesta.")),
        Column("address", _("Dirección"), "address", _("Su página.")),
        Column("title", _("Título"), "text", _("Cómo se llama."), width=50),
        Column("text", _("Texto"), "text", _("Lo que piden varios puntos juntos."), width=80),
        Column("theme", _("Tema (código)"), "code", _("Dirección corta del tema.")),
        Column("theme_name", _("Tema"), "text", _("Nombre del tema."), width=30),
        Column("area", _("Lugar (código)"), "code", _("Si es de un solo lugar.")),
        Column("area_name", _("Lugar"), "text", _("Nombre del lugar.")),
        Column(
            "state",
            _("Estado"),
            "code",
            _("En qué está."),
            codes={code: words.STATES[code] for code, _same in Proposal.STATES},
        ),
        Column("published_at", _("Publicada"), "instant", _("Cuándo se publicó."), width=17),
        Column("points", _("Puntos"), "number", _("Que la sostienen ahora."), _("puntos")),
        Column("voices", _("Voces"), "number", _("De las que vienen esos puntos."), _("voces")),
        Column("members", _("De qué voces"), "list", _("Folio y número de cada punto."), width=40),
        Column("text_digest", _("Huella"), "code", _("SHA-256 con sal que está en el registro.")),
    ),
    proposal_rows,
    ("tema", "todas"),
    "sensemaking:list",
)
TABLES = (PROPOSALS,)
