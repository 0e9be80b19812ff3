"""The installation's own DOCX template: filled, or refused with what is wrong with it."""

import io
import logging
import shutil
import zipfile

import pytest
from django.urls import reverse
from docx import Document
from tests.rules.documents.test_documents_blocks import doc

from cocrea.documents.rendering import files, frame, word
from cocrea.documents.rules.blocks import Para, Run, say
from cocrea.documents.rules.drawing import Broken
from cocrea.kernel.errors import TooMany
from cocrea.ui.messages import text_of

RELEASE = files.HERE / "templates" / "plan.docx"


@pytest.fixture
def own(settings, tmp_path):
    """Where an installation puts its template of a kind."""
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "media", tmp_path
    settings.PAGES_KEPT_SECONDS = 0
    (tmp_path / "templates").mkdir()
    return lambda kind: tmp_path / "templates" / f"{kind}.docx"


def edited(path, words, part="word/document.xml"):
    """The template of the release with other words in it (old: new), at ``path``."""
    with zipfile.ZipFile(RELEASE) as before, zipfile.ZipFile(path, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            for old, new in words.items() if name == part else ():
                assert old in data.decode(), old
                data = data.decode().replace(old, new).encode()
            after.writestr(name, data)
    return path


MARK = "<w:t>{{p cuerpo }}</w:t>"
BROKEN = {
    "word": ({"{{ titulo }}": "{{ titulos }}"}, "word_unknown", "titulos"),
    "attribute": ({"{{ d.valor }}": "{{ d.valores }}"}, "word_unknown", "valores"),
    "syntax": ({"{{ titulo }}": "Plan {{ titulo"}, "syntax", "Plan {{ titulo"),
    "order": ({"{%p if aviso %}": "{%p si aviso %}"}, "syntax", "si aviso"),
    "secret": ({"{{ titulo }}": "{{ titulo.__class__.__mro__ }}"}, "failed", "unsafe"),
    "loop": (
        {"{{ titulo }}": "{% for i in range(10**9) %}{% endfor %}"},
        "failed",
        "Range too big",
    ),
    "no body": ({MARK: "<w:t>Aquí va el texto</w:t>"}, "marker", "cuerpo"),
    "no proof": ({"{{p comprobacion }}": ""}, "marker", "comprobacion"),
    "body in a line": ({MARK: "<w:t>{{ cuerpo }}</w:t>"}, "marker", "cuerpo"),
    "two bodies": ({MARK: MARK + "</w:r></w:p><w:p><w:r>" + MARK}, "marker", "cuerpo"),
    "from cell to cell": (
        {"{{ d.nombre }}": "{%p if aviso %}", "{{ d.valor }}": "{% endif %}"},
        "mixed",
        "tag mismatch",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_wrong_with_a_template_is_named(case, tmp_path):
    words, slug, said = BROKEN[case]
    made = frame.framed(doc(facts=(("Versión", say("1")),)))
    with pytest.raises(Broken) as caught:
        word.rendered(made, str(edited(tmp_path / "plan.docx", words)))
    assert caught.value.slug == slug
    assert said in " ".join(caught.value.params.values()), caught.value.params


@pytest.mark.parametrize("data", [b"", b"no es un documento", b"PK\x03\x04" + b"\x00" * 80])
def test_a_file_that_is_no_document_is_named(data, tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(data)
    with pytest.raises(Broken) as caught:
        word.rendered(frame.framed(doc()), str(path))
    assert caught.value.slug == "unreadable"
    assert str(tmp_path) not in caught.value.params["what"]


def test_the_body_finds_its_place_whatever_its_part_is_called(tmp_path):
    path, old, new = tmp_path / "plan.docx", "document.xml", "document2.xml"
    with zipfile.ZipFile(RELEASE) as before, zipfile.ZipFile(path, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name in ("[Content_Types].xml", "_rels/.rels"):
                data = data.replace(f"word/{old}".encode(), f"word/{new}".encode())
            after.writestr(name.replace(old, new), data)
    made = word.rendered(frame.framed(doc(blocks=(Para(say("Lo que se dijo.")),))), str(path))
    with zipfile.ZipFile(io.BytesIO(made)) as found:
        assert b"<?cocrea" not in found.read(f"word/{new}")
    assert "Lo que se dijo." in [each.text for each in Document(io.BytesIO(made)).paragraphs]


def test_another_office_file_is_no_template(tmp_path):
    words = {"wordprocessingml.document.main+xml": "spreadsheetml.sheet.main+xml"}
    path = edited(tmp_path / "plan.docx", words, "[Content_Types].xml")
    with pytest.raises(Broken) as caught:
        word.rendered(frame.framed(doc()), str(path))
    assert caught.value.slug == "unreadable"


def test_no_other_template_is_taken_in_its_place(own):
    edited(own("plan"), {"{{ titulo }}": "{{ titulos }}"})
    for frozen in (True, False):
        with pytest.raises(files.TemplateBroken) as caught:
            files.data_of(doc(frozen=frozen), "docx")
        wrong, note = caught.value.findings
        assert wrong.code == "documents.template_word_unknown"
        assert wrong.params == {"file": "templates/plan.docx", "name": "titulos"}
        assert "«titulos»" in text_of(wrong) and "PDF" in text_of(note)
    assert files.data_of(doc(frozen=True), "json")  # the others do not care
    own("plan").unlink()
    assert files.data_of(doc(), "docx")[:2] == b"PK"


def test_a_template_that_cannot_be_read_at_all(own):
    own("plan").mkdir()  # a folder by that name is no template
    assert files.template_of("plan") == RELEASE
    own("plan").rmdir()
    own("plan").write_bytes(b"PK")
    with pytest.raises(files.TemplateBroken) as caught:
        files.data_of(doc(frozen=True), "docx")
    assert caught.value.findings[0].code == "documents.template_unreadable"


def test_a_template_without_end_is_left(own, monkeypatch):
    shutil.copy(RELEASE, own("plan"))
    monkeypatch.setattr(files, "SECONDS_MOST", 0.01)
    with pytest.raises(files.TemplateBroken) as caught:
        files.data_of(doc(), "docx")
    assert caught.value.findings[0].code == "documents.template_slow"
    with pytest.raises(files.NotRendered):
        files.data_of(doc(), "pdf")


def test_a_reader_does_not_wait_for_ever_behind_others(own, monkeypatch):
    monkeypatch.setattr(files, "SECONDS_WAITING", 0.01)
    with files._turn(), pytest.raises(TooMany) as caught:
        files.data_of(doc(), "pdf")
    assert caught.value.findings[0].code == "documents.drawing_busy"


def test_what_is_made_beforehand_goes_on_without_it(own, monkeypatch, caplog):
    edited(own("plan"), {MARK: "<w:t></w:t>"})
    pressed = files._pressed
    monkeypatch.setattr(files, "_pressed", lambda d, f: b"%PDF" if f == "pdf" else pressed(d, f))
    with caplog.at_level(logging.ERROR):
        assert files.make_ready(doc(frozen=True)) == 1
    assert "template_marker" in caplog.text and "templates/plan.docx" in caplog.text
    assert files.path_of(doc(frozen=True), "pdf").is_file()


@pytest.mark.django_db
def test_a_page_says_it_in_the_readers_language(own, client, process):
    edited(own("answers"), {"{{ titulo }}": "{{ titulos }}"})
    url = reverse("voices:answers_docx", args=[process.slug])
    for prefix, said in (("", "pide «titulos»"), ("/en", "asks for “titulos”")):
        answer = client.get(prefix + url)
        text = answer.content.decode()
        assert answer.status_code == 503 and "templates/answers.docx" in text and said in text
    assert client.get(url.replace(".docx", ".html")).status_code == 200


def test_texts_in_another_language_say_so_in_the_blanks_of_a_template(tmp_path):
    made = doc(
        language="en",
        title=Run("Plan <b>español</b>", "es"),
        facts=(("Approval", (*say("Approved by "), *say("Concejo & Mesa", "es"))),),
        signers=((say("Ministerio", "es"), "Commitment 1"),),
    )
    document = Document(io.BytesIO(word.rendered(frame.framed(made), str(RELEASE))))
    spanish = {
        run.findtext("{*}t")
        for run in document.element.body.iter("{*}r")
        if run.xpath("w:rPr/w:lang[@w:val='es-GT']")
    }
    assert {"Plan <b>español</b>", "Concejo & Mesa", "Ministerio"} <= spanish


def test_the_address_of_the_record_is_in_the_foot_and_a_link_at_the_end():
    data = word.rendered(frame.framed(doc()), str(RELEASE))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        feet = "".join(parts.read(n).decode() for n in parts.namelist() if "footer" in n)
        body = parts.read("word/document.xml").decode()
    assert "https://ejemplo.test/registro/" in feet and "ababab" in feet
    assert 'HYPERLINK "https://ejemplo.test/registro/"' in body
