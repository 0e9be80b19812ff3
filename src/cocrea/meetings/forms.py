"""Forms of who calls and counts: draft, move, pack, tables, attendance, minutes, voices."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cocrea.documents.http import attachment_field
from cocrea.kernel.ids import uuid7
from cocrea.kernel.text import fold
from cocrea.meetings.messages import KIND_NAMES, THING_NAMES
from cocrea.meetings.rules.attendance import Line
from cocrea.meetings.rules.lifecycle import KINDS
from cocrea.meetings.rules.notice import PACK_KINDS
from cocrea.people.messages import SECTOR_NAMES, STATUS_NAMES
from cocrea.people.rules.sectors import SECTORS, STATUSES
from cocrea.process.models import Theme
from cocrea.process.words import said
from cocrea.ui.fields import DateTimeInput
from cocrea.ui.forms import ListSelect, PlainField

Choices = Iterable[tuple[Any, Any]]
COLUMNS = ("sector", "status", "count", "table", "organization", "women", "men", "other")
FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


def _text(label: Any, rows: int = 5, **options: Any) -> PlainField:
    return PlainField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class TablesForm(forms.Form):
    """Up to ``MOST`` tables; one without theme and without anybody is no table."""

    MOST = 12

    def __init__(self, themes: Choices, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, self.MOST + 1):
            self.fields[f"theme_{n}"] = _choice(_("Tema"), themes)
            self.fields[f"first_{n}"] = _choice(_("Facilita"), people)
            self.fields[f"second_{n}"] = _choice(_("Facilita con"), people)

    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """Number of each table and its fields."""
        names = ("theme", "first", "second")
        return [(n, [self[f"{name}_{n}"] for name in names]) for n in range(1, self.MOST + 1)]


def tables_given(data: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """(slug of the theme or "", public ids of who facilitates) of the tables that were filled."""
    found = []
    for n in range(1, TablesForm.MOST + 1):
        people = [data[f"{name}_{n}"] for name in ("first", "second") if data[f"{name}_{n}"]]
        if data[f"theme_{n}"] or people:
            found.append((data[f"theme_{n}"], people))
    return found


def _choice(label: Any, choices: Choices) -> forms.ChoiceField:
    given = [("", "–"), *choices]
    return forms.ChoiceField(label=label, choices=given, widget=ListSelect(), required=False)


class LocalTimeField(forms.DateTimeField):
    """A day and hour on the clock of the process's own zone (``zone``)."""

    widget = DateTimeInput

    def __init__(self, **options: Any) -> None:
        self.zone = ZoneInfo("UTC")
        super().__init__(input_formats=FORMATS, **options)

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().prepare_value(value)


