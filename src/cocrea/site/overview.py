"""What the home of a process shows: where it stands, what can be done, what went wrong."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cocrea.agreement import selectors as agreement
from cocrea.consultations import selectors as consultations
from cocrea.documents import selectors as documents
from cocrea.kernel.dates import Interval, local_day
from cocrea.kernel.findings import Finding, Severity
from cocrea.ledger import selectors as ledger
from cocrea.ledger import words as ledger_words
from cocrea.meetings import selectors as meetings
from cocrea.process import selectors
from cocrea.process.models import PhaseAct, Process
from cocrea.process.rules import phases as phase_rules
from cocrea.process.rules.schedule import Phase
from cocrea.site import conduct, rooms, troubles

ACTS_SHOWN = 5
ACTS_READ = 100


def phase_steps(process: Process) -> list[dict[str, Any]]:
    """Phases for ``c-steps``: number, label, state, current, window. Four queries."""
    states, today = selectors.phase_states(process), selectors.process_today(process)
    law = selectors.methodology(process)
    windows = {p.number: selectors.interval_of(p.window, process.starts_on) for p in law.phases}
    open_numbers = [n for n, state in states.items() if state == phase_rules.OPEN]
    return [
        {
            "number": phase.number,
            "label": localised(phase.title, phase.title_en),
            "url": reverse("site:phase", args=[process.slug, phase.number]),
            "state": states[phase.number],
            "current": bool(open_numbers) and phase.number == max(open_numbers),
            "phase": phase,
            "window": windows[phase.number],
            "when": _when(states[phase.number], windows[phase.number], today),
        }
        for phase in law.phases
    ]


def _when(state: str, window: Interval, today: date) -> str:
    """Until when, or from when, as it was planned; short, to stand under the name of a phase."""
    if state == phase_rules.OPEN and window.end < today:
        return _("debía terminar el %(day)s") % {"day": _short(window.end)}
    if state == phase_rules.OPEN:
        return _("prevista hasta %(day)s") % {"day": _short(window.end)}
    if state == phase_rules.PENDING and window.start < today:
        return _("debía empezar el %(day)s") % {"day": _short(window.start)}
    if state == phase_rules.PENDING:
        return _("prevista desde %(day)s") % {"day": _short(window.start)}
    return ""


def _short(day: date) -> str:
    return date_format(day, "j b Y" if get_language() == "es" else "j M Y")


def _until(process: Process, phases: Iterable[Phase], now: datetime) -> str:
    """The planned last day of these open phases; empty when it is past."""
    last = selectors.planned_until(process, phases, local_day(now, process.zone))
    return (
        _("previsto hasta el %(day)s") % {"day": date_format(last, "DATE_FORMAT")} if last else ""
    )


def localised(spanish: str, english: str) -> str:
    """The English text for English readers where there is one; the original otherwise."""
    return english if english and get_language() == "en" else spanish


def card(process: Process) -> dict[str, Any]:
    """One process on the portal's home."""
    now = selectors.process_now(process)
    steps = phase_steps(process)
    return {
        "process": process,
        "steps": steps,
        "open": [step for step in steps if step["state"] == phase_rules.OPEN],
        "done": bool(steps) and all(step["state"] == phase_rules.CLOSED for step in steps),
        "now": now,
        "days": days_to_delivery(process, local_day(now, process.zone)),
        "can_contribute": any(step["phase"].admits for step in steps if step["state"] == "open"),
    }


def days_to_delivery(process: Process, today: date) -> int | None:
    """Days until the plan is expected at OGP, by the last act that moved the day; negative when
    that day is past."""
    found = selectors.delivery(process)
    return (found.expected - today).days if found else None


def of_process(process: Process, now: datetime) -> dict[str, Any]:
    """Everything that the home of a process shows. Constant queries."""
    counts = rooms.public_counts(process)
    return {
        **card(process),
        "journey": journey(process, counts),
        "stats": stats(process, counts),
        "can_do": can_do(process, now),
        "troubles": troubles.of_process(process, now),
        "promised": counts.get("commitments.milestones", 0) > 0,
        "home_pages": documents.placed(process, "home"),
        "acts": latest_acts(process),
    }


def latest_acts(process: Process) -> list[dict[str, Any]]:
    """The newest acts; those of one kind that follow each other are one, with how many ``more``
    there are (``cut``: at least so many). Constant queries."""
    rows = ledger.entries(process.log_id, limit=ACTS_READ)
    runs = [list(run) for _kind, run in groupby(rows, key=lambda row: row.kind)]
    shown = ledger_words.lines(run[0] for run in runs[:ACTS_SHOWN])
    read_all = len(rows) < ACTS_READ
    return [
        {"line": line, "more": len(run) - 1, "cut": run is runs[-1] and not read_all}
        for line, run in zip(shown, runs, strict=False)
    ]


