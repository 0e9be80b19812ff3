"""What the door asks before it lets a voice in."""

from collections.abc import Iterable
from datetime import date, datetime

from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.process import selectors as process_selectors
from cocrea.process.models import PhaseAct, Process
from cocrea.process.rules.schedule import Phase
from cocrea.voices.models import Voice
from cocrea.voices.rules.intake import KINDS, Society
from cocrea.voices.rules.limits import FLOOD_LOOK_BACK


def society(process: Process) -> Society:
    """Codes of areas and their parts, and of peoples."""
    areas = process_selectors.territory(process).areas
    return Society(
        {a.code: frozenset(p.code for p in a.parts) for a in areas},
        frozenset(people.code for people in process_selectors.peoples(process)),
    )


def kinds_open(process: Process) -> dict[str, Phase]:
    """Kinds of voices that some open phase admits now, each with the first such phase."""
    found: dict[str, Phase] = {}
    for phase in process_selectors.open_phases(process):
        for kind in phase.admits:
            found.setdefault(kind, phase)
    return {kind: found[kind] for kind in KINDS if kind in found}


def open_until(process: Process) -> date | None:
    """The planned last local day on which what the form offers first is heard; None when past."""
    opened = process_selectors.open_phases(process)
    first = next((kind for kind in KINDS if any(kind in p.admits for p in opened)), None)
    heard = [p for p in opened if first in p.admits]
    today = local_day(process_selectors.process_now(process), process.zone)
    return process_selectors.planned_until(process, heard, today)


def phase_for(process: Process, kinds: Iterable[str]) -> int:
    """The number of an open phase that admits every one of these kinds.

    Raises Refused: voices.window_closed (phase, title, day), voices.window_pending (phase, title,
    day), voices.no_window, voices.unknown_choice.
    """
    wanted = set(kinds)
    for phase in process_selectors.open_phases(process):
        if wanted <= set(phase.admits):
            return phase.number
    raise Refused(window_finding(process, wanted))


def window_finding(process: Process, wanted: set[str]) -> Finding:
    """Which window is not open, and when it was or will be."""
    unknown = sorted(wanted - set(KINDS))
    if unknown:
        return Finding("voices.unknown_choice", params={"value": unknown[0][:40]}, where="kind")
    law = process_selectors.methodology(process)
    states = process_selectors.phase_states(process)
    fitting = [phase for phase in law.phases if wanted & set(phase.admits)]
    pending = [phase for phase in fitting if states.get(phase.number) == "pending"]
    closed = [phase for phase in fitting if states.get(phase.number) == "closed"]
    if pending:
        planned = process_selectors.phase_interval(process, pending[0].number)
        day = planned.start.isoformat() if planned else ""
        return _window("voices.window_pending", pending[0], day)
    if closed:
        last = closed[-1]
        acts = process.phase_acts.filter(phase=last.number, kind=PhaseAct.CLOSED)
        at = acts.order_by("-at", "-pk").values_list("at", flat=True).first()
        day = local_day(at, process.zone).isoformat() if at else ""
        return _window("voices.window_closed", last, day)
    return Finding("voices.no_window", params={"kind": ", ".join(sorted(wanted))})


def _window(code: str, phase: Phase, day: str) -> Finding:
    params = {"phase": phase.number, "title": phase.title, "day": day}
    return Finding(code, params=params, where="phase", basis=phase.clause)


def recent_signatures(process: Process, since: datetime) -> list[tuple[str, str]]:
    """(signature, cluster) of the newest voices since then, at most FLOOD_LOOK_BACK."""
    rows = Voice.objects.filter(process=process, received_at__gte=since).exclude(fingerprint="")
    return list(
        rows.order_by("-received_at").values_list("fingerprint", "cluster")[:FLOOD_LOOK_BACK]
    )
