"""PDF and DOCX of one document: tags, order, the same bytes, and nothing that anybody wrote runs."""

import io
import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from docx import Document
from pypdf import PdfReader
from tests.architecture import house
from tests.architecture.house import ROOT
from tests.rules.documents.test_documents_blocks import doc

from cocrea.documents.rendering import files, frame, html, pdf, word, word_xml
from cocrea.documents.rules.blocks import Bullets, Column, Field, Heading, Para, Table, say, texts

HOSTILE = (
    '#import "/etc/passwd": *',
    "#panic() ] #sys.inputs $x$ \\ ` * _ <a> @b // /* ",
    "{{ 7*7 }} {% for x in y %} {{p cuerpo }} {#",
    "<w:p/> & < > \" ' ]]> <!--",
    "<script>alert(1)</script>",
    "\u202eabajo\u202c \u2067vuelta",
    "=cmd|' /C calc'!A0",
    "w" * 700,
    "漢字 🌽 ẍ ʼ ɨ",
)


def full(**more):
    """A document in which every place holds something hostile."""
    blocks = []
    for place, text in enumerate(HOSTILE):
        line = say(f"{place}a {text}")
        blocks += [
            Heading(1, say(f"{place}b {text}"), f"parte-{place}", page=True),
            Heading(2, line, f"ficha-{place}", f"{place}c {text}", card=True),
            Field(f"{place}d {text}", (say(f"{place}e {text}", "en", text),), text),
            Field(f"{place}f vacío", ()),
            Table(
                f"{place}g {text}",
                (Column("No.", number=True), Column(text, 4)),
                (((say(place),), (say(f"{place}h {text}"), say(text))),),
                head=1,
                note=text,
            ),
            Bullets((say(f"{place}i {text}"),)),
            Para(say(f"{place}j {text}"), "warn"),
        ]
    given = {
        "blocks": tuple(blocks),
        "country": "GT",
        "subtitle": HOSTILE[2],
        "eyebrow": HOSTILE[0],
        "author": HOSTILE[2],
        "notice": HOSTILE[1],
        "facts": tuple((text[:40], say(text)) for text in HOSTILE),
        "signers": tuple((say(text, "en"), text) for text in HOSTILE[:4]),
        "signing": HOSTILE[1],
    }
    return doc(**{**given, **more})


def pdf_of(made):
    return pdf.rendered(frame.framed(made))


def docx_of(made, kind="plan"):
    return word.rendered(frame.framed(made), str(files.HERE / "templates" / f"{kind}.docx"))


def squeezed(text):
    """Without white space, places to break and hyphens: how a line falls says nothing."""
    return re.sub(r"[\s\u00ad\u200b-]+", "", text)


def pdftotext(data):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not there (poppler-utils)")
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True
    )
    return done.stdout.decode()


