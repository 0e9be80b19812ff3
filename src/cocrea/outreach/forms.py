"""Forms of this room. They keep what was typed; the services judge it."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cocrea.outreach import words
from cocrea.outreach.rules.aims import CHANNELS, TARGETS
from cocrea.outreach.rules.items import CalendarItem
from cocrea.outreach.rules.proofs import KINDS
from cocrea.process import selectors as process_selectors
from cocrea.process.models import Process
from cocrea.ui.fields import DateInput
from cocrea.ui.forms import PlainField
from cocrea.ui.words import day_text
from cocrea.voices.words import SECTORS, language_choices, local

FILES = ".pdf,.png,.jpg,.txt,.docx,.xlsx,.pptx,.odt,.ods,.odp"


def _several(
    label: str | Promise, help_text: str | Promise = "", *, required: bool = False
) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, required=required, widget=forms.CheckboxSelectMultiple()
    )


def _area(label: str | Promise, rows: int = 4, **more: Any) -> PlainField:
    return PlainField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _file(label: str | Promise, **more: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        allow_empty_file=True,
        help_text=_("Hasta 10 MB: PDF, imágenes, textos, hojas y documentos de oficina."),
        widget=forms.FileInput(attrs={"accept": FILES}),
        **more,
    )


class CampaignForm(forms.Form):
    """Whom, where, in which languages, by which channels, until when."""

    title_es = PlainField(label=_("Nombre de la campaña"))
    title_en = PlainField(label=_("Nombre en inglés"), required=False)
    goal_es = _area(
        _("A quién quiere llegar y para qué"),
        help_text=_("Se publica. Por ejemplo: comunidades sin internet, en su idioma."),
    )
    goal_en = _area(_("Lo mismo, en inglés"), required=False)
    channels = _several(
        _("Canales"), _("Cada uno recibe su enlace corto y su código QR."), required=True
    )
    languages = _several(_("Idiomas en que se difunde"), required=True)
    areas = _several(_("Dónde"), _("Sin marcar ninguno: en todas partes."))
    sectors = _several(_("Sectores"), _("Sin marcar ninguno: todas las personas."))
    target = forms.ChoiceField(
        label=_("A dónde llevan sus enlaces"), choices=[(t, words.TARGETS[t]) for t in TARGETS]
    )
    phase = forms.TypedChoiceField(
        label=_("Fase que acompaña"), coerce=int, empty_value=None, required=False
    )
    starts_on = forms.DateField(label=_("Primer día"), widget=DateInput)
    ends_on = forms.DateField(label=_("Último día"), widget=DateInput)

    def __init__(self, data: Any = None, *, process: Process, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        territory = process_selectors.territory(process)
        law = process_selectors.methodology(process)
        tongues = list(dict.fromkeys((*process_selectors.languages(process), "eng")))
        phases = [(p.number, f"{p.number}. {local(p, 'title', 'title_en')}") for p in law.phases]
        choices: dict[str, list[tuple[Any, Any]]] = {
            "channels": [(c, words.CHANNELS[c]) for c in CHANNELS],
            "languages": language_choices(process, tongues),
            "areas": [(area.code, area.name) for area in territory.areas],
            "sectors": list(SECTORS.items()),
            "phase": [("", "–"), *phases],
        }
        for name, options in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = options

    def given(self) -> dict[str, Any]:
        """What the services take."""
        data = dict(self.cleaned_data)
        several = ("channels", "languages", "areas", "sectors")
        return {**data, **{name: tuple(data[name]) for name in several}}


class ConfirmForm(forms.Form):
    """Nothing to fill."""

    def given(self) -> dict[str, Any]:
        return {}


class ChannelForm(forms.Form):
    """A channel that the campaign does not use yet."""

    channel = forms.ChoiceField(label=_("Canal nuevo"))

    def __init__(self, data: Any = None, *, used: list[str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        _choose(self, "channel", [(c, words.CHANNELS[c]) for c in CHANNELS if c not in used])

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def _choose(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class _OfCampaign(forms.Form):
    """Offers the channels and languages of one campaign."""

    def __init__(
        self, data: Any = None, files: Any = None, *, channels: Any, languages: Any, **kwargs: Any
    ) -> None:
        super().__init__(data, files, **kwargs)
        _choose(self, "channel", [(c, words.CHANNELS[c]) for c in channels])
        if "language" in self.fields:
            _choose(self, "language", list(languages))


class FileForm(_OfCampaign):
    """A poster as it was printed, a recorded spot's script, a leaflet."""

    channel = forms.ChoiceField(label=_("Canal"))
    language = forms.ChoiceField(label=_("Idioma del archivo"))
    title = PlainField(label=_("Título"))
    file = _file(_("Archivo"))

    def given(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return {**data, "file_name": data["file"].name}


class ProofForm(_OfCampaign):
    """Where it can be seen that the channel was used."""

    channel = forms.ChoiceField(label=_("Canal"))
    kind = forms.ChoiceField(
        label=_("Qué muestra"), choices=[(kind, words.PROOFS[kind]) for kind in KINDS]
    )
    done_on = forms.DateField(label=_("Día en que se difundió"), widget=DateInput)
    note = PlainField(
        label=_("Qué se ve en la prueba, en una línea"),
        help_text=_("Se publica. Por ejemplo: cuña leída tres veces en la radio comunitaria."),
    )
    link = PlainField(
        label=_("Enlace"),
        required=False,
        help_text=_("Debe empezar con http:// o https://. El portal no lo visita."),
    )
    file = _file(_("Fotografía o factura"), required=False)

    def __init__(self, *args: Any, may_add_files: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_add_files:
            del self.fields["file"]
            _choose(self, "kind", [("link", words.PROOFS["link"])])

    def given(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        file = data.get("file")
        return {**data, "file": file or None, "file_name": file.name if file else ""}


class ReplaceForm(forms.Form):
    """A new version: its reason is published."""

    reason = _area(_("Por qué se reemplaza"), rows=3)
    title = PlainField(label=_("Título"))
    text = _area(_("Texto"), rows=8)
    file = _file(_("Archivo"))

    def __init__(self, *args: Any, is_file: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["text" if is_file else "file"]

    def given(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return {**data, "file_name": data["file"].name} if "file" in data else data


class ChooseForm(forms.Form):
    """What a ready text is about; sent by GET."""

    canal = forms.ChoiceField(label=_("Canal"))
    idioma = forms.ChoiceField(label=_("Idioma"))
    asunto = _several(_("Qué anuncia"))

    def __init__(
        self, data: Any, *, channels: Any, languages: Any, items: list[CalendarItem], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        _choose(self, "canal", [(c, words.CHANNELS[c]) for c in channels])
        _choose(self, "idioma", list(languages))
        _choose(self, "asunto", [(i.key, f"{day_text(i.starts)} · {i.title('es')}") for i in items])


class TextForm(forms.Form):
    """A ready text, as somebody leaves it before it is published."""

    title = PlainField(label=_("Título"))
    text = _area(_("Texto"), rows=8)
    reason = _area(_("Por qué se reemplaza"), rows=3)

    def __init__(self, *args: Any, replaces: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not replaces:
            del self.fields["reason"]

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
