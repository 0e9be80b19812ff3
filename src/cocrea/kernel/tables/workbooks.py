"""Rows of XLSX and ODS, streamed: memory does not grow with the sheet.

Formulas are never computed: the result that the program saved stands in the cell. Entities are
refused (defusedxml, which openpyxl uses as well), sizes are counted before anything is unpacked,
and repeated or far-away empty cells cost nothing.
"""

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook

from cocrea.kernel.tables import limits
from cocrea.kernel.tables.limits import broken

# What reading raises when an archive ends too early or its bytes were changed.
CUT = (zipfile.BadZipFile, zlib.error, EOFError)
ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
Row = tuple[int, tuple[str, ...], frozenset[int]]

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def kind_of(file: BinaryIO) -> str:
    """``xlsx`` or ``ods``. Raises TableBroken for another archive, or one that is a bomb."""
    with zipfile.ZipFile(file) as parts:
        found = parts.infolist()
        _sizes_check(found)
        _entities_check(parts)
        names = {part.filename for part in found}
        if "xl/workbook.xml" in names:
            return "xlsx"
        if "mimetype" in names and parts.open("mimetype").read(100).decode("ascii", "replace") in (
            _ODS,
            f"{_ODS}-template",
        ):
            return "ods"
    raise broken("table_unknown")


