"""What everybody may download of consultations: when each opened, on what, how many answered."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocrea.consultations import selectors, words
from cocrea.kernel.tables import Column, Table
from cocrea.process.models import Process
from cocrea.process.selectors import process_now


def window_rows(process: Process, _filters: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    """Published consultations, the latest to open first. One query."""
    now = process_now(process)
    for window in selectors.windows_of(process):
        yield (
            str(window.public_id),
            reverse("consultations:window", args=[process.slug, window.slug]),
            window.title_es,
            window.title_en,
            window.state(now),
            window.phase,
            window.about_label,
            f"/r/{window.about_kind}/{window.about_id}" if window.about_kind else "",
            window.about_digest,
            window.published_at,
            window.opens_at,
            window.closes_at,
            window.response_count,
            reverse("consultations:results", args=[process.slug, window.slug]),
        )


WINDOWS = Table(
    "consultas",
    _("Consultas"),
    (
        Column("id", _("Identificador"), "code", _("UUID de la consulta.")),
        Column("address", _("Dirección"), "address", _("Su página.")),
        Column("title_es", _("Título"), "text", _("En español."), width=50),
        Column("title_en", _("Título en inglés"), "text", _("Si lo hay."), width=40),
        Column("state", _("Estado"), "code", _("En qué está."), codes=words.STATES),
        Column("phase", _("Fase"), "number", _("Del proceso a la que sirve.")),
        Column("about_label", _("Sobre"), "text", _("Qué texto se consulta."), width=40),
        Column("about", _("Sobre (dirección)"), "address", _("Enlace permanente al texto.")),
        Column("about_digest", _("Huella del texto"), "code", _("Del que se leyó al abrir.")),
        Column("published_at", _("Publicada"), "instant", _("Cuándo.")),
        Column("opens_at", _("Abre"), "instant", _("Desde cuándo se responde.")),
        Column("closes_at", _("Cierra"), "instant", _("Hasta cuándo.")),
        Column("responses", _("Respuestas"), "number", _("Recibidas."), _("respuestas")),
        Column("results", _("Resultados"), "address", _("Página con las cuentas.")),
    ),
    window_rows,
    page="consultations:list",
)
TABLES = (WINDOWS,)
