"""A check never returns a bare boolean: it says what it found, where, and on which basis.

Texts live in each room's ``messages.py``, one per code, in Spanish and English; a code
never changes its meaning.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding weighs: a blocker refuses, a warning is shown, a note explains."""

    BLOCKER = "blocker"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check.

    code      stable, ``<room>.<slug>``, for example ``voices.window_closed``
    params    JSON-able values that the text of the code interpolates
    where     the field, clause or row it is about (empty: the whole)
    basis     the clause of the standard or of the methodology that asks for it
    """

    code: str
    severity: Severity = Severity.BLOCKER
    params: Mapping[str, Any] = field(default_factory=dict)
    where: str = ""
    basis: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "severity": self.severity.value,
            "params": dict(self.params),
            "where": self.where,
            "basis": self.basis,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """An ordered, immutable set of findings."""

    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "Report":
        return cls(tuple(findings))

    @property
    def ok(self) -> bool:
        """True when nothing blocks."""
        return not self.blockers

    @property
    def blockers(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is Severity.BLOCKER)

    def codes(self) -> tuple[str, ...]:
        return tuple(f.code for f in self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __add__(self, other: "Report") -> "Report":
        return Report(self.findings + other.findings)
