"""From positions to an outcome that explains itself: rule, inputs, steps, ties, result.

Pure and exact: shares are Fractions, and only counts matter, so the order in which people spoke
cannot change what was decided. Positions for and against are what shares are taken of; who
abstains or stands aside counts for the quorum, not for the share.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from cocrea.agreement.rules.balance import Balance
from cocrea.agreement.rules.positions import (
    AGAINST,
    ALLOWED,
    BLOCK,
    FOR,
    NEITHER,
    Cast,
    order_of,
)

ADOPTED, NOT_ADOPTED, NO_DECISION, TIED = "adopted", "not_adopted", "no_decision", "tied"
RESULTS = (ADOPTED, NOT_ADOPTED, NO_DECISION, TIED)

# not_adopted: a tie changes nothing. next_session: decided again at the next one. casting: who
# presides decides. as_declared: the words of the declaration say what happens, outside of here.
TIE_RULES = ("not_adopted", "next_session", "casting", "as_declared")
NEEDS_THRESHOLD = frozenset({"gradient", "qualified_majority"})
NO_THRESHOLD = frozenset({"consensus", "consent"})


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """share: percent of the voting seats; sectors: how many sectors must have a member there."""

    share: int
    sectors: int = 0


@dataclass(frozen=True, slots=True)
class Roll:
    """Who was there when it opened, given by whoever held the hall.

    seats    voting seats of the body; 0 where nobody has a seat (an open table)
    present  {sector: {status: n}}, statuses of people.rules.sectors
    """

    seats: int
    present: Mapping[str, Mapping[str, int]]

    def members_by_sector(self) -> dict[str, int]:
        return {s: row.get("member", 0) for s, row in self.present.items() if row.get("member")}

    @property
    def members(self) -> int:
        return sum(self.members_by_sector().values())

    def by_sector(self) -> dict[str, int]:
        """Everybody in the hall, whatever their status."""
        return {s: sum(row.values()) for s, row in self.present.items() if sum(row.values())}

    @property
    def speaking(self) -> int:
        """How many may take a position: members, or everybody at an open table."""
        return self.members if self.seats else sum(self.by_sector().values())

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Roll":
        """As a session stores it; empty before it opens."""
        return cls(data.get("seats", 0), data.get("present", {}))


@dataclass(frozen=True, slots=True)
class Rule:
    """What was declared before opening.

    threshold     percent of positions for and against (gradient, qualified majority, approval)
    floor_refuse  True: outside the declared floor there is no decision; False: it is labelled
    options       approval: keys in the declared order; ``winners``: how many of them are chosen
    """

    technique: str
    quorum: QuorumRule
    tie: str
    threshold: int | None = None
    floor_refuse: bool = False
    options: tuple[str, ...] = ()
    winners: int = 1

    def as_json(self) -> dict[str, Any]:
        return {
            "technique": self.technique,
            "quorum": {"share": self.quorum.share, "sectors": self.quorum.sectors},
            "tie": self.tie,
            "threshold": self.threshold,
            "floor_refuse": self.floor_refuse,
            "options": list(self.options),
            "winners": self.winners,
        }


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the reasoning. code: ``agreement.step_*``; ok: None where it is only counted."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    ok: bool | None = None

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "params": dict(self.params), "ok": self.ok}


@dataclass(frozen=True, slots=True)
class Outcome:
    """result: one of RESULTS. chosen: approval's options. ties: what stood level."""

    rule: Rule
    inputs: Mapping[str, Any]
    steps: tuple[Step, ...]
    result: str
    ties: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    label: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """JSON without floats; shares are written as "2/3"."""
        return {
            "rule": self.rule.as_json(),
            "inputs": dict(self.inputs),
            "steps": [step.as_json() for step in self.steps],
            "result": self.result,
            "ties": list(self.ties),
            "chosen": list(self.chosen),
            "label": dict(self.label),
        }


