"""Makes the DOCX templates of the release, so that their source can be read and compared.

    python scripts/document_templates.py            writes documents/rendering/templates/*.docx
    python scripts/document_templates.py --check    fails when they are not what this makes

Officials edit a copy in Word or LibreOffice (docs/operations.md); this file makes what they begin
with: page, styles, cover, contents, signatures, head and foot.
"""

import argparse
import io
import sys
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from cocrea.documents.rendering.word import repacked  # noqa: E402

TARGET = ROOT / "src" / "cocrea" / "documents" / "rendering" / "templates"
INDIGO, RED, INK, SOFT = "262A66", "A3123F", "1F1A2E", "575068"
SUNKEN, WARM, RULE, WHITE = "F3EDE4", "FDF0D6", "D9D0C4", "FFFFFF"
SERIF, SANS, MONO = (
    ("Noto Serif", "Cambria"),
    ("Noto Sans", "Calibri"),
    ("Noto Sans Mono", "Consolas"),
)
# kind: has a cover and a table of contents
KINDS = {
    "plan": True,
    "minutes": False,
    "systematization": True,
    "answers": True,
    "consultation": True,
}
P = WD_STYLE_TYPE.PARAGRAPH

# name: (font, size in points, colour, bold, space before, after, based on)
STYLES = {
    "CocreaAntetitulo": (SANS, 11, RED, True, 48, 18, "Normal"),
    "CocreaPortada": (SERIF, 27, INDIGO, True, 0, 10, "Normal"),
    "CocreaSubtitulo": (SANS, 13, INK, False, 0, 4, "Normal"),
    "CocreaFecha": (SERIF, 11, SOFT, False, 0, 18, "Normal"),
    "CocreaTexto": (SERIF, 10, INK, False, 0, 5, "Normal"),
    "CocreaDestacado": (SERIF, 11.5, INK, False, 8, 8, "Normal"),
    "CocreaNota": (SERIF, 8.5, SOFT, False, 0, 4, "Normal"),
    "CocreaAviso": (SANS, 9, INK, True, 6, 10, "Normal"),
    "CocreaSeccion": (SANS, 9, RED, True, 12, 0, "Normal"),
    "CocreaCampo": (SANS, 9, INDIGO, True, 8, 2, "Heading 3"),
    "CocreaFicha": (SANS, 12.5, WHITE, True, 18, 6, "Heading 2"),
    "CocreaTitulo": (SANS, 9, INK, True, 8, 3, "Normal"),
    "CocreaCelda": (SERIF, 8.5, INK, False, 0, 2, "Normal"),
    "CocreaCabeza": (SANS, 8.5, INK, True, 0, 2, "Normal"),
    "CocreaVineta": (SERIF, 10, INK, False, 0, 3, "List Bullet"),
    "CocreaIndice1": (SANS, 10, INDIGO, True, 8, 2, "Normal"),
    "CocreaIndice2": (SERIF, 9, INK, False, 0, 1, "Normal"),
    "CocreaPie": (SANS, 7.5, SOFT, False, 0, 0, "Normal"),
}


def colour(hexadecimal: str) -> RGBColor:
    return RGBColor.from_string(hexadecimal)


def dress(style, font, size, ink, bold) -> None:
    style.font.name = font[0]
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "heme" in name:
            del fonts.attrib[name]
    for part in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{part}"), font[0])
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = colour(ink)


def shade(properties, fill: str) -> None:
    made = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        made.set(qn(f"w:{name}"), value)
    properties.append(made)


def border(properties, sides: str, ink: str, size: int = 8, space: int = 4) -> None:
    made = OxmlElement("w:pBdr")
    for side in sides.split():
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", size), ("space", space), ("color", ink)):
            edge.set(qn(f"w:{name}"), str(value))
        made.append(edge)
    properties.append(made)


