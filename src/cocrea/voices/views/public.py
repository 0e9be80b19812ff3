"""Pages that are the same for everybody."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from cocrea.documents.rendering import files
from cocrea.kernel.refs import Told
from cocrea.kernel.text import language_of_label
from cocrea.ledger import selectors as ledger_selectors
from cocrea.ledger.words import labels_of
from cocrea.process import selectors as process_selectors
from cocrea.process.http import public_page
from cocrea.process.models import Process
from cocrea.ui.paging import page_of
from cocrea.voices import documents, selectors, words
from cocrea.voices.import_words import state_label
from cocrea.voices.messages import ACTS
from cocrea.voices.models import Point, Voice
from cocrea.voices.rules.dispositions import TAKEN
from cocrea.voices.rules.lifecycle import AWAITING_TRIAGE, STEPS, State, step_reached
from cocrea.voices.rules.permits import PERMITS
from cocrea.voices.services import voice_ref

SHOWN_STATES = tuple(state for state in words.STATES if state not in AWAITING_TRIAGE)


def signed_in(request: HttpRequest) -> bool:
    """Without the session's cookie the page must not even ask who is reading."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


@public_page
def voice_list(request: HttpRequest, process: Process) -> HttpResponse:
    filters = selectors.VoiceFilter(
        theme=request.GET.get("tema", "")[:60].replace("\x00", ""),
        area=request.GET.get("lugar", "")[:12].replace("\x00", ""),
        state=request.GET.get("estado", "")[:12].replace("\x00", ""),
    )
    page = page_of(request, selectors.voices(process, filters))
    territory = process_selectors.territory(process)
    names = {area.code: area.name for area in territory.areas}
    for each in page.object_list:
        each.place = names.get(each.area, "")
        each.state_label = state_label(each)
    counts = selectors.public_counts(process)
    context = {
        "process": process,
        "page": page,
        "filters": filters,
        "themes": list(process_selectors.themes(process)),
        "areas": territory.areas,
        "level": words.local(territory, "level", "level_en"),
        "states": [(state, words.STATES[state]) for state in SHOWN_STATES],
        "counts": counts,
        "open": not counts["voices"] and bool(selectors.kinds_open(process)),
        "answer": process_selectors.methodology(process).rules.answer,
    }
    return render(request, "voices/list.html", context)


@public_page
def voice(request: HttpRequest, process: Process, folio: str) -> HttpResponse:
    found = selectors.voice_by_folio(folio, process)
    if found.folio != folio:  # typed with an O for a 0: one address per voice
        return redirect("voices:voice", slug=process.slug, folio=found.folio)
    context = voice_context(process, found, selectors.voice_detail(found))
    context["staff"] = _staff(request, process, found) if signed_in(request) else ()
    return render(request, "voices/voice.html", context)


def voice_context(process: Process, found: Voice, points: list[Point]) -> dict[str, Any]:
    """What the public page of one voice shows, for the author's page too."""
    due = selectors.answer_due(process, found)
    today = process_selectors.process_today(process)
    late = max((today - due).days, 0) if due and found.state not in _DONE else 0
    entries = ledger_selectors.entries_about(process.log_id, voice_ref(found))
    return {
        "process": process,
        "voice": found,
        "state_label": state_label(found),
        "kind_label": words.KINDS[found.kind],
        "channel_label": words.CHANNELS[found.channel],
        "sector_label": words.SECTORS.get(found.sector, ""),
        "place": place_of(process, found),
        "own": False,
        "steps": steps(
            found,
            {entry.kind: entry.recorded_at for entry in entries},
            taken=any(point.answer in TAKEN for point in points),
        ),
        "points": _points(points) if found.text_public else [],
        "due": None if found.state in _REFUSED else due,
        "late_days": late,
        "answered_late": found.answered_late,
        "review": getattr(found, "review", None) if found.refused_at else None,
        "log": process.log,
        "entries": [(entry, ACTS.get(entry.kind, entry.kind)) for entry in entries],
    }


def place_of(process: Process, found: Voice) -> str:
    """Area and part that its author named, as people write them; "" for none."""
    names = process_selectors.area_names(process)
    return ", ".join(names[code] for code in (found.part, found.area) if names.get(code))


_REFUSED = frozenset({State.INADMISSIBLE, State.CLOSED, State.WITHDRAWN})
_DONE = frozenset(
    {State.ANSWERED, State.FOLLOWED, State.CLOSED, State.WITHDRAWN, State.INADMISSIBLE}
)


