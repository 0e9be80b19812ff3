"""What everybody may download of organizations and of the bodies of a process: who sits where."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.tables import Column, Table
from cocrea.ledger import services as ledger
from cocrea.people import selectors
from cocrea.people.bodies_read import seats_of
from cocrea.people.messages import (
    BRANCH_NAMES,
    GIVEN_BY_NAMES,
    KIND_NAMES,
    SECTOR_NAMES,
    STATUS_NAMES,
)
from cocrea.people.rules.sectors import SECTORS

CHUNK = 500
Row = tuple[Any, ...]


def organization_rows(_process: Any, filters: Mapping[str, str]) -> Iterator[Row]:
    """Organizations of the whole portal, by name, as their page finds them."""
    sector = filters.get("sector", "")
    found = selectors.organizations(
        sector=sector if sector in SECTORS else "", search=filters.get("q", "")
    )
    for one in found.iterator(chunk_size=CHUNK):
        yield (
            one.slug,
            reverse("people:organization", args=[one.slug]),
            one.name,
            one.acronym,
            one.sector,
            one.branch,
            one.group,
            one.is_public_body,
            one.invented,
            one.source,
        )


def seat_rows(process: Any, _filters: Mapping[str, str]) -> Iterator[Row]:
    """Every seat of every body, with who holds it now."""
    for body, row in seats_of(process.slug, ledger.now_of(process.log)):
        seat, holder, alternate = row.seat, row.titular, row.alternate
        function = holder.function if holder else None
        yield (
            body.slug,
            reverse("people:body", args=[process.slug, body.slug]),
            body.name_es,
            body.kind,
            body.legal_basis,
            seat.number,
            seat.title,
            seat.given_by,
            seat.sector,
            seat.branch,
            seat.status,
            seat.voting,
            function.public_name if function else "",
            function.post if function else "",
            function.organization.slug if function else "",
            holder.since if holder else None,
            alternate.function.public_name if alternate else "",
        )


ORGANIZATIONS = Table(
    "organizaciones",
    _("Organizaciones"),
    (
        Column("organization", _("Organización (código)"), "code", _("Dirección corta.")),
        Column("address", _("Dirección"), "address", _("Su página.")),
        Column("name", _("Nombre"), "text", _("Completo."), width=50),
        Column("acronym", _("Siglas"), "text", _("Si las usa.")),
        Column("sector", _("Sector"), "code", _("Al que pertenece."), codes=SECTOR_NAMES),
        Column("branch", _("Organismo"), "code", _("Del Estado, si es."), codes=BRANCH_NAMES),
        Column("group", _("Grupo"), "text", _("Como la clasifica la fuente.")),
        Column("public_body", _("Es institución pública"), "flag", _("Según la fuente.")),
        Column("invented", _("Inventada"), "flag", _("Solo existe en una demostración.")),
        Column("source", _("Fuente"), "text", _("De dónde se tomó."), width=40),
    ),
    organization_rows,
    ("sector", "q"),
    note=_("De todo el portal, no solo de este proceso."),
)
SEATS = Table(
    "asientos",
    _("Órganos y asientos"),
    (
        Column("body", _("Órgano (código)"), "code", _("Dirección corta del órgano.")),
        Column("address", _("Dirección"), "address", _("Página del órgano.")),
        Column("body_name", _("Órgano"), "text", _("Su nombre."), width=40),
        Column("kind", _("Clase"), "code", _("De órgano."), codes=KIND_NAMES),
        Column("legal_basis", _("Base legal"), "text", _("En qué se apoya."), width=40),
        Column("number", _("Asiento"), "number", _("Dentro del órgano.")),
        Column("title", _("A quién corresponde"), "text", _("Como dicen sus reglas."), width=40),
        Column("given_by", _("Cómo se asigna"), "code", _("Por qué vía."), codes=GIVEN_BY_NAMES),
        Column("sector", _("Sector"), "code", _("Del asiento."), codes=SECTOR_NAMES),
        Column("branch", _("Organismo"), "code", _("Del Estado, si es."), codes=BRANCH_NAMES),
        Column("status", _("Calidad"), "code", _("En que asiste."), codes=STATUS_NAMES),
        Column("voting", _("Con voto"), "flag", _("Si decide.")),
        Column("holder", _("Titular"), "text", _("Quién lo ocupa hoy; vacío: nadie."), width=30),
        Column("post", _("Cargo"), "text", _("De quien lo ocupa."), width=30),
        Column("organization", _("Organización"), "code", _("De quien lo ocupa.")),
        Column("since", _("Desde"), "instant", _("Cuándo empezó su mandato.")),
        Column("alternate", _("Suplente"), "text", _("Si lo hay."), width=30),
    ),
    seat_rows,
    page="people:bodies",
)
TABLES = (ORGANIZATIONS, SEATS)
