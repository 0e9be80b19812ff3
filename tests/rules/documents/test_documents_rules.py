"""Which files and records may be published."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.documents.rules.files import ENDINGS, SIZE_MAX, file_check, media_type_of
from cocrea.documents.rules.kinds import Record, record_check
from cocrea.documents.rules.permits import PERMITS


def packed(*names, first=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        if first:
            parts.writestr("mimetype", first)
        for name in names:
            parts.writestr(name, "x")
    return out.getvalue()


DOCX = packed("[Content_Types].xml", "word/document.xml")


@every(
    "data, name, ending",
    [
        (b"%PDF-1.7 ...", "a.pdf", "pdf"),
        (b"%PDF-1.7 ...", "a.html", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "a.png", "png"),
        (b"\xff\xd8\xff\xe0....", "", "jpg"),
        ("ñandú".encode(), "a.txt", "txt"),
        (b"a,b\n1,2\n", "DATOS.CSV", "csv"),
        (DOCX, "a.docx", "docx"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "x.bin", "xlsx"),
        (packed("content.xml", first="application/vnd.oasis.opendocument.text"), "", "odt"),
    ],
)
def test_the_bytes_say_what_it_is(data, name, ending):
    assert ENDINGS[media_type_of(data, name)] == ending


@every(
    "data",
    [
        b"",
        b"   \n",
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"\xef\xbb\xbf <SVG onload=alert(1)>",
        b"<?xml version='1.0'?><svg/>",
        b"MZ\x90\x00 program",
        b"GIF89a\x00\x00",
        b"text with \x00 inside",
        b"\xff\xfe\x00latin",
        packed("a.txt"),
        packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        packed("[Content_Types].xml", "word/other.xml"),
        b"PK\x03\x04 broken",
    ],
)
def test_what_is_not_published(data):
    assert media_type_of(data, "harmless.pdf") is None


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_get_an_answer(data, name):
    assert media_type_of(data, name) in {*ENDINGS, None}


def test_findings_of_a_file():
    assert [f.code for f in file_check(0, None)] == ["documents.file_empty"]
    assert [f.code for f in file_check(SIZE_MAX + 1, None)] == ["documents.file_too_large"]
    assert [f.code for f in file_check(5, None)] == ["documents.file_type"]
    assert not file_check(SIZE_MAX, "text/plain")


def codes(**fields):
    given = {"kind": "report", "title_es": "Informe", "language": "es", "has_file": True}
    return [f.code for f in record_check(Record(**{**given, **fields}))]


def test_findings_of_a_record():
    assert codes() == []
    assert codes(kind="gossip") == ["documents.kind_unknown"]
    assert codes(title_es="") == ["documents.title_missing"]
    assert codes(language="Español") == ["documents.language_unknown"]
    assert codes(link="javascript:alert(1)") == ["documents.link_invalid"]
    assert codes(digest="abc") == ["documents.digest_invalid"]
    assert codes(has_file=False) == ["documents.nothing_to_show", "documents.source_missing"]
    assert codes(kind="reference") == ["documents.source_missing"]
    assert codes(has_file=False, link="https://example.org/a", source="OGP") == []


def test_only_the_publisher_publishes_files_and_cards():
    stated = {"document.supersede", "library.describe"}
    for action in ("document.add", "library.add", *sorted(stated)):
        state = "current" if action in stated else "*"
        assert PERMITS.may("publisher", action, state)
        for role in ("citizen", "point_of_contact", "moderator", "operator"):
            assert not PERMITS.may(role, action, state)
    assert not PERMITS.may("publisher", "document.supersede", "superseded")


def test_nobody_writes_and_approves_a_page_by_one_role():
    writing = ("page.draft", "page.edit", "page.submit", "page.discard")
    for row in PERMITS:
        if row.action in writing:
            for role in row.roles:
                for state in ("draft", "submitted", "approved", "published"):
                    assert not PERMITS.may(role, "page.approve", state)
    assert PERMITS.may("clock", "page.publish", "approved")
    assert not PERMITS.may("publisher", "page.publish", "approved")
