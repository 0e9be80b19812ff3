"""Forms of this room. They keep what was typed; the service judges it."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cocrea.documents.messages import (
    INSTRUMENT_NAMES,
    KIND_NAMES,
    PLACE_NAMES,
    TRUST_NAMES,
    language_name,
)
from cocrea.documents.rules.files import ENDINGS
from cocrea.documents.rules.library import INSTRUMENTS, TRUSTS, Card
from cocrea.documents.rules.pages import LANGUAGES, PLACES, Texts
from cocrea.ui.fields import DateTimeInput
from cocrea.ui.forms import PlainField


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


class CardForm(forms.Form):
    """A card of the library."""

    instrument = forms.ChoiceField(
        label=_("Qué es"), choices=[(i, INSTRUMENT_NAMES[i]) for i in INSTRUMENTS]
    )
    year = forms.IntegerField(label=_("Año"), required=False, min_value=0, max_value=9999)
    trust = forms.ChoiceField(
        label=_("Cómo lo sabemos"),
        choices=[(t, TRUST_NAMES[t]) for t in TRUSTS],
        widget=forms.RadioSelect,
    )
    licence = PlainField(
        label=_("Licencia del archivo"),
        required=False,
        help_text=_("Obligatoria si el archivo se guarda aquí."),
    )
    why_absent = PlainField(
        label=_("Por qué el archivo no está aquí"),
        required=False,
        help_text=_("Obligatorio si solo hay ficha o enlace. Por ejemplo: sin licencia conocida."),
    )
    cited = PlainField(
        label=_("Cláusulas de la metodología que lo citan"),
        required=False,
        help_text=_("Separadas por espacios: «4.b.1 3.a»."),
    )

    def card(self) -> Card:
        given = self.cleaned_data
        return Card(
            instrument=given["instrument"],
            trust=given["trust"],
            year=given["year"],
            licence=given["licence"],
            why_absent=given["why_absent"],
            cited=tuple(given["cited"].replace(",", " ").split()),
        )


class ReferenceForm(CardForm, VersionForm):
    """A reference and its card."""

    field_order = ["title_es", "title_en", "instrument", "year", "language", "source"]

    def given(self) -> dict[str, Any]:
        found = super().given()
        for name in CardForm.base_fields:
            found.pop(name)
        return found


class PageForm(forms.Form):
    """An editorial page: Spanish and English, and one more language at a time."""

    names_of: ClassVar[dict[str, str]] = {}

    name = PlainField(
        label=_("Dirección de la página"),
        help_text=_("Palabras en minúscula con guiones: «como-llegar». No cambia después."),
    )
    title_es = PlainField(label=_("Título en español"))
    text_es = PlainField(
        label=_("Texto en español"),
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "Markdown: «## Título», «- lista», «**negrita**», «[texto](https://…)». "
            "Los enlaces son http(s) o de este portal («/p/…»). No hay imágenes ni HTML."
        ),
    )
    title_en = PlainField(label=_("Título en inglés"), required=False)
    text_en = PlainField(
        label=_("Texto en inglés"), required=False, widget=forms.Textarea(attrs={"rows": 10})
    )
    other = forms.ChoiceField(
        label=_("Otro idioma"),
        required=False,
        help_text=_("Solo una traducción hecha por una persona. Nada se traduce con máquina."),
    )
    title_other = PlainField(label=_("Título en ese idioma"), required=False)
    text_other = PlainField(
        label=_("Texto en ese idioma"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    slots = forms.MultipleChoiceField(
        label=_("Idiomas en los que debería poder leerse"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Donde falte la traducción, la página dirá «sin traducir»."),
    )
    place = forms.ChoiceField(
        label=_("Dónde se muestra"), choices=[(p, PLACE_NAMES[p]) for p in PLACES]
    )
    position = forms.IntegerField(
        label=_("Orden en ese lugar"), required=False, min_value=0, max_value=99
    )
    note = PlainField(
        label=_("Qué cambia en esta versión"),
        required=False,
        help_text=_("Público, en el historial de la página."),
    )

    def __init__(self, *args: Any, kept: Texts | None = None, **kwargs: Any) -> None:
        """kept: texts of the version that is being worked on, by language."""
        super().__init__(*args, **kwargs)
        self.kept = dict(kept or {})
        more = [(code, language_name(code)) for code in LANGUAGES if code not in ("es", "en")]
        self.fields["slots"].choices = more  # type: ignore[attr-defined]
        self.fields["other"].choices = [("", "–"), *more]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the services take, but the address. Other languages stay unless written again."""
        data = self.cleaned_data
        texts = {code: pair for code, pair in self.kept.items() if code not in ("es", "en")}
        texts |= {code: (data[f"title_{code}"], data[f"text_{code}"]) for code in ("es", "en")}
        if data["other"]:
            texts[data["other"]] = (data["title_other"], data["text_other"])
            other = data["other"]
            self.names_of = {f"title_{other}": "title_other", f"text_{other}": "text_other"}
        return {
            "texts": texts,
            "place": data["place"],
            "position": data["position"] or 0,
            "slots": data["slots"],
            "note": data["note"],
        }


class ApproveForm(forms.Form):
    """Approve what was read: now, or at an hour of the process."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    publish_at = forms.DateTimeField(
        label=_("Publicar a esta hora"),
        required=False,
        widget=DateTimeInput,
        help_text=_("Hora local del proceso. Vacío: se publica al aprobar."),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )

    def local(self) -> datetime | None:
        """As it was written: a naive hour. Django had read it in UTC."""
        found: datetime | None = self.cleaned_data["publish_at"]
        return found.replace(tzinfo=None) if found else None


class ReasonForm(forms.Form):
    reason = PlainField(label=_("Razón"), widget=forms.Textarea(attrs={"rows": 3}))


class ConfirmForm(forms.Form):
    """Nothing to fill."""
