"""Attendance by sector and status. Attendances are not people; a sector's count is never hidden,
the cells of gender are where they are smaller than five (``suppress``)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cocrea.kernel.findings import Finding
from cocrea.people.rules.sectors import SECTORS, STATUSES
from cocrea.process.rules.charter import SectorBound, SectorFloor

SMALLEST = 5
GENDERS = ("women", "men", "other")

_APPLIES = {"table": {"table", "meeting"}, "round": {"round", "table", "meeting"}}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet. organization: slug or ""; genders are None where nobody asked."""

    sector: str
    status: str
    count: int
    table: int | None = None
    organization: str = ""
    women: int | None = None
    men: int | None = None
    other: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Totals:
    """by_sector, by_status, by_table: counts in a fixed order; genders: already suppressed."""

    total: int
    by_sector: Mapping[str, int]
    by_status: Mapping[str, int]
    by_table: Mapping[int, Mapping[str, int]]
    genders: Mapping[str, int | None]


def lines_check(lines: Sequence[Line]) -> tuple[Finding, ...]:
    """Blockers: meetings.attendance_empty, meetings.attendance_bad_line (with its number)."""
    if not lines:
        return (Finding("meetings.attendance_empty", where="rows"),)
    found = [
        Finding("meetings.attendance_bad_line", params={"line": n}, where="rows")
        for n, line in enumerate(lines, start=1)
        if not _good(line)
    ]
    return tuple(found)


def _good(line: Line) -> bool:
    genders = [n for n in (line.women, line.men, line.other) if n is not None]
    return (
        line.sector in SECTORS
        and line.status in STATUSES
        and 0 <= line.count <= 100_000
        and all(n >= 0 for n in genders)
        and sum(genders) <= line.count
        and (line.table is None or 0 < line.table <= 999)
    )


def totals(lines: Iterable[Line]) -> Totals:
    """Sums of a sheet (or of many)."""
    rows = list(lines)
    by_sector = {s: sum(r.count for r in rows if r.sector == s) for s in SECTORS}
    by_status = {s: sum(r.count for r in rows if r.status == s) for s in STATUSES}
    by_table: dict[int, dict[str, int]] = {}
    for number in sorted({r.table for r in rows if r.table is not None}):
        here = [r for r in rows if r.table == number]
        counts = {s: sum(r.count for r in here if r.sector == s) for s in SECTORS}
        by_table[number] = {s: n for s, n in counts.items() if n}
    return Totals(
        total=sum(r.count for r in rows),
        by_sector={s: n for s, n in by_sector.items() if n},
        by_status={s: n for s, n in by_status.items() if n},
        by_table=by_table,
        genders=suppress(_genders(rows)),
    )


def _genders(rows: list[Line]) -> dict[str, int]:
    """Sums of the genders that were asked; empty when nobody was. Unsaid is a cell of its own."""
    asked = [r for r in rows if any(getattr(r, g) is not None for g in GENDERS)]
    if not asked:
        return {}
    sums = {g: sum(getattr(r, g) or 0 for r in asked) for g in GENDERS}
    return {**sums, "unsaid": sum(r.count for r in rows) - sum(sums.values())}


def suppress(cells: Mapping[str, int], smallest: int = SMALLEST) -> dict[str, int | None]:
    """Hide (None) every cell from 1 to ``smallest`` - 1, and one more so that nobody subtracts it.

    With the total known, a single hidden cell gives itself away; then the next smallest cell that
    is not zero is hidden with it (or a zero, when there is nothing else).
    """
    hidden = {name for name, n in cells.items() if 0 < n < smallest}
    if len(hidden) == 1 and len(cells) > 1:
        others = [name for name in cells if name not in hidden]
        hidden.add(min(others, key=lambda name: (cells[name] == 0, cells[name], name)))
    return {name: None if name in hidden else n for name, n in cells.items()}


def bounds_for(floor: SectorFloor | None, kind: str) -> tuple[SectorBound, ...]:
    """The declared floor, where it applies to meetings of this kind."""
    if floor is None or not set(floor.applies_to) & _APPLIES.get(kind, {"meeting"}):
        return ()
    return floor.bounds
