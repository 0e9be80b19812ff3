"""What a document says, before any format: a title, facts, blocks in reading order, who signs.

Rooms build one ``Doc``; every format is made from it and from nothing else. Plain values only, so
that its JSON is also its identity: the same document has the same bytes in each format.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

SCHEMA = 1
KINDS = ("plan", "minutes", "systematization", "answers", "consultation")
LANGUAGES = ("es", "en")
FORMATS = ("html", "pdf", "docx", "json")
ROWS_AT_ONCE = 200  # of a table, on their way to the process that draws
WORDY = 6  # weight of a column that holds sentences
_NAMED = re.compile(r"%\((\w+)\)s")


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


def filled(text: object, **parts: Line | str) -> Line:
    """A translated sentence with a line in each of its blanks: ``%(body)s`` may be a Spanish name
    in an English sentence, and say so. KeyError for a blank that nothing fills."""
    found: list[Run] = []
    for place, piece in enumerate(_NAMED.split(str(text))):
        part = parts[piece] if place % 2 else piece
        found += say(part) if isinstance(part, str) else part
    return tuple(found)


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
    """Cells are lines of text; column ``head`` names its row. rows: may be ``Later``."""

    caption: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[tuple[Line, ...], ...]]
    head: int = 0
    note: str = ""
    kind: str = "table"

    @property
    def wordy(self) -> bool:
        """Two columns of sentences or more: side by side they do not fit on a telephone."""
        return sum(c.weight >= WORDY and not c.number for c in self.columns) > 1


Block = Heading | Para | Field | Bullets | Table


class Later:
    """Things that are made as they are read, anew each time: never thousands of them at once."""

    def __init__(self, make: Callable[[], Iterator[Any]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[Any]:
        return self._make()


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
    blocks    in reading order; ``Later`` where they are too many to hold
    signers   (who signs, as what); signing: the sentence above them
    data      what machines read of it; goes into the JSON only; a list in it may be ``Later``
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
    blocks: Iterable[Block] = ()
    signers: tuple[tuple[Line, str], ...] = ()
    signing: str = ""
    cover: bool = True
    frozen: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Everything but ``data``, for the renderers."""
        return self.head() | {"blocks": [_plain(block) for block in self.blocks]}

    def head(self) -> dict[str, Any]:
        """``as_json`` without the blocks."""
        found = {
            name: getattr(self, name)
            for name in self.__dataclass_fields__
            if name not in ("data", "at", "blocks")
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


def pieces(blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    """Blocks as JSON values; a long table with its first rows, then the others as ``rows``."""
    for block in blocks:
        if not isinstance(block, Table):
            yield _plain(block)
            continue
        rows = iter(block.rows)
        yield _plain(replace(block, rows=tuple(islice(rows, ROWS_AT_ONCE))))
        while more := tuple(islice(rows, ROWS_AT_ONCE)):
            yield {"kind": "rows", "rows": _plain(more)}


def joined(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What ``pieces`` took apart, whole."""
    blocks: list[dict[str, Any]] = []
    for piece in found:
        if piece["kind"] == "rows":
            blocks[-1]["rows"] += piece["rows"]
        else:
            blocks.append(piece)
    return blocks


_LEAVES = (str, int, float)
_ROWS = (tuple, list, Later)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, _LEAVES):  # most of a document; asked first
        return value
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, _ROWS):
        return [_plain(each) for each in value]
    return value


def canonical(data: Any) -> str:
    """JSON with sorted keys and no spaces, as it is."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_pieces(data: Any) -> Iterator[str]:
    """``canonical(data)`` in pieces: what is ``Later`` in it is made one at a time."""
    if isinstance(data, Later):
        yield "["
        for place, each in enumerate(data):
            yield ("," if place else "") + canonical(each)
        yield "]"
    elif isinstance(data, Mapping) and any(isinstance(each, Later) for each in data.values()):
        yield "{"
        for place, key in enumerate(sorted(data)):
            yield ("," if place else "") + canonical(key) + ":"
            yield from canonical_pieces(data[key])
        yield "}"
    else:
        yield canonical(data)


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
