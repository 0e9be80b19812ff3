"""Forms of who keeps the list of invitations and the light records of earlier plans.

The pages that everybody reads are ``site``'s: they show meetings too.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cocrea.documents.selectors import documents
from cocrea.process import call_forms as forms
from cocrea.process import selectors, services
from cocrea.process.http import process_view
from cocrea.process.models import Process
from cocrea.process.views.acts import _need, _page, _posted, _try, methods

PROOFS = 200


@methods
@process_view
def invitations_record(request: HttpRequest, process: Process) -> HttpResponse:
    """Publish who was invited together, with the day and the proof."""
    _need(request, "invitation.record")
    kept = set(selectors.invitations(process).values_list("key", flat=True))
    known = selectors.organizations(process).values_list("slug", "name")
    proofs = list(documents(process.slug)[:PROOFS])
    form = forms.InvitationsForm(
        _posted(request),
        organizations=[(slug, name) for slug, name in known if slug not in kept],
        documents=[(str(each.public_id), each.title_es) for each in proofs],
    )
    if request.method == "POST" and form.is_valid():
        digests = {str(each.public_id): each.digest for each in proofs}
        act: dict[str, Any] = {"actor": request.actor, "process": process}
        if _try(form, lambda: services.invitations_record(**act, **form.given(digests))):
            messages.success(request, _("Publicado en la lista de invitaciones."))
            return redirect("site:call", process.slug)
    context = {
        "title": _("Registrar invitaciones"),
        "lead": _("La lista es pública: a quién se invitó, cuándo, por qué medio y cómo consta."),
    }
    return _page(request, "call_act", process, form, **context)


@methods
@process_view
def earlier_plan_record(request: HttpRequest, process: Process) -> HttpResponse:
    """Record what is known of an earlier plan; ``?numero=`` brings what is there already."""
    _need(request, "earlier.record")
    wanted = request.GET.get("numero", "")
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 3 else 0
    kept = process.earlier_plans.filter(number=number).first()
    initial = forms.plan_initial(kept) if kept else None
    form = forms.EarlierPlanForm(_posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        act: dict[str, Any] = {"actor": request.actor, "process": process}
        if _try(form, lambda: services.earlier_plan_record(**act, **form.given())):
            messages.success(request, _("Publicado entre los planes anteriores."))
            return redirect("site:earlier_plans", process.slug)
    context = {
        "title": _("Registrar un plan anterior"),
        "lead": _("Cada dato lleva su fuente. Lo que ninguna fuente dice se deja vacío."),
    }
    return _page(request, "call_act", process, form, **context)


@methods
@process_view
def earlier_commitment_record(request: HttpRequest, process: Process, number: int) -> HttpResponse:
    """Record a commitment of an earlier plan; ``?compromiso=`` brings what is there already."""
    _need(request, "earlier.record")
    plan = selectors.earlier_plan(process, number)
    kept = selectors.earlier_commitment(process, request.GET.get("compromiso", "")[:36])
    initial = forms.commitment_initial(kept) if kept and kept.plan_id == plan.pk else None
    form = forms.EarlierCommitmentForm(_posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        act: dict[str, Any] = {"actor": request.actor, "process": process, "plan": number}
        if _try(form, lambda: services.earlier_commitment_record(**act, **form.given())):
            messages.success(request, _("Publicado entre los planes anteriores."))
            return redirect("site:earlier_plans", process.slug)
    context = {
        "title": _("Registrar un compromiso de un plan anterior"),
        "lead": plan.name_es,
    }
    return _page(request, "call_act", process, form, **context)
