"""The sheet of attendance as a hall counts it: one row for each sector, on a telephone too."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocrea.meetings.forms import AttendanceForm
from cocrea.meetings.messages import GENDER_NAMES
from cocrea.meetings.rules.attendance import GENDERS, Line
from cocrea.people.messages import SECTOR_NAMES, STATUS_NAMES
from cocrea.people.rules.sectors import SECTORS, STATUSES

MOST = 100_000
COUNT_NAME = _("Asistencias")
STATUS_NAME = _("Calidad")


def _number(label: str) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"aria-label": label, "inputmode": "numeric"})
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MOST, widget=widget
    )


class CountForm(AttendanceForm):
    """A number for each sector; or, instead, lines with more detail (table, organization).

    A share of officials needs the whole hall: a sector left blank is not zero until somebody says
    so (``nobody``).
    """

    nobody = forms.BooleanField(
        label=_("De los sectores que dejé en blanco no llegó nadie"), required=False
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["rows"].required = False
        for sector in SECTORS:
            name = SECTOR_NAMES[sector]
            self.fields[f"{sector}.count"] = _number(f"{name}: {COUNT_NAME}")
            self.fields[f"{sector}.status"] = forms.ChoiceField(
                label=f"{name}: {STATUS_NAME}",
                required=False,
                initial="guest",
                choices=[(code, STATUS_NAMES[code]) for code in STATUSES],
                widget=forms.Select(attrs={"aria-label": f"{name}: {STATUS_NAME}"}),
            )
            for gender in GENDERS:
                self.fields[f"{sector}.{gender}"] = _number(f"{name}: {GENDER_NAMES[gender]}")

    def tables(self) -> list[tuple[list[Any], list[tuple[Any, list[forms.BoundField]]]]]:
        """(heads, rows) of how many came, and of their gender where somebody counted it."""
        genders = [GENDER_NAMES[gender] for gender in GENDERS]
        return [
            ([COUNT_NAME, STATUS_NAME], self._grid(("count", "status"))),
            (genders, self._grid(GENDERS)),
        ]

    def _grid(self, parts: Iterable[str]) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(SECTOR_NAMES[s], [self[f"{s}.{part}"] for part in parts]) for s in SECTORS]

    def gendered(self) -> bool:
        """Somebody wrote a gender, now or before."""
        return any(self[f"{s}.{g}"].value() not in (None, "") for s in SECTORS for g in GENDERS)

    def clean_rows(self) -> list[Line]:
        return super().clean_rows() if self.cleaned_data["rows"].strip() else []

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        counted = [line for sector in SECTORS if (line := self._line(sector, given))]
        pasted = given.get("rows", [])
        if counted and pasted:
            self.add_error("rows", _("Use la tabla o la lista, no las dos."))
        elif counted and not given.get("nobody"):
            self._whole(given)
        return {"source": given.get("source", ""), "rows": pasted or counted}

    def _whole(self, given: dict[str, Any]) -> None:
        """Every sector has its number, be it 0."""
        blank = [s for s in SECTORS if given.get(f"{s}.count") is None]
        if blank and not any(f"{s}.count" in self.errors for s in blank):
            names = ", ".join(str(SECTOR_NAMES[s]) for s in blank)
            text = _(
                "Falta el número de: %(names)s. Escriba 0 donde no llegó nadie, o marque esta "
                "casilla: con media sala contada no se puede decir qué parte eran funcionarios."
            )
            self.add_error("nobody", text % {"names": names})

    def _line(self, sector: str, given: dict[str, Any]) -> Line | None:
        """The row of a sector; genders that nobody counted stay unknown."""
        genders = {gender: given.get(f"{sector}.{gender}") for gender in GENDERS}
        count = given.get(f"{sector}.count")
        asked = [number for number in genders.values() if number]
        if count is None and asked:
            self.add_error(f"{sector}.count", _("Falta cuántas asistencias son en total."))
        elif count is not None and sum(asked) > count:
            self.add_error(f"{sector}.count", _("Los géneros suman más que las asistencias."))
        if not count:
            return None
        status = given.get(f"{sector}.status") or "guest"
        return Line(sector=sector, status=status, count=count, **genders)


def as_counted(lines: Iterable[Line]) -> dict[str, Any] | None:
    """What the form shows of a sheet that is corrected; None when it says more than a row each."""
    rows = list(lines)
    whole = all(line.table is None and not line.organization for line in rows)
    if not whole or len({line.sector for line in rows}) != len(rows):
        return None
    parts = ("count", "status", *GENDERS)
    shown = {f"{line.sector}.{part}": getattr(line, part) for line in rows for part in parts}
    return {**shown, "nobody": bool(rows)}
