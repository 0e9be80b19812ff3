"""What a clause states in figures, row by row, for whoever amends it."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocrea.process.rules.parts import Quantity

NUMBER = re.compile(r"\d+")
OPERATORS: dict[str, Any] = {
    "exactly": _("exactamente"),
    "about": _("alrededor de"),
    "at_least": _("al menos"),
    "at_most": _("como máximo"),
    "between": _("entre dos números"),
    "one_of": _("uno de varios números"),
}
NAME = r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*"
HEADS = (_("Qué se cuenta"), _("De qué"), _("Cómo lo dice"), _("Número o números"))


def _numbers(quantity: Quantity) -> str:
    known = (quantity.value, quantity.upto, *quantity.among)
    return ", ".join(str(number) for number in known if number is not None)


def _labelled(kind: type[forms.Field], label: str, **options: Any) -> forms.Field:
    field = kind(label=label, required=False, **options)
    field.widget.attrs["aria-label"] = label
    return field


class FiguresForm(forms.Form):
    """One row for each figure of the clause and one for a new one; an empty row says nothing."""

    def __init__(self, quantities: Iterable[Quantity], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="figures", **kwargs)
        self.before = list(quantities)
        for place, quantity in enumerate([*self.before, None], start=1):
            self._row(place, quantity)

    def _row(self, place: int, quantity: Quantity | None) -> None:
        """Fields ``name_1``, ``of_1``, ``op_1``, ``numbers_1``."""

        def label(head: Any) -> str:
            return _("%(head)s, cifra %(place)s") % {"head": head, "place": place}

        name = _labelled(forms.RegexField, label(HEADS[0]), regex=f"^{NAME}$", max_length=80)
        of = _labelled(forms.CharField, label(HEADS[1]), max_length=80)
        choices = [("", "–"), *OPERATORS.items()]
        op = _labelled(forms.ChoiceField, label(HEADS[2]), choices=choices)
        numbers = _labelled(forms.CharField, label(HEADS[3]), max_length=80)
        if quantity is not None:
            name.initial, of.initial = quantity.name, quantity.of
            op.initial, numbers.initial = quantity.op, _numbers(quantity)
        rows = (("name", name), ("of", of), ("op", op), ("numbers", numbers))
        self.fields.update({f"{key}_{place}": field for key, field in rows})

    def places(self) -> range:
        return range(1, len(self.before) + 2)

    def grid(self) -> list[list[forms.BoundField]]:
        keys = ("name", "of", "op", "numbers")
        return [[self[f"{key}_{place}"] for key in keys] for place in self.places()]

    def heads(self) -> tuple[Any, ...]:
        return HEADS

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        found = [self._figure(place, given) for place in self.places()]
        return {"quantities": [each for each in found if each]}

    def _figure(self, place: int, given: dict[str, Any]) -> dict[str, Any] | None:
        name, of, op, text = (
            given.get(f"{k}_{place}", "") for k in ("name", "of", "op", "numbers")
        )
        numbers = [int(each) for each in NUMBER.findall(text)]
        if not op and not numbers:
            return None  # the clause no longer says it
        problem = _problem(op, numbers, name)
        if problem:
            self.add_error(f"{problem[0]}_{place}", problem[1])
            return None
        if op == "one_of":
            amount: dict[str, Any] = {"among": numbers}
        else:
            amount = {"value": numbers[0], **({"upto": numbers[1]} if op == "between" else {})}
        return {"name": name, "of": of, "op": op, **amount}

    def changed(self) -> dict[str, Any]:
        """``clause_data`` of an amendment: the figures, when they are not what they were. A request
        that speaks of none changes none."""
        if not any(name.startswith(f"{self.prefix}-") for name in self.data):
            return {}
        after = [Quantity.model_validate(each) for each in self.cleaned_data["quantities"]]
        if after == self.before:
            return {}
        return {"quantities": [each.model_dump(mode="json") for each in after]}


def _problem(op: str, numbers: list[int], name: str) -> tuple[str, Any] | None:
    """(field, what is wrong with it), or None."""
    if not name:
        return "name", _("Falta decir qué se cuenta, por ejemplo cap.plan.")
    if not op:
        return "op", _("Falta decir cómo lo dice el texto.")
    wanted = {"between": 2, "one_of": 2}.get(op, 1)
    if len(numbers) < wanted or (op != "one_of" and len(numbers) > wanted):
        text = _("Escriba dos números.") if wanted == 2 else _("Escriba un número.")
        return "numbers", text
    if max(numbers) > 1_000_000 or (op == "between" and numbers[0] > numbers[1]):
        return "numbers", _("Revise los números.")
    return None
