"""Forms of this room. They keep what was typed; the services judge it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from cocrea.consultations import words
from cocrea.consultations.models import Item, Question
from cocrea.consultations.rules.answers import Sheet
from cocrea.kernel.ids import uuid7
from cocrea.process.rules.schema import Area
from cocrea.ui.fields import DateTimeInput
from cocrea.voices.words import LANGUAGES, SECTORS

NO_ANSWER = _("Prefiero no decirlo")


class PlainField(forms.CharField):
    """Text as it came; a NUL is dropped instead of refused, the rest is cleaned by the service."""

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or "").replace("\x00", ""))


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause with its two inputs. ``open``: something was written or is wrong in it."""

    item: Item
    stance: BoundField
    say: BoundField
    open: bool


class ResponseForm(forms.Form):
    """All the questions and clauses of a window. Only what the window requires is required."""

    key = forms.UUIDField(widget=forms.HiddenInput())

    def __init__(
        self,
        questions: Sequence[Question],
        items: Sequence[Item],
        areas: Sequence[Area],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {"key": uuid7()})
        super().__init__(*args, **kwargs)
        self.questions, self.items = questions, items
        for question in questions:
            self.fields[f"q-{question.slug}"] = _question_field(question)
        for item in items:
            self.fields[f"stance-{item.number}"] = forms.ChoiceField(
                label=_("¿Está de acuerdo?"),
                choices=list(words.STANCES.items()),
                widget=forms.RadioSelect(),
                required=False,
            )
            self.fields[f"say-{item.number}"] = PlainField(
                label=_("Su comentario"), widget=forms.Textarea(attrs={"rows": 3}), required=False
            )
        self.fields["area"] = forms.ChoiceField(
            label=_("Lugar"),
            choices=[("", NO_ANSWER), *((a.code, a.name) for a in areas)],
            required=False,
        )
        self.fields["sector"] = forms.ChoiceField(
            label=_("Sector"), choices=[("", NO_ANSWER), *SECTORS.items()], required=False
        )
        self.fields["language"] = forms.ChoiceField(
            label=_("Idioma en que escribe"), choices=list(LANGUAGES.items()), initial="spa"
        )
        self.fields["consent"] = forms.BooleanField(
            label=_("Estoy de acuerdo en que mis comentarios se publiquen."),
            help_text=_("Hace falta solo si escribe comentarios."),
            required=False,
        )

    def question_fields(self) -> list[BoundField]:
        return [self[f"q-{question.slug}"] for question in self.questions]

    def clause_rows(self) -> Iterator[ClauseRow]:
        for item in self.items:
            stance, say = self[f"stance-{item.number}"], self[f"say-{item.number}"]
            touched = any((stance.errors, say.errors, stance.data, say.data))
            yield ClauseRow(item, stance, say, bool(touched))

    def given(self) -> dict[str, Any]:
        """Arguments of ``response_submit``."""
        data = self.cleaned_data
        answers = {q.slug: _values(data[f"q-{q.slug}"]) for q in self.questions}
        stances = {i.number: data[f"stance-{i.number}"] for i in self.items}
        comments = {i.number: data[f"say-{i.number}"] for i in self.items}
        return {
            "key": data["key"],
            "sheet": Sheet(
                {slug: values for slug, values in answers.items() if values},
                {number: value for number, value in stances.items() if value},
                {number: text for number, text in comments.items() if text},
            ),
            "sector": data["sector"],
            "area": data["area"],
            "language": data["language"],
            "covers": ("publish", "statistics") if data["consent"] else (),
        }


def _values(value: Any) -> list[str]:
    return [v for v in (value if isinstance(value, list) else [value]) if v]


def _question_field(question: Question) -> forms.Field:
    label = words.reader(question.text_es, question.text_en)
    if question.kind == "open":
        area = forms.Textarea(attrs={"rows": 3})
        return PlainField(label=label, widget=area, required=question.required)
    if question.kind == "scale":
        choices = list(words.SCALE.items())
    else:
        choices = [(o["value"], words.reader(o["text"], o["text_en"])) for o in question.options]
    if question.kind == "multiple":
        return forms.MultipleChoiceField(
            label=label,
            choices=choices,
            widget=forms.CheckboxSelectMultiple(),
            required=question.required,
        )
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect(), required=question.required
    )


class OpenForm(forms.Form):
    """Open a consultation that the methodology names."""

    slug = forms.ChoiceField(label=_("Consulta"))
    opens_at = forms.DateTimeField(
        label=_("Abre"),
        help_text=_("Vacío: abre ahora. Hora local del proceso."),
        widget=DateTimeInput(),
        required=False,
    )
    closes_at = forms.DateTimeField(label=_("Cierra"), widget=DateTimeInput())

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"] = forms.ChoiceField(label=_("Consulta"), choices=choices)


class ExtendForm(forms.Form):
    until = forms.DateTimeField(label=_("Nuevo cierre"), widget=DateTimeInput())
    reason = PlainField(
        label=_("Razón"),
        help_text=_("Se publica junto con el cambio."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
