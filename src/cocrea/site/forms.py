from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PhaseActForm(forms.Form):
    reason = forms.CharField(
        label=_("Motivo o nota pública"),
        help_text=_(
            "Queda en el registro público junto con los hechos que abren o cierran la fase."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class DecisionForm(forms.Form):
    """Which closed decision an exception rests on."""

    decision = forms.ChoiceField(label=_("La decisión del órgano"), widget=forms.RadioSelect)

    def __init__(self, choices: Iterable[tuple[str, Any]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["decision"].choices = list(choices)


class DemoRoleForm(forms.Form):
    role = forms.CharField(max_length=40)


class DemoMomentForm(forms.Form):
    moment = forms.SlugField(max_length=60)
