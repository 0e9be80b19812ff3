"""Files as people send them, made in memory: workbooks of both kinds."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

import xlsxwriter

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def xlsx_bytes(rows: Iterable[Sequence], sheet: str = "Hoja1") -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return out.getvalue()


def ods_bytes(
    rows: Iterable[Sequence[str]],
    sheet: str = "Hoja1",
    *,
    formulas: frozenset | set = frozenset(),
    repeat_rows: int = 1,
    repeat_cells: int = 1,
    empty_tail: bool = False,
) -> bytes:
    """The smallest workbook that LibreOffice and others open."""
    lines = []
    for y, row in enumerate(rows):
        cells = []
        for x, value in enumerate(row):
            formula = ' table:formula="of:=A1"' if (y, x) in formulas else ""
            repeated = f' table:number-columns-repeated="{repeat_cells}"' * (repeat_cells > 1)
            words = "</text:p><text:p>".join(escape(str(value)).split("\n"))
            cells.append(
                f'<table:table-cell office:value-type="string"{formula}{repeated}>'
                f"<text:p>{words}</text:p></table:table-cell>"
            )
        again = f' table:number-rows-repeated="{repeat_rows}"' * (repeat_rows > 1)
        tail = '<table:table-cell table:number-columns-repeated="16380"/>' * empty_tail
        lines.append(f"<table:table-row{again}>{''.join(cells)}{tail}</table:table-row>")
    if empty_tail:
        lines.append(
            '<table:table-row table:number-rows-repeated="1048000">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} '
        f'office:version="1.2"><office:body><office:spreadsheet><table:table table:name="{sheet}">'
        f"{''.join(lines)}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "mimetype",
            "application/vnd.oasis.opendocument.spreadsheet",
            compress_type=zipfile.ZIP_STORED,
        )
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()
