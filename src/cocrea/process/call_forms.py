"""Forms of the public call and of earlier plans. They keep what was typed; services judge it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.refs import SubjectRef
from cocrea.people.messages import SECTOR_NAMES
from cocrea.people.rules.sectors import SECTORS
from cocrea.process.models import EarlierCommitment, EarlierPlan
from cocrea.process.rules.earlier import COMMITMENT_STATES, FACTS, PLAN_STATES, TRUSTS, Ground
from cocrea.process.rules.invitations import CHANNELS
from cocrea.process.words import (
    CHANNEL_NAMES,
    EARLIER_COMMITMENT_STATES,
    EARLIER_PLAN_STATES,
    TRUST_NAMES,
)
from cocrea.ui.fields import DateInput

Choices = Iterable[tuple[str, Any]]


class InvitationsForm(forms.Form):
    """Who was invited together: the same day, by the same channel, with the same proof."""

    organizations = forms.MultipleChoiceField(
        label=_("Instituciones y organizaciones"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )
    others = forms.CharField(
        label=_("Otras, una por línea"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nombres de organizaciones, nunca de personas."),
    )
    sector = forms.ChoiceField(
        label=_("Sector de esas otras"),
        required=False,
        choices=[("", "–"), *((s, SECTOR_NAMES[s]) for s in SECTORS)],
    )
    invited_on = forms.DateField(label=_("Día en que se invitó"), widget=DateInput)
    channel = forms.ChoiceField(
        label=_("Por qué medio"), choices=[(c, CHANNEL_NAMES[c]) for c in CHANNELS]
    )
    document = forms.ChoiceField(label=_("Documento que lo prueba"), required=False)
    proof_link = forms.CharField(label=_("Enlace que lo prueba"), required=False, max_length=500)
    note = forms.CharField(
        label=_("Cómo consta, si no hay documento ni enlace"), required=False, max_length=300
    )

    def __init__(
        self, data: Any = None, *, organizations: Choices, documents: Choices, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["organizations"].choices = list(organizations)  # type: ignore[attr-defined]
        self.fields["document"].choices = [("", "–"), *documents]  # type: ignore[attr-defined]

    def given(self, digests: dict[str, str]) -> dict[str, Any]:
        """What the service takes. digests: of the documents offered, by id."""
        data = self.cleaned_data
        names = [line.strip() for line in data["others"].splitlines() if line.strip()]
        chosen = data["document"]
        return {
            "organizations": data["organizations"],
            "others": [(name, data["sector"]) for name in names],
            "invited_on": data["invited_on"],
            "channel": data["channel"],
            "proof_link": data["proof_link"],
            "proof": SubjectRef("document", chosen, digests[chosen]) if chosen else None,
            "note": data["note"],
        }


def _source(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=300, required=False)


def _trust() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Cómo lo sabemos"),
        required=False,
        choices=[("", "–"), *((t, TRUST_NAMES[t]) for t in TRUSTS)],
    )


class EarlierPlanForm(forms.Form):
    """What sources say of an earlier plan; what none says stays empty."""

    number = forms.IntegerField(label=_("Número del plan"), min_value=1, max_value=50)
    name_es = forms.CharField(label=_("Nombre"), max_length=200)
    name_en = forms.CharField(label=_("Nombre en inglés"), max_length=200, required=False)
    period = forms.CharField(
        label=_("Años"), max_length=9, required=False, help_text=_("Así: «2016-2018».")
    )
    period_source = _source(_("Fuente de los años"))
    period_trust = _trust()
    state = forms.ChoiceField(
        label=_("Estado"),
        required=False,
        choices=[(s, EARLIER_PLAN_STATES[s]) for s in PLAN_STATES],
    )
    state_source = _source(_("Fuente del estado"))
    state_trust = _trust()
    commitments = forms.IntegerField(
        label=_("Cuántos compromisos tuvo"), required=False, min_value=0, max_value=500
    )
    commitments_source = _source(_("Fuente de esa cuenta"))
    commitments_trust = _trust()
    note = forms.CharField(
        label=_("Nota"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        found = {k: v for k, v in data.items() if not k.endswith(("_source", "_trust"))}
        grounds = {f: Ground(data[f"{f}_source"], data[f"{f}_trust"]) for f in FACTS}
        return found | {"grounds": grounds}


def plan_initial(plan: EarlierPlan) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: getattr(plan, name)
        for name in ("number", "name_es", "name_en", "period", "state", "note")
    }
    found["commitments"] = plan.commitments_count
    for fact, ground in plan.grounds.items():
        found[f"{fact}_source"], found[f"{fact}_trust"] = ground["source"], ground["trust"]
    return found


class EarlierCommitmentForm(forms.Form):
    """A commitment of an earlier plan, as far as a source tells of it."""

    number = forms.IntegerField(
        label=_("Número en su plan"), required=False, min_value=1, max_value=500
    )
    code = forms.CharField(
        label=_("Identificador de OGP"), required=False, max_length=12, help_text=_("«GT0066».")
    )
    title_es = forms.CharField(label=_("Título"), max_length=400, required=False)
    title_en = forms.CharField(label=_("Título en inglés"), max_length=400, required=False)
    state = forms.ChoiceField(
        label=_("Cumplimiento"),
        required=False,
        choices=[(s, EARLIER_COMMITMENT_STATES[s]) for s in COMMITMENT_STATES],
    )
    achievement = forms.CharField(
        label=_("Qué se logró"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(label=_("Fuente"), max_length=300)
    trust = forms.ChoiceField(
        label=_("Cómo lo sabemos"), choices=[(t, TRUST_NAMES[t]) for t in TRUSTS]
    )
    link = forms.CharField(label=_("Enlace"), max_length=500, required=False)

    def given(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["ground"] = Ground(data.pop("source"), data.pop("trust"))
        return data


def commitment_initial(commitment: EarlierCommitment) -> dict[str, Any]:
    return {name: getattr(commitment, name) for name in EarlierCommitmentForm.base_fields}
