"""Blocks as WordprocessingML, in the named styles of the template. Each paragraph and each row is
built as a tree, so that a text can never become markup, and written at once."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from lxml import etree

from cocrea.documents.rules.plain import safe

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Word asks for a region; without one its speller guesses.
LANGUAGES = {"es": "es-GT", "en": "en-US"}
TONES = {
    "": "CocreaTexto",
    "note": "CocreaNota",
    "lead": "CocreaDestacado",
    "warn": "CocreaAviso",
}
WHOLE = 5000  # fiftieths of a per cent: the width of the text
TEXT_WIDTH = 9360  # twentieths of a point: six and a half inches
END = b"</w:tbl>"
LETTER, PADDING = 125, 200  # of a head, and beside it in its cell
BOOKMARK_MOST = 40  # letters of a bookmark's name, says Word


def element(tag: str, *children: Any, **attributes: str) -> Any:
    """``w:tag`` with attributes in the same namespace."""
    made = etree.Element(f"{{{W}}}{tag}", nsmap={"w": W})
    for key, value in attributes.items():
        made.set(f"{{{W}}}{key}", value)
    made.extend([child for child in children if child is not None])
    return made


def text_runs(
    text: str, *, style: str = "", language: str = "", strong: bool = False
) -> Iterable[Any]:
    """A run for each line of the text, with line breaks between."""
    for place, piece in enumerate(safe(text).replace("\t", " ").split("\n")):
        properties = element("rPr")
        if style:
            properties.append(element("rStyle", val=style))
        if strong:
            properties.append(element("b"))
        if language:
            properties.append(element("lang", val=LANGUAGES.get(language, language)))
        run = element("r", properties if len(properties) else None)
        if place:
            run.append(element("br"))
        said = element("t")
        said.text = piece
        said.set(XML_SPACE, "preserve")
        run.append(said)
        yield run


def written(made: Any) -> bytes:
    """The element as it stands in a document whose root binds ``w:``, as docxtpl asks for."""
    return etree.tostring(made, encoding="utf-8").replace(f' xmlns:w="{W}"'.encode(), b"", 1)


def tongue_runs(line: Sequence[Mapping[str, Any]]) -> Iterable[Any]:
    """Runs that say their language and nothing of how they look."""
    for piece in line:
        text = f"{piece['text']} [{piece['note']}]" if piece["note"] else piece["text"]
        yield from text_runs(text, language=piece["language"])


def line_runs(line: Sequence[Mapping[str, Any]]) -> list[Any]:
    found: list[Any] = []
    for piece in line:
        style = "CocreaHuella" if piece["code"] else ""
        options = {"style": style, "language": piece["language"], "strong": piece["strong"]}
        runs = text_runs(piece["text"], **options)
        found += _linked(piece["link"], runs) if piece["link"] else runs
        if piece["note"]:
            found += text_runs(f" [{piece['note']}]", style="CocreaEstado")
    return found


def _linked(address: str, runs: Iterable[Any]) -> Iterable[Any]:
    """A link as a field: unlike a relation it needs nothing of the rest of the package."""
    yield from _field_begin('HYPERLINK "' + address.replace('"', "%22") + '"')
    yield from runs
    yield _field_end()


def paragraph(style: str, runs: Iterable[Any], *extra: Any) -> Any:
    return element("p", element("pPr", element("pStyle", val=style), *extra), *runs)


class Body:
    """The body of a document: ``xml()`` first, then its ``contents()``."""

    def __init__(self, doc: Mapping[str, Any]) -> None:
        self.doc = doc
        self.marks = 0
        self.shown: list[Mapping[str, Any]] = []  # headings for the table of contents
        self.table: Mapping[str, Any] = {}  # whose rows are being written
        self.makers: dict[str, Callable[[Mapping[str, Any]], list[Any]]] = {
            "heading": self._heading,
            "para": lambda b: [paragraph(TONES[b["tone"]], line_runs(b["line"]))],
            "field": self._field,
            "bullets": lambda b: [paragraph("CocreaVineta", line_runs(x)) for x in b["lines"]],
        }

    def xml(self, pieces: Iterable[Mapping[str, Any]]) -> bytes:
        """Written piece by piece: of a long table only some rows are trees at a time."""
        out = io.BytesIO()
        for piece in pieces:
            if piece["kind"] != "rows":
                out.write(self._closed())
            if piece["kind"] == "table":
                out.write(self._opened(piece))
            if piece["kind"] in ("table", "rows"):
                out.writelines(written(each) for each in self._rows(piece["rows"]))
            else:
                out.writelines(written(each) for each in self.makers[piece["kind"]](piece))
        out.write(self._closed())
        return out.getvalue()

    def contents(self) -> bytes:
        """The table of contents: a field that Word renews, with its entries already in it."""
        rows = []
        for place, block in enumerate(self.shown):
            link = element("hyperlink", *line_runs(_title(block)), anchor=_mark(block["anchor"]))
            before = [] if place else list(_field_begin('TOC \\o "1-2" \\h \\z \\u'))
            after = [_field_end()] if place == len(self.shown) - 1 else []
            style = f"CocreaIndice{block['level']}"
            rows.append(paragraph(style, [*before, link, *after]))
        return b"".join(written(each) for each in rows)

    def _heading(self, block: Mapping[str, Any]) -> list[Any]:
        self.marks += 1
        if block["level"] < 3:
            self.shown.append(block)
        number = str(self.marks)
        start = element("bookmarkStart", id=number, name=_mark(block["anchor"] or f"h{number}"))
        style = "CocreaFicha" if block["card"] else f"Heading{block['level']}"
        page = [element("pageBreakBefore")] if block["page"] else []
        runs = [start, *line_runs(_title(block)), element("bookmarkEnd", id=number)]
        return [paragraph(style, runs, *page)]

    def _field(self, block: Mapping[str, Any]) -> list[Any]:
        found = []
        if block["section"]:
            found.append(paragraph("CocreaSeccion", text_runs(block["section"])))
        found.append(paragraph("CocreaCampo", text_runs(block["label"])))
        if not block["lines"]:
            return [*found[:-1], paragraph("CocreaCampo", text_runs(f"{block['label']}  –"))]
        return found + [paragraph("CocreaTexto", line_runs(each)) for each in block["lines"]]

    def _opened(self, block: Mapping[str, Any]) -> bytes:
        """A table up to its first row. Its end is written by ``_closed``."""
        self.table, columns = block, block["columns"]
        table = element(
            "tbl",
            element(
                "tblPr",
                element("tblStyle", val="CocreaTabla"),
                element("tblW", w=str(WHOLE), type="pct"),
                element("tblLayout", type="fixed"),
                element("tblLook", val="0420", firstRow="1", noVBand="1"),
                element("tblCaption", val=safe(block["caption"])[:250]),
            ),
            element(
                "tblGrid",
                *(element("gridCol", w=str(round(TEXT_WIDTH * s))) for s in _shares(columns)),
            ),
        )
        head = [[_plain(column["label"])] for column in columns]
        table.append(self._row(head, columns, _shares(columns), header=True))
        caption = paragraph("CocreaTitulo", text_runs(block["caption"]))
        return written(caption) + written(table).removesuffix(END)

    def _rows(self, rows: Iterable[Any]) -> Iterable[Any]:
        columns, shares = self.table["columns"], _shares(self.table["columns"])
        for row in rows:
            yield self._row(row, columns, shares, head=self.table["head"])

    def _closed(self) -> bytes:
        """The end of the table that is open, with its note; nothing where none is."""
        if not self.table:
            return b""
        note = paragraph("CocreaNota", text_runs(self.table["note"]))
        self.table = {}
        return END + written(note)

    def _row(
        self,
        cells: Sequence[Any],
        columns: Sequence[Mapping[str, Any]],
        shares: Sequence[float],
        *,
        header: bool = False,
        head: int = -1,
    ) -> Any:
        properties = element("trPr", element("cantSplit"))
        if header:
            properties.append(element("tblHeader"))
        row = element("tr", properties)
        for place, (lines, column, share) in enumerate(zip(cells, columns, shares, strict=True)):
            cell = element(
                "tc", element("tcPr", element("tcW", w=str(round(WHOLE * share)), type="pct"))
            )
            align = [element("jc", val="right")] if column["number"] else []
            for number, line in enumerate(lines or [_plain("–")]):
                named = header or (place == head and number == 0)
                style = "CocreaCabeza" if named else "CocreaCelda"
                cell.append(paragraph(style, line_runs(line), *align))
            row.append(cell)
        return row


def _shares(columns: Sequence[Mapping[str, Any]]) -> list[float]:
    """The part of the width that each column gets, none less than the longest word of its head."""
    whole = sum(column["weight"] for column in columns)
    wanted = [column["weight"] / whole for column in columns]
    needed = [_needed(column["label"]) / TEXT_WIDTH for column in columns]
    short = sum(max(n - w, 0) for w, n in zip(wanted, needed, strict=True))
    spare = sum(max(w - n, 0) for w, n in zip(wanted, needed, strict=True))
    if not 0 < short <= spare:
        return wanted
    return [
        n if w < n else w - (w - n) * short / spare for w, n in zip(wanted, needed, strict=True)
    ]


def _needed(label: str) -> int:
    """Twentieths of a point, in a font as wide as any that Word takes where it has not ours."""
    return LETTER * max(map(len, label.split()), default=0) + PADDING


def _plain(text: str) -> list[dict[str, Any]]:
    return [{"text": text, "language": "", "note": "", "strong": False, "code": False, "link": ""}]


def _title(block: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [*(_plain(f"{block['label']}. ") if block["label"] else []), *block["line"]]


def _mark(anchor: str) -> str:
    """A name that Word takes for a bookmark: letters, figures and low lines."""
    return "".join(c if c.isalnum() else "_" for c in f"b_{anchor}")[:BOOKMARK_MOST]


def _field_begin(code: str) -> Iterable[Any]:
    yield element("r", element("fldChar", fldCharType="begin"))
    said = element("instrText")
    said.text = f" {code} "
    said.set(XML_SPACE, "preserve")
    yield element("r", said)
    yield element("r", element("fldChar", fldCharType="separate"))


def _field_end() -> Any:
    return element("r", element("fldChar", fldCharType="end"))
