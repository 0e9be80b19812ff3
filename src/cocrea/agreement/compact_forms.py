"""Forms of the agreement to comply. They keep what was typed; the service judges it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocrea.agreement.rules.compact import BODY, ORGANIZATION

Choices = list[tuple[str, Any]]


class CompactForm(forms.Form):
    """A version of the rules that everybody agrees to comply with."""

    name_es = forms.CharField(label=_("Nombre del acuerdo"), max_length=200)
    text_es = forms.CharField(
        label=_("Las reglas"), max_length=30_000, widget=forms.Textarea(attrs={"rows": 14})
    )
    name_en = forms.CharField(label=_("Nombre en inglés"), max_length=200, required=False)
    text_en = forms.CharField(
        label=_("Las reglas en inglés"),
        max_length=30_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    basis = forms.CharField(
        label=_("Qué lo pide"),
        max_length=200,
        required=False,
        help_text=_("Por ejemplo, una cláusula de la metodología."),
    )
    reason = forms.CharField(
        label=_("Qué cambió desde la versión anterior"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Obligatorio desde la segunda versión. Todas las firmas se piden de nuevo."),
    )


class PartyForm(forms.Form):
    """By whom somebody signs, or takes back. office: only where paper is written down."""

    party = forms.ChoiceField(label=_("Por quién firma"), widget=forms.RadioSelect)

    def __init__(
        self, data: Any = None, *, parties: Choices, offices: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["party"].choices = parties  # type: ignore[attr-defined]
        if offices:
            self.fields["office"] = forms.ChoiceField(
                label=_("Quién firmó en papel"), choices=[("", "–"), *offices]
            )


def who_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Cleaned data of a PartyForm -> what services take: organization or body, and office."""
    kind, _colon, slug = data["party"].partition(":")
    office = {"office": data.get("office", "")}
    return office | ({BODY: slug} if kind == BODY else {ORGANIZATION: slug})


class SignForm(PartyForm):
    compact = forms.CharField(widget=forms.HiddenInput, max_length=40)
    read = forms.BooleanField(label=_("Leímos estas reglas y nos comprometemos a cumplirlas"))


class WithdrawForm(PartyForm):
    reason = forms.CharField(
        label=_("Razón, que será pública"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
