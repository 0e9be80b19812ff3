"""What everybody may download of the process itself: its themes."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.tables import Column, Table
from cocrea.process import selectors
from cocrea.process.models import Process
from cocrea.process.words import THEME_STATES


def theme_rows(process: Process, _filters: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    """Every theme, whatever became of it."""
    for theme in selectors.themes(process, state=None):
        yield (
            theme.number,
            theme.slug,
            reverse("process:theme", args=[process.slug, theme.slug]),
            theme.name_es,
            theme.name_en,
            theme.state,
            list(theme.keywords),
        )


THEMES = Table(
    "temas",
    _("Temas"),
    (
        Column("number", _("Número"), "number", _("Dentro del proceso.")),
        Column("theme", _("Tema (código)"), "code", _("Dirección corta del tema.")),
        Column("address", _("Dirección"), "address", _("Su página.")),
        Column("name_es", _("Nombre"), "text", _("En español."), width=40),
        Column("name_en", _("Nombre en inglés"), "text", _("Si lo hay."), width=40),
        Column(
            "state",
            _("Estado"),
            "code",
            _("Si se priorizó o no."),
            codes={code: label for code, (label, _tone) in THEME_STATES.items()},
        ),
        Column("keywords", _("Palabras clave"), "list", _("Con que se reconoce."), width=40),
    ),
    theme_rows,
    page="process:themes",
)
TABLES = (THEMES,)
