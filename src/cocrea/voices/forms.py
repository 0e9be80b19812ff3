"""Forms of this room. They keep what was typed; the services judge it."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import uuid7
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger.words import vocabulary
from cocrea.process import selectors as process_selectors
from cocrea.process.models import Process
from cocrea.process.rules.schema import Territory
from cocrea.ui.forms import LinkField, ListSelect, PlainField, option
from cocrea.voices import selectors, words
from cocrea.voices.rules.dispositions import CHOOSABLE
from cocrea.voices.rules.intake import arrival_of

TOKEN_SALT = "voices.form"
TOKEN_HOURS = 48
NO_ANSWER = _("Prefiero no decirlo")
# What somebody may say of themselves, where the methodology asks it.
OPTIONAL = ("sector", "gender", "age_band", "people")


def token_make(process: Process) -> str:
    """A signed, fresh UUIDv7 for one form: what makes sending it twice harmless."""
    return str(signing.dumps([str(uuid7()), process.slug], salt=TOKEN_SALT))


def token_read(token: str, process: Process) -> str | None:
    """The UUID of a form of this process that is not too old; None otherwise."""
    try:
        value, slug = signing.loads(token, salt=TOKEN_SALT, max_age=TOKEN_HOURS * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(value) if slug == process.slug else None


def key_of(form_id: str, text: str) -> str:
    """The idempotency key: the same text from the same form is the same voice."""
    return str(UUID(bytes=hashlib.sha256(f"{form_id}|{text}".encode()).digest()[:16]))


class PlaceSelect(ListSelect):
    """Departments with their municipalities in one list: 360 options are many."""

    territory: Territory | None = None

    def options_of(self, value: Any) -> SafeString:
        return _place_options(self.territory, value)


def _place_options(territory: Territory | None, chosen: Any) -> SafeString:
    parts: list[str] = [format_html('<option value="">{}</option>', "–")]
    for area in territory.areas if territory else ():
        whole = option(area.code, _("%(name)s (en general)") % {"name": area.name}, chosen)
        inner = [option(f"{area.code}/{p.code}", p.name, chosen) for p in area.parts]
        label = conditional_escape(area.name)
        parts.append(f'<optgroup label="{label}">{whole}{"".join(inner)}</optgroup>')
    return mark_safe("".join(parts))  # every part above is escaped


def _select(label: str | Promise, labels: Mapping[str, Any], **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=words.options(labels, NO_ANSWER),
        widget=ListSelect(),
        required=False,
        **more,
    )


class ContributeForm(forms.Form):
    """Say something in under a minute: only the text and the consent are asked for."""

    text = PlainField(
        label=_("¿Qué quiere decir?"),
        help_text=_(
            "Una propuesta, una queja, una pregunta. Con sus palabras; hasta 6,000 letras."
        ),
        widget=forms.Textarea(attrs={"rows": 7, "autocomplete": "off"}),
        error_messages={"required": _("Escriba lo que quiere decir.")},
    )
    theme = forms.ChoiceField(label=_("Tema, si lo sabe"), widget=ListSelect(), required=False)
    place = PlainField(label=_("Lugar"), required=False, widget=PlaceSelect())
    language = forms.ChoiceField(label=_("Idioma en que escribe"), widget=ListSelect())
    kind = forms.ChoiceField(label=_("Tipo de aporte"), widget=ListSelect(), required=False)
    sector = _select(_("Sector"), words.SECTORS)
    gender = _select(_("Género"), words.GENDERS)
    age_band = _select(_("Edad"), words.AGES)
    people = _select(_("Pueblo"), {})
    display = forms.ChoiceField(
        label=_("Cómo aparece su nombre"),
        choices=words.options(words.DISPLAYS),
        widget=forms.RadioSelect(),
        initial="reserved",
    )
    shown_name = PlainField(
        label=_("Nombre o seudónimo que se muestra"),
        help_text=_("Déjelo vacío si eligió no mostrar ningún nombre: no se guarda."),
        required=False,
    )
    contact = PlainField(
        label=_("Correo electrónico para avisarle"),
        help_text=_("Se guarda aparte, no se publica y solo se usa para avisarle de la respuesta."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    consent = forms.BooleanField(
        label=_("Estoy de acuerdo en que mi texto se publique y se cuente en estadísticas."),
        error_messages={"required": _("Sin su acuerdo no podemos publicar su texto.")},
    )
    token = forms.CharField(widget=forms.HiddenInput())
    via = LinkField()

    names_of = {"area": "place", "part": "place"}  # findings name two, people see one list

    def __init__(self, process: Process, kinds: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.process, self.kinds = process, kinds
        territory = process_selectors.territory(process)
        widget = self.fields["place"].widget
        if isinstance(widget, PlaceSelect):
            widget.territory = territory
        levels = (("level", "level_en"), ("part_level", "part_level_en"))
        self.fields["place"].label = " / ".join(words.local(territory, *each) for each in levels)
        self.themes = {t.slug: t for t in process_selectors.themes(process)}
        names = {s: words.local(t, "name_es", "name_en") for s, t in self.themes.items()}
        _choices(self, "language", words.options(words.languages(process)))
        peoples = words.peoples(process)
        _choices(self, "people", words.options(peoples, NO_ANSWER))
        if not peoples:
            del self.fields["people"]
        self.optional_names = tuple(name for name in OPTIONAL if name in self.fields)
        _choices(self, "theme", words.options(names, _("No sé o es de otro tema")))
        _choices(self, "kind", [(kind, words.KINDS[kind]) for kind in kinds])
        if len(kinds) < 2:
            self.fields["kind"].widget = forms.HiddenInput()
        self.fields["kind"].initial = kinds[0]

    def given(self) -> dict[str, Any]:
        """Fields of a VoiceInput."""
        data = self.cleaned_data
        area, _slash, part = data["place"].partition("/")
        covers = ("publish", "statistics", *(("contact",) if data["contact"] else ()))
        same = ("language", "sector", "gender", "age_band", "people", "display", "shown_name")
        return {
            "text": data["text"],
            "kind": data["kind"] or self.kinds[0],
            "theme": self.themes.get(data["theme"]),
            "area": area,
            "part": part,
            "contact": data["contact"],
            "covers": covers,
            "arrival": arrival_of(data["via"]),
            **{name: data[name] for name in same if name in data},
        }


def _choices(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class LookupForm(forms.Form):
    folio = PlainField(
        label=_("Folio"),
        help_text=_("Está en su comprobante: letras, números y guiones."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Escriba el folio: está en su comprobante.")},
    )
    code = PlainField(
        label=_("Código de comprobación"),
        help_text=_("Solo si usted la escribió y quiere retirarla, borrarla o pedir revisión."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AuthorForm(forms.Form):
    """One act of an author, with folio and code in the body, never in the address."""

    folio = PlainField(widget=forms.HiddenInput())
    code = PlainField(widget=forms.HiddenInput())
    plea = PlainField(
        label=_("¿Por qué debería admitirse?"),
        help_text=_("Lo lee quien revisa; no se publica."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _reason(*, required: bool) -> PlainField:
    return PlainField(
        label=_("Razón"),
        help_text=_("Se publica. Explique con palabras sencillas, en 15 caracteres o más."),
        required=required,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReasonForm(forms.Form):
    reason = _reason(required=False)


class LawForm(forms.Form):
    """The reason stays for ever, and must not say again what is erased."""

    reason = PlainField(
        label=_("Qué lo ordena"),
        help_text=_(
            "La resolución y su fecha. Se muestra en la página de la voz y su huella queda en el "
            "registro público: no repita los datos que se borran."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class TriageForm(forms.Form):
    """Admitting needs no reason; not admitting always does."""

    reason = _reason(required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("decision") == "admit":
            self.fields["reason"].required = False


class ClusterForm(ReasonForm):
    """Whatever is decided for texts taken together says why."""

    reason = _reason(required=True)
    decision = forms.ChoiceField(
        label=_("Decisión"), choices=words.options(words.DECISIONS), widget=forms.RadioSelect()
    )
    seen = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    field_order = ("decision", "reason")


class ReviewForm(ReasonForm):
    reason = _reason(required=True)
    outcome = forms.ChoiceField(
        label=_("Decisión"), choices=words.options(words.OUTCOMES), widget=forms.RadioSelect()
    )
    field_order = ("outcome", "reason")


class PointForm(forms.Form):
    """One point: a phrase of the voice, and its theme."""

    text = PlainField(
        label=_("Lo que pide o dice"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    theme = forms.ChoiceField(label=_("Tema"), required=False)

    def __init__(self, themes: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "theme", words.options(themes, _("Sin tema")))


class WholeForm(forms.Form):
    """Instead of writing points: the voice says one thing, as it stands."""

    whole = forms.BooleanField(label=_("Toda la voz es un solo punto"), required=False)


class TargetSelect(ListSelect):
    """Everything that an answer may name, below the word for its kind."""

    groups: Sequence[tuple[Any, Mapping[str, str]]] = ()

    def options_of(self, value: Any) -> SafeString:
        parts = [option("", "–", value)]
        for word, choices in self.groups:
            inner = "".join(option(key, name, value) for key, name in choices.items())
            parts.append(f'<optgroup label="{conditional_escape(word)}">{inner}</optgroup>')
        return mark_safe("".join(parts))  # every part above is escaped


class ReturnForm(forms.Form):
    reason = PlainField(
        label=_("Qué hay que cambiar"),
        help_text=_("Lo lee quien propone respuestas; no se publica. 15 caracteres o más."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DispositionForm(ReasonForm):
    kind = forms.ChoiceField(
        label=_("Qué pasó con este punto"),
        choices=[
            ("", _("Elija una respuesta")),
            *((str(kind), words.DISPOSITIONS[kind]) for kind in CHOOSABLE),
        ],
    )
    target = PlainField(
        label=_("Se incorporó a, o se unió con"), widget=TargetSelect(), required=False
    )
    folio = PlainField(
        label=_("O el folio de otra voz"),
        help_text=_("Si se unió con lo que dijo otra voz."),
        required=False,
    )
    reason = _reason(required=True)
    field_order = ("kind", "reason", "target", "folio")

    def __init__(self, process: Process, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.process = process
        widget = self.fields["target"].widget
        if isinstance(widget, TargetSelect):
            offered = vocabulary().choices
            widget.groups = [
                (word, {f"{kind}/{key}": name for key, name in choices.items()})
                for kind, word in words.TARGETS.items()
                if kind in offered and (choices := offered[kind](process))
            ]

    def target_ref(self) -> SubjectRef | None:
        """What was chosen. Raises Refused(voices.target_twice), NotThere(voices.unknown_folio)."""
        given, folio = self.cleaned_data["target"], self.cleaned_data["folio"]
        if given and folio:
            raise Refused(Finding("voices.target_twice", where="folio"))
        if folio:
            found = selectors.voice_by_folio(folio, self.process)
            return SubjectRef("voice", str(found.public_id))
        kind, _slash, key = given.partition("/")
        return SubjectRef(kind, key) if given else None
