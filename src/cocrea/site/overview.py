"""What the home of a process shows: where it stands, what can be done, what went wrong."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cocrea.kernel.dates import local_day
from cocrea.process import selectors
from cocrea.process.models import Process
from cocrea.process.rules import phases as phase_rules
from cocrea.site import conduct, rooms


def phase_steps(process: Process) -> list[dict[str, Any]]:
    """Phases for ``c-steps``: number, label, state, current, window. Four queries."""
    states = selectors.phase_states(process)
    law = selectors.methodology(process)
    open_numbers = [n for n, state in states.items() if state == phase_rules.OPEN]
    return [
        {
            "number": phase.number,
            "label": phase.title,
            "label_en": phase.title_en or phase.title,
            "state": states[phase.number],
            "current": bool(open_numbers) and phase.number == max(open_numbers),
            "phase": phase,
            "window": selectors.interval_of(phase.window, process.starts_on),
        }
        for phase in law.phases
    ]


def card(process: Process) -> dict[str, Any]:
    """One process on the portal's home."""
    now = selectors.process_now(process)
    steps = phase_steps(process)
    return {
        "process": process,
        "steps": steps,
        "open": [step for step in steps if step["state"] == phase_rules.OPEN],
        "now": now,
        "days": days_to_delivery(process, local_day(now, process.zone)),
        "can_contribute": any(step["phase"].admits for step in steps if step["state"] == "open"),
    }


def days_to_delivery(process: Process, today: date) -> int | None:
    """Days until the plan is due at OGP; negative when that day is past."""
    due = selectors.delivery_day(process)
    return (due - today).days if due else None


def of_process(process: Process, now: datetime) -> dict[str, Any]:
    return {
        **card(process),
        "counts": rooms.public_counts(process),
        "facts": rooms.gate_facts(process, now),
        "late_changes": [act for act in selectors.calendar_acts(process) if act.late],
        "exceptions": list(selectors.exceptions(process)),
        "law": selectors.methodology(process),
        "delivery": selectors.delivery_day(process),
    }


def of_phase(process: Process, number: int, now: datetime) -> dict[str, Any] | None:
    """One phase with its gate as it would be answered now; None when there is no such phase."""
    law = selectors.methodology(process)
    found = law.phase(number)
    if found is None:
        return None
    facts = rooms.gate_facts(process, now)
    return {
        "phase": found,
        "number": number,
        "state": selectors.phase_state(process, number),
        "window": selectors.interval_of(found.window, process.starts_on),
        "rows": [row for row in law.rows if row.phase == number],
        "acts": [act for act in selectors.phase_acts(process) if act.phase == number],
        "activities": list(process.activities.filter(phase=number)),
        "opening": phase_rules.gate_report(found.gate.open, facts),
        "closing": conduct.closing_report(process, found, facts),
        "not_official": law.not_official,
    }


def found(process: Process, query: str, filters: Mapping[str, Any]) -> dict[str, Any]:
    """Results of a search; until something is asked, an invitation."""
    return {"query": query, "results": [], "total": 0}
