"""Who was in the hall, by sector, against a floor that was declared before.

Attendances are not people: somebody who comes to three rounds is three attendances. Shares are
exact fractions when compared and whole percents only when shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cocrea.kernel.findings import Finding, Severity
from cocrea.people.rules.sectors import GOVERNMENT, SECTORS
from cocrea.process.rules.charter import SectorBound


def percent(part: int, total: int) -> int:
    """Whole percent, half up; never 0 or 100 while somebody is left over. 0 when total is 0."""
    if total <= 0:
        return 0
    shown = (200 * part + total) // (2 * total)
    if shown == 0 and part > 0:
        return 1
    return 99 if shown == 100 and part < total else shown


@dataclass(frozen=True, slots=True)
class Share:
    sector: str
    count: int
    total: int

    @property
    def exact(self) -> Fraction:
        return Fraction(self.count, self.total) if self.total else Fraction(0)

    @property
    def percent(self) -> int:
        return percent(self.count, self.total)


@dataclass(frozen=True, slots=True)
class Balance:
    """shares: one per sector present, in the order of SECTORS; ``findings``: floor not met.

    officials  attendances of public bodies and municipal governments together
    declared   whether any bound was declared; without one nothing was met
    """

    shares: tuple[Share, ...]
    total: int
    officials: int
    findings: tuple[Finding, ...] = ()
    declared: bool = False

    @property
    def percent(self) -> int:
        """Whole percent of officials."""
        return percent(self.officials, self.total)

    @property
    def outside(self) -> bool:
        return bool(self.findings)

    def as_json(self) -> dict[str, Any]:
        """What is stored for ever with a decision: no floats."""
        return {
            "code": "agreement.balance_label",
            "params": {
                "percent": self.percent,
                "officials": self.officials,
                "total": self.total,
            },
            "counts": {share.sector: share.count for share in self.shares},
            "outside": self.outside,
            "findings": [f.as_json() for f in self.findings],
        }


def balance(counts: Mapping[str, int], floor: Iterable[SectorBound] = ()) -> Balance:
    """Shares by sector of {sector: n}, against the bounds of a declared floor (percents).

    Findings (warnings): agreement.sector_above, agreement.sector_below with sector, percent and
    limit. An empty hall has no shares and breaks no bound. ValueError on an unknown sector or a
    negative count.
    """
    for sector, count in counts.items():
        if sector not in SECTORS or count < 0:
            raise ValueError(f"no such count: {sector}={count}")
    total, bounds = sum(counts.values()), tuple(floor)
    shares = tuple(Share(s, counts[s], total) for s in SECTORS if counts.get(s))
    officials = sum(counts.get(s, 0) for s in GOVERNMENT)
    found = _against(counts, total, bounds) if total else ()
    return Balance(shares, total, officials, tuple(found), bool(bounds))


def _against(
    counts: Mapping[str, int], total: int, floor: Iterable[SectorBound]
) -> Iterable[Finding]:
    for bound in floor:
        count = counts.get(bound.sector, 0)
        above = count * 100 > bound.at_most * total
        below = count * 100 < bound.at_least * total
        if above or below:
            yield Finding(
                "agreement.sector_above" if above else "agreement.sector_below",
                Severity.WARNING,
                params={
                    "sector": bound.sector,
                    "percent": percent(count, total),
                    "limit": bound.at_most if above else bound.at_least,
                },
                where=bound.sector,
            )


def bounds_of(data: Iterable[Mapping[str, Any]]) -> tuple[SectorBound, ...]:
    """Bounds as a session stores them: ``{"sector", "at_least", "at_most"}``."""
    return tuple(SectorBound.model_validate(dict(row)) for row in data)
