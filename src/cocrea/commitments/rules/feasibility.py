"""The triptych: a public body says yes, the law allows it, the money is there (criteria a, b, c).

A commitment is adopted only when none of the three is blank, none is unfavourable, and the body
accepted the text as it stands.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cocrea.kernel.findings import Finding, Report, Severity

INSTITUTIONAL, LEGAL, FINANCIAL = "institutional", "legal", "financial"
KINDS = (INSTITUTIONAL, LEGAL, FINANCIAL)
FAVOURABLE, WITH_CONDITIONS, UNFAVOURABLE = "favourable", "with_conditions", "unfavourable"
OPINIONS = (FAVOURABLE, WITH_CONDITIONS, UNFAVOURABLE)
CRITERIA: Mapping[str, str] = {
    INSTITUTIONAL: "4.b.criterio-a",
    LEGAL: "4.b.criterio-b",
    FINANCIAL: "4.b.criterio-c",
}


@dataclass(frozen=True, slots=True)
class OpinionFact:
    """The current opinion of one kind. version: of the text that was before the signatory."""

    kind: str
    opinion: str
    signatory: str
    on: dt.date
    version: int
    condition: str = ""


def opinion_check(opinion: str, *, signatory: str, condition: str, text: str) -> Report:
    """Is one opinion complete? With conditions: which; unfavourable: why; always: who signs."""
    found = []
    if opinion not in OPINIONS:
        found.append(Finding("commitments.opinion_unknown", where="opinion"))
    if not signatory:
        found.append(Finding("commitments.signatory_missing", where="signatory"))
    if opinion == WITH_CONDITIONS and not condition:
        found.append(Finding("commitments.condition_missing", where="condition"))
    if opinion == UNFAVOURABLE and not text:
        found.append(Finding("commitments.reason_missing", where="text"))
    return Report.of(found)


def check(opinions: Iterable[OpinionFact], *, version: int) -> Report:
    """What stands between a commitment and its adoption. version: of the text as it is now."""
    current = {each.kind: each for each in opinions}
    found: list[Finding] = []
    for kind in KINDS:
        found += _one(kind, current.get(kind), version)
    return Report.of(found)


def _one(kind: str, fact: OpinionFact | None, version: int) -> list[Finding]:
    basis = CRITERIA[kind]
    if fact is None:
        return [Finding(f"commitments.blank_{kind}", where=kind, basis=basis)]
    params = {"signatory": fact.signatory, "then": fact.version, "now": version}
    if fact.opinion == UNFAVOURABLE:
        return [Finding(f"commitments.unfavourable_{kind}", params=params, where=kind, basis=basis)]
    found = []
    if fact.opinion == WITH_CONDITIONS:
        found.append(
            Finding(
                "commitments.has_condition",
                Severity.WARNING,
                {**params, "condition": fact.condition},
                kind,
                basis,
            )
        )
    if fact.version < version:
        # The body answers for the words it accepted; the other two are asked to look again.
        severity = Severity.BLOCKER if kind == INSTITUTIONAL else Severity.WARNING
        code = f"commitments.outdated_{kind}"
        found.append(Finding(code, severity, params, kind, basis))
    return found