def styles(document) -> None:
    known = document.styles
    dress(known["Normal"], SERIF, 10, INK, False)
    for level, size in ((1, 17), (2, 12.5), (3, 9.5)):
        heading = known[f"Heading {level}"]
        dress(heading, SANS, size, INDIGO, True)
        heading.paragraph_format.space_before = Pt(20 if level == 1 else 12)
        heading.paragraph_format.space_after = Pt(8 if level == 1 else 4)
        heading.paragraph_format.keep_with_next = True
    border(known["Heading 1"].element.get_or_add_pPr(), "bottom", RED, 12)
    for name, (font, size, ink, bold, before, after, base) in STYLES.items():
        made = known.add_style(name, P)
        made.base_style = known[base]
        dress(made, font, size, ink, bold)
        made.paragraph_format.space_before, made.paragraph_format.space_after = (
            Pt(before),
            Pt(after),
        )
        made.quick_style = True
    for name in ("CocreaCampo", "CocreaTitulo", "CocreaSeccion", "CocreaFicha"):
        known[name].paragraph_format.keep_with_next = True
    card = known["CocreaFicha"].element.get_or_add_pPr()
    border(card, "top left bottom right", INDIGO, 4, 6)
    shade(card, INDIGO)
    notice = known["CocreaAviso"].element.get_or_add_pPr()
    border(notice, "left", "F2A413", 24, 8)
    shade(notice, WARM)
    known["CocreaIndice2"].paragraph_format.left_indent = Inches(0.25)
    for name, font, ink, italic in (
        ("CocreaHuella", MONO, INK, False),
        ("CocreaEstado", SERIF, SOFT, True),
    ):
        made = known.add_style(name, WD_STYLE_TYPE.CHARACTER)
        dress(made, font, 7.5 if font is MONO else 8.5, ink, False)
        made.font.italic = italic
    table_style(document)


def table_style(document) -> None:
    made = document.styles.add_style("CocreaTabla", WD_STYLE_TYPE.TABLE)
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side, ink, size in (("top", INDIGO, 8), ("bottom", INDIGO, 8), ("insideH", RULE, 4)):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", size), ("space", 0), ("color", ink)):
            edge.set(qn(f"w:{name}"), str(value))
        borders.append(edge)
    properties.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 50), ("left", 80), ("bottom", 50), ("right", 80)):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(width))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    properties.append(margins)
    made.element.append(properties)
    first = OxmlElement("w:tblStylePr")
    first.set(qn("w:type"), "firstRow")
    cell = OxmlElement("w:tcPr")
    shade(cell, SUNKEN)
    first.append(cell)
    made.element.append(first)


def fields(paragraph, code: str) -> None:
    """A field such as PAGE."""
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = f" {code} "
        run._r.append(mark)


def page(document, cover: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)
    section.top_margin = section.bottom_margin = Inches(1)
    section.different_first_page_header_footer = cover
    head = section.header.paragraphs[0]
    head.style = document.styles["CocreaPie"]
    head.text = "{{ titulo }} · {{ edicion }}"
    border(head._p.get_or_add_pPr(), "bottom", RULE, 4)
    feet = [section.footer] + ([section.first_page_footer] if cover else [])
    for foot in feet:
        first = foot.paragraphs[0]
        first.style = document.styles["CocreaPie"]
        border(first._p.get_or_add_pPr(), "top", RULE, 4)
        first.add_run("{{ pie }}")
        foot.add_paragraph("{{ enlace }}", style="CocreaPie")
        second = foot.add_paragraph(style="CocreaPie")
        second.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        second.add_run("{{ palabras.page }} ")
        fields(second, "PAGE")
        second.add_run(" {{ palabras.of }} ")
        fields(second, "NUMPAGES")


def plain_table(document, widths: tuple[float, float]):
    """Two columns of these widths in inches, and no head."""
    table = document.add_table(rows=3, cols=2)
    table.style = document.styles["CocreaTabla"]
    table.autofit = False
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    for name in list(look.attrib):
        del look.attrib[name]
    look.set(qn("w:val"), "0400")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    return table


