"""Forms of the acts. They keep what was typed; the services judge it."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.findings import Finding
from cocrea.kernel.refs import SubjectRef
from cocrea.people.models import Body
from cocrea.process import words
from cocrea.process.models import Theme
from cocrea.process.rules.schema import Clause, Methodology
from cocrea.ui.fields import DateInput
from cocrea.ui.messages import text_of

NEW = "nueva"
_SUBJECTS = (
    (re.compile(r"/p/(?P<slug>[\w-]{1,60})/fase/(?P<id>\d{1,2})/"), "phase"),
    (re.compile(r"/p/(?P<slug>[\w-]{1,60})/compromisos/(?P<id>[0-9a-f-]{36})/"), "commitment"),
)


def _area(label: Any, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _reason() -> forms.CharField:
    return _area(_("Razón"), help_text=_("Se publica con el acto y queda en el registro."))


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput, **more)


class DaysForm(forms.Form):
    """First and last day, in order."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, end = given.get("start"), given.get("end")
        if start and end and end < start:
            self.add_error("end", text_of(Finding("process.end_before_start")))
        return given


class CalendarForm(DaysForm):
    row = forms.TypedChoiceField(label=_("Fila del cronograma"), coerce=int)
    start = _day(_("Primer día"))
    end = _day(_("Último día"), help_text=_("El mismo, si dura un solo día."))
    reason = _reason()

    def __init__(self, law: Methodology, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row"].choices = [
            (row.number, f"{row.number}. {words.short(words.said(row, 'activity')[0], 80)}")
            for row in law.rows
        ]


class ActivityForm(DaysForm):
    phase = forms.TypedChoiceField(label=_("Fase"), coerce=int)
    title = forms.CharField(label=_("Actividad"), help_text=_("Un nombre corto."))
    start = _day(_("Primer día"))
    end = _day(_("Último día"), help_text=_("El mismo, si dura un solo día."))
    reason = _reason()

    def __init__(self, law: Methodology, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].choices = [
            (phase.number, f"{phase.number}. {words.said(phase, 'title')[0]}")
            for phase in law.phases
            if phase.complementary_allowed
        ]


class ClauseForm(forms.Form):
    """First step of an amendment: which clause."""

    clausula = forms.ChoiceField(label=_("Cláusula que cambia"))

    def __init__(self, law: Methodology, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clausula"].choices = [
            (NEW, _("Una cláusula nueva")),
            *((c.id, f"{c.id}: {words.short(c.text, 60)}") for c in law.clauses),
        ]


class AmendmentForm(forms.Form):
    new_id = forms.CharField(
        label=_("Nombre de la cláusula nueva"),
        help_text=_("Letras, números y puntos, por ejemplo R.7."),
    )
    section = forms.CharField(label=_("Sección de la cláusula nueva"), required=False)
    new = _area(
        _("Texto nuevo"),
        8,
        required=False,
        help_text=_("Vacío si la cláusula se quita o si solo cambian valores."),
    )
    remove = forms.BooleanField(label=_("Quitar esta cláusula"), required=False)
    reason = _reason()
    body = forms.ChoiceField(label=_("Órgano que lo decidió"))
    in_force_from = _day(
        _("Rige desde"), help_text=_("Hoy o un día posterior: una enmienda no rige hacia atrás.")
    )
    answers = _area(
        _("Folios de las opiniones que responde"),
        3,
        required=False,
        help_text=_("Uno por línea."),
    )
    values = _area(
        _("Valores que cambian"),
        6,
        required=False,
        help_text=_("Lista YAML con path, old y new, por ejemplo: - {path: rules.notice.call, …}"),
    )
    names_of = {"clause": "new_id", "old": "new"}

    def __init__(self, law: Methodology, clause: Clause | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [(b.slug, words.said(b, "name")[0]) for b in law.bodies]
        if not law.bodies:
            self.fields["body"] = forms.SlugField(label=_("Órgano que lo decidió"))
        if clause is not None:
            del self.fields["new_id"], self.fields["section"]
        else:
            del self.fields["remove"]


class ExceptionForm(forms.Form):
    rule = forms.ChoiceField(
        label=_("Regla que no se aplica"), choices=list(words.LIFTABLE.items())
    )
    subject = forms.CharField(
        label=_("A qué se refiere"),
        required=False,
        help_text=_(
            "El enlace de la fase o del compromiso, copiado de su página. Vacío: a todo el proceso."
        ),
    )
    quantity = forms.IntegerField(
        label=_("Límite que vale en su lugar"), required=False, min_value=0, max_value=100_000
    )
    body = forms.ChoiceField(label=_("Órgano al que se le pide"))
    reason = _area(
        _("Razón"),
        help_text=_("Se publica con el pedido. El órgano decide sobre estas mismas palabras."),
    )

    def __init__(self, bodies: Iterable[Body], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [(b.slug, words.said(b, "name")[0]) for b in bodies]

    def clean_subject(self) -> SubjectRef | None:
        """The thing that a pasted address names."""
        given = self.cleaned_data["subject"]
        if not given:
            return None
        for pattern, kind in _SUBJECTS:
            if found := pattern.search(given):
                slug, public_id = found["slug"], found["id"]
                return SubjectRef(kind, f"{slug}-{public_id}" if kind == "phase" else public_id)
        raise forms.ValidationError(_("No reconocemos ese enlace. Cópielo de la página."))


class ThemesForm(forms.Form):
    """One choice per theme; names of fields are ``theme-<slug>``."""

    reason = _reason()

    def __init__(self, themes: list[Theme], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(code, label) for code, (label, _tone) in words.THEME_STATES.items()]
        reason = self.fields.pop("reason")
        for theme in themes:
            self.fields[f"theme-{theme.slug}"] = forms.ChoiceField(
                label=f"{theme.number}. {words.said(theme, 'name')[0]}",
                choices=states,
                initial=theme.state,
            )
        self.fields["reason"] = reason

    def states(self) -> dict[str, str]:
        return {
            name.removeprefix("theme-"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("theme-")
        }


class ReasonForm(forms.Form):
    reason = _reason()


class ConfirmForm(forms.Form):
    """Nothing to fill in: only the token."""
