"""How every page of an act works: one form, the reason beside the field, then a redirect."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cocrea.commitments import reading, selectors
from cocrea.commitments.forms import (
    attach,
)
from cocrea.commitments.models import Commitment
from cocrea.commitments.rules import lifecycle
from cocrea.commitments.rules.permits import PERMITS
from cocrea.commitments.rules.values import CommitmentText
from cocrea.commitments.views import crumbs
from cocrea.kernel.errors import DomainError
from cocrea.process import selectors as processes


def opened(request: Any, process: Any, public_id: Any, action: str) -> Commitment:
    """The commitment for this act: 404 for a draft one may not see, 403 for an act one may not."""
    found = selectors.commitment_get(process, public_id, roles=request.actor.roles(request.now))
    PERMITS.require(request.actor, action, now=request.now, state=found.state)
    return found


def page(
    request: HttpRequest,
    process: Any,
    form: forms.Form,
    do: Callable[[], Commitment],
    *,
    title: str,
    submit: str,
    done: str,
    lead: str = "",
    commitment: Commitment | None = None,
    tone: str = "primary",
    read: bool = False,
    otherwise: tuple[str, str] | None = None,
) -> HttpResponse:
    """read: the words that the act is about are shown, to be read; otherwise: (label, url) of what
    one may do instead."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                saved = do()
            except DomainError as error:
                attach(form, error)
                status = error.status
            else:
                flash.success(request, done)
                return redirect("commitments:detail", process.slug, saved.public_id)
    context = {
        "process": process,
        "crumbs": crumbs(process, (title, "")),
        "form": form,
        "title": title,
        "lead": lead,
        "submit": submit,
        "commitment": commitment,
        "heading": reading.title_of(commitment) if commitment else None,
        "tone": tone,
        "words": _words(commitment) if commitment and read else None,
        "otherwise": otherwise,
    }
    return render(request, "commitments/act.html", context, status=status)


def _words(commitment: Commitment) -> dict[str, Any]:
    """What somebody accepts, returns or judges: the texts that are filled in; the milestones."""
    text = CommitmentText(
        title=commitment.title_es, template=commitment.template, fields=commitment.fields
    )
    return {
        "rows": [row for row in reading.text_rows(text) if row["value"]],
        "milestones": reading.milestone_rows(commitment),
    }


def data_of(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def bodies(process: Any, *, public: bool | None = True) -> list[tuple[str, str]]:
    """Organizations of this process that a form offers; only public bodies unless asked."""
    found = processes.organizations(process)
    found = found if public is None else found.filter(is_public_body=public)
    return list(found.values_list("slug", "name"))


def themes(process: Any) -> list[tuple[str, str]]:
    return [(each.slug, reading.theme_name(each)) for each in processes.themes(process)]


def explains(commitment: Commitment) -> bool:
    return commitment.state in lifecycle.AFTER_ACCEPTANCE