def _points(points: Iterable[Point]) -> list[dict[str, Any]]:
    """Each with its answers. What an answer names was labelled in Spanish when it was proposed; who
    reads another language is told what it is called there, where it has such a name."""
    rows = list(points)
    named: dict[tuple[str, str], str] = {}
    if not (get_language() or "es").startswith("es"):
        current = (a for point in rows for a in getattr(point, "answers", ()) if a.current)
        named = labels_of((a.target_kind, a.target_id) for a in current)
    return [_point(point, named) for point in rows]


def _told(label: str) -> Told:
    return label if isinstance(label, Told) else Told(label, language_of_label(label))


def _point(point: Point, named: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    answers = [
        {
            "of": a,
            "label": words.DISPOSITIONS[a.kind],
            "tone": words.TONES.get(a.kind, "neutral"),
            "target": _told(named.get((a.target_kind, a.target_id)) or a.target_label),
        }
        for a in getattr(point, "answers", ())
    ]
    return {
        "of": point,
        "current": next((a for a in answers if a["of"].current), None),
        "earlier": [a for a in answers if not a["of"].current],
    }


def steps(
    found: Voice, recorded: Mapping[str, datetime], *, taken: bool = True
) -> list[dict[str, Any]]:
    """The five steps. Of a voice taken back the row forgets when it was public; ``recorded``, the
    instants of its entries by kind, does not.

    taken  whether something of it went on: an answer that took nothing is its last step
    """
    admitted = found.published_at or recorded.get("voice.admitted")
    followed = recorded.get("voice.followed")
    when = (found.received_at, admitted, found.treated_at, found.answered_at, followed)
    reached = step_reached(found.state)
    if found.state == State.WITHDRAWN:
        reached = max(n for n, at in enumerate(when, start=1) if at is not None)
    return [
        {
            "number": number,
            "label": words.STEPS[state],
            "done": number <= reached,
            "current": number == reached,
            "at": at if number <= reached else None,
            "ahead": found.state not in (State.WITHDRAWN, State.CLOSED, State.INADMISSIBLE),
            "idle": found.state == State.ANSWERED and not taken,
        }
        for number, (state, at) in enumerate(zip(STEPS, when, strict=True), start=1)
    ]


def _staff(request: HttpRequest, process: Process, found: Voice) -> list[tuple[str, str]]:
    roles = request.actor.roles(request.now)
    doors = (
        ("voice.admit", "triage"),
        ("review.decide", "review"),
        ("points.code", "points"),
        ("disposition.propose", "answer"),
        ("disposition.publish", "answer"),
        *(() if found.erased_at else (("voice.erase_by_law", "erase_by_law"),)),
    )
    names = dict.fromkeys(n for action, n in doors if PERMITS.may(roles, action, found.state))
    where = {"slug": process.slug, "folio": found.folio}
    return [(name, reverse(f"voices:{name}", kwargs=where)) for name in names]


@public_page
def answers(request: HttpRequest, process: Process, format: str) -> HttpResponseBase:
    """The answers report, in the page's language: page by page to read, the PDF part by part."""
    language = get_language() or "es"
    if format == "html":
        doc, paging = documents.page(process, language, _number(request, "page"))
        return files.respond(doc, format, paging)
    if format == "pdf":
        doc = documents.document_part(process, language, _number(request, "parte"))
    else:
        doc = documents.document(process, language)
    return files.respond(doc, format)


def _number(request: HttpRequest, name: str) -> int:
    asked = request.GET.get(name, "1")[:6]
    return int(asked) if asked.isdecimal() and asked.isascii() else 1


@public_page
def coverage(request: HttpRequest, process: Process) -> HttpResponse:
    found = selectors.coverage(process)
    names = {a.code: a.name for a in process_selectors.territory(process).areas}
    page = page_of(request, selectors.open_voices(process))
    for each in page.object_list:
        each.age = (request.now - each.received_at).days
        each.state_label = words.STATES[each.state]
    peoples, tongues = words.peoples(process), words.languages(process)
    tables = (("gender", words.GENDERS), ("people", peoples), ("age_band", words.AGES))
    context = {
        "process": process,
        "coverage": found,
        "page": page,
        "oldest_days": (request.now - found.oldest_open).days if found.oldest_open else 0,
        "states": [(words.STATES[s], n) for s, n in found.by_state.items()],
        "kinds": [(words.DISPOSITIONS[k], n) for k, n in found.by_kind.items()],
        "areas": [{**row, "name": names.get(row["area"], row["area"])} for row in found.by_area],
        "sectors": [(words.SECTORS[s], n) for s, n in found.by_sector.items()],
        "tongues": [(tongues.get(c, c), n) for c, n in found.hidden["language"].items()],
        "private": {k: [(w.get(c, c), n) for c, n in found.hidden[k].items()] for k, w in tables},
    }
    return render(request, "voices/coverage.html", context)
