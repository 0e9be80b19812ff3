"""Pages: every milestone with both words side by side; one milestone with its history."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django import forms
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cocrea.commitments import selectors as commitments
from cocrea.documents.http import attached
from cocrea.followup import messages, selectors, services
from cocrea.followup.forms import ReportForm, VerifyForm
from cocrea.followup.models import Report
from cocrea.followup.rules import progress
from cocrea.followup.rules.permits import PERMITS
from cocrea.followup.selectors import Status
from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import DomainError, NotPermitted
from cocrea.kernel.findings import Finding
from cocrea.people import selectors as people
from cocrea.process.http import process_view, public_page
from cocrea.ui.forms import attach
from cocrea.ui.paging import page_of
from cocrea.ui.templatetags.ui import chip


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
    """Adopted commitments, each with its milestones and both words; all, or only what is asked."""
    board = selectors.board(process, request.now)  # type: ignore[attr-defined]
    every = [line.standing for group in board for line in group.lines]
    facts = selectors.facts_of(progress.roll_up(every, today=_today(request, process)))
    wanted = request.GET.get("ver", "")
    chosen = FILTERS.get(wanted)
    groups = [(group, _lines(group, chosen)) for group in board]
    page = page_of(request, [(g, lines) for g, lines in groups if lines])
    show = _Shown(process)
    context = {
        "process": process,
        "page": page,
        "groups": [show.group(group, lines, opened=bool(chosen)) for group, lines in page],
        "wanted": wanted if chosen else "",
        "total": facts["followup.milestones"],
        "spoken": facts["followup.milestones"] - facts["followup.without_owner"],
        "watched": facts["followup.milestones"] - facts["followup.without_society"],
        "disagreements": facts["followup.disagreements"],
        "overdue": facts["followup.overdue"],
    }
    return render(request, "followup/list.html", context)


FILTERS: dict[str, Callable[[selectors.Line], bool]] = {
    "atrasados": lambda line: line.overdue,
    "no-coinciden": lambda line: line.disagrees,
    "sin-informe": lambda line: line.half_told,
}


def _today(request: Any, process: Any) -> Any:
    return local_day(request.now, process.zone)


def _lines(
    group: selectors.Group, chosen: Callable[[selectors.Line], bool] | None
) -> list[selectors.Line]:
    return [line for line in group.lines if chosen is None or chosen(line)]


class _Shown:
    """Groups and lines as values. Words that come back on every line are made once."""

    def __init__(self, process: Any) -> None:
        self.base = reverse("followup:list", args=[process.slug])
        self.said = {code: chip(word, messages.TONES[code]) for code, word in _COMPLETION}
        self.said[None] = chip(_("sin informe"))
        self.compared = {
            code: chip(word, messages.COMPARISON_TONES[code])
            for code, word in messages.COMPARISONS.items()
        }

    def group(
        self, group: selectors.Group, lines: list[selectors.Line], *, opened: bool
    ) -> dict[str, Any]:
        title, language = _title(group)
        late = sum(line.overdue for line in group.lines)
        apart = sum(line.disagrees for line in group.lines)
        late_text = ngettext("%(count)s atrasado", "%(count)s atrasados", late)
        apart_text = _("no coinciden en %(count)s")
        return {
            "group": group,
            "title": f"{group.number}. {title}",
            "language": language,
            "open": opened,
            "note": _summary(group),
            "late_text": late_text % {"count": late} if late else "",
            "disagreements_text": apart_text % {"count": apart} if apart else "",
            "lines": [self.line(line) for line in lines],
        }

    def line(self, line: selectors.Line) -> dict[str, Any]:
        standing = line.standing
        return {
            "line": line,
            "standing": standing,
            "url": f"{self.base}{line.public_id}/",
            "owner": self.said[standing.owner],
            "society": self.said[standing.society],
            "comparison": self.compared[standing.comparison],
        }


_COMPLETION: Iterable[tuple[str | None, Any]] = messages.COMPLETION.items()


def _title(group: Any) -> tuple[str, str]:
    """What was obtained only in English stands in both fields, and is marked as English."""
    english = (get_language() or "es").startswith("en")
    if group.title_en and (english or group.title_en == group.title_es):
        return group.title_en, "en"
    return group.title_es, "es"


def _summary(group: selectors.Group) -> str:
    count = len(group.lines)
    owner = sum(line.standing.owner == progress.COMPLETE for line in group.lines)
    society = sum(line.standing.society == progress.COMPLETE for line in group.lines)
    told = _("completos según la entidad: %(owner)s; según la sociedad: %(society)s") % {
        "owner": owner,
        "society": society,
    }
    milestones = ngettext("%(count)s hito", "%(count)s hitos", count) % {"count": count}
    return " · ".join(filter(None, (group.responsible, f"{milestones}: {told}")))


def _roles(request: Any) -> frozenset[str]:
    if getattr(request, "cacheable", False):
        return frozenset()
    found: frozenset[str] = request.actor.roles(request.now)
    return found


def _history(reports: Collection[Report], *, may_verify: bool, own: str) -> list[dict[str, Any]]:
    names = _names([*reports, *(v for each in reports for v in each.verifications.all())])
    return [
        {
            **_told(each, names),
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


def _names(said: Iterable[Any]) -> dict[str, str]:
    """Names of the organizations that these words come from, by slug. One query."""
    slugs = {each.organization for each in said if each.organization}
    return dict(people.organizations().filter(slug__in=slugs).values_list("slug", "name"))


def _told(report: Report, names: dict[str, str]) -> dict[str, Any]:
    """A report with who says it and where one can see it."""
    return {
        **(_word(report) or {}),
        "side": messages.SIDES[report.side],
        "by": _by(report, names),
        "document_url": f"{_prefix()}/r/document/{report.document_id}",
    }


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
            "title": _title(found.commitment),
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
    words: dict[str, Any],
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
    posted = request.method == "POST"
    form = ReportForm(request.POST if posted else None, request.FILES if posted else None)

    def do() -> None:
        file = attached(form.cleaned_data)
        services.progress_report(actor=request.actor, milestone=found, **form.cleaned_data, **file)

    return _act(
        request,
        process,
        form,
        do,
        found,
        {
            "title": _("Informar el avance"),
            "lead": _("Usted habla por: %(side)s.") % {"side": messages.SIDES[side]},
            "submit": _("Publicar el informe"),
            "done": _("Su informe quedó publicado junto al de la otra parte."),
            "told": None,
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
            "told": _told(found, _names([found])),
        },
    )
