"""Invented samples for the style guide; no table, no process."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.dates import Interval, Precision
from cocrea.kernel.findings import Finding, Severity
from cocrea.ui import charts
from cocrea.ui.fields import DateInput

ICONS = Path(__file__).parent / "data" / "icons.txt"
ZONE = "America/Guatemala"
SECTORS = [(_("Sociedad civil"), 58), (_("Sector público"), 41), (_("Academia"), 17)]


class SampleForm(forms.Form):
    name = forms.CharField(label=_("Su nombre"), help_text=_("Como quiere que le llamemos."))
    voice = forms.CharField(label=_("Lo que propone"), widget=forms.Textarea(attrs={"rows": 4}))
    day = forms.DateField(label=_("Día del foro"), widget=DateInput, required=False)
    theme = forms.ChoiceField(
        label=_("Tema"), choices=[("", "—"), ("agua", _("Agua")), ("salud", _("Salud"))]
    )
    sector = forms.ChoiceField(
        label=_("Sector"),
        widget=forms.RadioSelect,
        choices=[("civil_society", _("Sociedad civil")), ("public", _("Sector público"))],
    )
    languages = forms.MultipleChoiceField(
        label=_("Idiomas que habla"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("es", "Español"), ("quc", "K'iche'"), ("kek", "Q'eqchi'")],
    )
    agree = forms.BooleanField(label=_("Acepto que mi propuesta sea pública"))


def _charts() -> dict[str, Any]:
    return {
        "bars": charts.bars(_("Voces por sector"), SECTORS, unit=_("voces")),
        "stacked": charts.stacked(_("Asistencias por sector"), SECTORS),
        "schedule": charts.schedule(
            _("Lo previsto y lo ocurrido"),
            [
                charts.Span(
                    _("Foros departamentales"),
                    (date(2018, 5, 7), date(2018, 6, 15)),
                    (date(2018, 5, 14), date(2018, 7, 2)),
                ),
                charts.Span(
                    _("Primera versión del plan"), (date(2018, 7, 23), date(2018, 7, 31)), None
                ),
            ],
        ),
        "thread": charts.thread(
            _("El hilo de una voz"),
            [
                (_("Voz"), [charts.Node("v1", "V-2018-0042 Agua limpia en la escuela", "#v1")]),
                (
                    _("Propuesta"),
                    [
                        charts.Node("p1", "Publicar la calidad del agua"),
                        charts.Node("p2", "Medir cada mes"),
                    ],
                ),
                (_("Compromiso"), [charts.Node("c1", "Datos abiertos de agua y saneamiento")]),
                (_("Hito"), [charts.Node("m1", "Primer tablero publicado")]),
            ],
            [("v1", "p1"), ("v1", "p2"), ("p1", "c1"), ("p2", "c1"), ("c1", "m1")],
        ),
        "map": charts.departments_map(
            _("Voces por departamento"), {"16": 61, "13": 44, "01": 120, "09": 25, "17": 7}
        ),
    }


def samples(page: int) -> dict[str, Any]:
    """Context of the style guide."""
    wrong = SampleForm({"name": "", "sector": "x"})
    return {
        "form": wrong,
        "zone": ZONE,
        "instant": datetime(2018, 8, 14, 21, 5, tzinfo=UTC),
        "month": Interval(date(2018, 7, 1), date(2018, 7, 31), Precision.MONTH),
        "findings": [
            Finding(
                "kernel.text_too_long",
                Severity.BLOCKER,
                {"length": 5210, "limit": 4000},
                basis="Metodología 2018, fase 1",
            ),
            Finding("kernel.not_permitted", Severity.WARNING),
            Finding("ui.form_expired", Severity.NOTE),
        ],
        "phases": [
            {"number": 1, "label": _("Convocatoria"), "state": "closed", "current": False},
            {"number": 2, "label": _("Consulta"), "state": "closed", "current": False},
            {"number": 3, "label": _("Foros locales"), "state": "open", "current": True},
            {"number": 4, "label": _("Sistematización"), "state": "pending", "current": False},
            {"number": 5, "label": _("Mesas temáticas"), "state": "pending", "current": False},
        ],
        "crumbs": [(_("Inicio"), "/"), (_("Voces"), "#voces"), ("V-2018-0042", "")],
        "page": Paginator(range(120), 50).get_page(page),
        "facts": [(_("Folio"), "V-2018-0042"), (_("Fase"), 3), (_("Tema"), _("Agua"))],
        "charts": _charts(),
        "icons": ICONS.read_text(encoding="utf-8").split(),
    }
