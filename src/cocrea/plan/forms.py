"""Forms of this room. They keep what was typed; the services judge it."""

import hashlib
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.ids import uuid7
from cocrea.plan import words
from cocrea.plan.rules import lifecycle
from cocrea.process.models import Process
from cocrea.ui.forms import PlainField
from cocrea.voices import words as voices

TOKEN_SALT = "plan.comment"
TOKEN_HOURS = 48


def token_make(process: Process) -> str:
    """A signed, fresh UUIDv7 for one form: what makes sending it twice harmless."""
    return signing.dumps([str(uuid7()), process.slug], salt=TOKEN_SALT)


def token_read(token: str, process: Process) -> str | None:
    """The UUID of a form of this process that is not too old; None otherwise."""
    try:
        value, slug = signing.loads(token, salt=TOKEN_SALT, max_age=TOKEN_HOURS * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(value) if slug == process.slug else None


def key_of(form_id: str, text: str) -> str:
    """The idempotency key: the same text from the same form is the same comment."""
    return str(UUID(bytes=hashlib.sha256(f"{form_id}|{text}".encode()).digest()[:16]))


def _area(rows: int = 5, **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class CommentForm(forms.Form):
    """Comment on one commitment; only the text and the consent are asked for."""

    text = PlainField(
        label=_("Su comentario"),
        help_text=_("Qué falta, qué sobra, qué cambiaría. Con sus palabras; hasta 6,000 letras."),
        widget=_area(7, autocomplete="off"),
        error_messages={"required": _("Escriba su comentario.")},
    )
    language = forms.ChoiceField(label=_("Idioma en que escribe"))
    display = forms.ChoiceField(
        label=_("Cómo aparece su nombre"),
        choices=voices.options(voices.DISPLAYS),
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
        label=_("Estoy de acuerdo en que mi comentario se publique y se cuente en estadísticas."),
        error_messages={"required": _("Sin su acuerdo no podemos publicar su comentario.")},
    )
    token = forms.CharField(widget=forms.HiddenInput())

    def __init__(self, process: Process, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        if isinstance(field, forms.ChoiceField):
            field.choices = voices.options(voices.languages(process))

    def given(self) -> dict[str, Any]:
        """Fields of a VoiceInput."""
        data = self.cleaned_data
        covers = ("publish", "statistics", *(("contact",) if data["contact"] else ()))
        same = ("text", "language", "display", "shown_name", "contact")
        return {"covers": covers, **{name: data[name] for name in same}}


class FreezeForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Qué versión es"),
        choices=[(kind, words.KINDS[kind]) for kind in lifecycle.KINDS],
        widget=forms.RadioSelect(),
    )
    title = PlainField(
        label=_("Título del plan"), help_text=_("En blanco: el de la metodología."), required=False
    )


class ReviewForm(forms.Form):
    label = PlainField(
        label=_("De quién viene"),
        help_text=_("Por ejemplo: Unidad de Apoyo de OGP. En blanco: su función pública."),
        required=False,
    )


class SuggestionForm(forms.Form):
    commitment = forms.ChoiceField(label=_("Sobre qué compromiso"), required=False)
    text = PlainField(label=_("Sugerencia"), widget=_area())

    def __init__(self, content: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["commitment"]
        if isinstance(field, forms.ChoiceField):
            rows = [(c["public_id"], f"{c['number']}. {c['title']}") for c in content]
            field.choices = [("", _("El plan en general")), *rows]


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Respuesta"),
        choices=[(code, word) for code, word in words.ANSWERS.items() if code],
        widget=forms.RadioSelect(),
    )
    reason = PlainField(
        label=_("Razón"),
        help_text=_("Se publica. Explique con palabras sencillas."),
        widget=_area(),
    )


class ApproveForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decisión en la que se aprobó"),
        help_text=_("Sesiones cerradas que tratan de esta versión."),
    )

    def __init__(self, sessions: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        if isinstance(field, forms.ChoiceField):
            field.choices = sessions


class SubmitForm(forms.Form):
    to = PlainField(label=_("A quién se envía"), initial="Open Government Partnership")
    note = PlainField(label=_("Nota"), help_text=_("Se publica."), required=False, widget=_area(3))


class TranslateForm(forms.Form):
    text = PlainField(label=_("Traducción al inglés"), widget=_area(8, lang="en"))


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the act."""
