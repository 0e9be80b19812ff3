"""No decision without a rule that was declared before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cocrea.agreement.rules.positions import TECHNIQUES
from cocrea.agreement.rules.techniques import (
    NEEDS_THRESHOLD,
    NO_THRESHOLD,
    TIE_RULES,
    QuorumRule,
)
from cocrea.kernel.findings import Finding
from cocrea.people.rules.sectors import SECTORS, STATUSES
from cocrea.process.rules.charter import Rules, SectorBound

BASIS = "agreement.basis_rule_first"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is declared before opening; None is what nobody has said.

    floor       bounds in percent of those present; () says out loud that there is none
    tie_text    the wording of the methodology, shown beside the code
    clause      the clause of the methodology that a default came from
    """

    technique: str | None = None
    quorum: QuorumRule | None = None
    threshold: int | None = None
    tie: str | None = None
    tie_text: str = ""
    floor: tuple[SectorBound, ...] | None = None
    floor_refuse: bool = False
    options: tuple[str, ...] = ()
    winners: int = 1
    clause: str = ""


def with_defaults(given: Declaration, law: Rules) -> Declaration:
    """Fill what nobody said from the methodology's rules; what no text states stays None."""
    found = given
    rule = law.decision
    if rule is not None and given.technique in (None, rule.technique):
        quorum = QuorumRule(rule.quorum.share, rule.quorum.sectors)
        found = replace(
            found,
            technique=rule.technique,
            quorum=given.quorum or quorum,
            threshold=rule.threshold if given.threshold is None else given.threshold,
            clause=rule.clause,
        )
    if rule is not None and given.tie is None:
        tie = rule.tie if rule.tie in TIE_RULES else "as_declared"
        found = replace(found, tie=tie, tie_text=given.tie_text or rule.tie)
    if rule is not None and found.quorum is None:
        found = replace(found, quorum=QuorumRule(rule.quorum.share, rule.quorum.sectors))
    if found.technique in NO_THRESHOLD:
        found = replace(found, threshold=None)
    floor = law.sector_floor
    if given.floor is None and floor is not None:
        applies = "decision" in floor.applies_to
        found = replace(
            found,
            floor=floor.bounds if applies else (),
            floor_refuse=applies and floor.effect == "refuse",
        )
    return found


def declared_check(rule: Declaration) -> tuple[Finding, ...]:
    """Blockers: agreement.no_rule for each part nobody declared, agreement.bad_rule."""
    parts = {
        "technique": rule.technique,
        "quorum": rule.quorum,
        "tie": rule.tie,
        "floor": rule.floor,
    }
    found = [_no_rule(part) for part, value in parts.items() if value is None]
    if rule.technique in NEEDS_THRESHOLD and rule.threshold is None:
        found.append(_no_rule("threshold"))
    return (*found, *_nonsense(rule))


def _no_rule(part: str) -> Finding:
    return Finding("agreement.no_rule", params={"part": part}, where=part, basis=BASIS)


def _nonsense(rule: Declaration) -> Iterable[Finding]:
    if rule.technique is not None and rule.technique not in TECHNIQUES:
        yield Finding("agreement.bad_rule", params={"part": "technique"}, where="technique")
    if rule.tie is not None and rule.tie not in TIE_RULES:
        yield Finding("agreement.bad_rule", params={"part": "tie"}, where="tie")
    if rule.quorum and not (0 <= rule.quorum.share <= 100 and 0 <= rule.quorum.sectors <= 7):
        yield Finding("agreement.bad_rule", params={"part": "quorum"}, where="quorum")
    if rule.threshold is not None and not 0 < rule.threshold <= 100:
        yield Finding("agreement.bad_rule", params={"part": "threshold"}, where="threshold")
    if rule.technique == "approval":
        distinct = len(set(rule.options))
        if distinct < 2 or distinct != len(rule.options) or not 0 < rule.winners < distinct:
            yield Finding("agreement.bad_rule", params={"part": "options"}, where="options")
    elif rule.options:
        yield Finding("agreement.bad_rule", params={"part": "options"}, where="options")


def roll_check(seats: int, present: Mapping[str, Mapping[str, int]]) -> tuple[Finding, ...]:
    """Blockers: agreement.bad_roll on unknown sectors or statuses, negative or more than seats;
    agreement.nobody_counted where the hall was left blank: nobody could take a position in it."""
    for sector, row in present.items():
        if sector not in SECTORS or set(row) - set(STATUSES):
            return (Finding("agreement.bad_roll", params={"sector": sector}, where="roll"),)
        if any(not isinstance(n, int) or n < 0 for n in row.values()):
            return (Finding("agreement.bad_roll", params={"sector": sector}, where="roll"),)
    if not any(sum(row.values()) for row in present.values()):
        return (Finding("agreement.nobody_counted", where="roll"),)
    members = sum(row.get("member", 0) for row in present.values())
    if seats < 0 or (seats and members > seats):
        params = {"members": members, "seats": seats}
        return (Finding("agreement.more_members_than_seats", params=params, where="roll"),)
    return ()
