"""Pages that need a hand from above: ``site`` passes the calendar of all rooms, as values."""

import functools
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import DomainError, NotThere
from cocrea.kernel.refs import Told
from cocrea.outreach import forms, selectors, services, words
from cocrea.outreach.models import Campaign, Link, Material
from cocrea.outreach.ready import WORDED, Ready, ready
from cocrea.outreach.rules.items import CalendarItem, chosen, coming
from cocrea.outreach.rules.permits import PERMITS
from cocrea.outreach.rules.texts import LENGTHS
from cocrea.process.models import Process
from cocrea.ui.forms import attach
from cocrea.voices.words import language_choices


def act_page(
    request: HttpRequest,
    process: Process,
    *,
    form: Callable[..., Form],
    do: Callable[[dict[str, Any]], str],
    template: str = "outreach/act.html",
    initial: dict[str, Any] | None = None,
    multipart: bool = False,
    **context: Any,
) -> HttpResponse:
    """Show a form, with files where it has any; on POST do the act and go where it says (303), or
    show what was refused. A refusal of 403 or 404 goes on up."""
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    bound = form(*(data if multipart else data[:1]), initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if bound.is_valid():
            try:
                response = HttpResponseRedirect(do(bound.given()))  # type: ignore[attr-defined]
                response.status_code = 303
                return response
            except DomainError as error:
                if error.status in (403, 404):
                    raise
                attach(bound, error)
                status = error.status
    shown = {"process": process, "form": bound, "multipart": multipart}
    shown |= {"note": "", "again": "", "campaign": None}
    return render(request, template, {**shown, **context}, status=status)


def text_page(
    request: HttpRequest, process: Process, campaign: UUID, items: Sequence[CalendarItem]
) -> HttpResponse:
    """A ready text for one channel of a campaign, made from these things of the calendar; whoever
    publishes it may change it first. With ``?reemplaza=`` it becomes a new version."""
    found = selectors.campaign_get(process, campaign, roles=request.actor.roles(request.now))
    old = _replaced(request, process, found)
    action = "material.supersede" if old else "material.publish"
    PERMITS.require(request.actor, action, now=request.now, state=(old or found).state)
    today = local_day(request.now, process.zone)
    left = coming(items, today)
    asked = _asked(request, found, old)
    link = next((x for x in selectors.links_of(found) if x.channel == asked["canal"]), None)
    context: dict[str, Any] = {
        "campaign": found,
        "old": old,
        "choose": forms.ChooseForm(
            None,
            initial=asked,
            channels=found.channels,
            languages=language_choices(process, found.languages),
            items=left,
        ),
        "asked": asked,
        "ready": None,
        "nothing": not left,
    }
    if link is None or asked["idioma"] not in found.languages:
        return _blank(request, process, context)
    link.campaign = found
    picked = chosen(left, asked["asunto"])
    made = ready(found, link, picked, language=asked["idioma"], today=today)
    length = LENGTHS[link.channel]
    context |= {
        "ready": made,
        "picked": picked,
        "worded": asked["idioma"] in WORDED,
        "most": length.most,
        "unit": words.UNITS[length.unit],
        "channel": words.CHANNELS[link.channel],
        "address": selectors.address_of(link),
    }
    return _write(request, process, found, link, made, picked, old, context)


def _replaced(request: HttpRequest, process: Process, campaign: Campaign) -> Material | None:
    """The text that is to be replaced, when the address names one of this campaign."""
    key = request.GET.get("reemplaza", "")[:40].replace("\x00", "")
    if not key:
        return None
    try:
        found = selectors.material_get(process, key)
    except NotThere:
        return None
    same = found.campaign_id == campaign.pk and found.text
    return found if same and found.superseded_at is None else None


def _asked(request: HttpRequest, campaign: Campaign, old: Material | None) -> dict[str, Any]:
    """What the text is about: as the address says, or as the text that is to be replaced."""
    if old is not None:
        keys = [f"{item['kind']}:{item['id']}" for item in old.items]
        return {"canal": old.channel, "idioma": old.language, "asunto": keys}
    return {
        "canal": request.GET.get("canal", "")[:10],
        "idioma": request.GET.get("idioma", "")[:3],
        "asunto": [key[:80] for key in request.GET.getlist("asunto")[:50]],
    }


def _title(old: Material | None) -> str:
    return _("Redactar otra vez") if old else _("Redactar un texto")


def _where(process: Process, campaign: Campaign, title: str) -> list[tuple[str, str]]:
    place = [process.slug, campaign.public_id]
    return [
        (_("Difusión"), reverse("outreach:list", args=[process.slug])),
        (Told(str(campaign), campaign.language), reverse("outreach:campaign", args=place)),
        (title, ""),
    ]


def _blank(request: HttpRequest, process: Process, context: dict[str, Any]) -> HttpResponse:
    """Until a channel is chosen there is nothing to write."""
    title = _title(context["old"])
    more = {"title": title, "crumbs": _where(process, context["campaign"], title), "form": None}
    return render(request, "outreach/text.html", {"process": process, **context, **more})


def _write(
    request: HttpRequest,
    process: Process,
    campaign: Campaign,
    link: Link,
    made: Ready,
    picked: list[CalendarItem],
    old: Material | None,
    context: dict[str, Any],
) -> HttpResponse:
    def do(given: dict[str, Any]) -> str:
        common = {"actor": request.actor, "process": process, "items": picked, **given}
        if old is not None:
            done = services.material_supersede(material=old, **common)
        else:
            done = services.material_publish(
                campaign=campaign,
                channel=link.channel,
                language=context["asked"]["idioma"],
                **common,
            )
        return reverse("outreach:material", args=[process.slug, done.public_id])

    title = _title(old)
    return act_page(
        request,
        process,
        form=functools.partial(forms.TextForm, replaces=old is not None),
        do=do,
        template="outreach/text.html",
        initial={"title": made.title or (old.title if old else ""), "text": made.text},
        title=title,
        crumbs=_where(process, campaign, title),
        **context,
    )
