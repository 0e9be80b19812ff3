"""Opening and closing phases, as acts of the record."""

from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding, Report
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.process import selectors
from cocrea.process.models import PhaseAct, Process
from cocrea.process.rules.permits import PERMITS


def phase_act_record(
    *, actor: Actor, process: Process, phase: int, kind: str, report: Report, reason: str = ""
) -> PhaseAct:
    """Record that a phase was opened or closed. ``site.conduct`` asks the gates first.

    The lock is exclusive, so that no voice slips in while its phase closes.
    Raises Refused with the blockers of ``report``; NotPermitted when it already is in that state.
    """
    with ledger.act(process, actor=actor, exclusive=True) as act:
        state = selectors.phase_state(process, phase)
        if kind == PhaseAct.OPENED:
            role = PERMITS.require(actor, "phase.open", now=act.now, state=state)
        else:
            role = PERMITS.require(actor, "phase.close", now=act.now, state=state)
        if selectors.methodology(process).phase(phase) is None:
            raise NotThere(Finding("process.unknown_phase", params={"phase": phase}))
        if not report.ok:
            raise Refused(report.blockers)
        done = PhaseAct.objects.create(
            process=process,
            phase=phase,
            kind=kind,
            at=act.now,
            reason=clean(reason, max_length=2000, where="reason"),
            findings=[f.as_json() for f in report],
        )
        act.record(
            "phase.opened" if kind == PhaseAct.OPENED else "phase.closed",
            subject=SubjectRef("phase", f"{process.slug}-{phase}"),
            body={"phase": phase, "reason": done.reason, "findings": list(report.codes())},
            role=role,
        )
    return done
