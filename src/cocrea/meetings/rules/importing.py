"""An attendance list as halls write it, as lines of a sheet: counted already, or one row a person.

Names, documents and signatures are read past: only counts come out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding, Severity
from cocrea.kernel.lines import Line as Row
from cocrea.kernel.text import fold, words
from cocrea.meetings.rules.attendance import Line
from cocrea.people.rules.sectors import SECTORS, STATUSES
from cocrea.voices.rules.importing.vocabulary import SYNONYMS

LOOK = 20  # lines: above the headings there may be a title
COUNTS = ("count", "women", "men", "other", "table")
HEADS: Mapping[str, tuple[str, ...]] = {
    "sector": ("sector", "tipo de organizacion"),
    "status": ("calidad", "status", "condicion", "participa como"),
    "organization": ("organizacion", "institucion", "entidad", "organization", "dependencia"),
    "count": ("asistencias", "total", "cantidad", "count", "personas", "asistentes"),
    "table": ("mesa", "mesa no", "numero de mesa", "table"),
    "women": ("mujeres", "women"),
    "men": ("hombres", "men"),
    "other": ("otra identidad", "otro genero", "other"),
    "gender": ("sexo", "genero", "gender", "sex"),
}
STATUS_WORDS = {
    "integrante": "member",
    "miembro": "member",
    "observador": "observer",
    "observadora": "observer",
    "invitado": "guest",
    "invitada": "guest",
    "participante": "guest",
    "autoridad": "authority",
}
GENDER_WORDS = {"woman": "women", "man": "men", "other": "other"}


@dataclass(frozen=True, slots=True)
class Known:
    """What the caller knows: folded name or acronym -> (slug, sector); labels of sectors."""

    organizations: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    sectors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """columns: field -> heading, where the guess is wrong; sector, status: of rows that do not say.

    header  number of the line of headings; 0: found by itself
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sector: str = ""
    status: str = "guest"
    header: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """nominal: one row was a person. columns: field -> heading; unused: headings read past."""

    lines: tuple[Line, ...]
    problems: tuple[tuple[int, Finding], ...]
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    rows: int
    nominal: bool

    @property
    def total(self) -> int:
        return sum(line.count for line in self.lines)


def sheet_of(rows: Sequence[Row], known: Known, told: Told) -> Sheet:
    """The lines that a list comes to, summed by sector, status, table and organization.

    Problems carry the line of the file and never what a cell holds. Raises
    Refused(meetings.list_no_heads, meetings.list_no_column).
    """
    header = _header(rows, told.header)
    heads = [cell.strip() for cell in header.cells]
    columns = _columns(heads, told.columns)
    if not {"sector", "organization"} & set(columns) and not told.sector:
        raise Refused(Finding("meetings.list_no_heads", where="sector"))
    reader = _Reader(
        {name: heads.index(head) for name, head in columns.items()},
        known,
        told,
        _male_letter(rows, heads, columns),
    )
    below = [row for row in rows if row.number > header.number]
    sums: dict[tuple[str, str, int | None, str], dict[str, int]] = {}
    problems: list[tuple[int, Finding]] = []
    for row in below:
        key, counts, wrong = reader.read(row)
        problems += [(row.number, finding) for finding in wrong]
        if key is not None:
            found = sums.setdefault(key, defaultdict(int))
            for name, count in counts.items():
                found[name] += count
    asked = bool({"gender", "women", "men", "other"} & set(columns))
    lines = tuple(_line(key, counts, asked) for key, counts in sorted(sums.items(), key=_order))
    unused = tuple(head for head in heads if head and head not in columns.values())
    return Sheet(lines, tuple(problems), columns, unused, len(below), "count" not in columns)


def _order(item: tuple[tuple[str, str, int | None, str], object]) -> tuple[int, int, int, str]:
    sector, status, table, organization = item[0]
    return table or 0, SECTORS.index(sector), STATUSES.index(status), organization


def _line(key: tuple[str, str, int | None, str], counts: Mapping[str, int], asked: bool) -> Line:
    sector, status, table, organization = key
    genders = {name: counts.get(name, 0) if asked else None for name in ("women", "men", "other")}
    return Line(sector, status, counts["count"], table, organization, **genders)


