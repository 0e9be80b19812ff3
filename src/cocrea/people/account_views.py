"""The person's own account: what is kept of them, and taking all of it back."""

from typing import Any

from django import forms
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cocrea.kernel.errors import NotPermitted
from cocrea.kernel.findings import Finding
from cocrea.people import selectors, vault


class EraseForm(forms.Form):
    """Somebody else's hands on an open session should not be enough."""

    address = forms.CharField(
        label=_("Escriba el correo de su cuenta"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    agree = forms.BooleanField(label=_("Entiendo que no se puede deshacer."))

    def __init__(self, addresses: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {address.casefold() for address in addresses}

    def clean_address(self) -> str:
        given: str = self.cleaned_data["address"].strip()
        if given.casefold() not in self.known:
            raise forms.ValidationError(_("Ese no es el correo de esta cuenta."))
        return given


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200):
    request.cacheable = False  # type: ignore[attr-defined]
    context = {"process": None, "cacheable": False, **context}
    return render(request, f"people/{name}.html", context, status=status)


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """What the portal keeps of whoever is reading, and in which function they act."""
    context = {
        "card": vault.account_card(request.user.pk),
        "functions": selectors.functions_of(request.user, timezone.now()),
    }
    return _page(request, "account", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def account_erase(request: HttpRequest) -> HttpResponse:
    """Erase everything private and close the account; acts in a public function stay."""
    now = timezone.now()
    if request.user.invented:
        raise NotPermitted(Finding("people.invented_account", where="user"))
    card = vault.account_card(request.user.pk)
    form = EraseForm(card.addresses, request.POST if request.method == "POST" else None)
    if form.is_valid():
        vault.person_erase(request.user.pk, now=now)
        logout(request)
        return redirect("people:account_erased")
    context = {
        "form": form,
        "card": card,
        "functions": selectors.functions_of(request.user, now),
    }
    return _page(request, "account_erase", context, status=422 if form.is_bound else 200)


@require_safe
@never_cache
def account_erased(request: HttpRequest) -> HttpResponse:
    return _page(request, "account_erased", {})
