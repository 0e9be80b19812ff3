"""When a mandate passes to somebody else nothing may be lost: a reason, what is pending, no gap."""

from datetime import datetime, timedelta

from cocrea.kernel.findings import Finding, Severity
from cocrea.people.rules.mandates import MandateFact


def ending_check(
    mandate: MandateFact, *, until: datetime, now: datetime, reason: str
) -> tuple[Finding, ...]:
    """Findings: people.mandate_ended, people.ends_before_it_starts, people.ends_in_the_future,
    people.reason_missing."""
    tests = (
        ("people.mandate_ended", "until", mandate.until is not None),
        ("people.ends_before_it_starts", "until", until < mandate.since),
        ("people.ends_in_the_future", "until", until > now),
        ("people.reason_missing", "reason", not reason),
    )
    return tuple(Finding(code, where=where) for code, where, hit in tests if hit)


def handover_check(
    outgoing: MandateFact, incoming: MandateFact, *, note: str
) -> tuple[Finding, ...]:
    """Links the one who leaves to the one who comes, in the same seat.

    Blockers: people.handover_other_seat, people.handover_to_self. Warnings: people.handover_gap
    (days without anybody), people.handover_silent (nothing written about what is pending).
    """
    found = []
    if (outgoing.seat, outgoing.kind) != (incoming.seat, incoming.kind):
        found.append(Finding("people.handover_other_seat", where="handover_to"))
    if outgoing.person == incoming.person:
        found.append(Finding("people.handover_to_self", where="handover_to"))
    gap = incoming.since - outgoing.until if outgoing.until else timedelta(0)
    if gap >= timedelta(days=1):
        found.append(Finding("people.handover_gap", Severity.WARNING, {"days": gap.days}))
    if not note:
        found.append(Finding("people.handover_silent", Severity.WARNING))
    return tuple(found)
