"""Forms of the room. What a person typed stays in the form when the rules refuse it."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cocrea.commitments import messages
from cocrea.commitments.models import Milestone
from cocrea.commitments.rules import feasibility, template
from cocrea.kernel.errors import DomainError
from cocrea.ui import forms as ui
from cocrea.ui.fields import DateInput
from cocrea.ui.forms import PlainField


def attach(form: forms.Form, error: DomainError) -> None:
    """As ``ui.forms.attach`` does it, with the names of the official template."""
    ui.attach(form, type(error)(messages.shown(error.findings)))


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


LATER = _("hace falta para proponerlo")


class ReasonForm(forms.Form):
    reason = PlainField(
        label=_("Motivo"), help_text=_("Será público."), widget=_area(), max_length=4000
    )


class CommitmentForm(forms.Form):
    """Fields of the template in its order. ``explain``: the change needs a public reason."""

    title = PlainField(label=_("Título del compromiso"), max_length=template.TITLE_LENGTH)
    title_en = PlainField(
        label=_("Título en inglés"), max_length=template.TITLE_LENGTH, required=False
    )
    theme = forms.ChoiceField(label=_("Tema"))
    responsible = forms.ChoiceField(
        label=_("Entidad responsable"),
        required=False,
        help_text=_("Siempre una entidad pública. Puede quedar en blanco mientras es borrador."),
    )
    start = forms.DateField(label=_("Fecha de inicio"), widget=DateInput, required=False)
    end = forms.DateField(label=_("Fecha de término"), widget=DateInput, required=False)

    def __init__(
        self,
        *args: Any,
        code: str,
        themes: list[tuple[str, str]],
        bodies: list[tuple[str, str]],
        explain: bool = False,
        expected: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.code = code
        language = get_language() or "es"
        self.fields["theme"].choices = [("", _("Elija un tema")), *themes]  # type: ignore[attr-defined]
        self.fields["responsible"].choices = [("", "—"), *bodies]  # type: ignore[attr-defined]
        for each in template.template(code).texts:
            self.fields[each.key] = PlainField(
                label=each.label(language),
                help_text=each.hint(language),
                max_length=each.max_length,
                required=False,
                widget=_area(),
            )
            if each.required:
                self.fields[each.key].optional_note = LATER  # type: ignore[attr-defined]
        for name in ("responsible", "start", "end"):
            self.fields[name].optional_note = LATER  # type: ignore[attr-defined]
        if explain:
            self.fields["reason"] = ReasonForm.base_fields["reason"]
        if expected:
            self.fields["expected"] = forms.IntegerField(widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """Keyword arguments of ``commitment_draft`` and ``commitment_save``."""
        data = self.cleaned_data
        keys = [each.key for each in template.template(self.code).texts]
        own = ("title", "title_en", "theme", "start", "end", "reason", "expected")
        found = {name: data[name] for name in own if name in data}
        fields = {key: data[key] for key in keys}
        return found | {"responsible": data["responsible"] or None, "fields": fields}


class MilestoneForm(forms.Form):
    text = PlainField(
        label=_("Qué se hará y se podrá verificar"),
        max_length=template.MILESTONE_LENGTH,
        widget=_area(3),
    )
    responsible = PlainField(
        label=_("Unidad o puesto que responde"), max_length=300, required=False
    )
    organization = forms.ChoiceField(
        label=_("Organización que responde"),
        required=False,
        help_text=_("En blanco: la entidad responsable del compromiso."),
    )
    status = forms.ChoiceField(
        label=_("¿Nuevo o en curso?"),
        choices=list(messages.MILESTONE.items()),
        widget=forms.RadioSelect,
        initial=Milestone.NEW,
    )
    start = forms.DateField(label=_("Fecha de inicio"), widget=DateInput, required=False)
    end = forms.DateField(label=_("Fecha de término"), widget=DateInput, required=False)
    indicator = PlainField(
        label=_("Indicador"), help_text=_("Qué se contará."), max_length=1000, required=False
    )
    baseline = PlainField(
        label=_("Línea de base"), help_text=_("Cuánto hay hoy."), max_length=1000, required=False
    )
    means = PlainField(
        label=_("Medio de verificación"),
        help_text=_("Dónde podrá verlo cualquiera."),
        max_length=1000,
        required=False,
    )
    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, bodies: list[tuple[str, str]], explain: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = [("", "—"), *bodies]  # type: ignore[attr-defined]
        if explain:
            self.fields["reason"] = ReasonForm.base_fields["reason"]

    def values(self) -> dict[str, Any]:
        """Keyword arguments of ``milestone_add`` and ``milestone_save``."""
        data = dict(self.cleaned_data)
        data["ongoing"] = data.pop("status") == Milestone.ONGOING
        data["organization"] = data["organization"] or None
        return data


class ConfirmForm(forms.Form):
    expected = forms.IntegerField(widget=forms.HiddenInput)


class AcceptForm(ConfirmForm):
    agree = forms.BooleanField(
        label=_("La entidad acepta la responsabilidad de cumplir este compromiso y sus hitos.")
    )
    signatory = PlainField(
        label=_("Puesto u oficina que firma"),
        help_text=_("En blanco: su función pública."),
        max_length=200,
        required=False,
    )
    condition = PlainField(
        label=_("Condición"),
        help_text=_("Solo si acepta con una condición. Será pública."),
        max_length=2000,
        required=False,
        widget=_area(3),
    )


class OpinionForm(ConfirmForm):
    kind = forms.ChoiceField(
        label=_("Viabilidad"),
        choices=[(k, messages.KINDS[k]) for k in (feasibility.LEGAL, feasibility.FINANCIAL)],
    )
    opinion = forms.ChoiceField(
        label=_("Opinión"), choices=list(messages.OPINIONS.items()), widget=forms.RadioSelect
    )
    signatory = PlainField(label=_("Puesto u oficina que firma"), max_length=200)
    on = forms.DateField(label=_("Fecha del documento"), widget=DateInput, required=False)
    condition = PlainField(label=_("Condición"), max_length=2000, required=False, widget=_area(3))
    text = PlainField(label=_("Fundamento"), max_length=4000, required=False, widget=_area())


class AdoptForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decisión en la que se adoptó"),
        help_text=_("Sesiones que aprobaron; primero las que tratan de este compromiso."),
        error_messages={
            "required": _(
                "Elija la sesión que lo adoptó. Si no hay ninguna, primero se declara y se cierra."
            )
        },
    )
    reason = PlainField(
        label=_("Nota"),
        help_text=_("Será pública."),
        max_length=4000,
        required=False,
        widget=_area(3),
    )

    def __init__(self, *args: Any, sessions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [("", "—"), *sessions]  # type: ignore[attr-defined]


class SourceForm(forms.Form):
    proposal = forms.ChoiceField(label=_("Propuesta de la ciudadanía"))
    milestone = forms.ChoiceField(
        label=_("Hito"), required=False, help_text=_("En blanco: todo el compromiso.")
    )
    note = PlainField(label=_("Cómo se usó"), max_length=1000, required=False, widget=_area(3))

    def __init__(
        self,
        *args: Any,
        proposals: list[tuple[str, str]],
        milestones: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposal"].choices = proposals  # type: ignore[attr-defined]
        self.fields["milestone"].choices = [("", "—"), *milestones]  # type: ignore[attr-defined]


class AlignmentForm(forms.Form):
    codes = forms.MultipleChoiceField(
        label=_("Metas y ejes con los que se alinea"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 16}),
        help_text=_("Puede elegir varios."),
    )

    def __init__(self, *args: Any, choices: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = choices  # type: ignore[attr-defined]


class LetterForm(forms.Form):
    organization = forms.ChoiceField(label=_("Organización"))
    role_text = PlainField(
        label=_("En qué colaborará"), max_length=1000, required=False, widget=_area(3)
    )

    def __init__(self, *args: Any, organizations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = organizations  # type: ignore[attr-defined]


class SignForm(forms.Form):
    agree = forms.BooleanField(
        label=_("La organización acepta ser corresponsable en los términos de la carta.")
    )
    signatory = PlainField(
        label=_("Puesto que firma"),
        help_text=_("En blanco: su función pública."),
        max_length=200,
        required=False,
    )
