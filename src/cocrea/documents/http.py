"""What a form of a higher room needs to take a file; the services judge the file."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cocrea.documents.rules.files import ENDINGS


def attachment_field(label: str | Promise, help_text: str | Promise = "") -> forms.FileField:
    """An optional file; an empty one reaches the service, which says what is wrong with it."""
    return forms.FileField(
        label=label,
        required=False,
        allow_empty_file=True,
        help_text=help_text or _("Hasta 10 MB: PDF, imágenes, textos, hojas y documentos."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{e}" for e in ENDINGS.values())}),
    )


def attached(data: dict[str, Any], name: str = "file") -> dict[str, Any]:
    """``file`` and ``file_name`` for a service, taken out of a form's cleaned data."""
    found = data.pop(name, None)
    return {"file": found, "file_name": found.name if found else ""}
