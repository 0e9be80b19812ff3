"""The look-up of a thread by its folio."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FolioForm(forms.Form):
    folio = forms.CharField(
        label=_("Folio"),
        max_length=40,
        help_text=_("Está en su comprobante; se parece a GT4-7K3M9Q-X."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
