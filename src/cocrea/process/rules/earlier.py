"""The law of light records of earlier plans: every fact has its source, and how well we know it.

What no source says stays empty: it is shown as unknown, never filled in.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cocrea.kernel.findings import Finding

READ, BACKGROUND, INFERRED = "read", "background", "inferred"
TRUSTS = (READ, BACKGROUND, INFERRED)
PLAN_STATES = ("", "implemented", "closing", "running", "abandoned")
COMMITMENT_STATES = (
    "",
    "not_started",
    "limited",
    "substantial",
    "complete",
    "withdrawn",
    "unclear",
)
FACTS = ("period", "state", "commitments")  # of a plan: each needs its ground
NUMBERS = range(1, 51)
MOST = 500
_PERIOD = re.compile(r"^(\d{4})(?:-(\d{4}))?$")
_CODE = re.compile(r"^[A-Z]{2,5}\d{2,6}$")


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a fact stands here. trust: read in the source, background knowledge, or inferred."""

    source: str
    trust: str


@dataclass(frozen=True, slots=True)
class Plan:
    """An earlier plan. period: ``2016-2018``; "" and None: not known.

    grounds  fact -> why it stands here
    """

    number: int
    name: str
    period: str = ""
    state: str = ""
    commitments: int | None = None
    grounds: Mapping[str, Ground] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment of an earlier plan: its number there, or the code of OGP, or both."""

    number: int | None
    code: str
    state: str
    ground: Ground


def _ground_check(ground: Ground | None, where: str) -> Iterator[Finding]:
    if ground is None or not ground.source:
        yield Finding("process.earlier_source_missing", where=where)
    if ground is None or ground.trust not in TRUSTS:
        yield Finding("process.earlier_trust_unknown", where=where)


def plan_check(plan: Plan) -> Iterator[Finding]:
    """process.earlier_number_invalid, text_missing, earlier_period_invalid, earlier_state_unknown,
    earlier_count_invalid, earlier_source_missing, earlier_trust_unknown."""
    if plan.number not in NUMBERS:
        yield Finding("process.earlier_number_invalid", where="number")
    if not plan.name:
        yield Finding("process.text_missing", where="name_es")
    found = _PERIOD.match(plan.period)
    if plan.period and (found is None or (found[2] or found[1]) < found[1]):
        yield Finding("process.earlier_period_invalid", where="period")
    if plan.state not in PLAN_STATES:
        yield Finding("process.earlier_state_unknown", where="state")
    if plan.commitments is not None and not 0 <= plan.commitments <= MOST:
        yield Finding("process.earlier_count_invalid", where="commitments")
    for fact in FACTS:
        if getattr(plan, fact) not in ("", None):
            yield from _ground_check(plan.grounds.get(fact), fact)


def commitment_check(commitment: Commitment) -> Iterator[Finding]:
    """process.earlier_unnamed, earlier_number_invalid, earlier_code_invalid,
    earlier_state_unknown, earlier_source_missing, earlier_trust_unknown."""
    if commitment.number is None and not commitment.code:
        yield Finding("process.earlier_unnamed", where="number")
    if commitment.number is not None and not 1 <= commitment.number <= MOST:
        yield Finding("process.earlier_number_invalid", where="number")
    if commitment.code and not _CODE.match(commitment.code):
        yield Finding("process.earlier_code_invalid", where="code")
    if commitment.state not in COMMITMENT_STATES:
        yield Finding("process.earlier_state_unknown", where="state")
    yield from _ground_check(commitment.ground, "source")
