"""Forms of this room. They keep what was typed; the services judge it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocrea.process.models import Theme
from cocrea.sensemaking import words
from cocrea.sensemaking.models import Membership, Proposal
from cocrea.sensemaking.services import ItemIn
from cocrea.ui.fields import DateInput
from cocrea.ui.forms import PlainField

MOST_PARTS = 4


def _reason(*, required: bool = True) -> PlainField:
    return PlainField(
        label=_("Razón"),
        help_text=_("Se publica. Explique con palabras sencillas."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=required,
    )


def _themes(themes: Iterable[Theme]) -> list[tuple[str, Any]]:
    return [("", _("Sin tema todavía")), *((t.slug, words.theme_name(t)) for t in themes)]


class EmptyForm(forms.Form):
    """A button and nothing to fill in."""


class ReasonForm(forms.Form):
    reason = _reason()


class WordsForm(forms.Form):
    """Title, text and theme of a proposal, and why."""

    title = PlainField(label=_("Título"))
    text = PlainField(
        label=_("Texto"),
        help_text=_("Lo que piden en común, sin añadir nada que nadie dijo."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    theme = forms.ChoiceField(label=_("Tema"), required=False)
    reason = _reason()

    def __init__(self, themes: Iterable[Theme], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = {t.slug: t for t in themes}
        choices = _themes(self.themes.values())
        self.fields["theme"] = forms.ChoiceField(label=_("Tema"), choices=choices, required=False)

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "title": data["title"],
            "text": data["text"],
            "theme": self.themes.get(data["theme"]),
            "reason": data["reason"],
        }


class GroupForm(WordsForm):
    """The chosen points become a new proposal, or join one."""

    target = forms.ChoiceField(label=_("Propuesta"), required=False)
    field_order = ("target", "title", "text", "theme", "reason")

    def __init__(
        self, themes: Iterable[Theme], targets: Iterable[Proposal], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(themes, *args, **kwargs)
        self.fields["title"].required = False  # an old proposal keeps its own
        self.targets = {str(p.public_id): p for p in targets}
        rows = [(key, f"{p.number}. {p.title}") for key, p in self.targets.items()]
        self.fields["target"] = forms.ChoiceField(
            label=_("Propuesta"),
            choices=[("", _("Una nueva, con el título de abajo")), *rows],
            required=False,
        )
        self.order_fields(self.field_order)


class MergeForm(WordsForm):
    """Two or more living proposals, and what the one that holds them all is called."""

    proposals = forms.MultipleChoiceField(label=_("Propuestas que se unen"), required=False)
    field_order = ("proposals", "title", "text", "theme", "reason")

    def __init__(
        self, themes: Iterable[Theme], live: Iterable[Proposal], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(themes, *args, **kwargs)
        self.live = {str(p.public_id): p for p in live}
        self.fields["proposals"] = forms.MultipleChoiceField(
            label=_("Propuestas que se unen"),
            choices=[(key, f"{p.number}. {p.title}") for key, p in self.live.items()],
            widget=forms.CheckboxSelectMultiple(),
            required=False,
        )
        self.order_fields(self.field_order)

    def given(self) -> dict[str, Any]:
        chosen = [self.live[key] for key in self.cleaned_data["proposals"]]
        return super().given() | {"proposals": chosen}


class DecideForm(ReasonForm):
    decision = forms.ChoiceField(
        label=_("Decisión"),
        choices=[("confirm", _("Confirmar la unión")), ("reject", _("Rechazarla"))],
        widget=forms.RadioSelect(),
    )
    reason = _reason(required=False)  # a refusal needs one; the service says so
    field_order = ("decision", "reason")


class MoveForm(ReasonForm):
    target = forms.ChoiceField(label=_("A qué propuesta"))
    field_order = ("target", "reason")

    def __init__(self, targets: Iterable[Proposal], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = {str(p.public_id): p for p in targets}
        rows = [(key, f"{p.number}. {p.title}") for key, p in self.targets.items()]
        self.fields["target"] = forms.ChoiceField(label=_("A qué propuesta"), choices=rows)
        self.order_fields(self.field_order)


class SplitForm(ReasonForm):
    """Up to four parts; each point says which one it goes to."""

    names_of: Mapping[str, str] = {"title": "title-1", "parts": ""}

    def __init__(self, members: Sequence[Membership], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        numbers = range(1, MOST_PARTS + 1)
        for number in numbers:
            self.fields[f"title-{number}"] = PlainField(
                label=_("Título de la parte %(number)s") % {"number": number}, required=False
            )
        for member in members:
            point = member.point
            self.fields[f"part-{point.pk}"] = forms.ChoiceField(
                label=f"{point.voice.folio}.{point.number}: {point.text[:120]}",
                choices=[(str(n), _("Parte %(number)s") % {"number": n}) for n in numbers],
            )
        order = [*(f"title-{n}" for n in numbers), *(f"part-{m.point_id}" for m in members)]
        self.order_fields([*order, "reason"])

    def parts(self) -> list[tuple[str, list[Any]]]:
        """(title, points) of the parts that have points."""
        data = self.cleaned_data
        found: dict[int, list[Any]] = {n: [] for n in range(1, MOST_PARTS + 1)}
        for member in self.members:
            found[int(data[f"part-{member.point_id}"])].append(member.point)
        return [(data[f"title-{n}"], points) for n, points in found.items() if points]


class FunnelForm(forms.Form):
    title = PlainField(label=_("Título"))


class StepForm(forms.Form):
    """A step of a funnel, written line by line."""

    label = PlainField(label=_("Nombre del paso"))
    body = PlainField(label=_("Quién lo decidió"), required=False)
    held_on = forms.DateField(label=_("Qué día"), widget=DateInput(), required=False)
    items = PlainField(
        label=_("Lo que queda, una línea cada uno"),
        help_text=_("clave | nombre | claves del paso anterior, separadas por comas"),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    dropped = PlainField(
        label=_("Lo que se descarta, una línea cada uno"),
        help_text=_("clave del paso anterior | razón"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "label": data["label"],
            "body": data["body"],
            "held_on": data["held_on"],
            "items": [_item(cells) for cells in _lines(data["items"], 3)],
            "dropped": {cells[0]: cells[1] for cells in _lines(data["dropped"], 2)},
        }


def _lines(text: str, cells: int) -> list[list[str]]:
    """Non-empty lines as exactly so many cells, missing ones empty."""
    lines = [line for line in text.splitlines() if line.strip()]
    rows = [[cell.strip() for cell in line.split("|", cells - 1)] for line in lines]
    return [row + [""] * (cells - len(row)) for row in rows]


def _item(cells: list[str]) -> ItemIn:
    parents = tuple(p for p in (c.strip() for c in cells[2].split(",")) if p)
    return ItemIn(cells[0], cells[1], parents)
