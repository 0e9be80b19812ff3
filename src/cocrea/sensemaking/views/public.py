"""Pages that are the same for everybody."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cocrea.documents.rendering import files
from cocrea.kernel.refs import Told
from cocrea.people.messages import role_name
from cocrea.process import selectors as process_selectors
from cocrea.process.http import public_page
from cocrea.process.models import Process
from cocrea.sensemaking import documents, selectors, words
from cocrea.sensemaking.models import Membership, Proposal
from cocrea.ui.paging import page_of
from cocrea.voices.words import DISPOSITIONS
from cocrea.voices.words import TONES as DISPOSITION_TONES


@public_page
def proposal_list(request: HttpRequest, process: Process) -> HttpResponse:
    """Published proposals under their themes; those that ended where asked for."""
    theme, ended = request.GET.get("tema", "")[:60], bool(request.GET.get("todas"))
    found = selectors.proposals(process, theme=theme, ended=ended)
    page = page_of(request, found)
    context = {
        "process": process,
        "page": page,
        "groups": _groups(page),
        "themes": [(t.slug, words.theme_name(t)) for t in process_selectors.themes(process)],
        "theme": theme,
        "ended": ended,
        "pipeline": selectors.pipeline(process),
        "has_funnel": selectors.funnels(process).exists(),
    }
    return render(request, "sensemaking/list.html", context)


def _groups(page: Page) -> list[tuple[str, list[dict[str, Any]]]]:
    groups: list[tuple[str, list[dict[str, Any]]]] = []
    for proposal in page:
        name = words.theme_name(proposal.theme) or _("Sin tema todavía")
        if not groups or groups[-1][0] != name:
            groups.append((name, []))
        groups[-1][1].append(card(proposal))
    return groups


def card(proposal: Proposal) -> dict[str, Any]:
    return {
        "proposal": proposal,
        "state": words.STATES[proposal.state],
        "tone": words.TONES[proposal.state],
    }


@public_page
def proposal(request: HttpRequest, process: Process, public_id: UUID) -> HttpResponse:
    """Who asked for it, in their words, and everything that was done to it."""
    found = selectors.proposal_get(process, public_id)
    page = page_of(request, selectors.members(found))
    areas = process_selectors.area_names(process)
    context = {
        **card(found),
        "process": process,
        "theme": words.theme_name(found.theme),
        "area": areas.get(found.area, ""),
        "page": page,
        "members": [member_row(m, areas) for m in page],
        "history": history(found),
        "crumbs": [
            (_("Propuestas"), reverse("sensemaking:list", args=[process.slug])),
            (Told(f"{found.number}. {found.title}"), ""),
        ],
    }
    return render(request, "sensemaking/proposal.html", context)


@public_page
def report(request: HttpRequest, process: Process, format: str) -> HttpResponse:
    """The systematization report, in the page's language: page by page to read, whole to keep."""
    language = get_language() or "es"
    if format != "html":
        return files.respond(documents.document(process, language), format)
    asked = request.GET.get("page", "1")[:6]
    number = int(asked) if asked.isdecimal() and asked.isascii() else 1
    doc, paging = documents.page(process, language, number)
    return files.respond(doc, format, paging)


def member_row(member: Membership, areas: dict[str, str]) -> dict[str, Any]:
    """A point in its author's words, when these may be read; its folio in any case."""
    point, voice = member.point, member.point.voice
    answers = getattr(point, "answers", [])
    kind = answers[0].kind if answers else ""
    return {
        "point": point,
        "folio": voice.folio,
        "label": f"{voice.folio}.{point.number}",
        "text": (point.text or voice.text) if voice.text_public else "",
        "language": words.web_language(voice.language),
        "area": areas.get(voice.area, ""),
        "answer": DISPOSITIONS.get(kind, ""),
        "tone": DISPOSITION_TONES.get(kind, "neutral"),
    }


def history(proposal: Proposal) -> list[dict[str, Any]]:
    """Newest last. Proposals that are still drafts are counted, not named."""
    steps: list[dict[str, Any]] = [
        {
            "title": _step_title(step.kind, step.state),
            "state": words.OPERATION_STATES[step.state] if step.kind == "merge" else "",
            "at": step.at,
            "role": role_name(step.role),
            "second": role_name(step.second_role) if step.second_role else "",
            "reason": step.reason,
            "second_reason": step.second_reason,
            "together": any(p.pk == proposal.pk for p in step.inputs),
            "came_from": _named(step.inputs, proposal),
            "went_to": _named(step.outputs, proposal),
        }
        for step in selectors.lineage_of(proposal)
    ]
    if proposal.published_at is not None:
        empty = dict.fromkeys(("state", "role", "second", "reason", "second_reason"), "")
        shown = {"title": _("Se publicó"), "at": proposal.published_at, "together": False}
        steps.append({**empty, **shown, "came_from": [], "went_to": []})
    return sorted(steps, key=lambda step: step["at"])


def _step_title(kind: str, state: str) -> Any:
    asked = words.MERGES.get(state) if kind == "merge" else None
    return asked or words.OPERATIONS.get(kind, kind)


def _named(proposals: tuple[Proposal, ...], but: Proposal) -> list[dict[str, Any]]:
    return [
        {"proposal": p, "public": p.public or but.state == Proposal.DRAFT}
        for p in proposals
        if p.pk != but.pk
    ]