def roles(node, found):
    """Every role of a structure tree."""
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            roles(each, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append(str(node["/S"]))
        if "/K" in node:
            roles(node["/K"], found)
    return found


def test_a_pdf_is_tagged_named_and_in_its_language():
    # typst refuses to write what does not keep PDF/UA-1.
    reader = PdfReader(io.BytesIO(pdf_of(full())))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "es-GT" and bool(root["/MarkInfo"]["/Marked"])
    assert reader.metadata.title == "Plan"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert b"pdfuaid" in root["/Metadata"].get_data()
    found = set(roles(root["/StructTreeRoot"]["/K"], []))
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Caption", "/L", "/LI", "/P"} <= found
    assert {"/TOC", "/TOCI", "/Link"} <= found
    assert reader.outline, "bookmarks to go by"
    assert float(reader.pages[0].mediabox.width) == 612  # letter, as Guatemala prints


def test_a_pdf_reads_in_the_order_of_the_document():
    made = full(blocks=full().blocks[:28])  # the texts that fonts can show
    said = squeezed(pdftotext(pdf_of(made)))
    place = said.rindex(squeezed("0b " + HOSTILE[0])[:20])
    for text in texts(made.blocks):
        here = squeezed(text)[:18]
        found = said.find(here, place)
        assert found >= 0, text
        place = found


def test_hostile_text_is_only_text_in_a_pdf():
    said = squeezed(pdftotext(pdf_of(full())))
    for text in (HOSTILE[0], HOSTILE[2], HOSTILE[4], HOSTILE[6]):
        assert squeezed(text) in said
    assert "root:" not in said and "4949" not in said
    assert "abajo" in said and "\u202e" not in said
    assert "ẍʼɨ" in said and "漢" not in said
    assert "unrombo" in said  # it says that a character is missing


def test_no_text_runs_over_the_edge_of_the_page():
    """A word of 700 letters is broken: nothing is drawn right of the margin."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not there (poppler-utils)")
    done = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf_of(full()), capture_output=True, check=True
    )
    right = [float(x) for x in re.findall(r'xMax="([\d.]+)"', done.stdout.decode())]
    assert right and max(right) <= 612 - 50


@pytest.mark.parametrize("language", ["es", "en"])
def test_two_renders_are_the_same_bytes(language):
    made = full(language=language)
    assert pdf_of(made) == pdf_of(made)
    assert docx_of(made) == docx_of(made)


def test_another_moment_gives_other_bytes():
    later = full(at=full().at.replace(year=2027))
    assert pdf_of(full()) != pdf_of(later)


@pytest.mark.parametrize("kind", ["plan", "minutes", "systematization", "answers"])
def test_a_docx_opens_and_holds_everything_in_order(kind):
    made = full(kind=kind, cover=kind != "minutes")
    document = Document(io.BytesIO(docx_of(made, kind)))
    said = squeezed("".join(t.text or "" for t in document.element.body.iter("{*}t")))
    place = said.rindex(squeezed("0b #import"))
    for text in texts(made.blocks):
        here = squeezed(word.safe(text))[:40]
        place = said.find(here, place)
        assert place >= 0, text
    assert "{{7*7}}" in said and "4949" not in said.replace("49", "", 1)
    assert document.core_properties.title == "Plan"
    assert document.core_properties.author == HOSTILE[2]
    names = {p.style.name for p in document.paragraphs}
    assert {"Heading 1", "CocreaFicha", "CocreaCampo", "CocreaVineta", "CocreaAviso"} <= names
    (languages,) = {e.get(e.keys()[0]) for e in document.styles.element.iter("{*}lang")}
    assert languages == "es-GT"


def test_a_docx_has_heads_that_repeat_and_pages_that_count():
    data = docx_of(full())
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert parts.namelist() == sorted(parts.namelist())
        assert {i.date_time for i in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        body = parts.read("word/document.xml").decode()
        feet = "".join(parts.read(n).decode() for n in parts.namelist() if "footer" in n)
    assert "w:tblHeader" in body and "w:bookmarkStart" in body and "TOC \\o" in body
    assert " PAGE " in feet and " NUMPAGES " in feet and "ejemplo" in feet
    assert 'w:val="en-US"' in body  # what is not in the document's language says so
    assert not re.search(r"\{\{|\{%", re.sub(r"\{\{ 7\*7.*?\{#", "", body))


def test_no_head_of_a_column_is_broken_inside_a_word():
    columns = [
        {"label": label, "weight": weight}
        for label, weight in (("No.", 1), ("Hito y cómo se verifica", 40), ("Descartados", 2))
    ]
    shares = word_xml._shares(columns)
    assert sum(shares) == pytest.approx(1)
    for column, share in zip(columns, shares, strict=True):
        longest = max(map(len, column["label"].split()))
        assert share * word_xml.TEXT_WIDTH >= longest * word_xml.LETTER
    crowded = [{"label": "w" * 60, "weight": 1}, {"label": "w" * 60, "weight": 3}]
    assert word_xml._shares(crowded) == [0.25, 0.75]  # nothing to give: as it was asked


def test_a_page_of_a_long_document_says_where_the_rest_is():
    paging = html.Paging(2, 3, ((say("Tema <uno>"), "?page=1#uno"),), (("PDF", "/todo.pdf"),))
    text = html.rendered(full(), paging).decode()
    assert '<a href="?page=1#uno">Tema &lt;uno&gt;</a>' in text and 'href="/todo.pdf"' in text
    assert (
        'href="?page=1"' in text and 'href="?page=3"' in text and "<title>Plan (2)</title>" in text
    )
    assert 'class="turn"' not in html.rendered(full()).decode()


def test_a_wordy_table_stays_a_table_where_its_cells_stand_below_each_other():
    columns = (Column("Folio", 4), Column('Lo que "dijo"', 8), Column("Lo que <hicimos>", 9))
    table = Table("Salud", columns, (((say("A-1"),), (say("<b>"), say("x")), ()),))
    text = html.rendered(doc(blocks=(table,))).decode()
    assert '<table class="wordy" role="table">' in text
    assert '<th scope="row" role="rowheader" data-label="Folio">A-1</th>' in text
    assert 'data-label="Lo que &quot;dijo&quot;"><p>&lt;b&gt;</p><p>x</p></td>' in text
    assert 'data-label="Lo que &lt;hicimos&gt;">–</td></tr>' in text
    narrow = Table("Hitos", (Column("No."), Column("Hito", 9)), (((say(1),), (say("x"),)),), head=1)
    assert '<td>1</td><th scope="row">x</th>' in html.rendered(doc(blocks=(narrow,))).decode()


def test_html_holds_the_same_and_runs_nothing():
    text = html.rendered(full()).decode()
    assert "<script" not in text and "{{ 7*7 }}" in text and "\u202e" not in text
    assert f"<style>{html.style()}</style>" in text and "unsafe" not in html.policy()
    assert re.findall(r"<h1>(.*?)</h1>", text) == ["Plan"]
    anchors = re.findall(r'id="([^"]+)"', text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(anchors)


def test_the_templates_are_what_the_script_makes():
    done = subprocess.run(
        [sys.executable, "scripts/document_templates.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.soak
def test_libreoffice_opens_what_we_make_and_what_officials_edited_there(tmp_path):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not there (libreoffice-writer)")

    def converted(path, ending):
        command = ["soffice", "--headless", "--convert-to", ending, "--outdir", tmp_path / "out"]
        subprocess.run([*command, path], capture_output=True, check=True, timeout=180)
        return tmp_path / "out" / f"{path.stem}.{ending}"

    edited = converted(files.HERE / "templates" / "plan.docx", "docx")
    made = tmp_path / "made.docx"
    made.write_bytes(word.rendered(frame.framed(full()), str(edited)))
    with zipfile.ZipFile(made) as parts:
        assert len(parts.namelist()) == len(set(parts.namelist()))
    said = pdftotext(converted(made, "pdf").read_bytes())
    assert squeezed(HOSTILE[2]) in squeezed(said) and "Firmas" in said
    again = Document(converted(made, "docx"))
    assert {"Heading 1", "CocreaFicha"} <= {p.style.name for p in again.paragraphs}


HEAVY = ("typst", "docx", "docxtpl", "jinja2")
DRAWING = {"pdf", "word", "word_xml"}


def test_only_what_draws_knows_how_to_draw():
    drawing = {f"cocrea.documents.rendering.{part}" for part in DRAWING}
    for path in house.python_files():
        if path.parent.name == "rendering" and path.stem in DRAWING:
            continue
        if house.room_of(path) != "documents" and "documents.rendering" not in path.read_text():
            continue
        for module, name, line in house.imports(path):
            assert not {module, f"{module}.{name}"} & drawing, f"{path}:{line}"
            heavy = module.split(".")[0] in HEAVY and house.room_of(path) == "documents"
            assert not heavy, f"{path}:{line}"


@pytest.mark.slow
def test_the_portal_starts_without_what_draws_documents():
    """Only the processes that draw load these; docx alone costs more than the rest of a room."""
    code = (
        "import django, sys; django.setup(); import cocrea.config.wsgi, cocrea.config.urls;"
        "print([m for m in ('typst', 'docx', 'docxtpl', 'jinja2') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr[-800:]