class _Zoned(forms.Form):
    """Sets the zone of its LocalTimeFields."""

    def __init__(self, data: Any = None, *, zone: str = "UTC", **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for field in self.fields.values():
            if isinstance(field, LocalTimeField):
                field.zone = ZoneInfo(zone)


class MeetingForm(_Zoned):
    """A draft."""

    title_es = PlainField(label=_("Nombre de la reunión"), max_length=200)
    title_en = PlainField(label=_("Nombre en inglés"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Clase"), choices=[(k, KIND_NAMES[k]) for k in KINDS])
    phase = forms.TypedChoiceField(label=_("Fase"), coerce=int, empty_value=None, required=False)
    row = forms.TypedChoiceField(
        label=_("Actividad del calendario"), coerce=int, empty_value=None, required=False
    )
    round = forms.IntegerField(label=_("Ronda"), required=False, min_value=1, max_value=99)
    themes = forms.ModelMultipleChoiceField(
        label=_("Temas"),
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    area = forms.ChoiceField(label=_("Territorio"), required=False)
    venue = PlainField(label=_("Lugar"), max_length=300)
    starts_at = LocalTimeField(label=_("Empieza"))
    ends_at = LocalTimeField(label=_("Termina"))
    body = forms.ChoiceField(label=_("Convoca"), required=False)
    expected = PlainField(label=_("Asistencia esperada"), max_length=200, required=False)

    def __init__(
        self, data: Any = None, *, choices: dict[str, Choices], themes: Any, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["themes"].queryset = themes
        self.fields["themes"].label_from_instance = lambda theme: said(theme, "name")[0]
        for name, options in choices.items():
            self.fields[name].choices = [("", "–"), *options]


class ChangeForm(_Zoned):
    starts_at = LocalTimeField(label=_("Empieza"))
    ends_at = LocalTimeField(label=_("Termina"))
    venue = PlainField(label=_("Lugar"), max_length=300)
    reason = _text(_("Razón del cambio, que será pública"), rows=3, max_length=2000)
    late = forms.BooleanField(
        label=_("Publicarlo aunque avise tarde: quedará marcado en rojo, y la marca no se borra"),
        required=False,
    )


class ReasonForm(forms.Form):
    reason = _text(_("Razón, que será pública"), rows=3, max_length=2000)


class ConfirmForm(forms.Form):
    """Nothing to fill."""


class PackForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Qué publica"), choices=[(k, THING_NAMES[k]) for k in PACK_KINDS]
    )
    title = PlainField(label=_("Título"), max_length=200)
    text = _text(_("Texto"), rows=10, max_length=20_000, required=False)
    file = attachment_field(_("Archivo"))


class EvidenceForm(forms.Form):
    """What of an earlier plan a meeting counts for. choices: (id, words)."""

    subject = forms.ChoiceField(label=_("Para qué compromiso cuenta"))
    note = _text(
        _("Qué se hizo ahí que cuenta"),
        rows=3,
        max_length=1000,
        help_text=_("Público, en la página de la reunión y en la del plan anterior."),
    )

    def __init__(
        self, data: Any = None, *, choices: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["subject"].choices = list(choices)  # type: ignore[attr-defined]


class AttendanceForm(forms.Form):
    """A sheet as lines of text, so that it can be pasted from any spreadsheet."""

    source = PlainField(
        label=_("Quién contó y de dónde"),
        max_length=300,
        help_text=_("Por ejemplo: listas firmadas, contadas por la secretaría."),
    )
    rows = _text(
        _(
            "Una línea por grupo: sector, calidad, asistencias, mesa, organización, mujeres, "
            "hombres, otra identidad"
        ),
        rows=10,
        max_length=60_000,
        help_text=_(
            "Separe con comas, punto y coma o tabulador. Por ejemplo: Sociedad civil, Invitado, "
            "12, 3. Desde la mesa todo es opcional."
        ),
    )

    def clean_rows(self) -> list[Line]:
        text = self.cleaned_data["rows"].strip()
        mark = next((m for m in ("\t", ";") if m in text), ",")
        found, wrong = [], []
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=mark), start=1):
            if cells and [c.strip() for c in cells[:2]] != ["sector", "status"]:
                line = _line([c.strip() for c in cells])
                found.append(line)
                if line is None:
                    wrong.append(number)
        if wrong:
            raise forms.ValidationError(
                _("No se entiende la línea %(lines)s."),
                params={"lines": ", ".join(map(str, wrong[:20]))},
            )
        return [line for line in found if line is not None]


@cache
def _codes() -> tuple[dict[str, str], dict[str, str]]:
    """Of sectors and of statuses: folded code, or name in either language -> code."""
    found = []
    for names, codes in ((SECTOR_NAMES, SECTORS), (STATUS_NAMES, STATUSES)):
        known = {fold(code): code for code in codes}
        for language in ("es", "en"):
            with override(language):
                known |= {fold(str(names[code])): code for code in codes}
        found.append(known)
    return found[0], found[1]


def _line(cells: list[str]) -> Line | None:
    given = dict(zip(COLUMNS, cells, strict=False))
    for name, codes in zip(("sector", "status"), _codes(), strict=True):
        given[name] = codes.get(fold(given.get(name, "")), "")
    numbers = {k: given.get(k, "") for k in ("count", "table", "women", "men", "other")}
    if any(v and not (v.isascii() and v.isdigit() and len(v) < 7) for v in numbers.values()):
        return None
    if not given["sector"] or not given["status"]:
        return None
    counts: dict[str, Any] = {k: int(v) if v else None for k, v in numbers.items()}
    if counts["count"] is None or len(given.get("organization", "")) > 80:
        return None
    return Line(
        sector=given["sector"],
        status=given["status"],
        organization=given.get("organization", ""),
        **counts,
    )


class MinutesForm(forms.Form):
    text = _text(_("Acta"), rows=16, max_length=60_000)
    funnel = _text(
        _("Qué se agrupó, se redujo o quedó fuera, y por qué"),
        rows=5,
        required=False,
        max_length=10_000,
    )


class VoiceForm(forms.Form):
    """What somebody said there, typed by who facilitates."""

    text = _text(_("Lo que se dijo, con sus palabras"), rows=6, max_length=6000)
    table = forms.TypedChoiceField(
        label=_("Mesa"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Si no elige tema, la voz lleva el de su mesa."),
    )
    theme = forms.ModelChoiceField(
        label=_("Tema"), queryset=Theme.objects.none(), required=False, empty_label="–"
    )
    language = forms.ChoiceField(label=_("Idioma en que se dijo"), required=False)
    sector = forms.ChoiceField(label=_("Sector de quien habla"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        tables: Choices,
        themes: Any,
        languages: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["table"].choices = [("", "–"), *tables]
        self.fields["theme"].queryset = themes
        self.fields["language"].choices = list(languages)
        self.fields["sector"].choices = [("", "–"), *((s, SECTOR_NAMES[s]) for s in SECTORS)]
        self.fields["key"].initial = uuid7