def outcome(
    rule: Rule, casts: Iterable[Cast], *, roll: Roll, hall: Balance, casting: str = ""
) -> Outcome:
    """Decide by the declared rule.

    hall     balance of the roll against the declared floor
    casting  "for" or "against": the word of who presides; read only on a tie under ``casting``
    ValueError when a stance does not belong to the technique or the rule lacks its threshold.
    """
    given = tuple(casts)
    _check(rule, given)
    steps = [*quorum_steps(rule.quorum, roll), *_floor_steps(rule, hall)]
    inputs = _inputs(given, roll)
    label = hall.as_json()
    if any(step.ok is False for step in steps):
        return Outcome(rule, inputs, tuple(steps), NO_DECISION, label=label)
    more, result, ties, chosen = _DECIDE[rule.technique](rule, given)
    steps += [*more, *_silent(given, roll)]
    if result == TIED:
        step, result, chosen = _break_tie(rule, casting, ties, chosen)
        steps.append(step)
    return Outcome(rule, inputs, tuple(steps), result, ties, chosen, label)


def quorum_steps(rule: QuorumRule, roll: Roll) -> list[Step]:
    """Is there a quorum? Members present over voting seats, and sectors with a member."""
    steps = []
    if rule.share or roll.seats:
        enough = roll.seats > 0 and roll.members * 100 >= rule.share * roll.seats
        params = {"present": roll.members, "seats": roll.seats, "share": rule.share}
        steps.append(Step("agreement.step_quorum", params, enough or not rule.share))
    if rule.sectors:
        there = len(roll.members_by_sector())
        params = {"present": there, "needed": rule.sectors}
        steps.append(Step("agreement.step_sectors", params, there >= rule.sectors))
    return steps


def _floor_steps(rule: Rule, hall: Balance) -> list[Step]:
    params = {"percent": hall.percent, "officials": hall.officials, "total": hall.total}
    if not hall.declared:
        return [Step("agreement.step_floor_none", params)]
    ok = None if hall.outside and not rule.floor_refuse else not hall.outside
    code = "agreement.step_floor_unmet" if hall.outside else "agreement.step_floor_met"
    return [Step(code, params, ok)]


def _check(rule: Rule, casts: tuple[Cast, ...]) -> None:
    if rule.technique in NEEDS_THRESHOLD and rule.threshold is None:
        raise ValueError(f"{rule.technique} needs a threshold")
    if rule.tie not in TIE_RULES:
        raise ValueError(f"no such tie rule: {rule.tie}")
    wrong = {c.stance for c in casts} - ALLOWED[rule.technique]
    if wrong:
        raise ValueError(f"not a stance of {rule.technique}: {sorted(wrong)}")


def _inputs(casts: tuple[Cast, ...], roll: Roll) -> dict[str, Any]:
    seen = Counter(c.stance for c in casts)
    return {
        "positions": len(casts),
        "stances": {s: seen[s] for s in sorted(seen, key=order_of)},
        "seats": roll.seats,
        "members": roll.members,
        "present": sum(roll.by_sector().values()),
    }


_Decided = tuple[list[Step], str, tuple[str, ...], tuple[str, ...]]


def _sides(casts: Iterable[Cast]) -> tuple[int, int, int]:
    seen = Counter(
        "for" if c.stance in FOR else "neither" if c.stance in NEITHER else "against" for c in casts
    )
    return seen["for"], seen["against"], seen["neither"]


def _count_step(casts: tuple[Cast, ...]) -> Step:
    agree, against, neither = _sides(casts)
    params = {"for": agree, "against": against, "neither": neither}
    return Step("agreement.step_counted", params)


def _silent(casts: tuple[Cast, ...], roll: Roll) -> list[Step]:
    """How many of those who could take a position took none; an open table asks everybody."""
    silent = roll.speaking - len(casts)
    return [Step("agreement.step_silent", {"count": silent})] if silent > 0 else []


def _unblocked(casts: tuple[Cast, ...], code: str, blocking: int) -> _Decided:
    """Adopted when somebody is for it and nobody blocks it."""
    agree, _, _ = _sides(casts)
    steps = [
        _count_step(casts),
        Step(code, {"count": blocking}, blocking == 0),
        Step("agreement.step_somebody_for", {"count": agree}, agree > 0),
    ]
    return steps, ADOPTED if agree and not blocking else NOT_ADOPTED, (), ()


def _consensus(_rule: Rule, casts: tuple[Cast, ...]) -> _Decided:
    return _unblocked(
        casts, "agreement.step_nobody_objects", sum(c.stance in AGAINST for c in casts)
    )


def _consent(_rule: Rule, casts: tuple[Cast, ...]) -> _Decided:
    """An objection that was settled no longer blocks; that is what consent asks for."""
    standing = sum(c.stance in AGAINST and not c.resolved for c in casts)
    return _unblocked(casts, "agreement.step_objections_settled", standing)


