"""What a commitment says, and what is found in it."""

from dataclasses import dataclass, replace
from typing import Any

from cocrea.commitments.models import Commitment
from cocrea.commitments.rules import ambition, feasibility, smart, template
from cocrea.commitments.texts import as_text, opinion_facts
from cocrea.kernel.findings import Report
from cocrea.process import selectors as processes

SMART_BASIS = "4.b.3"


@dataclass(frozen=True, slots=True)
class Findings:
    """What the checks say of the text as it is now; none adds up to a score."""

    blanks: Report
    smart: Report
    ambition: Report
    feasibility: Report


def findings_of(commitment: Commitment) -> Findings:
    """All checks of one commitment. Three queries."""
    milestones = commitment.milestones.select_related("organization").order_by("number")
    text = as_text(commitment, milestones)
    law = processes.methodology(commitment.process)
    letters = {each.letter: each.word for each in law.smart}
    standing = feasibility.check(opinion_facts(commitment), version=commitment.version)
    return Findings(
        blanks=template.blanks(text),
        smart=_based(law, smart.check(text, letters=letters or smart.LETTERS, basis=SMART_BASIS)),
        ambition=_based(law, ambition.check(text)),
        feasibility=_based(law, standing),
    )


def _based(law: Any, report: Report) -> Report:
    """The rules cite the clauses of 2018; a methodology without that clause is not cited."""
    return Report.of(f if law.clause(f.basis) else replace(f, basis="") for f in report)


def missing_opinions(commitment: Commitment) -> set[str]:
    report = feasibility.check(opinion_facts(commitment), version=commitment.version)
    return {finding.where for finding in report.blockers}
