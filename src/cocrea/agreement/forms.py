"""Forms of the hall: declare, open, take a position, object, close; declared interests."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocrea.agreement.messages import CASTING_NAMES, STANCE_NAMES, TECHNIQUE_NAMES, TIE_NAMES
from cocrea.agreement.models import Session
from cocrea.agreement.rules.declaring import Declaration
from cocrea.agreement.rules.positions import ALLOWED, TECHNIQUES, WITH_REASON, order_of
from cocrea.agreement.rules.techniques import TIE_RULES, QuorumRule
from cocrea.kernel.refs import SubjectRef
from cocrea.people.messages import SECTOR_NAMES, STATUS_NAMES
from cocrea.people.rules.sectors import SECTORS, STATUSES
from cocrea.process.rules.charter import SectorBound
from cocrea.ui.forms import PlainField

Choices = Iterable[tuple[str, Any]]
AS_IN_LAW = ("", _("La de la metodología"))
CAPPED = ("public", "municipality")  # sectors of officials, each of which may have a maximum


def _text(label: Any, rows: int = 5, **options: Any) -> PlainField:
    return PlainField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class DeclareForm(forms.Form):
    """What is decided and by which rule; empty parts come from the methodology."""

    title = PlainField(label=_("Qué se decide"), max_length=300)
    body = forms.ChoiceField(label=_("Quién decide"), required=False)
    subject_label = PlainField(label=_("Sobre qué"), max_length=300, required=False)
    technique = forms.ChoiceField(
        label=_("Cómo se decide"),
        required=False,
        choices=[AS_IN_LAW, *((t, TECHNIQUE_NAMES[t]) for t in TECHNIQUES)],
    )
    quorum_share = forms.IntegerField(
        label=_("Quórum: porcentaje de los asientos con voto"),
        required=False,
        min_value=0,
        max_value=100,
    )
    quorum_sectors = forms.IntegerField(
        label=_("Quórum: cuántos sectores"), required=False, min_value=0, max_value=7
    )
    threshold = forms.IntegerField(
        label=_("Porcentaje a favor que se pide"), required=False, min_value=1, max_value=100
    )
    tie = forms.ChoiceField(
        label=_("Si hay empate"),
        required=False,
        choices=[AS_IN_LAW, *((t, TIE_NAMES[t]) for t in TIE_RULES)],
    )
    floor = forms.ChoiceField(
        label=_("Equilibrio entre sectores"),
        required=False,
        choices=[
            AS_IN_LAW,
            ("none", _("No se declara ninguno")),
            ("public", _("Un máximo de instituciones públicas")),
            ("municipality", _("Un máximo de municipalidades")),
        ],
    )
    at_most = forms.IntegerField(
        label=_("Ese máximo, en porcentaje de presentes"),
        required=False,
        min_value=0,
        max_value=100,
    )
    options = _text(
        _("Opciones, una por línea"), rows=3, required=False, help_text=_("Solo para aprobación.")
    )
    winners = forms.IntegerField(
        label=_("Cuántas opciones se eligen"), required=False, min_value=1, max_value=50
    )
    subject_kind = forms.RegexField(r"^[a-z_]{1,30}$", required=False, widget=forms.HiddenInput)
    subject_id = forms.RegexField(r"^[\w-]{1,64}$", required=False, widget=forms.HiddenInput)
    subject_digest = forms.RegexField(r"^[0-9a-f]{64}$", required=False, widget=forms.HiddenInput)
    meeting_id = forms.RegexField(r"^[\w-]{1,64}$", required=False, widget=forms.HiddenInput)
    meeting_label = PlainField(max_length=300, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, bodies: Choices = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["body"].choices = [("", _("Una mesa abierta")), *bodies]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("floor") in CAPPED and given.get("at_most") is None:
            self.add_error("at_most", _("Escriba el máximo que se declara."))
        return given

    def declaration(self) -> Declaration:
        given = self.cleaned_data
        quorum = None
        if given["quorum_share"] is not None:
            quorum = QuorumRule(given["quorum_share"], given["quorum_sectors"] or 0)
        floor: tuple[SectorBound, ...] | None = None
        if given["floor"] == "none":
            floor = ()
        elif given["floor"] in CAPPED:
            floor = (SectorBound(sector=given["floor"], at_most=given["at_most"]),)
        lines = [line.strip() for line in given["options"].splitlines()]
        return Declaration(
            technique=given["technique"] or None,
            quorum=quorum,
            threshold=given["threshold"],
            tie=given["tie"] or None,
            floor=floor,
            options=tuple(line for line in lines if line),
            winners=given["winners"] or 1,
        )

    def subject(self) -> SubjectRef:
        given = self.cleaned_data
        return SubjectRef(
            given["subject_kind"],
            given["subject_id"],
            given["subject_digest"],
            given["subject_label"],
        )

    def meeting(self) -> SubjectRef:
        given = self.cleaned_data
        kind = "meeting" if given["meeting_id"] else ""
        return SubjectRef(kind, given["meeting_id"], label=given["meeting_label"])


class RollForm(forms.Form):
    """Who is in the hall: a number per sector and status.

    seats  ask how many may vote: a share of seats is the quorum, and no body has them
    """

    def __init__(self, data: Any = None, *, seats: bool = False, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if seats:
            self.fields["seats"] = forms.IntegerField(
                label=_("Cuántas personas tienen voto en esta mesa, estén o no"),
                help_text=_("De este número se toma el quórum."),
                min_value=1,
                max_value=100_000,
            )
        for sector in SECTORS:
            for status in STATUSES:
                label = f"{SECTOR_NAMES[sector]}: {STATUS_NAMES[status]}"
                self.fields[f"{sector}.{status}"] = forms.IntegerField(
                    label=label,
                    required=False,
                    min_value=0,
                    max_value=100_000,
                    widget=forms.NumberInput(attrs={"aria-label": label, "size": 5}),
                )

    def grid(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(SECTOR_NAMES[s], [self[f"{s}.{t}"] for t in STATUSES]) for s in SECTORS]

    def heads(self) -> list[Any]:
        return [STATUS_NAMES[t] for t in STATUSES]

    def present(self) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for name, count in self.cleaned_data.items():
            if count and name != "seats":
                sector, status = name.split(".")
                found.setdefault(sector, {})[status] = count
        return found


class WhoForm(forms.Form):
    """For who holds the hall: whose words these are."""

    def __init__(
        self,
        data: Any = None,
        *,
        offices: Choices = (),
        organizations: Choices = (),
        hall: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        if not hall:
            return
        offices = list(offices)
        if offices:
            self.fields["participant"] = forms.ChoiceField(
                label=_("De quién es"), choices=[("", "–"), *offices]
            )
            return
        self.fields["participant"] = forms.ChoiceField(
            label=_("Organización"), required=False, choices=[("", "–"), *organizations]
        )
        self.fields["person"] = forms.RegexField(
            r"^[0-9]{1,4}$",
            label=_("Número en la mesa, si no tiene organización"),
            required=False,
        )


class PositionForm(WhoForm):
    """A position of the declared technique, with its words."""

    def __init__(self, data: Any = None, *, session: Session, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        allowed = sorted(ALLOWED[session.technique], key=order_of)
        self.fields["stance"] = forms.ChoiceField(
            label=_("Posición"),
            choices=[(s, STANCE_NAMES[s]) for s in allowed],
            widget=forms.RadioSelect,
        )
        if session.technique == "approval":
            self.fields["choices"] = forms.MultipleChoiceField(
                label=_("Opciones que aprueba"),
                required=False,
                choices=[(str(n), name) for n, name in enumerate(session.options)],
                widget=forms.CheckboxSelectMultiple,
            )
        asked = [STANCE_NAMES[s] for s in allowed if s in WITH_REASON]
        self.fields["text"] = _text(
            _("Con sus palabras"),
            required=False,
            max_length=5000,
            help_text=_("Se pide cuando elige: %(stances)s.")
            % {"stances": "; ".join(f"«{name}»" for name in asked)}
            if asked
            else "",
        )


class ObjectionForm(WhoForm):
    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["text"] = _text(_("Qué objeta y por qué"), max_length=5000)


class ReplyForm(forms.Form):
    reply = _text(_("Respuesta"), max_length=5000)


class ResolveForm(forms.Form):
    resolution = _text(_("Cómo se resolvió, según quien objetó"), rows=3, max_length=2000)


class ReasonForm(forms.Form):
    reason = _text(_("Razón, que será pública"), rows=3, max_length=2000)


class CloseForm(forms.Form):
    """The word of who presides where the rule asks it on a tie; and, where something is left
    open, that it is closed all the same.

    doubts  sentences on what is left open; they may have changed since the page was drawn
    """

    def __init__(
        self, data: Any = None, *, session: Session, doubts: list[str], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        if doubts:
            self.fields["sure"] = forms.BooleanField(
                label=_("Cerrarla así: lo que falta ya no podrá registrarse"),
                help_text=" ".join(doubts),
                error_messages={
                    "required": _("Antes de cerrar, diga que es así como debe cerrarse.")
                },
            )
        if session.tie_rule == "casting":
            named = [(str(n), name) for n, name in enumerate(session.options)]
            self.fields["casting"] = forms.ChoiceField(
                label=_("Si hay empate, quien preside decide"),
                required=False,
                choices=[("", "–"), *(named or CASTING_NAMES.items())],
            )


class InterestForm(forms.Form):
    """A declaration of interests, public as it is written."""

    none = forms.BooleanField(label=_("No tengo intereses que declarar"), required=False)
    organizations = forms.MultipleChoiceField(
        label=_("Organizaciones en las que tengo interés"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "pick"}),
    )
    themes = forms.MultipleChoiceField(
        label=_("Temas en los que tengo interés"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = _text(
        _("Explicación"),
        required=False,
        max_length=4000,
        help_text=_("Será pública. No escriba datos personales de otras personas."),
    )
    renewal_reason = PlainField(
        label=_("Por qué la renueva"),
        max_length=300,
        required=False,
        help_text=_("Por ejemplo, cambio de cargo. La anterior se conserva a la vista."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        organizations: Choices = (),
        themes: Choices = (),
        renewing: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["organizations"].choices = list(organizations)
        self.fields["themes"].choices = list(themes)
        if renewing:
            self.fields["renewal_reason"].required = True
        else:
            del self.fields["renewal_reason"]
