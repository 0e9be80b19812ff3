"""Forms of this room. They keep what was typed; the services judge it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _


class PlainField(forms.CharField):
    """Text as it came; a NUL is dropped instead of refused, the rest is cleaned by the service."""

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or "").replace("\x00", ""))


class SubscribeForm(forms.Form):
    """Where somebody wants to be told."""

    names_of: ClassVar[dict[str, str]] = {"value": "email"}

    email = PlainField(
        label=_("Su correo electrónico"),
        help_text=_("Se guarda aparte, solo para estos avisos, y se borra cuando usted los deja."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
