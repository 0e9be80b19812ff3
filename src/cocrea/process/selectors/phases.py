"""Phases: their acts, their states, their planned days."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from cocrea.kernel.dates import Interval
from cocrea.kernel.reading import once
from cocrea.process.models import PhaseAct, Process
from cocrea.process.rules import phases as phase_rules
from cocrea.process.rules.schedule import Phase
from cocrea.process.rules.windows import interval_of
from cocrea.process.selectors.core import methodology


@once
def phase_states(process: Process) -> dict[int, str]:
    """State of every phase, by number: pending, open or closed. Two queries."""
    acts: dict[int, list[str]] = {phase.number: [] for phase in methodology(process).phases}
    for number, kind in process.phase_acts.order_by("at", "pk").values_list("phase", "kind"):
        acts.setdefault(number, []).append(kind)
    return {number: phase_rules.state_of(kinds) for number, kinds in sorted(acts.items())}


def phase_state(process: Process, number: int) -> str:
    return phase_states(process).get(number, phase_rules.PENDING)


def open_phases(process: Process) -> list[Phase]:
    states = phase_states(process)
    found = methodology(process).phases
    return [phase for phase in found if states[phase.number] == phase_rules.OPEN]


def phase_admitting(process: Process, kind: str) -> Phase | None:
    """The open phase that lets in this kind of voice (the first, when several do)."""
    return next((phase for phase in open_phases(process) if kind in phase.admits), None)


def phase_acts(process: Process) -> QuerySet[PhaseAct]:
    return process.phase_acts.order_by("at", "pk")


def planned_until(process: Process, phases: Iterable[Phase], today: date) -> date | None:
    """The last local day that is planned for any of these phases; None when it is past."""
    ends = [interval_of(phase.window, process.starts_on).end for phase in phases]
    return max(ends) if ends and max(ends) >= today else None


def phase_interval(process: Process, number: int) -> Interval | None:
    """Planned local days of a phase, as the methodology in force has them."""
    phase = methodology(process).phase(number)
    return interval_of(phase.window, process.starts_on) if phase else None
