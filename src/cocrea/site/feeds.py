"""Feeds and calendars of a process and of one thing of it: public pages for programs.

Each asks the room that owns the thing whether everybody may see it: a draft has no feed.
"""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.commitments import selectors as commitments
from cocrea.meetings import selectors as meetings
from cocrea.notices import http
from cocrea.notices import selectors as notices
from cocrea.process import selectors as processes
from cocrea.process import words
from cocrea.process.http import public_page
from cocrea.process.models import Process
from cocrea.site import calendars
from cocrea.voices import selectors as voices


class Followed(NamedTuple):
    """A thing with a feed: what others call it, its page, and its id in the record."""

    kind: str
    key: str
    title: str
    page: str


def _theme(process: Process, slug: str) -> Followed:
    found = processes.theme_get(process, slug[:60].replace("\x00", ""))
    title = _("Tema: %(name)s") % {"name": words.said(found, "name")[0]}
    page = reverse("process:theme", args=[process.slug, found.slug])
    return Followed("theme", f"{process.slug}-{found.slug}", title, page)


def _meeting(process: Process, public_id: str) -> Followed:
    found = meetings.meeting_get(process, public_id)
    page = reverse("meetings:meeting", args=[process.slug, found.public_id])
    title = _("Reunión: %(name)s") % {"name": meetings.title_of(found)}
    return Followed("meeting", str(found.public_id), title, page)


def _commitment(process: Process, public_id: str) -> Followed:
    found = commitments.commitment_get(process, public_id)
    page = reverse("commitments:detail", args=[process.slug, found.public_id])
    title = _("Compromiso %(number)s: %(name)s") % {
        "number": found.number,
        "name": words.said(found, "title")[0],
    }
    return Followed("commitment", str(found.public_id), title, page)


def _voice(process: Process, folio: str) -> Followed:
    found = voices.voice_by_folio(folio, process)
    page = reverse("voices:voice", args=[process.slug, found.folio])
    title = _("Voz %(folio)s") % {"folio": found.folio}
    return Followed("voice", str(found.public_id), title, page)


# Word in the address -> the room that knows the thing.
KINDS: dict[str, Callable[[Process, str], Followed]] = {
    "tema": _theme,
    "reunion": _meeting,
    "compromiso": _commitment,
    "voz": _voice,
}


@public_page
def feed_process(request: HttpRequest, process: Process) -> HttpResponse:
    """What is told to whoever follows the whole process."""
    return http.feed_answer(
        request,
        process,
        name="process",
        title=_("Novedades: %(process)s") % {"process": process},
        subtitle=_("Fechas, reuniones, fases y decisiones del proceso."),
        page=reverse("site:process", args=[process.slug]),
        lines=notices.news_of(process, ("", "")),
    )


@public_page
def feed_meetings(request: HttpRequest, process: Process) -> HttpResponse:
    """Every meeting: called, moved, cancelled, its material and its minutes."""
    return http.feed_answer(
        request,
        process,
        name="meetings",
        title=_("Reuniones: %(process)s") % {"process": process},
        subtitle=_("Convocatorias, cambios, materiales y actas."),
        page=reverse("meetings:list", args=[process.slug]),
        lines=notices.news_of_kind(process, "meeting"),
    )


@public_page
def feed(request: HttpRequest, process: Process, thing: str, of: str) -> HttpResponse:
    """News of one thing, as the record has them."""
    if thing not in KINDS:
        raise Http404
    found = KINDS[thing](process, of)
    if found.kind == "voice":
        lines = notices.news_of_folio(process, found.key)
    else:
        lines = notices.news_of(process, (found.kind, found.key))
    return http.feed_answer(
        request,
        process,
        name=f"{found.kind}/{found.key}",
        title=found.title,
        subtitle=str(process),
        page=found.page,
        lines=lines,
    )


@public_page
def calendar(request: HttpRequest, process: Process) -> HttpResponse:
    """Meetings, days of the schedule and consultations, to subscribe to in any calendar."""
    return http.calendar_answer(
        process,
        name=str(process),
        page=reverse("process:calendar", args=[process.slug]),
        events=calendars.of_process(process),
    )


@public_page
def calendar_of_meeting(request: HttpRequest, process: Process, meeting_id: UUID) -> HttpResponse:
    """One meeting, with its changes."""
    found = meetings.meeting_get(process, meeting_id)
    return http.calendar_answer(
        process,
        name=meetings.title_of(found),
        page=reverse("meetings:meeting", args=[process.slug, found.public_id]),
        events=[calendars.of_meeting(process, found)],
    )
