"""A row of somebody's file as a voice, or what is wrong with it. No finding quotes a cell: a column
may have been taken for another, and what it holds may be a name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser

from cocrea.kernel.errors import DomainError
from cocrea.kernel.findings import Finding, Severity
from cocrea.kernel.lines import Line
from cocrea.kernel.text import clean, fold
from cocrea.people.rules.contacts import contact_check
from cocrea.voices.rules.importing.mapping import ColumnMap, tongue_of
from cocrea.voices.rules.importing.vocabulary import Vocabulary
from cocrea.voices.rules.intake import CHANNELS, KINDS, MAX_TEXT, MIN_TEXT

REMEMBERED = 2000  # values of choices that a reader need not look up again
NO = frozenset({"no", "n", "false", "0", "niega", "no autoriza", "no acepta"})
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})")
_LOCAL = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})\b")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a row would be. fields: of a VoiceInput, by code; person, contact: for the vault.

    said_on   the day it was said, where the file tells
    skipped   the file itself says that it is withdrawn
    """

    line: int
    row_id: str = ""
    text: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    person: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)
    said_on: date | None = None
    problems: tuple[Finding, ...] = ()
    skipped: bool = False

    @property
    def faulty(self) -> bool:
        return any(problem.severity is Severity.BLOCKER for problem in self.problems)


class Reader:
    """Reads rows by one map; made once for a file.

    strict  an unknown value is an error; otherwise it stays blank, with a warning
    """

    def __init__(
        self,
        heads: Sequence[str],
        mapping: ColumnMap,
        vocabulary: Vocabulary,
        *,
        strict: bool = False,
    ) -> None:
        self.heads, self.mapping, self.vocabulary = heads, mapping, vocabulary
        self._codes: dict[tuple[str, str], str] = {}
        self.doubt = Severity.BLOCKER if strict else Severity.WARNING
        self.places = {
            name: [heads.index(head) for head in wanted if head in heads]
            for name, wanted in mapping.columns.items()
        }
        self.skips = {
            heads.index(head): values for head, values in mapping.skip.items() if head in heads
        }

    def compared(self, line: Line) -> Sequence[str]:
        """What makes a row the same row as before: all its cells. Of another platform's export only
        those that are used: how many votes and comments there are changes every day."""
        if not self.mapping.known:
            return line.cells
        used = sorted({place for places in self.places.values() for place in places})
        return [line.cells[place] if place < len(line.cells) else "" for place in used]

    def row_id(self, line: Line) -> str:
        """What the file itself calls the row; "" when it does not."""
        return self._cell(line, "id")

    def read(self, line: Line, *, last: bool = False, cut: bool = False) -> Draft:
        """last: the file ends with this line, which may have been cut; cut: in the middle of it."""
        if any(self._skips(line, place, values) for place, values in self.skips.items()):
            return Draft(line.number, self.row_id(line), skipped=True)
        problems = list(self._shape(line, last=last, cut=cut))
        said = self._said(line)
        text, wrong = self._text([cell for _head, cell in said])
        fields, doubts = self._fields(line)
        if self.mapping.known and said and (tongue := tongue_of(said[0][0])):
            fields["language"] = self.vocabulary.code("language", tongue) or "und"
        person, contact, more = self._private(line)
        said_on, undated = self._said_on(line)
        return Draft(
            line.number,
            self.row_id(line),
            text,
            fields,
            person,
            contact,
            said_on,
            (*problems, *wrong, *doubts, *more, *undated),
        )

    def _cell(self, line: Line, name: str) -> str:
        places = self.places.get(name, ())
        found = (line.cells[place].strip() for place in places if place < len(line.cells))
        return next((cell for cell in found if cell), "")

    @staticmethod
    def _skips(line: Line, place: int, values: Sequence[str]) -> bool:
        cell = fold(line.cells[place]) if place < len(line.cells) else ""
        return bool(cell) and (cell in values or "*" in values)

    def _shape(self, line: Line, *, last: bool, cut: bool) -> Iterable[Finding]:
        """Cells too many or too few, and formulas in columns that are used."""
        if any(cell.strip() for cell in line.cells[len(self.heads) :]):
            yield Finding("voices.import_extra_cells", Severity.WARNING)
        used = {place: name for name, places in self.places.items() for place in places}
        if last and any(place >= len(line.cells) for place in used):
            yield Finding("voices.import_cut_row", where="text")
        elif cut:
            yield Finding("voices.import_no_end", Severity.WARNING, where="text")
        for place in sorted(line.formulas & used.keys()):
            lost = place >= len(line.cells) or not line.cells[place].strip()
            code = "voices.import_formula_lost" if lost else "voices.import_formula"
            severity = Severity.BLOCKER if lost else Severity.WARNING
            yield Finding(code, severity, where=used[place])

    def _said(self, line: Line) -> list[tuple[str, str]]:
        """(heading, cell) of its words. Of columns that say the same in several languages, as other
        platforms export it, the first that is filled."""
        found: dict[str, tuple[str, str]] = {}
        for place in self.places.get("text", ()):
            cell = line.cells[place].strip() if place < len(line.cells) else ""
            head = self.heads[place]
            same = head.partition("/")[0] if self.mapping.known else head
            if cell:
                found.setdefault(same, (head, cell))
        return list(found.values())

    def _text(self, cells: Sequence[str]) -> tuple[str, list[Finding]]:
        whole = "\n".join(text_of(cell) if self.mapping.html else cell for cell in cells)
        text, wrong = _cleaned(whole, MAX_TEXT, "text", lines=True)
        if not wrong and len(text) < MIN_TEXT:
            wrong = [Finding("voices.import_no_words", where="text")]
        return text, wrong

    def _fields(self, line: Line) -> tuple[dict[str, str], list[Finding]]:
        found: dict[str, str] = dict(self.mapping.constants)
        doubts: list[Finding] = []
        for name in ("kind", "theme", "language", "sector", "gender", "age_band", "people"):
            written = self._cell(line, name)
            code = self._code(name, written)
            if written and not code:
                doubts.append(Finding("voices.import_unknown", self.doubt, where=name))
            if code:
                found[name] = code
        doubts += self._place(line, found)
        doubts += self._whose(line, found)
        if fold(self._cell(line, "consent")) in NO:
            doubts.append(Finding("voices.import_no_consent", where="consent"))
        return found, doubts

    def _code(self, name: str, written: str) -> str:
        """The code of a value; columns of choices say the same few things over and over."""
        known = self._codes.get((name, written))
        if known is None:
            known = self.mapping.values.get(name, {}).get(fold(written))
            known = self.vocabulary.code(name, written) if known is None else known
            if len(self._codes) < REMEMBERED:
                self._codes[name, written] = known
        return known

    def _place(self, line: Line, found: dict[str, str]) -> Iterable[Finding]:
        """Area, part and free place together; what is not known stays blank."""
        area = found.get("area", "")
        for name in ("area", "place", "part"):
            written = self._cell(line, name)
            if not written:
                continue
            told = self.mapping.values.get(name, {}).get(fold(written), written)
            where, part = self.vocabulary.place(told, area)
            known = (where if name != "part" else part) and where
            if not known or (area and where != area):
                yield Finding("voices.import_unknown", self.doubt, where=name)
                continue
            area = found["area"] = where
            if part:
                found["part"] = part

    def _whose(self, line: Line, found: dict[str, str]) -> Iterable[Finding]:
        """Whose words these are; typed by somebody else, who is the batch's."""
        table, organization = self._cell(line, "table"), self._cell(line, "organization")
        if organization:
            found["voice_of"], found["voice_of_label"] = "organization", organization
        elif table:
            said = f"Mesa {table}" if table.isdigit() else table
            found["voice_of"], found["voice_of_label"] = "table", said
        label, wrong = _cleaned(found.get("voice_of_label", ""), 120, "organization", lines=False)
        if label:
            found["voice_of_label"] = label
        yield from wrong

    def _private(self, line: Line) -> tuple[str, str, list[Finding]]:
        person, wrong = _cleaned(self._cell(line, "person"), 160, "person", lines=False)
        contact, _long = _cleaned(self._cell(line, "contact"), 254, "contact", lines=False)
        if self._cell(line, "contact") and (not contact or contact_check("email", contact)):
            lost = Finding("voices.import_contact", Severity.WARNING, where="contact")
            return person, "", [*wrong, lost]
        return person, contact, wrong

    def _said_on(self, line: Line) -> tuple[date | None, list[Finding]]:
        written = self._cell(line, "said_on")
        day = day_of(written)
        if written and day is None:
            return None, [Finding("voices.import_unknown", self.doubt, where="said_on")]
        return day, []


