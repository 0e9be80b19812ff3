"""What everybody may download of milestones: both words on each, and whether they agree."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocrea.followup import selectors
from cocrea.followup.messages import COMPARISONS, COMPLETION
from cocrea.followup.views import FILTERS
from cocrea.kernel.tables import Column, Table
from cocrea.process.models import Process
from cocrea.process.selectors import process_now

CHUNK = 200
Row = tuple[Any, ...]


def milestone_rows(process: Process, filters: Mapping[str, str]) -> Iterator[Row]:
    """Milestones of adopted commitments, in the order of the plan."""
    now = process_now(process)
    wanted = FILTERS.get(filters.get("ver", ""))
    lines = {
        line.public_id
        for group in selectors.board(process, now)
        for line in group.lines
        if wanted is None or wanted(line)
    }
    found = list(selectors.milestones(process))
    for start in range(0, len(found), CHUNK):
        chosen = [each for each in found[start : start + CHUNK] if each.public_id in lines]
        for status in selectors.statuses(process, chosen, now):
            yield _row(process, status)


def _row(process: Process, status: selectors.Status) -> Row:
    milestone, owner, society = status.milestone, status.owner, status.society
    commitment = milestone.commitment
    return (
        f"{commitment.number}.{milestone.number}",
        commitment.number,
        milestone.number,
        str(milestone.public_id),
        reverse("followup:milestone", args=[process.slug, milestone.public_id]),
        commitment.title_es,
        milestone.text,
        milestone.responsible,
        milestone.start,
        milestone.end,
        milestone.indicator,
        milestone.baseline,
        milestone.means,
        owner.completion if owner else "",
        owner.at if owner else None,
        society.completion if society else "",
        society.at if society else None,
        status.comparison or "",
        status.verified,
        status.overdue,
    )


MILESTONES = Table(
    "hitos",
    _("Hitos y su avance"),
    (
        Column("milestone", _("Hito"), "code", _("Número del compromiso y del hito.")),
        Column("commitment", _("Compromiso"), "number", _("Su número.")),
        Column("number", _("Número"), "number", _("Dentro del compromiso.")),
        Column("id", _("Identificador"), "code", _("UUID del hito.")),
        Column("address", _("Dirección"), "address", _("Su página.")),
        Column("commitment_title", _("Título del compromiso"), "text", _("En español."), width=50),
        Column("text", _("Qué se hará"), "text", _("Texto del hito."), width=60),
        Column("responsible", _("Responsable"), "text", _("Quién responde."), width=30),
        Column("start", _("Empieza"), "day", _("Día previsto.")),
        Column("end", _("Termina"), "day", _("Día previsto.")),
        Column("indicator", _("Indicador"), "text", _("Con qué se mide."), width=30),
        Column("baseline", _("Línea de base"), "text", _("Cómo estaba al empezar."), width=30),
        Column("means", _("Medio de verificación"), "text", _("Dónde se comprueba."), width=30),
        Column(
            "owner_word",
            _("Dice la entidad"),
            "code",
            _("Avance según quien responde; vacío si no ha informado."),
            codes=COMPLETION,
        ),
        Column("owner_at", _("Lo dijo"), "instant", _("Cuándo informó la entidad.")),
        Column(
            "society_word",
            _("Dice la sociedad"),
            "code",
            _("Avance según quien vigila; vacío si no ha informado."),
            codes=COMPLETION,
        ),
        Column("society_at", _("Lo dijo (sociedad)"), "instant", _("Cuándo informó.")),
        Column(
            "comparison", _("Coinciden"), "code", _("Si las dos dicen lo mismo."), codes=COMPARISONS
        ),
        Column("verified", _("Verificado"), "flag", _("Otra parte vio la evidencia.")),
        Column("overdue", _("Atrasado"), "flag", _("Pasó su día y no está completo.")),
    ),
    milestone_rows,
    ("ver",),
    "followup:list",
)
TABLES = (MILESTONES,)
