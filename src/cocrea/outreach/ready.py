"""Ready texts: what the calendar says, worded for a channel, no longer than the channel bears.

Sentences exist in Spanish and English. A text in another language is written by somebody who speaks
it: the software translates nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cocrea.outreach.models import Campaign, Link
from cocrea.outreach.rules import items as calendar
from cocrea.outreach.rules.items import CalendarItem
from cocrea.outreach.rules.texts import MAX_TITLE, PLANS, Sentence, fitted, spoken
from cocrea.outreach.selectors import address_of
from cocrea.process import selectors as process_selectors
from cocrea.ui.words import day_text, days_text

WORDED = {"spa": "es", "eng": "en"}


@dataclass(frozen=True, slots=True)
class Ready:
    """left_out: how many sentences or dates found no room."""

    title: str
    text: str
    left_out: int = 0


def ready(
    campaign: Campaign, link: Link, items: Sequence[CalendarItem], *, language: str, today: date
) -> Ready:
    """The text of one channel about these things of the calendar; empty in a language without
    sentences of ours. language: ISO 639-3."""
    code = WORDED.get(language)
    if code is None or not items:
        return Ready("", "")
    with override(code):
        said = _sentences(campaign, link, items, code, today)
        plan = [s for name in PLANS[link.channel] for s in said if s.name.split(":")[0] == name]
        found = fitted(link.channel, [Sentence(s.name.split(":")[-1], s.text) for s in plan])
        title = _title(campaign, items, code)
    return Ready(title, found.text, len(found.left_out))


def _title(campaign: Campaign, items: Sequence[CalendarItem], code: str) -> str:
    title = items[0].title(code) if len(items) == 1 else _("Próximas fechas")
    return title if len(title) <= MAX_TITLE else title[: MAX_TITLE - 1].rstrip() + "…"


def _sentences(
    campaign: Campaign, link: Link, items: Sequence[CalendarItem], code: str, today: date
) -> list[Sentence]:
    """Named as rules.texts.PLANS names them; dates of an agenda stand where the lead stands."""
    law = process_selectors.methodology(campaign.process)
    address = address_of(link)
    said = spoken(address, dot=_("punto"), slash=_("diagonal"))
    answer = law.rules.answer
    promise = _("Cada voz recibe un comprobante.")
    if answer is not None:
        promise = _("Cada voz recibe un comprobante y una respuesta con razones en %(days)s.") % {
            "days": days_text(answer.days)
        }
    page = address.split("/c/")[0] + reverse("outreach:list", args=[campaign.process.slug])
    return [
        Sentence("hello", _("Atención, vecinas y vecinos.")),
        *_lead(items, code, today, str(campaign.process)),
        Sentence("invite", _invite(items)),
        Sentence("promise", promise),
        Sentence("owner", _("Organiza: %(owner)s.") % {"owner": law.identity.owner}),
        Sentence("press", _("Materiales y cifras de la difusión: %(page)s") % {"page": page}),
        Sentence("link", _("Participe en %(address)s") % {"address": address}),
        Sentence("spoken", _("En internet escriba: %(address)s.") % {"address": said}),
    ]


def _lead(items: Sequence[CalendarItem], code: str, today: date, process: str) -> list[Sentence]:
    if len(items) == 1:
        return [Sentence("lead", _about(items[0], code, today))]
    head = _("Próximas fechas de %(process)s:") % {"process": process}
    return [Sentence("lead", head)] + [
        Sentence("lead:date", _("%(when)s, %(title)s.") % _parts(item, code, today))
        for item in items
    ]


def _parts(item: CalendarItem, code: str, today: date) -> dict[str, str]:
    first = day_text(item.starts)
    return {
        "title": item.title(code),
        "when": _("%(day)s a las %(hour)s") % {"day": first, "hour": item.hour}
        if item.hour
        else first,
        "until": day_text(item.ends),
        "place": item.place,
    }


def _about(item: CalendarItem, code: str, today: date) -> str:
    parts = _parts(item, code, today)
    if item.kind == calendar.MEETING:
        if item.place:
            return _("%(title)s: %(when)s, en %(place)s.") % parts
        return _("%(title)s: %(when)s.") % parts
    begun = item.starts <= today
    if item.kind == calendar.CONSULTATION:
        if begun:
            return _("Está abierta la consulta «%(title)s» hasta el %(until)s.") % parts
        return _("La consulta «%(title)s» se abre el %(when)s y cierra el %(until)s.") % parts
    if begun:
        return _("Está abierta la fase «%(title)s», prevista hasta el %(until)s.") % parts
    return _("La fase «%(title)s» está prevista del %(when)s al %(until)s.") % parts


def _invite(items: Sequence[CalendarItem]) -> str:
    if all(item.kind == calendar.MEETING for item in items):
        return _("Venga y diga qué propone; si no puede llegar, escríbalo.")
    if any(item.open_to_voices for item in items):
        return _("Diga qué propone con sus palabras. No necesita cuenta.")
    return _("Vea en qué va el proceso y qué se ha decidido.")
