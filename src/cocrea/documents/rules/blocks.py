"""What a document says, before any format: a title, facts, blocks in reading order, who signs.

Rooms build one ``Doc``; every format is made from it and from nothing else. Plain values only, so
that its JSON is also its identity: the same document has the same bytes in each format.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

SCHEMA = 1
KINDS = ("plan", "minutes", "systematization", "answers", "consultation")
LANGUAGES = ("es", "en")
FORMATS = ("html", "pdf", "docx", "json")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text. language: "" is the document's; note: what is said of it, in brackets.

    code: letters for machines, such as a digest; never broken, never hyphenated
    """

    text: str
    language: str = ""
    note: str = ""
    strong: bool = False
    code: bool = False
    link: str = ""


Line = tuple[Run, ...]


def say(text: object, language: str = "", note: str = "", **more: Any) -> Line:
    """One line of one piece; no line at all where there is no text."""
    found = str(text)
    return (Run(found, language, note, **more),) if found else ()


@dataclass(frozen=True, slots=True)
class Heading:
    """level 1: a part of the document, on a page of its own where ``page``; 2: a thing in it; 3.

    label  stands before it and is not part of its name («Compromiso 3»); card: a thing with fields
    """

    level: int
    line: Line
    anchor: str = ""
    label: str = ""
    card: bool = False
    page: bool = False
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Para:
    """tone: "", note (small), lead (large), warn (in a frame)."""

    line: Line
    tone: str = ""
    kind: str = "para"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an official template: its label, then what was written there."""

    label: str
    lines: tuple[Line, ...]
    section: str = ""
    kind: str = "field"


@dataclass(frozen=True, slots=True)
class Bullets:
    lines: tuple[Line, ...]
    kind: str = "bullets"


@dataclass(frozen=True, slots=True)
class Column:
    """weight: its share of the width; number: figures, aligned to the right."""

    label: str
    weight: int = 1
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Cells are lines of text; column ``head`` names its row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    head: int = 0
    note: str = ""
    kind: str = "table"


Block = Heading | Para | Field | Bullets | Table


@dataclass(frozen=True, slots=True)
class Record:
    """Where the public record stood. digest: of what the document shows, as the record has it."""

    origin: str
    size: int
    root: str
    url: str
    digest: str = ""
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Doc:
    """A document in one language.

    at        its moment, aware: when it was frozen or published, or the record's last entry
    subject   kind and public id of the thing that it shows
    frozen    nothing in it can be erased or undone: its files may be kept
    facts     (label, line) of the cover; notice: what must be read first (a demonstration)
    country   ISO 3166-1, two letters; edition: which version of it, for the head of each page
    signers   (who signs, as what); signing: the sentence above them
    data      what machines read of it; goes into the JSON only
    """

    kind: str
    language: str
    title: Run
    at: datetime
    stem: str
    subject: tuple[str, str]
    record: Record
    eyebrow: str = ""
    subtitle: str = ""
    author: str = ""
    country: str = ""
    date_text: str = ""
    edition: str = ""
    notice: str = ""
    facts: tuple[tuple[str, Line], ...] = ()
    blocks: tuple[Block, ...] = ()
    signers: tuple[tuple[str, str], ...] = ()
    signing: str = ""
    cover: bool = True
    frozen: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Everything but ``data``, for the renderers."""
        found = {
            name: getattr(self, name)
            for name in self.__dataclass_fields__
            if name not in ("data", "at")
        }
        plain: dict[str, Any] = _plain(found)
        return plain | {"at": self.at.isoformat()}

    def machine(self) -> dict[str, Any]:
        """The JSON of the document. Its ``schema`` grows when a name changes its meaning."""
        return {
            "schema": SCHEMA,
            "document": self.kind,
            "language": self.language,
            "title": self.title.text,
            "at": self.at.isoformat(),
            "record": asdict(self.record),
            **self.data,
        }

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Heading))


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return asdict(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value


def canonical(data: Any) -> str:
    """JSON with sorted keys and no spaces, as it is."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def identity(doc: Doc, *parts: str) -> str:
    """Hex SHA-256 over the document and ``parts`` (format, release of what renders it)."""
    text = canonical([doc.as_json(), *parts])
    return hashlib.sha256(text.encode()).hexdigest()


def texts(blocks: Iterable[Block]) -> Iterable[str]:
    """Every text of the blocks in reading order, for tests and for search."""
    for block in blocks:
        if isinstance(block, Heading | Para):
            yield from (run.text for run in block.line)
        elif isinstance(block, Field):
            yield block.label
            yield from (run.text for line in block.lines for run in line)
        elif isinstance(block, Bullets):
            yield from (run.text for line in block.lines for run in line)
        else:
            yield from (column.label for column in block.columns)
            yield from (r.text for row in block.rows for c in row for line in c for r in line)
