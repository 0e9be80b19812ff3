"""Files of a document: made once, kept by what they are made from, never half."""

import io
import shutil

import pytest
from django.core.cache import cache
from docx import Document
from tests.rules.documents.test_documents_blocks import doc

from cocrea.documents.rendering import files
from cocrea.documents.rules.blocks import Run


@pytest.fixture
def place(settings, tmp_path):
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "media", tmp_path
    return tmp_path / "media" / "rendered" / "plan-1"


@pytest.fixture
def drawn(monkeypatch):
    """How often a process of its own was asked to draw."""
    calls = []

    def press(made, format):
        calls.append((made.language, format))
        return f"{made.title.text} {format}".encode()

    monkeypatch.setattr(files, "_pressed", press)
    return calls


def test_a_frozen_file_is_drawn_once_and_kept(place, drawn):
    made = doc(frozen=True)
    assert files.data_of(made, "pdf") == files.data_of(made, "pdf") == b"Plan pdf"
    assert files.data_of(doc(frozen=True), "pdf") == b"Plan pdf"
    assert drawn == [("es", "pdf")]
    assert [p.name for p in place.iterdir()] == [files.path_of(made, "pdf").name]


def test_ready_beforehand_means_nothing_left_to_draw(place, drawn):
    made = doc(frozen=True)
    assert files.make_ready(made) == 2 and files.make_ready(made) == 0
    files.data_of(made, "docx")
    assert len(drawn) == 2
    assert files.make_ready(doc(frozen=False)) == 0


def test_what_a_document_says_decides_which_file_it_is(place, drawn):
    files.data_of(doc(frozen=True), "pdf")
    files.data_of(doc(frozen=True, language="en"), "pdf")
    approved = doc(frozen=True, facts=(("Aprobación", (Run("La aprobó la Mesa."),)),))
    files.data_of(approved, "pdf")
    assert len(drawn) == 3
    # The file from before the approval is gone; the other language's stays.
    names = sorted(p.name[:2] for p in place.iterdir())
    assert names == ["en", "es"]


def test_what_can_be_erased_is_never_kept_on_disk(place, drawn, settings):
    settings.PAGES_KEPT_SECONDS = 90
    made = doc(frozen=False)
    assert files.data_of(made, "pdf") == files.data_of(made, "pdf") == b"Plan pdf"
    assert len(drawn) == 1 and not place.exists()
    cache.clear()
    files.data_of(made, "pdf")
    assert len(drawn) == 2


def test_a_fault_leaves_nothing_and_says_what_it_was(place, monkeypatch):
    monkeypatch.setattr(files, "SOURCE", files.HERE)  # the process that draws finds no module
    with pytest.raises(files.NotRendered) as caught:
        files.data_of(doc(frozen=True), "docx")
    assert "cocrea" in str(caught.value)
    assert not list(place.glob("*")) if place.exists() else True


def test_the_process_that_draws_makes_both_formats(place):
    made = doc(frozen=True)
    assert files.data_of(made, "pdf").startswith(b"%PDF-1.7")
    assert Document(io.BytesIO(files.data_of(made, "docx"))).core_properties.title == "Plan"
    assert files.data_of(made, "json").endswith(b"}\n")
    with pytest.raises(ValueError):
        files.data_of(made, "exe")


def test_officials_put_their_own_template(place):
    made = doc(frozen=True)
    before = files.key_of(made, "docx")
    own = place.parent.parent.parent / "templates"
    own.mkdir(parents=True)
    shutil.copy(files.HERE / "templates" / "minutes.docx", own / "plan.docx")
    assert files.template_of("plan") == own / "plan.docx"
    assert files.key_of(made, "docx") != before
    assert files.template_of("answers").parent.name == "templates"
    assert b"CocreaTabla" in files.data_of(made, "docx")


def test_an_answer_is_shown_or_taken_away_and_runs_nothing(place, drawn):
    shown, taken = files.respond(doc(), "html"), files.respond(doc(), "pdf")
    assert shown["Content-Disposition"] == 'inline; filename="plan-1-es.html"'
    assert "style-src 'sha256-" in shown["Content-Security-Policy"]
    assert shown["Content-Language"] == "es"
    assert taken["Content-Disposition"] == 'attachment; filename="plan-1-es.pdf"'
    assert taken["Content-Type"] == "application/pdf"
    for response in (shown, taken):
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"
