"""Finds what is wrong in a methodology, from its data alone. No check knows any one country.

Published texts are what they are: contradictions and missing rules are warnings, so that a real
process can still be run and show them. What makes a methodology unusable is a blocker.
"""

from collections.abc import Callable, Iterator

from cocrea.kernel.findings import Finding, Report
from cocrea.process.rules import (
    lint_clauses,
    lint_dates,
    lint_quantities,
    lint_rules,
    lint_society,
    lint_text,
)
from cocrea.process.rules.schema import Methodology

Check = Callable[[Methodology], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    *lint_quantities.CHECKS,
    *lint_clauses.CHECKS,
    *lint_dates.CHECKS,
    *lint_text.CHECKS,
    *lint_rules.CHECKS,
    *lint_society.CHECKS,
)


def lint(m: Methodology) -> Report:
    """All findings, in the order of the checks; ``basis`` names the clauses."""
    return Report.of(finding for check in CHECKS for finding in check(m))
