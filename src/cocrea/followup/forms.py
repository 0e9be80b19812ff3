"""Forms of the room. Each carries a key, so that sending twice does not speak twice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocrea.documents.http import attachment_field
from cocrea.followup import messages
from cocrea.followup.services import MEANS, TEXT, URL
from cocrea.kernel.ids import uuid7
from cocrea.ui.fields import DateInput


class ReportForm(forms.Form):
    completion = forms.ChoiceField(
        label=_("Nivel de cumplimiento"),
        choices=list(messages.COMPLETION.items()),
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Qué se hizo, o qué observó"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    means = forms.CharField(
        label=_("Medio de verificación"),
        help_text=_("Dónde puede verlo cualquiera. Necesario desde «sustancial»."),
        max_length=MEANS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    url = forms.CharField(
        label=_("Dirección web"),
        help_text=_("Empieza con https://"),
        max_length=URL,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    file = attachment_field(
        _("Prueba: un archivo"),
        _("Una foto, un acta, una hoja de datos: hasta 10 MB. Será público y no se borra."),
    )
    period_on = forms.DateField(
        label=_("Hasta qué día cubre su informe"),
        help_text=_("En blanco: hoy."),
        widget=DateInput,
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid7


class VerifyForm(forms.Form):
    finding = forms.ChoiceField(
        label=_("¿Las pruebas sostienen lo que dice el informe?"),
        choices=list(messages.VERDICTS.items()),
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Qué revisó y qué encontró"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid7
