"""Writes a table: CSV as open data, XLSX for people. Row by row, so that memory stays the same."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, BinaryIO, Protocol

import xlsxwriter

from cocrea.kernel.tables.spelling import neutral, plain

MAX_CELL = 32_767  # characters that a cell of a spreadsheet can hold
CUT_SHORT = " […]"


class TextOut(Protocol):
    def write(self, text: str, /) -> Any: ...


def csv_write(out: TextOut, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Comma-separated (RFC 4180), UTF-8 by the caller, nothing that a spreadsheet would run; how
    many rows. Numbers may be negative; only texts are made neutral."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    count = 0
    for row in rows:
        writer.writerow([_harmless(value) for value in row])
        count += 1
    return count


def _harmless(value: Any) -> str:
    text = plain(value)
    return text if isinstance(value, int | float) else neutral(text)


Page = tuple[str, Sequence[str], Iterable[Sequence[Any]]]


def xlsx_write(
    out: BinaryIO, pages: Iterable[Page], *, made_at: datetime, widths: Sequence[int] = ()
) -> int:
    """A workbook of pages (name, heads, rows) without formulas or links; rows of the first page.

    made_at  written into the file: the same rows give the same bytes
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    first = -1
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": made_at.replace(tzinfo=None)})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for name, head, rows in pages:
            sheet = book.add_worksheet(_sheet_name(name))
            for place, width in enumerate(widths if first < 0 else ()):
                sheet.set_column(place, place, width)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, [str(label) for label in head], bold)
            count = _rows_write(sheet, rows)
            first = count if first < 0 else first
    return first


def _rows_write(sheet: Any, rows: Iterable[Sequence[Any]]) -> int:
    count, number, text = 0, sheet.write_number, sheet.write_string
    for count, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, int | float) and not isinstance(value, bool):
                number(count, place, value)
            else:
                text(count, place, _fitting(neutral(plain(value))))
    return count


def _fitting(text: str) -> str:
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - len(CUT_SHORT)] + CUT_SHORT


def _sheet_name(name: str) -> str:
    return "".join(c for c in name if c not in "[]:*?/\\'")[:31] or "1"
