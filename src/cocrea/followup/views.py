"""Pages: every milestone with both words side by side; one milestone with its history."""

from collections.abc import Callable, Collection
from typing import Any

from django import forms
from django.contrib import messages as flash
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cocrea.commitments import selectors as commitments
from cocrea.followup import messages, selectors, services
from cocrea.followup.forms import ReportForm, VerifyForm, attach
from cocrea.followup.models import Report
from cocrea.followup.rules import progress
from cocrea.followup.rules.permits import PERMITS
from cocrea.followup.selectors import Status
from cocrea.kernel.errors import DomainError, NotPermitted
from cocrea.kernel.findings import Finding
from cocrea.people import selectors as people
from cocrea.process.http import process_view, public_page

PAGE = 50


def _crumbs(process: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Avance"), reverse("followup:list", args=[process.slug])), *more]


def _word(report: Report | None) -> dict[str, Any] | None:
    if report is None:
        return None
    return {
        "report": report,
        "word": messages.COMPLETION[report.completion],
        "tone": messages.TONES[report.completion],
    }


def _row(status: Status) -> dict[str, Any]:
    """Both words, what comparing them gives, and what somebody should see at once."""
    return {
        "status": status,
        "milestone": status.milestone,
        "commitment": status.milestone.commitment,
        "owner": _word(status.owner),
        "society": _word(status.society),
        "comparison": messages.COMPARISONS[status.comparison],
        "tone": messages.COMPARISON_TONES[status.comparison],
    }


@public_page
def listing(request: HttpRequest, process: Any) -> HttpResponse:
    """Milestones of the adopted commitments, both words side by side."""
    page = Paginator(selectors.milestones(process), PAGE).get_page(request.GET.get("page"))
    chosen = list(page)
    statuses = selectors.statuses(process, chosen, request.now)  # type: ignore[attr-defined]
    facts = selectors.gate_facts(process, request.now)  # type: ignore[attr-defined]
    return render(
        request,
        "followup/list.html",
        {
            "process": process,
            "page": page,
            "rows": [_row(status) for status in statuses],
            "total": facts["followup.milestones"],
            "spoken": facts["followup.milestones"] - facts["followup.without_owner"],
            "watched": facts["followup.milestones"] - facts["followup.without_society"],
            "disagreements": facts["followup.disagreements"],
            "overdue": facts["followup.overdue"],
        },
    )


def _roles(request: Any) -> frozenset[str]:
    if getattr(request, "cacheable", False):
        return frozenset()
    found: frozenset[str] = request.actor.roles(request.now)
    return found


def _history(reports: Collection[Report], *, may_verify: bool, own: str) -> list[dict[str, Any]]:
    slugs = {each.organization for each in reports if each.organization}
    slugs |= {v.organization for each in reports for v in each.verifications.all()}
    names = dict(people.organizations().filter(slug__in=slugs).values_list("slug", "name"))
    return [
        {
            **(_word(each) or {}),
            "side": messages.SIDES[each.side],
            "by": _by(each, names),
            "document_url": f"{_prefix()}/r/document/{each.document_id}",
            "may_verify": may_verify and (not own or each.organization != own),
            "verifications": [
                {
                    "given": one,
                    "by": _by(one, names),
                    "word": messages.VERDICTS[one.finding],
                    "tone": messages.VERDICT_TONES[one.finding],
                }
                for one in each.verifications.all()
            ],
        }
        for each in reports
    ]


def _prefix() -> str:
    return "/en" if (get_language() or "es").startswith("en") else ""


def _by(said: Any, names: dict[str, str]) -> str:
    return ", ".join(part for part in (said.label, names.get(said.organization, "")) if part)


@public_page
def milestone(request: HttpRequest, process: Any, public_id: Any) -> HttpResponse:
    """One milestone: what each side says now, and everything that was said before."""
    found = selectors.milestone_get(process, public_id)
    roles, own = _roles(request), ""
    side = None
    if roles:
        own = request.actor.organization  # type: ignore[attr-defined]
        side = progress.side_of(roles, own, commitments.owners_of(found))
    state = found.commitment.state
    may_verify = side == progress.SOCIETY and PERMITS.may(roles, "progress.verify", state)
    may_report = side is not None and PERMITS.may(roles, "progress.report", state)
    status = selectors.milestone_status(found, request.now)  # type: ignore[attr-defined]
    url = reverse("commitments:detail", args=[process.slug, found.commitment.public_id])
    return render(
        request,
        "followup/milestone.html",
        {
            "process": process,
            "crumbs": _crumbs(process, (_("Hito"), "")),
            "row": _row(status),
            "milestone": found,
            "commitment_url": url,
            "alerts": status.alerts,
            "history": _history(selectors.history(found), may_verify=may_verify, own=own),
            "may_report": may_report,
        },
    )


def _act(
    request: Any,
    process: Any,
    form: forms.Form,
    do: Callable[[], Any],
    milestone: Any,
    words: dict[str, str],
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                do()
            except DomainError as error:
                attach(form, error)
                status = error.status
            else:
                flash.success(request, words["done"])
                return redirect("followup:milestone", process.slug, milestone.public_id)
    url = reverse("followup:milestone", args=[process.slug, milestone.public_id])
    context = {
        "process": process,
        "crumbs": _crumbs(process, (_("Hito"), url), (words["title"], "")),
        "form": form,
        "milestone": milestone,
        **words,
    }
    return render(request, "followup/act.html", context, status=status)


@process_view
def report(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = selectors.milestone_get(process, public_id)
    PERMITS.require(request.actor, "progress.report", now=request.now, state=found.commitment.state)
    owners = commitments.owners_of(found)
    side = progress.side_of(_roles(request), request.actor.organization, owners)
    if side is None:
        raise NotPermitted(Finding("followup.no_side", where="actor"))
    form = ReportForm(request.POST if request.method == "POST" else None)
    return _act(
        request,
        process,
        form,
        lambda: services.progress_report(actor=request.actor, milestone=found, **form.cleaned_data),
        found,
        {
            "title": _("Informar el avance"),
            "lead": _("Usted habla por: %(side)s.") % {"side": messages.SIDES[side]},
            "submit": _("Publicar el informe"),
            "done": _("Su informe quedó publicado junto al de la otra parte."),
            "quoted": "",
        },
    )


@process_view
def verify(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = selectors.report_get(process, public_id)
    milestone = found.milestone
    state = milestone.commitment.state
    PERMITS.require(request.actor, "progress.verify", now=request.now, state=state)
    form = VerifyForm(request.POST if request.method == "POST" else None)
    return _act(
        request,
        process,
        form,
        lambda: services.progress_verify(actor=request.actor, report=found, **form.cleaned_data),
        milestone,
        {
            "title": _("Verificar un informe"),
            "lead": _("Quien responde por el hito no puede verificarlo."),
            "submit": _("Publicar la verificación"),
            "done": _("Su verificación quedó publicada."),
            "quoted": found.text,
        },
    )