def facts(document) -> None:
    table = plain_table(document, (1.6, 4.9))
    rows = (
        ("{%tr for d in datos %}", ""),
        ("{{ d.nombre }}", "{{ d.valor }}"),
        ("{%tr endfor %}", ""),
    )
    for row, (left, right) in zip(table.rows, rows, strict=True):
        for cell, text, style, width in zip(
            row.cells, (left, right), ("CocreaCabeza", "CocreaCelda"), (1.6, 4.9), strict=True
        ):
            cell.width = Inches(width)
            cell.paragraphs[0].style = document.styles[style]
            cell.paragraphs[0].text = text


def signatures(document, cover: bool) -> None:
    document.add_paragraph("{%p if firmas %}")
    title = document.add_paragraph("{{ palabras.signatures }}", style="Heading 1")
    title.paragraph_format.page_break_before = cover
    document.add_paragraph("{{ firma }}", style="CocreaTexto")
    table = plain_table(document, (3.4, 3.1))
    texts = (("{%tr for f in firmas %}", ""), ("{{ f.nombre }}", ""), ("{%tr endfor %}", ""))
    for row, (left, right) in zip(table.rows, texts, strict=True):
        for cell, text, width in zip(row.cells, (left, right), (3.4, 3.1), strict=True):
            cell.width = Inches(width)
            cell.paragraphs[0].style = document.styles["CocreaCabeza"]
            cell.paragraphs[0].text = text
    name, space = table.rows[1].cells
    name.add_paragraph("{{ f.calidad }}", style="CocreaCelda")
    name.add_paragraph("{{ palabras.date }}: ____ / ____ / ________", style="CocreaCelda")
    space.paragraphs[0].paragraph_format.space_before = Pt(42)
    space.paragraphs[0].text = "_" * 36
    document.add_paragraph("{%p endif %}")


def lighten(document) -> None:
    """What python-docx's own template brings and nobody needs: a hundred table styles, a picture."""
    for style in list(document.styles.element.findall(qn("w:style"))):
        name = style.get(qn("w:styleId"))
        if style.get(qn("w:type")) == "table" and name != "TableNormal":
            document.styles.element.remove(style)
    package = document.part.package
    for owner in (package, document.part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.endswith(("/stylesWithEffects", "/thumbnail", "/customXml")):
                del owner.rels[key]


def template(kind: str) -> bytes:
    cover = KINDS[kind]
    document = Document()
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    lighten(document)
    styles(document)
    page(document, cover)
    document.add_paragraph("{{ antetitulo }}", style="CocreaAntetitulo")
    document.add_paragraph("{{ titulo }}", style="CocreaPortada")
    document.add_paragraph("{{ subtitulo }}", style="CocreaSubtitulo")
    document.add_paragraph("{{ fecha }}", style="CocreaFecha")
    document.add_paragraph("{%p if aviso %}")
    document.add_paragraph("{{ aviso }}", style="CocreaAviso")
    document.add_paragraph("{%p endif %}")
    facts(document)
    if cover:
        contents = document.add_paragraph("{{ palabras.contents }}", style="CocreaAntetitulo")
        contents.paragraph_format.page_break_before = True
        document.add_paragraph("{{p indice }}")
    document.add_paragraph("{{p cuerpo }}")
    signatures(document, cover)
    document.add_paragraph("{{ palabras.record }}", style="CocreaTitulo")
    document.add_paragraph("{{p comprobacion }}")
    about = document.core_properties
    about.title, about.author, about.comments = kind, "", ""
    about.last_modified_by, about.revision = "", 1
    about.created = about.modified = datetime(2026, 1, 1)  # noqa: DTZ001 - python-docx writes it as UTC
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    TARGET.mkdir(parents=True, exist_ok=True)
    stale = []
    for kind in KINDS:
        path, data = TARGET / f"{kind}.docx", template(kind)
        if check and (not path.is_file() or path.read_bytes() != data):
            stale.append(path.name)
        elif not check:
            path.write_bytes(data)
            print(f"{path.relative_to(ROOT)}: {len(data)} bytes")
    if stale:
        print(f"not what the script makes: {', '.join(stale)}")
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
