"""Public pages: commitments by theme, one commitment as its template lays it out, its versions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.commitments import messages, reading, selectors
from cocrea.commitments.rules import lifecycle
from cocrea.commitments.rules.permits import PERMITS
from cocrea.commitments.rules.values import CommitmentText
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.process import selectors as processes
from cocrea.process.http import public_page
from cocrea.ui.paging import page_of


def roles_of(request: HttpRequest) -> frozenset[str]:
    """Roles of somebody signed in; on a page that is the same for everybody nobody is asked."""
    if getattr(request, "cacheable", False):
        return frozenset()
    found: frozenset[str] = request.actor.roles(request.now)  # type: ignore[attr-defined]
    return found


def crumbs(process: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Compromisos"), reverse("commitments:list", args=[process.slug])), *more]


@public_page
def listing(request: HttpRequest, process: Any) -> HttpResponse:
    """By theme, with state and responsible body, and how many there are against the cap."""
    roles = roles_of(request)
    theme, state = request.GET.get("tema", ""), request.GET.get("estado", "")
    state = state if state in lifecycle.STATES else ""
    found = selectors.commitments(process, roles=roles, theme=theme, state=state)
    page = page_of(request, found)
    alive, cap = selectors.drafts_against_cap(process)
    rows = [
        {
            "commitment": each,
            "title": reading.title_of(each),
            "theme": reading.theme_name(each.theme),
            "state": reading.state_of(each),
        }
        for each in page
    ]
    may_draft = PERMITS.may(roles, "commitment.draft")
    return render(
        request,
        "commitments/list.html",
        {
            "process": process,
            "crumbs": crumbs(process),
            "page": page,
            "rows": rows,
            "alive": alive,
            "cap": cap,
            "over": cap is not None and alive > cap,
            "lifted": cap is not None and alive > cap and selectors.cap_lifted(process),
            "themes": [(t.slug, reading.theme_name(t)) for t in processes.themes(process)],
            "states": [(s, messages.STATES[s]) for s in lifecycle.PUBLIC],
            "theme": theme,
            "state": state,
            "draft_url": reverse("commitments:draft", args=[process.slug]) if may_draft else "",
        },
    )


@public_page
def detail(request: HttpRequest, process: Any, public_id: Any) -> HttpResponse:
    """The template laid out, milestones, triptych, checks explained, sources, steps, versions."""
    roles = roles_of(request)
    found = selectors.commitment_get(process, public_id, roles=roles)
    findings = selectors.findings_of(found)
    title, language = reading.title_of(found)
    organization = request.actor.organization if roles else ""  # type: ignore[attr-defined]
    opinions = list(found.opinions.all())
    text = CommitmentText(title=found.title_es, template=found.template, fields=found.fields)
    milestones = reading.milestone_rows(found)
    cap = processes.methodology(process).caps.milestones_per_commitment
    return render(
        request,
        "commitments/detail.html",
        {
            "process": process,
            "crumbs": crumbs(process, (f"{found.number}", "")),
            "commitment": found,
            "title": title,
            "language": language,
            "theme": reading.theme_name(found.theme),
            "state": reading.state_of(found),
            "rows": reading.text_rows(text),
            "milestones": milestones,
            "milestones_cap": cap.at_most if cap and len(milestones) > cap.at_most else None,
            "may_edit": PERMITS.may(roles, "milestone.save", found.state),
            "may_remove": PERMITS.may(roles, "milestone.remove", found.state),
            "triptych": reading.triptych(found, opinions),
            "former": [each for each in opinions if not each.current],
            "smart": reading.smart_groups(found, findings.smart.findings),
            "ambition": findings.ambition,
            "blanks": messages.shown(findings.blanks.blockers),
            "feasibility": findings.feasibility,
            "sources": reading.source_rows(found),
            "alignments": reading.alignment_rows(found),
            "letters": [
                (each, messages.LETTERS[each.state])
                for each in found.letters.select_related("organization")
            ],
            "withdrawable": reading.withdrawable(found, roles, organization),
            "steps": reading.step_rows(found),
            "versions": list(found.versions.defer("data").order_by("-number")),
            "acts": reading.acts_for(found, roles, organization) if roles else [],
            "undecided_by": found.state == lifecycle.ADOPTED
            and not found.steps.filter(act="adopted").exclude(decision_id="").exists(),
        },
    )


@public_page
def version(request: HttpRequest, process: Any, public_id: Any, number: int) -> HttpResponse:
    """One saved version, whole, with the digest that stands in the public record."""
    found = selectors.commitment_get(process, public_id, roles=roles_of(request))
    kept = reading.version_get(found, number)
    if kept is None:
        raise NotThere(Finding("commitments.not_there"))
    text = CommitmentText.of_json(kept.data)
    url = reverse("commitments:detail", args=[process.slug, found.public_id])
    return render(
        request,
        "commitments/version.html",
        {
            "process": process,
            "crumbs": crumbs(process, (f"{found.number}", url), (_("Versión"), "")),
            "commitment": found,
            "version": kept,
            "text": text,
            "rows": reading.text_rows(text),
        },
    )
