"""Conduct of a process: opens and closes phases by asking every room's facts, and ticks.

The facts are read inside an exclusive act, so that nothing slips in while a phase closes.
"""

import logging
from datetime import datetime

from cocrea.agreement import selectors as agreement
from cocrea.kernel.dates import local_day
from cocrea.kernel.findings import Report
from cocrea.kernel.permits import Actor
from cocrea.ledger import services as ledger
from cocrea.people import vault
from cocrea.process import selectors, services
from cocrea.process.http import expired_forget
from cocrea.process.models import PhaseAct, Process
from cocrea.process.rules import phases as phase_rules
from cocrea.process.rules.schedule import Condition, Phase
from cocrea.process.rules.windows import interval_of
from cocrea.search import services as search
from cocrea.site import findable, rooms

logger = logging.getLogger(__name__)

# Name of the fact that must be 0 before a phase that closes on this state may close.
OPEN_FACT = {
    "admitted": "voices.phase_{}_unadmitted",
    "treated": "voices.phase_{}_untreated",
    "answered": "voices.phase_{}_unanswered",
    "followed": "voices.phase_{}_unfollowed",
}


def phase_open(*, actor: Actor, process: Process, phase: int, reason: str = "") -> PhaseAct:
    """Open a phase whose gate holds. Out of order, early or again: only with a public reason.

    Raises Refused with what is missing.
    """
    with ledger.act(process, actor=actor, exclusive=True) as act:
        return services.phase_act_record(
            actor=actor,
            process=process,
            phase=phase,
            kind=PhaseAct.OPENED,
            report=opening_report(process, phase, act.now, reason=reason),
            reason=reason,
        )


def phase_close(*, actor: Actor, process: Process, phase: int, reason: str = "") -> PhaseAct:
    """Close a phase whose gate holds and whose voices reached the state it closes on."""
    with ledger.act(process, actor=actor, exclusive=True) as act:
        law = selectors.methodology(process).phase(phase)
        report = closing_report(process, law, act.now) if law else Report()
        return services.phase_act_record(
            actor=actor,
            process=process,
            phase=phase,
            kind=PhaseAct.CLOSED,
            report=report,
            reason=reason,
        )


def opening_report(
    process: Process, number: int, now: datetime, *, reason: str | None = None
) -> Report:
    """What keeps a phase from opening, and what is unusual about opening it now.

    reason  the one given with the act; None while nobody acts: then it is not asked for
    """
    phase = selectors.methodology(process).phase(number)
    if phase is None:
        return Report()
    facts = rooms.gate_facts(process, now, needed=[c.fact for c in phase.gate.open])
    states = selectors.phase_states(process)
    first = interval_of(phase.window, process.starts_on).start
    unusual = phase_rules.order_finding(number, states)
    unusual += phase_rules.early_finding(number, local_day(now, process.zone), first)
    if reason is not None:
        unusual += phase_rules.reason_finding(unusual, states[number], reason.strip())
    # What is missing in the agreement to comply is said with the act; it needs no reason.
    unusual += agreement.compact_report(process, number, now)
    return phase_rules.gate_report(phase.gate.open, facts) + unusual


def closing_report(process: Process, phase: Phase, now: datetime) -> Report:
    """What keeps this phase open: its gate, and the state that its voices must have reached.

    A published exception for the phase lifts it, in public.
    """
    conditions = list(phase.gate.close)
    if phase.closes_on is not None:
        fact = OPEN_FACT[phase.closes_on].format(phase.number)
        conditions.append(Condition(fact=fact, op="is", value=0))
    facts = rooms.gate_facts(process, now, needed=[c.fact for c in conditions])
    found = phase_rules.gate_report(conditions, facts)
    if found.ok:
        return found
    lifted = selectors.exception_for(
        process,
        "process.gate_not_met",
        subject_kind="phase",
        subject_id=f"{process.slug}-{phase.number}",
    )
    return Report() if lifted is not None else found


def tick() -> dict[str, dict[str, int]]:
    """Do what is due in every process. A room that fails is logged and stops no other."""
    done: dict[str, dict[str, int]] = {}
    # What was erased while somebody read leaves the write-ahead log now.
    vault.after_erase()
    expired_forget()
    for process in selectors.processes():
        now = selectors.process_now(process)
        counts: dict[str, int] = {}
        for name, work in rooms.ticks().items():
            try:
                counts[name] = work(process, now)
            except Exception:
                logger.exception("tick: %s of %s failed", name, process.slug)
                counts[f"{name} failed"] = 1
        process.log.refresh_from_db()
        counts["forms forgotten"] = ledger.sent_forget(process.log)
        head = f"{process.log.size}:{process.log.root}"
        try:
            counts["search"] = search.refresh(process.slug, findable.items(process, now), head=head)
        except Exception:
            logger.exception("tick: the index of %s failed", process.slug)
            counts["search failed"] = 1
        checkpoint = ledger.checkpoint(process.log)
        counts["checkpoint at"] = checkpoint.size if checkpoint else 0
        done[process.slug] = counts
    # And now what the rooms and the index let go of just before.
    vault.after_erase()
    return done