def _sizes_check(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise broken("table_old_office")
    total = sum(part.file_size for part in parts)
    strings = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    squeezed = any(
        part.file_size > limits.BOMB_BYTES
        and part.file_size > limits.BOMB_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    too_large = total > limits.MAX_UNPACKED or strings > limits.MAX_STRINGS
    if squeezed or too_large or len(parts) > limits.MAX_PARTS:
        raise broken("table_bomb", limit=limits.MAX_UNPACKED // (1024 * 1024))


def _entities_check(parts: zipfile.ZipFile) -> None:
    """No office program writes a document type; whoever does has entities in mind."""
    for name in parts.namelist():
        if name.endswith((".xml", ".rels")):
            with parts.open(name) as part:
                if b"<!" in part.read(2048).replace(b"\x00", b"").replace(b"<!--", b""):
                    raise broken("table_unknown")


def sheets_of(file: BinaryIO, kind: str) -> tuple[str, ...]:
    """Names of the sheets, in order."""
    if kind == "ods":
        return tuple(_ods_sheets(file))
    with _book(file) as book:
        return tuple(sheet.title for sheet in book.worksheets)


def first_filled(file: BinaryIO, kind: str, names: tuple[str, ...]) -> str:
    """The first sheet with something in it; the first one where all are empty."""
    for name in names:
        if next(rows_of(file, kind, name), None) is not None:
            return name
    raise broken("table_empty")


def rows_of(file: BinaryIO, kind: str, sheet: str) -> Iterator[Row]:
    """(number, cells, places of formulas) of every row of a sheet with something in it."""
    file.seek(0)
    if kind == "ods":
        return _ods_rows(file, sheet)
    return _formula_rows(file, sheet) if _has_formulas(file) else _xlsx_rows(file, sheet)


class _book:
    """An opened workbook; what openpyxl warns of (styles, validations) does not concern values."""

    def __init__(self, file: BinaryIO, *, results: bool = True) -> None:
        file.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.book = load_workbook(file, read_only=True, data_only=results, keep_links=False)

    def __enter__(self) -> Any:
        return self.book

    def __exit__(self, *_error: object) -> None:
        self.book.close()


def _has_formulas(file: BinaryIO) -> bool:
    with zipfile.ZipFile(file) as parts:
        for name in parts.namelist():
            if not name.startswith("xl/worksheets/"):
                continue
            with parts.open(name) as sheet:
                tail = b""
                while piece := sheet.read(1 << 20):
                    if b"<f>" in (window := tail + piece) or b"<f " in window or b"<f/" in window:
                        return True
                    tail = piece[-3:]
    return False


def _xlsx_rows(file: BinaryIO, sheet: str) -> Iterator[Row]:
    with _book(file) as book:
        page = book[sheet]
        page.reset_dimensions()  # a sheet may lie about its extent
        for number, values in enumerate(page.iter_rows(values_only=True), start=1):
            if not values:
                continue
            _width_check(number, values)
            cells = _trimmed([_spelled(value) for value in values])
            if any(cells):
                wrong = (n for n, value in enumerate(values) if value in ERRORS)
                yield number, cells, frozenset(wrong)


def _formula_rows(file: BinaryIO, sheet: str) -> Iterator[Row]:
    """Formulas and saved results are read side by side: openpyxl gives one or the other."""
    with _book(file) as saved, _book(file, results=False) as written:
        pages = [book[sheet] for book in (saved, written)]
        for page in pages:
            page.reset_dimensions()
        pair = [page.iter_rows() for page in pages]
        for number, (values, sources) in enumerate(zip(*pair, strict=True), start=1):
            if not values:
                continue
            _width_check(number, values)
            spelled = [_spelled(cell.value) for cell in values]
            places = frozenset(n for n, cell in enumerate(sources) if cell.data_type in ("f", "e"))
            cells = _trimmed(spelled)
            if any(cells) or places:
                yield number, cells, places


def _width_check(number: int, values: Sequence[object]) -> None:
    """Far to the right there may be empty cells with a colour, but nothing that was written."""
    beyond = values[limits.MAX_COLUMNS :]
    if len(beyond) != sum(getattr(cell, "value", cell) is None for cell in beyond):
        raise broken("table_too_wide", limit=limits.MAX_COLUMNS, line=number)


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    while cells and not cells[-1].strip():
        cells.pop()
    return tuple(cells)


def _spelled(value: Any) -> str:
    """A cell as people would type it: whole numbers without point, days and hours by ISO 8601."""
    if value is None or value in ERRORS:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _ods_content(file: BinaryIO) -> Iterator[tuple[str, Element]]:
    with zipfile.ZipFile(file) as parts, parts.open("content.xml") as content:
        yield from iterparse(content, events=("start", "end"), forbid_dtd=True)


def _ods_sheets(file: BinaryIO) -> Iterator[str]:
    for event, element in _ods_content(file):
        if event == "start" and element.tag == f"{_TABLE}table":
            yield element.get(f"{_TABLE}name", "")
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            element.clear()


def _ods_rows(file: BinaryIO, sheet: str) -> Iterator[Row]:
    inside, number = False, 0
    above: list[Element] = []
    for event, element in _ods_content(file):
        if event == "start":
            above.append(element)
            if element.tag == f"{_TABLE}table":
                inside = element.get(f"{_TABLE}name", "") == sheet
            continue
        above.pop()
        if element.tag != f"{_TABLE}table-row":
            continue
        if inside:
            repeated = _repeated(element, "number-rows-repeated")
            cells, formulas = _ods_cells(element)
            if cells or formulas:
                for extra in range(min(repeated, limits.MAX_ROWS + 1)):
                    yield number + extra + 1, cells, formulas
            number += repeated
        element.clear()
        if above:
            above[-1].remove(element)  # or a hundred thousand empty rows would stay


def _repeated(element: Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}", "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _ods_cells(row: Element) -> tuple[tuple[str, ...], frozenset[int]]:
    cells: list[str] = []
    formulas: set[int] = set()
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        if cell.get(f"{_TABLE}formula"):
            formulas.add(len(cells))
        value = _ods_value(cell)
        repeated = _repeated(cell, "number-columns-repeated")
        most = limits.MAX_COLUMNS + 1 - len(cells)
        if not value.strip() and repeated > most:
            break  # the empty rest of the sheet
        cells += [value] * min(repeated, most)
    return _trimmed(cells), frozenset(formulas)


def _ods_value(cell: Element) -> str:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "percentage", "currency"):
        return _spelled(float(cell.get(f"{_OFFICE}value", "0")))
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", "").removesuffix("T00:00:00")
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value", "")
    return "\n".join(_ods_text(part) for part in cell if part.tag == f"{_TEXT}p")


def _ods_text(element: Element) -> str:
    """The words of a paragraph; spaces, tabs and line breaks are elements of their own."""
    if element.tag == f"{_TEXT}s":
        count = element.get(f"{_TEXT}c", "1")
        said = " " * min(int(count), 100) if count.isdigit() else " "
    elif element.tag == f"{_TEXT}tab":
        said = "\t"
    elif element.tag == f"{_TEXT}line-break":
        said = "\n"
    else:
        said = element.text or ""
    return said + "".join(_ods_text(part) + (part.tail or "") for part in element)
