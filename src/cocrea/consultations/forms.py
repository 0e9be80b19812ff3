"""Forms of this room. They keep what was typed; the services judge it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from cocrea.consultations import words
from cocrea.consultations.models import Item, Question, Window
from cocrea.consultations.rules.answers import SHORT_LENGTH, Sheet
from cocrea.consultations.services import seed_make
from cocrea.kernel.ids import uuid7
from cocrea.process.rules.schema import Area
from cocrea.ui.fields import DateTimeInput
from cocrea.ui.forms import LinkField, ListSelect, PlainField
from cocrea.voices.rules.intake import arrival_of
from cocrea.voices.words import SECTORS

NO_ANSWER = _("Prefiero no decirlo")
TICKET_SALT = "consultations.form"


def ticket_make(window: Window) -> str:
    """A signed seed for one form: it saves a few sheets, however often it is sent."""
    return str(signing.dumps([seed_make(), str(window.public_id)], salt=TICKET_SALT))


def ticket_read(ticket: str, window: Window) -> str:
    """The seed of a form of this window, "" when it is none. It lasts as long as its window."""
    try:
        seed, public_id = signing.loads(ticket, salt=TICKET_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(seed) if public_id == str(window.public_id) else ""


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause with its two inputs. ``open``: something was written or is wrong in it."""

    item: Item
    stance: BoundField
    say: BoundField
    open: bool


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question with its inputs: several for a matrix (its rows) and a rank (its options).

    slug       of the field, where errors are
    only_if    name of the input that it depends on ("" when it is for everybody), values, in words
    """

    slug: str
    label: str
    hint: str
    fields: list[BoundField]
    many: bool
    only_if: str
    any_of: str
    condition: str


class ResponseForm(forms.Form):
    """All the questions and clauses of a window.

    What must be answered is judged by the service too: whom a question is for depends on others.
    """

    key = forms.UUIDField(widget=forms.HiddenInput())
    draft = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=40)
    via = LinkField()
    ticket = PlainField(widget=forms.HiddenInput(), required=False)

    def __init__(
        self,
        questions: Sequence[Question],
        items: Sequence[Item],
        areas: Sequence[Area],
        languages: Mapping[str, Any],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"key": uuid7()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.questions, self.items = questions, items
        self.names_of: dict[str, str] = {}
        for question in questions:
            own = _question_fields(question)
            self.fields.update(own)
            self.names_of[f"q-{question.slug}"] = next(iter(own))
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
            widget=ListSelect(),
            required=False,
        )
        self.fields["sector"] = forms.ChoiceField(
            label=_("Sector"),
            choices=[("", NO_ANSWER), *SECTORS.items()],
            widget=ListSelect(),
            required=False,
        )
        self.fields["language"] = forms.ChoiceField(
            label=_("Idioma en que escribe"), choices=list(languages.items()), widget=ListSelect()
        )
        self.fields["consent"] = forms.BooleanField(
            label=_("Estoy de acuerdo en que mis comentarios se publiquen."),
            help_text=_("Hace falta solo si escribe comentarios."),
            required=False,
        )

    def question_rows(self) -> Iterator[QuestionRow]:
        asked = {question.slug: question for question in self.questions}
        for question in self.questions:
            wanted = question.only_if or {}
            yield QuestionRow(
                slug=f"q-{question.slug}",
                label=words.reader(question.text_es, question.text_en),
                hint=_hint(question),
                fields=[self[name] for name in _names(question)],
                many=question.kind in ("rank", "matrix"),
                only_if=f"q-{wanted['question']}" if wanted else "",
                any_of=" ".join(wanted.get("any_of", ())),
                condition=_condition(asked, wanted),
            )

    def saved(self) -> dict[str, list[str]]:
        """What was typed, field by field, for a draft. Nothing is judged yet."""
        names = [name for name in self.fields if name not in ("draft", "ticket")]
        return {name: self.data.getlist(name) for name in names if name in self.data}

    @staticmethod
    def initial_of(questions: Sequence[Question], saved: Mapping[str, list[str]]) -> dict[str, Any]:
        """Initial values from a draft."""
        several = {f"q-{q.slug}" for q in questions if q.kind == "multiple"}
        return {
            name: values if name in several else values[-1]
            for name, values in saved.items()
            if values
        }

    def clause_rows(self) -> Iterator[ClauseRow]:
        for item in self.items:
            stance, say = self[f"stance-{item.number}"], self[f"say-{item.number}"]
            touched = any((stance.errors, say.errors, stance.value(), say.value()))
            yield ClauseRow(item, stance, say, bool(touched))

    def given(self) -> dict[str, Any]:
        """Arguments of ``response_submit``."""
        data = self.cleaned_data
        answers = {q.slug: _values(q, data) for q in self.questions}
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
            "draft": data["draft"],
            "arrival": arrival_of(data["via"]),
        }


HINTS = {
    "scale": _("1 es nada y 5 es totalmente."),
    "multiple": _("Puede elegir varias."),
    "rank": _("Dé el lugar 1 a lo que más le importa. No hace falta ordenarlas todas."),
    "short": _("En una línea."),
}


def _hint(question: Question) -> str:
    """Kind, and that it must be answered where the field itself cannot say so."""
    must = question.required and (question.only_if or question.kind in ("rank", "matrix"))
    parts = (HINTS.get(question.kind, ""), _("Hace falta contestarla.") if must else "")
    return " ".join(str(part) for part in parts if part)


def _names(question: Question) -> list[str]:
    """Names of the inputs of a question, in order."""
    name = f"q-{question.slug}"
    if question.kind == "rank":
        return [f"{name}--{option['value']}" for option in question.options]
    if question.kind == "matrix":
        return [f"{name}--{row['value']}" for row in question.rows]
    return [name]


def _values(question: Question, data: Mapping[str, Any]) -> list[str]:
    """What the sheet carries: ``place:value`` of a rank, ``row:value`` of a matrix."""
    if question.kind == "rank":
        given = ((data[n], n.partition("--")[2]) for n in _names(question))
        return [f"{place}:{value}" for place, value in given if place]
    if question.kind == "matrix":
        given = ((n.partition("--")[2], data[n]) for n in _names(question))
        return [f"{row}:{value}" for row, value in given if value]
    value = data[f"q-{question.slug}"]
    return [v for v in (value if isinstance(value, list) else [value]) if v]


def _condition(asked: Mapping[str, Question], wanted: Mapping[str, Any]) -> str:
    """Whom the question is for, in words: the answers of the earlier question that lead to it."""
    if not wanted:
        return ""
    first = asked[wanted["question"]]
    labels = dict(_choices(first))
    answers = " / ".join(str(labels.get(value, value)) for value in wanted["any_of"])
    earlier = words.reader(first.text_es, first.text_en)
    return str(
        _("Solo si contestó «%(answers)s» en «%(question)s».")
        % {"answers": answers, "question": earlier}
    )


def _choices(question: Question) -> list[tuple[str, Any]]:
    if question.kind == "scale":
        return list(words.SCALE.items())
    return [(o["value"], words.reader(o["text"], o["text_en"])) for o in question.options]


def _question_fields(question: Question) -> dict[str, forms.Field]:
    """The inputs of a question by name. None is required: that is judged on the whole sheet."""
    names = _names(question)
    if question.kind == "rank":
        places = [("", "–"), *((str(n), str(n)) for n in range(1, len(question.options) + 1))]
        return {
            name: forms.ChoiceField(label=label, choices=places, required=False)
            for name, (_value, label) in zip(names, _choices(question), strict=True)
        }
    if question.kind == "matrix":
        return {
            name: forms.ChoiceField(
                label=words.reader(row["text"], row["text_en"]),
                choices=_choices(question),
                widget=forms.RadioSelect(),
                required=False,
            )
            for name, row in zip(names, question.rows, strict=True)
        }
    return {names[0]: _single_field(question)}


def _single_field(question: Question) -> forms.Field:
    label = words.reader(question.text_es, question.text_en)
    required = question.required and question.only_if is None
    if question.kind == "short":
        line = forms.TextInput(attrs={"maxlength": SHORT_LENGTH})
        return PlainField(label=label, widget=line, required=required)
    if question.kind == "long":
        area = forms.Textarea(attrs={"rows": 3})
        return PlainField(label=label, widget=area, required=required)
    if question.kind == "multiple":
        return forms.MultipleChoiceField(
            label=label,
            choices=_choices(question),
            widget=forms.CheckboxSelectMultiple(),
            required=required,
        )
    return forms.ChoiceField(
        label=label, choices=_choices(question), widget=forms.RadioSelect(), required=required
    )


class ResumeForm(forms.Form):
    """The code that was shown when a sheet was saved."""

    code = PlainField(
        label=_("Código para continuar"),
        help_text=_("Quince letras y números. No importan las mayúsculas ni los guiones."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
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


class DeliverForm(forms.Form):
    """To which later phase the report goes."""

    phase = forms.TypedChoiceField(label=_("Fase que lo recibe"), coerce=int)

    def __init__(self, choices: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].choices = list(choices)