def journey(process: Process, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """From what was said to what is due: how many stand at each knot of the thread."""
    voices, proposals = counts.get("voices", 0), counts.get("sensemaking.proposals", 0)
    public, adopted = counts.get("commitments.public", 0), counts.get("commitments.milestones", 0)
    knots = (
        (voices, ngettext("voz", "voces", voices), "voices:list"),
        (
            proposals,
            ngettext("propuesta publicada", "propuestas publicadas", proposals),
            "sensemaking:list",
        ),
        (public, ngettext("compromiso", "compromisos", public), "commitments:list"),
        (adopted, ngettext("hito adoptado", "hitos adoptados", adopted), "followup:list"),
    )
    return [
        {"value": value, "label": label, "url": reverse(name, args=[process.slug])}
        for value, label, name in knots
    ]


def stats(process: Process, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Figures beside the thread, with their page; what no room counts is left out."""
    waiting = ngettext(
        "voz espera respuesta", "voces esperan respuesta", counts.get("voices_open", 0)
    )
    shown = (
        ("voices_open", waiting, "voices:coverage"),
        ("meetings", ngettext("reunión", "reuniones", counts.get("meetings", 0)), "meetings:list"),
        (
            "decisions",
            ngettext("decisión", "decisiones", counts.get("decisions", 0)),
            "agreement:list",
        ),
    )
    return [
        {"value": counts[key], "label": label, "url": reverse(name, args=[process.slug])}
        for key, label, name in shown
        if counts.get(key)
    ]


def can_do(process: Process, now: datetime) -> list[dict[str, str]]:
    """What anybody can do today, each with its page and until when."""
    found = []
    admitting = [phase for phase in selectors.open_phases(process) if phase.admits]
    heard = [p for p in admitting if {"voice", "opinion", "proposal"} & set(p.admits)]
    if heard:
        found.append(
            {
                "title": _("Dar su voz"),
                "text": _("Una idea, una queja o una propuesta. Sin cuenta y en un minuto."),
                "url": reverse("voices:contribute", args=[process.slug]),
                "meta": _until(process, heard, now),
            }
        )
    for window in consultations.open_windows(process, now):
        found.append(
            {
                "title": window.title_es if get_language() == "es" else window.title_en,
                "text": _("Responda el cuestionario u opine cláusula por cláusula."),
                "url": reverse("consultations:window", args=[process.slug, window.slug]),
                "meta": _("hasta el %(day)s")
                % {"day": date_format(local_day(window.closes_at, process.zone), "DATE_FORMAT")},
            }
        )
    commented = [p for p in admitting if "comment" in p.admits]
    if commented:
        found.append(
            {
                "title": _("Comentar el plan"),
                "text": _("La primera versión se comenta compromiso por compromiso."),
                "url": reverse("plan:home", args=[process.slug]),
                "meta": _until(process, commented, now),
            }
        )
    for meeting in meetings.upcoming(process, now).prefetch_related(None)[:3]:
        found.append(
            {
                "title": meetings.title_of(meeting),
                "text": _("Reunión abierta en %(place)s.") % {"place": meeting.venue},
                "url": reverse("meetings:meeting", args=[process.slug, meeting.public_id]),
                "meta": date_format(local_day(meeting.starts_at, process.zone), "DATE_FORMAT"),
            }
        )
    return found


def of_phase(process: Process, number: int, now: datetime) -> dict[str, Any] | None:
    """One phase with its gate as it would be answered now; None when there is no such phase."""
    law = selectors.methodology(process)
    found = law.phase(number)
    if found is None:
        return None
    state = selectors.phase_state(process, number)
    return {
        "phase": found,
        "number": number,
        "state": state,
        "window": selectors.interval_of(found.window, process.starts_on),
        "rows": [row for row in law.rows if row.phase == number],
        "acts": [_said(act) for act in selectors.phase_acts(process) if act.phase == number],
        "activities": list(process.activities.filter(phase=number)),
        "opening": (
            conduct.opening_report(process, number, now).findings if state != "open" else ()
        ),
        "closing": (
            conduct.closing_report(process, found, now).findings if state == "open" else ()
        ),
        # A phase that is not open yet says it among what is unusual about opening it.
        "flags": agreement.compact_report(process, number, now) if state != "pending" else (),
        "not_official": law.not_official,
        "reports": consultations.reports_for(process, number),
    }


def _said(act: PhaseAct) -> PhaseAct:
    """The act with ``said``: the warnings that were recorded with it."""
    act.said = [
        Finding(f["code"], Severity(f["severity"]), f["params"], f["where"])
        for f in act.findings
        if f["severity"] == Severity.WARNING.value
    ]
    return act
