"""Blocks as WordprocessingML, in the named styles of the template. Built as a tree: a text can
never become markup."""

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
    for place, piece in enumerate(safe(text).split("\n")):
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


def line_runs(line: Sequence[Mapping[str, Any]]) -> list[Any]:
    found: list[Any] = []
    for piece in line:
        style = "CocreaHuella" if piece["code"] else ""
        options = {"style": style, "language": piece["language"], "strong": piece["strong"]}
        found += text_runs(piece["text"], **options)
        if piece["note"]:
            found += text_runs(f" [{piece['note']}]", style="CocreaEstado")
    return found


def paragraph(style: str, runs: Iterable[Any], *extra: Any) -> Any:
    return element("p", element("pPr", element("pStyle", val=style), *extra), *runs)


class Body:
    """The body of a document; ``xml()`` is what the template's ``{{p cuerpo }}`` becomes."""

    def __init__(self, doc: Mapping[str, Any]) -> None:
        self.doc = doc
        self.marks = 0
        self.makers: dict[str, Callable[[Mapping[str, Any]], list[Any]]] = {
            "heading": self._heading,
            "para": lambda b: [paragraph(TONES[b["tone"]], line_runs(b["line"]))],
            "field": self._field,
            "bullets": lambda b: [paragraph("CocreaVineta", line_runs(x)) for x in b["lines"]],
            "table": self._table,
        }

    def xml(self) -> str:
        found = [made for block in self.doc["blocks"] for made in self.makers[block["kind"]](block)]
        return "".join(etree.tostring(each, encoding="unicode") for each in found)

    def contents(self) -> str:
        """The table of contents: a field that Word renews, with its entries already in it."""
        shown = [b for b in self.doc["blocks"] if b["kind"] == "heading" and b["level"] < 3]
        rows = []
        for place, block in enumerate(shown):
            link = element("hyperlink", *line_runs(_title(block)), anchor=_mark(block["anchor"]))
            before = [] if place else list(_field_begin('TOC \\o "1-2" \\h \\z \\u'))
            after = [_field_end()] if place == len(shown) - 1 else []
            style = f"CocreaIndice{block['level']}"
            rows.append(paragraph(style, [*before, link, *after]))
        return "".join(etree.tostring(each, encoding="unicode") for each in rows)

    def _heading(self, block: Mapping[str, Any]) -> list[Any]:
        self.marks += 1
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

    def _table(self, block: Mapping[str, Any]) -> list[Any]:
        columns = block["columns"]
        whole = sum(column["weight"] for column in columns)
        shares = [column["weight"] / whole for column in columns]
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
            element("tblGrid", *(element("gridCol", w=str(round(TEXT_WIDTH * s))) for s in shares)),
        )
        head = [[_plain(column["label"])] for column in columns]
        table.append(self._row(head, columns, shares, header=True))
        for row in block["rows"]:
            table.append(self._row(row, columns, shares, head=block["head"]))
        caption = paragraph("CocreaTitulo", text_runs(block["caption"]))
        after = paragraph("CocreaNota", text_runs(block["note"]))
        return [caption, table, after]

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


def _plain(text: str) -> list[dict[str, Any]]:
    return [{"text": text, "language": "", "note": "", "strong": False, "code": False}]


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