def _share(casts: tuple[Cast, ...], needed: Fraction) -> tuple[Step, Fraction | None]:
    agree, against, _ = _sides(casts)
    if not agree + against:
        return Step("agreement.step_nobody_counts", {}, False), None
    got = Fraction(agree, agree + against)
    params = {"share": str(got), "needed": str(needed)}
    return Step("agreement.step_share", params, got >= needed), got


def _majority(rule: Rule, casts: tuple[Cast, ...]) -> _Decided:
    """More than half, and the threshold too where one was declared."""
    half = Fraction(1, 2)
    reach, got = _share(casts, Fraction(rule.threshold or 0, 100))
    if got is None:
        empty = [_count_step(casts), Step("agreement.step_nobody_counts", {}, False)]
        return empty, NOT_ADOPTED, (), ()
    step = Step("agreement.step_more_than_half", {"share": str(got)}, got > half)
    if got == half:
        return [_count_step(casts), step], TIED, ("for", "against"), ()
    steps = [_count_step(casts), step, *([reach] if rule.threshold else [])]
    return steps, ADOPTED if all(s.ok is not False for s in steps) else NOT_ADOPTED, (), ()


def _qualified(rule: Rule, casts: tuple[Cast, ...]) -> _Decided:
    step, _ = _share(casts, Fraction(rule.threshold or 0, 100))
    return [_count_step(casts), step], ADOPTED if step.ok else NOT_ADOPTED, (), ()


def _gradient(rule: Rule, casts: tuple[Cast, ...]) -> _Decided:
    blocks = sum(c.stance == BLOCK and not c.resolved for c in casts)
    step, _ = _share(casts, Fraction(rule.threshold or 0, 100))
    unblocked = Step("agreement.step_nobody_blocks", {"count": blocks}, not blocks)
    return (
        [_count_step(casts), unblocked, step],
        ADOPTED if step.ok and not blocks else NOT_ADOPTED,
        (),
        (),
    )


def _approval(rule: Rule, casts: tuple[Cast, ...]) -> _Decided:
    """The most approved options, up to ``winners``; each needs ``threshold`` of the ballots."""
    voting = [c for c in casts if c.stance == "agree"]
    got = {key: sum(key in c.choices for c in voting) for key in rule.options}
    steps = [Step("agreement.step_approvals", {"option": k, "count": n}) for k, n in got.items()]
    needed = Fraction(rule.threshold or 0, 100)
    enough = [k for k, n in got.items() if n and Fraction(n, len(voting)) >= needed]
    ranked = sorted(enough, key=lambda k: -got[k])
    if len(ranked) <= rule.winners:
        chosen = tuple(ranked)
        steps.append(Step("agreement.step_chosen", {"count": len(chosen)}, bool(chosen)))
        return steps, ADOPTED if chosen else NOT_ADOPTED, (), chosen
    edge = got[ranked[rule.winners - 1]]
    chosen = tuple(k for k in ranked if got[k] > edge)
    level = tuple(k for k in ranked if got[k] == edge)
    if len(chosen) + len(level) == rule.winners:
        chosen += level
        steps.append(Step("agreement.step_chosen", {"count": len(chosen)}, True))
        return steps, ADOPTED, (), chosen
    steps.append(Step("agreement.step_chosen", {"count": len(chosen)}, bool(chosen)))
    return steps, TIED, level, chosen


_DECIDE = {
    "consensus": _consensus,
    "consent": _consent,
    "gradient": _gradient,
    "majority": _majority,
    "qualified_majority": _qualified,
    "approval": _approval,
}


def _break_tie(
    rule: Rule, casting: str, ties: tuple[str, ...], chosen: tuple[str, ...]
) -> tuple[Step, str, tuple[str, ...]]:
    params = {"tied": list(ties)}
    if rule.tie == "casting" and casting in ties:
        step = Step("agreement.step_tie_casting", {**params, "casting": casting}, None)
        if rule.technique != "approval":
            return step, ADOPTED if casting == "for" else NOT_ADOPTED, chosen
        full = len(chosen) + 1 == rule.winners
        return step, ADOPTED if full else TIED, (*chosen, casting)
    step = Step(f"agreement.step_tie_{rule.tie}", params, None)
    return step, NOT_ADOPTED if rule.tie == "not_adopted" else TIED, chosen
