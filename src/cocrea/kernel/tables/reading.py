"""Opens what a stranger sent as a table: which kind it is, and its lines one by one.

Nothing is taken on trust: not the name, not the sizes that an archive claims, not what a sheet says
of its own extent. A table that ends in the middle is refused with the line at which it broke.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import BinaryIO

from cocrea.kernel.lines import Line
from cocrea.kernel.tables import sniffing, workbooks
from cocrea.kernel.tables.limits import MAX_COLUMNS, MAX_ROWS, TableBroken, broken

SAMPLE = 64 * 1024
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and anything with a password
_END = "\ue000end of the table\ue000"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a file is to be read. why: how the encoding was found, see ``sniffing.Guess``."""

    kind: str  # csv | xlsx | ods
    encoding: str = ""
    why: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    def as_json(self) -> dict[str, str]:
        names = ("kind", "encoding", "why", "separator", "sheet")
        return {name: getattr(self, name) for name in names}


def shape_of(file: BinaryIO, told: Mapping[str, str] | None = None) -> Shape:
    """What kind of table an open file is; ``told`` wins over guesses: encoding, separator, sheet.

    Raises TableBroken(kernel.table_*).
    """
    asked = told or {}
    file.seek(0)
    head = file.read(SAMPLE)
    if not head.strip(b"\x00\r\n\t ;,"):
        raise broken("table_empty")
    if head.startswith(OLD_OFFICE):
        raise broken("table_old_office")
    if head.startswith(b"PK"):
        with _guarded():
            return _book_shape(file, asked.get("sheet", ""))
    if b"%PDF-" in head[:8] or head.lstrip()[:9].lower().startswith((b"<html", b"<!doctype", b"{")):
        raise broken("table_unknown")
    return _text_shape(file, head, asked)


def lines_of(file: BinaryIO, shape: Shape) -> Iterator[Line]:
    """The lines of a table, streamed; empty ones are left out. Raises TableBroken."""
    file.seek(0)
    found = _text_lines(file, shape) if shape.kind == "csv" else _book_lines(file, shape)
    for count, line in enumerate(found, start=1):
        if count > MAX_ROWS:
            raise broken("table_too_long", limit=MAX_ROWS)
        if len(line.cells) > MAX_COLUMNS:
            raise broken("table_too_wide", limit=MAX_COLUMNS, line=line.number)
        yield line


def _book_shape(file: BinaryIO, wanted: str) -> Shape:
    kind = workbooks.kind_of(file)
    names = workbooks.sheets_of(file, kind)
    if wanted and wanted not in names:
        raise broken("table_no_sheet", sheets=", ".join(names)[:200])
    sheet = wanted or workbooks.first_filled(file, kind, names)
    return Shape(kind, sheet=sheet, sheets=names)


def _book_lines(file: BinaryIO, shape: Shape) -> Iterator[Line]:
    with _guarded():
        for number, cells, formulas in workbooks.rows_of(file, shape.kind, shape.sheet):
            yield Line(number, cells, formulas)


@contextmanager
def _guarded() -> Iterator[None]:
    """Libraries meet hostile bytes here and may raise anything: it all means one thing."""
    try:
        yield
    except TableBroken:
        raise
    except workbooks.CUT as error:
        raise broken("table_cut", line=0) from error
    except Exception as error:
        raise broken("table_unknown") from error


def _text_shape(file: BinaryIO, head: bytes, asked: Mapping[str, str]) -> Shape:
    told = asked.get("encoding", "")
    if told:
        guess = sniffing.Guess(sniffing.ENCODINGS.get(told, told), "told")
        if _unknown(guess.encoding):
            raise broken("table_no_encoding", encoding=told[:40])
    else:
        guess = sniffing.encoding_of(
            head, is_utf8=lambda: _is_utf8(file), accented=lambda: _accented(file)
        )
    sample = head.decode(guess.encoding, "ignore")
    separator = asked.get("separator", "") or sniffing.separator_of(sample)
    return Shape("csv", guess.encoding, guess.why, {"tab": "\t"}.get(separator, separator)[:1])


def _unknown(codec: str) -> bool:
    try:
        "a".encode(codec)
    except (LookupError, ValueError):
        return True
    return False


def _is_utf8(file: BinaryIO) -> bool:
    """A file that ends inside a letter still counts: reading it says that it was cut."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while piece := file.read(1 << 20):
            decoder.decode(piece)
    except UnicodeDecodeError:
        return False
    return True


def _accented(file: BinaryIO) -> bytes:
    """Lines with letters beyond ASCII, wherever they stand."""
    file.seek(0)
    found = bytearray()
    for line in file:
        if not line.isascii():
            found += line[:2000] + b"\n"
        if len(found) > SAMPLE:
            break
    return bytes(found)


def _text_lines(file: BinaryIO, shape: Shape) -> Iterator[Line]:
    errors = "cocrea.latin" if shape.encoding == "cp1252" else "strict"
    text = io.TextIOWrapper(file, encoding=shape.encoding, errors=errors, newline="")
    reader = csv.reader(_with_end(text), delimiter=shape.separator or ",")
    start = 1
    try:
        for cells in reader:
            if cells and cells[-1].endswith(_END):
                if cells != [_END]:
                    raise broken("table_cut", line=start)
                return
            if any(cell.strip() for cell in cells):
                yield Line(start, tuple(cells))
            start = reader.line_num + 1
    except csv.Error as error:  # a cell that never ends: a quote was opened and not closed
        raise broken("table_cut", line=start) from error
    except UnicodeDecodeError as error:
        cut = "end of data" in error.reason or "truncated" in error.reason
        raise broken("table_cut" if cut else "table_encoding", line=start) from error
    finally:
        with suppress(ValueError):  # the caller closed the file before it had read all of it
            text.detach()


def _as_latin(error: UnicodeError) -> tuple[str, int]:
    """Five bytes mean nothing in Windows-1252; a file that holds them is read as Latin-1 there."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("cocrea.latin", _as_latin)


def _with_end(text: io.TextIOWrapper) -> Iterator[str]:
    for line in text:
        yield line.replace("\x00", "")
    yield _END
