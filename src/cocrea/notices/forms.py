"""Forms of this room. They keep what was typed; the services judge it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cocrea.notices.messages import PACES
from cocrea.notices.rules.paces import EACH, WEEKLY
from cocrea.ui.forms import PlainField


class SubscribeForm(forms.Form):
    """Where and how often somebody wants to be told."""

    names_of: ClassVar[dict[str, str]] = {"value": "email"}

    email = PlainField(
        label=_("Su correo electrónico"),
        help_text=_("Se guarda aparte, solo para estos avisos, y se borra cuando usted los deja."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Escriba su correo electrónico.")},
    )
    pace = forms.ChoiceField(
        label=_("Con qué frecuencia"),
        help_text=_(
            "Si una fecha o una reunión cambia o se cancela, le avisamos en el acto, "
            "elija lo que elija."
        ),
        choices=list(PACES.items()),
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A process or a theme has news every day; a meeting or a folio seldom.
        self.fields["pace"].initial = WEEKLY if kind in ("", "theme") else EACH

    def clean_pace(self) -> str:
        """Left out by a form of before: each notice."""
        return str(self.cleaned_data["pace"] or EACH)
