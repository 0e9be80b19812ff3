"""A declared table as a file: open data in CSV, a workbook for people in XLSX.

The file is finished before the first byte leaves: what breaks on the way is an error page and not
a table that silently lacks its end. It is written to disk, so that memory stays the same however
long the list is, and no reading transaction waits for a slow line.
"""

import codecs
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import IO, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import FileResponse
from django.utils import translation
from django.utils.translation import gettext as _

from cocrea.kernel.tables import (
    DICTIONARY,
    Spelling,
    Table,
    csv_write,
    dictionary,
    xlsx_write,
)

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Row = tuple[Any, ...]


def said(language: str, text: Any) -> str:
    """A lazy text in one language."""
    with translation.override(language):
        return str(text)


def rows_of(table: Table, process: Any, filters: Mapping[str, str]) -> Iterator[Row]:
    """Its rows; addresses are whole, so that they lead somewhere from a file as well."""
    width = len(table.columns)
    places = [n for n, c in enumerate(table.columns) if c.kind in ("address", "list")]
    for row in table.rows(process, filters):
        if len(row) != width:
            raise ValueError(f"{table.name}: {len(row)} values for {width} columns")
        found = list(row)
        for place in places:
            found[place] = _whole(found[place])
        yield tuple(found)


def _whole(value: Any) -> Any:
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return settings.BASE_URL + value if isinstance(value, str) and value[:1] == "/" else value


def csv_table(table: Table, process: Any, filters: Mapping[str, str], out: IO[bytes]) -> int:
    """Open data: stable names, codes, instants in UTC, texts as they are. How many rows."""
    text = codecs.getwriter("utf-8")(out)
    heads = [column.name for column in table.columns]
    return csv_write(text, heads, rows_of(table, process, filters))


def xlsx_table(
    table: Table, process: Any, filters: Mapping[str, str], out: IO[bytes], *, made_at: datetime
) -> int:
    """For people: headings and codes in their language, local hours, nothing that runs, and a
    second sheet that says what each column means. How many rows."""
    said_as = Spelling(ZoneInfo(process.zone), str(_("sí")), str(_("no")))
    spelled = [said_as.of(column) for column in table.columns]

    def rows() -> Iterator[Row]:
        for row in rows_of(table, process, filters):
            yield tuple(
                value if spell is None else spell(value)
                for value, spell in zip(row, spelled, strict=True)
            )

    pages = (
        (str(table.title), [str(column.label) for column in table.columns], rows()),
        (_("Columnas"), DICTIONARY, dictionary(table.columns, said)),
    )
    widths = [column.width for column in table.columns]
    return xlsx_write(out, pages, made_at=made_at, widths=widths)  # type: ignore[arg-type]


def download(
    table: Table, process: Any, parameters: Mapping[str, str], *, format: str, made_at: datetime
) -> FileResponse:
    """The table as a finished file, by the filters of the page it belongs to."""
    out = tempfile.TemporaryFile()
    filters = table.asked(parameters)
    try:
        if format == "csv":
            csv_table(table, process, filters, out)
        else:
            xlsx_table(table, process, filters, out, made_at=made_at)
    except BaseException:
        out.close()
        raise
    return finished(out, f"{process.slug}-{table.name}.{format}", format)


def columns_csv(table: Table, out: IO[bytes]) -> None:
    """The dictionary of a table as CSV."""
    csv_write(codecs.getwriter("utf-8")(out), DICTIONARY, dictionary(table.columns, said))


def workbook(
    pages: Iterable[Any], name: str, *, made_at: datetime, widths: Iterable[int] = ()
) -> FileResponse:
    """A small workbook of pages (name, heads, rows)."""
    out = tempfile.TemporaryFile()
    xlsx_write(out, pages, made_at=made_at, widths=list(widths))
    return finished(out, name, "xlsx")


def finished(out: IO[bytes], name: str, format: str) -> FileResponse:
    """An answer with a file that was written whole."""
    size = out.tell()
    out.seek(0)
    response = FileResponse(out, as_attachment=True, filename=name, content_type=TYPES[format])
    response["Content-Length"] = str(size)
    response["X-Content-Type-Options"] = "nosniff"
    return response
