"""State of a phase = its planned dates plus the acts recorded about it. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cocrea.kernel.findings import Finding, Report, Severity
from cocrea.process.rules.schedule import Condition

PENDING, OPEN, CLOSED = "pending", "open", "closed"


def state_of(kinds: Iterable[str]) -> str:
    """State after the acts of one phase in their order (``opened`` / ``closed``)."""
    state = PENDING
    for kind in kinds:
        state = OPEN if kind == "opened" else CLOSED
    return state


def gate_report(conditions: Iterable[Condition], facts: Mapping[str, Any]) -> Report:
    """Does every condition of a gate hold? A fact that no room supplied keeps the gate closed."""
    return Report.of(f for c in conditions if (f := _condition_finding(c, facts)) is not None)


def _condition_finding(condition: Condition, facts: Mapping[str, Any]) -> Finding | None:
    value = facts.get(condition.fact)
    params = {"fact": condition.fact, "value": value, "limit": condition.value}
    if condition.text:
        params |= {"fact_es": condition.text, "fact_en": condition.text_en}
    if value is None:
        return Finding("process.gate_unknown", params=params, where=condition.fact)
    holds, code = {
        "is": (value == condition.value, "process.gate_not_met"),
        "at_least": (value >= condition.value, "process.gate_below"),
        "at_most": (value <= condition.value, "process.gate_above"),
    }[condition.op]
    return None if holds else Finding(code, params=params, where=condition.fact)


def order_finding(phase: int, states: Mapping[int, str]) -> Report:
    """Opening a phase before an earlier one is shown, not refused: real life overlaps."""
    skipped = [n for n, state in states.items() if n < phase and state == PENDING]
    return Report.of(
        Finding(
            "process.phase_out_of_order",
            Severity.WARNING,
            params={"phase": phase, "skipped": ", ".join(map(str, sorted(skipped)))},
        )
        for _ in skipped[:1]
    )


def early_finding(phase: int, today: date, first: date) -> Report:
    """Opening a phase before its planned first day is shown, and asks for a public reason."""
    if today >= first:
        return Report()
    params = {"phase": phase, "planned": first.isoformat(), "days": (first - today).days}
    return Report.of([Finding("process.phase_early", Severity.WARNING, params=params)])


def reason_finding(report: Report, state: str, reason: str) -> Report:
    """Out of order, early or open again: then the act says why."""
    if reason or not (report.findings or state == CLOSED):
        return Report()
    return Report.of([Finding("process.reason_missing", where="reason")])
