"""Forms of the acts of this room. They keep what was typed; the services judge it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.dates import local_day
from cocrea.people import messages
from cocrea.people.models import Body, Organization, PublicFunction
from cocrea.people.rules.bodies import GIVEN_BY, KINDS
from cocrea.people.rules.mandates import MANDATE_KINDS
from cocrea.people.rules.roles import ROLES
from cocrea.people.rules.sectors import BRANCHES, SECTORS, STATUSES
from cocrea.ui.fields import DateInput
from cocrea.ui.forms import ListSelect, PlainField

Choice = tuple[str, str | Promise]
BASIS = _("La norma, el nombramiento o el acuerdo que lo dispone. Se publica.")


def instant_of(day: dt.date | None, zone: str, now: dt.datetime) -> dt.datetime | None:
    """The first moment of a local day; None, which services read as now, for today or no day."""
    if day is None or day == local_day(now, zone):
        return None
    return dt.datetime.combine(day, dt.time.min, ZoneInfo(zone))


def end_of(day: dt.date | None, zone: str) -> dt.datetime | None:
    """The moment at which a local day is over; None for no day."""
    if day is None:
        return None
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, ZoneInfo(zone))


def _named(codes: Iterable[str], names: Mapping[str, str | Promise]) -> list[Choice]:
    return [(code, names[code]) for code in codes]


def _list(label: Any, choices: Iterable[Choice] = (), **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), widget=ListSelect(), **more)


def _asked(choices: Iterable[Choice]) -> list[Choice]:
    """Nothing is chosen beforehand: a slip would give somebody the first of the list."""
    return [("", "–"), *choices]


def _text(label: Any, **more: Any) -> PlainField:
    return PlainField(label=label, **more)


def _area(label: Any, rows: int = 4, **more: Any) -> PlainField:
    return PlainField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput(), required=False, **more)


def _offer(form: forms.Form, name: str, choices: Iterable[Choice], empty: Any = None) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [*([] if empty is None else [("", empty)]), *choices]


def organization_choices() -> list[Choice]:
    return [(row.slug, row.name) for row in Organization.objects.only("slug", "name")]


def function_choices(rows: Iterable[PublicFunction]) -> list[Choice]:
    """Name, post and organization of each."""
    return [(str(row.public_id), f"{row}: {row.organization.name}") for row in rows]


class OrganizationForm(forms.Form):
    name = _text(_("Nombre"))
    acronym = _text(_("Siglas"), required=False)
    sector = _list(_("Sector"), _asked(_named(SECTORS, messages.SECTOR_NAMES)))
    branch = _list(
        _("Parte del Estado"), _named(reversed(BRANCHES), messages.BRANCH_NAMES), initial="none"
    )
    is_public_body = forms.BooleanField(
        label=_("Es una entidad pública: puede responder por un compromiso"), required=False
    )


class FunctionForm(forms.Form):
    """A person who acts in public. The address is for entering and goes to the vault."""

    public_name = _text(_("Nombre público"))
    post = _text(_("Cargo"))
    organization = _list(_("Organización"))
    basis = _text(_("En qué se basa su nombramiento"), help_text=BASIS)
    office_contact = _text(
        _("Contacto de la oficina"),
        help_text=_("Teléfono o correo de la oficina, nunca uno personal. Se publica."),
        required=False,
    )
    email = _text(
        _("Correo con que entra"),
        help_text=_(
            "Recibe allí un código cada vez que entra. No se publica: se guarda en la bóveda. "
            "Sin correo, la persona consta pero no puede entrar."
        ),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "organization", organization_choices(), "–")


class GrantForm(forms.Form):
    names_of = {"user": "function"}

    function = _list(_("Persona"))
    role = _list(
        _("Función"),
        _asked(
            (role.code, messages.ROLE_TEXTS[role.code][0])
            for role in ROLES
            if role.granted and role.function
        ),
    )
    basis = _text(_("En qué se basa"), help_text=BASIS)
    until = _day(_("Último día en vigor"), help_text=_("Vacío: sin fecha de término."))

    def __init__(self, people: Iterable[PublicFunction], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "function", function_choices(people), "–")


class ReasonForm(forms.Form):
    reason = _text(_("Razón"), help_text=_("Se publica y queda en el registro."))


class BodyForm(forms.Form):
    names_of = {"slug": "name_es", "name": "name_es"}

    kind = _list(_("Qué es"), _named(KINDS, messages.KIND_NAMES))
    name_es = _text(_("Nombre"))
    name_en = _text(_("Nombre en inglés"), required=False)
    legal_basis = _text(_("Base legal"), help_text=BASIS)
    purpose_es = _area(_("Para qué existe"), 2, required=False)
    purpose_en = _area(_("Para qué existe, en inglés"), 2, required=False)
    parent = _list(_("Pertenece a"), required=False)

    def __init__(self, bodies: Iterable[Body], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "parent", [(row.slug, row.name_es) for row in bodies], "–")


class RulesForm(forms.Form):
    """Agreeing is an organization's; where somebody signed for it, that person is named too."""

    names_of = {"agreed_by": "agreed", "in_force_since": "since"}

    text = _area(
        _("Texto de las reglas"),
        14,
        help_text=_("Quién vota, con qué quórum, cómo se decide y qué pasa si no hay acuerdo."),
    )
    agreed = forms.MultipleChoiceField(
        label=_("Quiénes las acordaron"), widget=forms.CheckboxSelectMultiple()
    )
    since = _day(_("Rigen desde"), help_text=_("Vacío: desde que se publican. Nunca antes."))
    meets_every_days = forms.IntegerField(
        label=_("Sesiona al menos cada tantos días"), min_value=1, max_value=366, required=False
    )

    def __init__(
        self,
        signers: Iterable[PublicFunction],
        organizations: Iterable[Organization],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.signers = {str(row.public_id): row for row in signers}
        _offer(
            self,
            "agreed",
            [
                *function_choices(self.signers.values()),
                *((row.slug, row.name) for row in organizations),
            ],
        )

    def agreement(self) -> dict[str, Any]:
        """``agreed_by`` and ``signed_by`` of the service."""
        chosen = self.cleaned_data["agreed"]
        signed = [self.signers[key] for key in chosen if key in self.signers]
        slugs = {row.organization.slug for row in signed}
        return {
            "agreed_by": sorted(slugs | {key for key in chosen if key not in self.signers}),
            "signed_by": [row.public_id for row in signed],
        }


class SeatForm(forms.Form):
    title = _text(_("Nombre del asiento"), help_text=_("Por ejemplo: «Academia, primer asiento»."))
    given_by = _list(_("Cómo se da"), _named(GIVEN_BY, messages.GIVEN_BY_NAMES))
    sector = _list(_("Sector"), _asked(_named(SECTORS, messages.SECTOR_NAMES)))
    branch = _list(
        _("Parte del Estado"), _named(reversed(BRANCHES), messages.BRANCH_NAMES), initial="none"
    )
    organization = _list(
        _("Organización, si el asiento es siempre suyo"),
        help_text=_("Vacío: lo ocupa quien su sector nombre."),
        required=False,
    )
    status = _list(_("Calidad"), _named(STATUSES, messages.STATUS_NAMES))
    voting = forms.BooleanField(label=_("Con voto"), required=False, initial=True)
    basis = _text(_("En qué se basa"), help_text=BASIS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "organization", organization_choices(), "–")


class MandateForm(forms.Form):
    names_of = {"person": "function", "organization": "function", "sector": "function"}

    function = _list(_("Quién lo ocupa"))
    kind = _list(_("Calidad"), [(code, messages.MANDATE_NAMES[code]) for code in MANDATE_KINDS])
    since = _day(_("Desde"), help_text=_("Vacío: desde ahora."))

    def __init__(self, people: Iterable[PublicFunction], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "function", function_choices(people), "–")


class MandateEndForm(ReasonForm):
    until = _day(_("Terminó el"), help_text=_("Vacío: hoy."))
    handover_to = _list(
        _("Quién sigue"),
        required=False,
        help_text=_("Ocupa el asiento desde el mismo momento. Vacío: el asiento queda vacante."),
    )
    note = _area(
        _("Qué queda pendiente"),
        required=False,
        help_text=_("Para quien sigue: lo prometido, lo que vence, dónde está. Se publica."),
    )

    def __init__(self, people: Iterable[PublicFunction], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "handover_to", function_choices(people), "–")


class ExitForm(forms.Form):
    """The team says of which organization; everybody else speaks for their own."""

    organization = _list(_("Organización"))
    reason = _area(_("Razón"), help_text=_("Se publica tal como se escribe."))

    def __init__(self, organizations: Iterable[Organization], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "organization", [(row.slug, row.name) for row in organizations])


class ReturnForm(ExitForm):
    names_of = {"reason": "note"}

    reason = None  # type: ignore[assignment]
    note = _area(
        _("Con qué acuerdo regresa"), help_text=_("Se publica tal como se escribe."), required=False
    )


def uuid_of(key: str) -> UUID | None:
    """Of a choice that the form has checked."""
    return UUID(key) if key else None
