"""What everybody may download of commitments, with the proposals that each comes from."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocrea.commitments import reading, selectors
from cocrea.commitments.messages import STATES
from cocrea.commitments.models import Source
from cocrea.commitments.rules import lifecycle
from cocrea.kernel.tables import Column, Table
from cocrea.process.models import Process

CHUNK = 200
Row = tuple[Any, ...]


def commitment_rows(process: Process, filters: Mapping[str, str]) -> Iterator[Row]:
    """Proposed ones and what became of them; drafts are none of them."""
    state = filters.get("estado", "")
    state = state if state in lifecycle.PUBLIC else ""
    found = selectors.commitments(process, theme=filters.get("tema", ""), state=state)
    # A proposal that is still a draft is not named by what cites it.
    cited = Source.objects.exclude(proposal__isnull=False, proposal__published_at__isnull=True)
    found = found.prefetch_related(
        Prefetch("sources", cited.select_related("proposal").order_by("pk"), "cited")
    )
    for commitment in found.iterator(chunk_size=CHUNK):
        yield _row(process, commitment)


def _row(process: Process, commitment: Any) -> Row:
    proposals = [s.proposal for s in commitment.cited if s.proposal_id is not None]
    others = [s for s in commitment.cited if s.proposal_id is None]
    responsible = commitment.responsible
    return (
        commitment.number,
        str(commitment.public_id),
        reverse("commitments:detail", args=[process.slug, commitment.public_id]),
        commitment.title_es,
        commitment.title_en,
        commitment.theme.slug,
        reading.theme_name(commitment.theme),
        commitment.state,
        responsible.slug if responsible else "",
        responsible.name if responsible else "",
        commitment.start,
        commitment.end,
        commitment.milestone_count,
        sorted({proposal.number for proposal in proposals}),
        [f"/r/{s.other_kind}/{s.other_id}" for s in others if s.other_kind],
        commitment.adopted_at,
        commitment.ogp_id,
        commitment.invented,
        commitment.source,
        commitment.version,
        commitment.digest,
    )


COMMITMENTS = Table(
    "compromisos",
    _("Compromisos"),
    (
        Column("number", _("Número"), "number", _("Dentro del proceso.")),
        Column("id", _("Identificador"), "code", _("UUID del compromiso.")),
        Column("address", _("Dirección"), "address", _("Su página.")),
        Column("title_es", _("Título"), "text", _("En español."), width=60),
        Column("title_en", _("Título en inglés"), "text", _("Si lo hay."), width=40),
        Column("theme", _("Tema (código)"), "code", _("Dirección corta del tema.")),
        Column("theme_name", _("Tema"), "text", _("Nombre del tema."), width=30),
        Column("state", _("Estado"), "code", _("En qué está."), codes=STATES),
        Column("responsible", _("Responsable (código)"), "code", _("Entidad que responde.")),
        Column("responsible_name", _("Responsable"), "text", _("Entidad que responde."), width=40),
        Column("start", _("Empieza"), "day", _("Día previsto.")),
        Column("end", _("Termina"), "day", _("Día previsto.")),
        Column("milestones", _("Hitos"), "number", _("Cuántos tiene."), _("hitos")),
        Column("proposals", _("Propuestas"), "list", _("Números de las que viene.")),
        Column("sources", _("Otras fuentes"), "list", _("Enlaces a reuniones y otras.")),
        Column("adopted_at", _("Adoptado"), "instant", _("Cuándo se adoptó.")),
        Column("ogp_id", _("Identificador de OGP"), "code", _("Si ya lo tiene.")),
        Column("invented", _("Inventado"), "flag", _("Es de la demostración.")),
        Column("source", _("Fuente"), "text", _("De dónde se tomó su texto.")),
        Column("version", _("Versión"), "number", _("De su texto.")),
        Column("digest", _("Huella"), "code", _("De esa versión, en el registro.")),
    ),
    commitment_rows,
    ("tema", "estado"),
    "commitments:list",
)
TABLES = (COMMITMENTS,)
