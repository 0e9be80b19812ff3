"""Declared interests against what is being decided: who has to step aside, who has to say so."""

from collections.abc import Iterable
from dataclasses import dataclass

from cocrea.kernel.findings import Finding, Severity

BASIS = "agreement.basis_conflicts"


@dataclass(frozen=True, slots=True)
class Declared:
    """A current declaration. organizations, themes: slugs in which somebody has an interest."""

    office: str
    organizations: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()


def conflicts(
    declarations: Iterable[Declared], *, organizations: Iterable[str], themes: Iterable[str]
) -> tuple[Finding, ...]:
    """Matches of each declaration with the organizations and themes of a subject.

    agreement.conflict_recuse (blocker: no position) where an organization of the subject was
    declared; agreement.conflict_warn (warning: shown beside the position) where only its theme was.
    ``where`` is the office.
    """
    about, areas = frozenset(organizations), frozenset(themes)
    found = []
    for one in sorted(declarations, key=lambda d: d.office):
        if hit := sorted(one.organizations & about):
            found.append(_finding("agreement.conflict_recuse", Severity.BLOCKER, one.office, hit))
        elif hit := sorted(one.themes & areas):
            found.append(_finding("agreement.conflict_warn", Severity.WARNING, one.office, hit))
    return tuple(found)


def _finding(code: str, severity: Severity, office: str, hit: list[str]) -> Finding:
    params = {"office": office, "match": hit}
    return Finding(code, severity, params=params, where=office, basis=BASIS)


def undeclared(offices: Iterable[str], declared: Iterable[str]) -> tuple[Finding, ...]:
    """Offices that sit in the body without a current declaration: warnings."""
    missing = sorted(set(offices) - set(declared))
    return tuple(
        Finding(
            "agreement.interest_missing",
            Severity.WARNING,
            params={"office": office},
            where=office,
            basis=BASIS,
        )
        for office in missing
    )
