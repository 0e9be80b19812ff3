"""Forms of this room. They keep what was typed; the service judges it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocrea.documents.messages import KIND_NAMES
from cocrea.documents.rules.files import ENDINGS


class PlainField(forms.CharField):
    """Text as it came; a NUL is dropped instead of refused, the rest is cleaned by the service."""

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or "").replace("\x00", ""))


class VersionForm(forms.Form):
    """What a version says of itself."""

    title_es = PlainField(label=_("Título"))
    title_en = PlainField(label=_("Título en inglés"), required=False)
    language = PlainField(
        label=_("Idioma del documento"), initial="es", help_text=_("«es», «en», «quc»…")
    )
    source = PlainField(
        label=_("De quién es o de dónde viene"),
        required=False,
        help_text=_("Obligatorio cuando el documento no se guarda aquí."),
    )
    note = PlainField(
        label=_("Qué contiene"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = forms.FileField(
        label=_("Archivo"),
        required=False,
        allow_empty_file=True,
        help_text=_("Hasta 10 MB: PDF, imágenes, textos, hojas y documentos de oficina."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{e}" for e in ENDINGS.values())}),
    )
    link = PlainField(label=_("Enlace, si está en otro sitio"), required=False)
    digest = PlainField(
        label=_("Huella SHA-256 de lo que está en otro sitio"), required=False, max_length=64
    )

    def given(self) -> dict[str, Any]:
        """What the services take."""
        found = dict(self.cleaned_data)
        found["file_name"] = found["file"].name if found["file"] else ""
        return found


class AddForm(VersionForm):
    kind = forms.ChoiceField(label=_("Tipo"), choices=list(KIND_NAMES.items()))
    field_order = ["kind"]


class SupersedeForm(VersionForm):
    reason = PlainField(label=_("Por qué se reemplaza"), widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ["reason"]
