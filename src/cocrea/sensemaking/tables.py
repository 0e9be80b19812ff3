"""What everybody may download of proposals, with the points that support each."""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.tables import Column, Table
from cocrea.process.models import Process
from cocrea.process.selectors import area_names
from cocrea.sensemaking import selectors, words
from cocrea.sensemaking.models import Membership, Proposal

CHUNK = 50
Row = tuple[Any, ...]


def proposal_rows(process: Process, filters: Mapping[str, str]) -> Iterator[Row]:
    """Published proposals; those that ended where the page shows them too (``todas``)."""
    ended = bool(filters.get("todas"))
    found = selectors.proposals(process, theme=filters.get("tema", ""), ended=ended)
    areas = area_names(process)
    walker = iter(found.iterator(chunk_size=CHUNK))
    while chunk := list(itertools.islice(walker, CHUNK)):
        members = _members([proposal.pk for proposal in chunk])
        for proposal in chunk:
            yield _row(process, proposal, areas, members.get(proposal.pk, []))


def _members(keys: list[int]) -> dict[int, list[str]]:
    """Proposal -> ``folio.number`` of the points that support it now, oldest voice first."""
    rows = Membership.objects.filter(proposal__in=keys, until__isnull=True)
    rows = rows.order_by("point__voice__received_at", "point__voice", "point__number")
    found: dict[int, list[str]] = {}
    for key, folio, number in rows.values_list("proposal", "point__voice__folio", "point__number"):
        found.setdefault(key, []).append(f"{folio}.{number}")
    return found


def _row(process: Process, proposal: Any, areas: Mapping[str, str], members: list[str]) -> Row:
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
        len(members),
        len({member.rpartition(".")[0] for member in members}),
        members,
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