def _cleaned(text: str, most: int, where: str, *, lines: bool) -> tuple[str, list[Finding]]:
    try:
        return clean(text, max_length=most, where=where, lines=lines), []
    except DomainError as error:
        return "", list(error.findings)


def day_of(written: str) -> date | None:
    """2018-05-03, with or without an hour, or 3/5/2018: the day comes first, as it is written in
    Latin America. None when it is no day."""
    if found := _ISO.match(written):
        year, month, day = map(int, found.groups())
    elif found := _LOCAL.match(written):
        day, month, year = map(int, found.groups())
        year += 2000 if year < 100 else 0
    else:
        return None
    try:
        return date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None


def constants_check(constants: Mapping[str, str]) -> Iterable[Finding]:
    """Kinds and channels said for a whole file must be ones that there are."""
    for name, allowed in (("kind", KINDS), ("channel", CHANNELS)):
        value = constants.get(name, "")
        if value and value not in allowed:
            yield Finding("voices.unknown_choice", params={"value": value[:40]}, where=name)


class _Text(HTMLParser):
    """Words of a fragment of HTML; paragraphs and items stay apart, scripts and styles are none."""

    BREAKS = frozenset({"p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "tr"})
    SILENT = frozenset({"script", "style"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.silent += tag in self.SILENT
        if tag in self.BREAKS:
            self.parts.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in self.SILENT and self.silent > 0
        if tag == "p":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def text_of(fragment: str) -> str:
    """The words of a fragment of HTML. What only looks like a tag ("a < b") stays."""
    if "<" not in fragment and "&" not in fragment:
        return fragment
    parser = _Text()
    parser.feed(fragment)
    parser.close()
    return "".join(parser.parts).strip()