def _header(rows: Sequence[Row], told: int) -> Row:
    if told:
        found = next((row for row in rows if row.number == told), None)
    else:
        usual = [row for row in rows[:LOOK] if len(_columns(row.cells, {})) > 1]
        found = usual[0] if usual else next(iter(rows), None)
    if found is None:
        raise Refused(Finding("meetings.list_no_heads", where="header"))
    return found


def _columns(heads: Sequence[str], told: Mapping[str, str]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for head in heads:
        key = " ".join(words(head))
        name = next((name for name, usual in HEADS.items() if key in usual), "")
        if name and name not in columns:
            columns[name] = head.strip()
    for name, head in told.items():
        if not head:
            continue
        if head not in heads:
            params = {"head": head[:60]}
            raise Refused(Finding("meetings.list_no_column", params=params, where=name))
        columns[name] = head
    return columns


def _male_letter(rows: Sequence[Row], heads: Sequence[str], columns: Mapping[str, str]) -> str:
    """What a lone M means: a woman beside H, a man beside F; "" where nobody can tell."""
    if "gender" not in columns:
        return ""
    place = heads.index(columns["gender"])
    seen = {fold(row.cells[place]) for row in rows if place < len(row.cells)}
    if {"f", "h"} <= seen:
        return ""
    return "women" if "h" in seen else "men" if "f" in seen else ""


class _Reader:
    def __init__(self, places: Mapping[str, int], known: Known, told: Told, letter: str) -> None:
        self.places, self.known, self.told, self.letter = places, known, told, letter

    def cell(self, row: Row, name: str) -> str:
        place = self.places.get(name)
        return row.cells[place].strip() if place is not None and place < len(row.cells) else ""

    def read(
        self, row: Row
    ) -> tuple[tuple[str, str, int | None, str] | None, dict[str, int], list[Finding]]:
        """(what it is counted under, counts, problems); nothing to count under with a blocker."""
        numbers, wrong = self._numbers(row)
        sector, organization, doubt = self._sector(row)
        status = self._status(row)
        wrong += doubt
        if status is None:
            wrong.append(Finding("meetings.list_unknown", where="status"))
        counts = {name: numbers[name] for name in numbers if name != "table"}
        if "count" not in self.places:
            counts["count"] = 1
            wrong += self._gender(row, counts)
        if "count" not in counts and not wrong:
            wrong.append(Finding("meetings.list_no_number", where="count"))
        if status is None or any(f.severity is Severity.BLOCKER for f in wrong):
            return None, {}, wrong
        return (sector, status, numbers.get("table"), organization), counts, wrong

    def _numbers(self, row: Row) -> tuple[dict[str, int], list[Finding]]:
        found: dict[str, int] = {}
        wrong = []
        for name in COUNTS:
            text = self.cell(row, name)
            digits = "".join(c for c in text if c.isdigit()) if name == "table" else text
            if digits.isascii() and digits.isdigit() and len(digits) < 7:
                found[name] = int(digits)
            elif text or self.places.get(name) in row.formulas:  # a sum that was never saved
                wrong.append(Finding("meetings.list_no_number", where=name))
        return found, wrong

    def _sector(self, row: Row) -> tuple[str, str, list[Finding]]:
        """Its sector: said, or that of an organization that is known here."""
        named = fold(self.cell(row, "organization"))
        organization, sector = self.known.organizations.get(named, ("", ""))
        written = self.cell(row, "sector")
        if written:
            key = " ".join(words(written))
            said = self.known.sectors.get(key) or SYNONYMS["sector"].get(key, "")
            if not said:
                return "", "", [Finding("meetings.list_unknown", where="sector")]
            sector = said
        sector = sector or self.told.sector
        if not sector:
            return "", "", [Finding("meetings.list_no_sector", where="sector")]
        return sector, organization, []

    def _status(self, row: Row) -> str | None:
        written = fold(self.cell(row, "status"))
        if not written:
            return self.told.status
        return written if written in STATUSES else STATUS_WORDS.get(written)

    def _gender(self, row: Row, counts: dict[str, int]) -> Iterable[Finding]:
        written = fold(self.cell(row, "gender"))
        if not written:
            return ()
        code = {"mujer": "woman", "hombre": "man", "otro": "other"}.get(written)
        code = code or SYNONYMS["gender"].get(written, "")
        name = self.letter if written == "m" else GENDER_WORDS.get(code, "")
        if not name:
            return (Finding("meetings.list_unknown", Severity.WARNING, where="gender"),)
        counts[name] = 1
        return ()
