"""A frozen version in every format and language, and in OGP's columns."""

import csv
import io
import json

import pytest
from django.test import Client
from docx import Document
from pypdf import PdfReader
from tests.rooms.commitments.cases import accepted, adopted, draft, opinion, proposed  # noqa: F401

from cocrea.commitments import services as commitments
from cocrea.config import cli
from cocrea.documents.rendering import files
from cocrea.documents.rules.blocks import Run
from cocrea.plan import documents, ogp, services, tasks
from cocrea.plan.models import Approval

CANARY = "canario-91c2@ejemplo.test"
# What a member can know of a plan that was not submitted yet.
KNOWN = {
    "Country/Locality",
    "National Or Local",
    "Action Plan End Year",
    "Action Plan Duration (Years)",
    "Commitment Number",
    "Commitment Title",
    "Full Text",
    "Start Date",
    "End Date",
    "Lead Institution",
}


@pytest.fixture
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def rows_of(process, language="es"):
    data = documents.render(process, format="ogp-csv", language=language)
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@pytest.mark.parametrize("language", ["es", pytest.param("en", marks=pytest.mark.slow)])
def test_two_renders_of_a_frozen_version_are_the_same_bytes(process, first, place, language):
    for format in ("html", "json", "ogp-csv", "pdf", "docx"):
        before = documents.render(process, format=format, language=language)
        for kept in place.rglob("*.*"):
            kept.unlink(missing_ok=True)  # a lost file is made again as it was
        assert documents.render(process, format=format, language=language) == before


def test_the_pdf_and_the_docx_hold_the_template_of_the_plan(process, first, place):
    reader = PdfReader(io.BytesIO(documents.render(process, format="pdf")))
    said = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    document = Document(io.BytesIO(documents.render(process, format="docx")))
    written = " ".join(t.text or "" for t in document.element.body.iter("{*}t"))
    for text in (
        "Compromiso 1",
        "¿Cuál es la problemática que el compromiso aborda?",
        "Los contratos se publican tarde.",
        "Medio de verificación:",
        "Anexo: lo que usted dijo, lo que hicimos",
        first.digest[:30],
    ):
        assert text in said and text in written, text
    assert reader.trailer["/Root"]["/Lang"] == "es-GT"
    assert reader.metadata.creation_date.date() == first.frozen_at.date()


def test_the_command_says_which_template_is_broken_and_how(process, first, place, settings, capsys):
    settings.DATA_DIR = place
    (place / "templates").mkdir()
    (place / "templates" / "plan.docx").write_bytes(b"no es un documento")
    out = place / "plan.docx"
    line = ["plan", "render", "--process", process.slug, "--format", "docx", "--out", str(out)]
    assert cli.main(line) == 1
    said = capsys.readouterr().err
    assert "documents.template_unreadable" in said and "“templates/plan.docx”" in said
    assert not out.exists()


def test_only_a_final_version_has_a_sheet_for_signatures(process, final, place):
    assert documents.document(final).signers
    (revised,) = [v for v in process.plans.all() if v.kind == "first"]
    assert not documents.document(revised).signers


def test_who_signs_is_who_approved_and_who_is_responsible(approved):
    approved.refresh_from_db()
    names = [who for who, _role in documents.document(approved).signers]
    assert names[0] == (Run("Concejo municipal"),) and len(names) == 2


def test_no_voice_is_in_any_format(process, first, comment, freeze, place):
    comment(first, text=f"Escríbame a {CANARY}", contact=CANARY, covers=("publish", "contact"))
    freeze("revised")
    for format in ("html", "json", "ogp-csv", "docx"):
        data = documents.render(process, format=format)
        assert CANARY.encode() not in data and b"Escr\xc3\xadbame" not in data
    reader = PdfReader(io.BytesIO(documents.render(process, format="pdf")))
    assert "canario" not in "".join(page.extract_text() for page in reader.pages)


def test_drafts_answer_404_in_every_format(client, process, draft_of):
    draft_of()
    home = f"/p/{process.slug}/plan/1/"
    for name in ("documento.html", "documento.pdf", "documento.docx", "documento.json"):
        assert client.get(home + name).status_code == 404
        assert client.get("/en" + home + name).status_code == 404
    assert client.get(home + "compromisos-ogp.csv").status_code == 404


def test_the_pages_offer_every_format_and_each_answers(client, process, first, place):
    home = f"/p/{process.slug}/plan/"
    page = client.get(f"{home}1/").content.decode()
    listed = client.get(home).content.decode()
    for name, kind in (
        ("documento.html", "text/html"),
        ("documento.pdf", "application/pdf"),
        ("documento.docx", "officedocument"),
        ("documento.json", "application/json"),
        ("compromisos-ogp.csv", "text/csv"),
    ):
        assert f'href="{home}1/{name}"' in page and f'href="{home}1/{name}"' in listed
        answer = client.get(f"/en{home}1/{name}")
        assert answer.status_code == 200 and kind in answer["Content-Type"]


def test_the_tick_makes_files_ready_once(process, first, place, monkeypatch):
    monkeypatch.setattr(files, "_pressed", lambda made, format: format.encode())
    assert tasks.tick(process, first.frozen_at) == 4
    assert tasks.tick(process, first.frozen_at) == 0
    assert files.path_of(documents.document(first), "pdf").is_file()


def test_queries_do_not_grow_with_the_plan(
    process, standing, freeze, actor_of, django_assert_max_num_queries
):
    standing(3)
    version = freeze()
    for language in ("es", "en"):
        with django_assert_max_num_queries(16):
            documents.document(version, language)


def test_a_body_is_named_in_english_or_said_to_be_spanish(process, approved, place):
    """The methodology names the council in English; nobody names the other table."""
    for label, shown in (
        ("Concejo municipal", Run("Municipal council")),
        ("Mesa de vecinos", Run("Mesa de vecinos", "es")),
    ):
        Approval.objects.update(body_label=label)
        version = type(approved).objects.get(pk=approved.pk)
        assert documents.document(version).signers[0][0] == (Run(label),)
        english = documents.document(version, "en")
        assert english.signers[0][0] == (shown,)
        (said,) = [line for name, line in english.facts if name == "Approval"]
        assert shown in said and said[-1].language == ""
        page = documents.render(process, language="en").decode()
        assert ('<span lang="es">Mesa de vecinos</span>' in page) is bool(shown.language)
        for path in (f"/en/p/{process.slug}/plan/", f"/en/p/{process.slug}/plan/2/"):
            page = Client().get(path).content.decode()
            assert shown.text in page
            assert ('<span lang="es">Mesa de vecinos</span>' in page) is bool(shown.language)


# --- OGP's columns


@pytest.mark.needs_shared
def test_the_columns_are_those_of_ogp(shared):
    listed = json.loads((shared / "references" / "ogp-dataset-columns.json").read_text())
    assert list(ogp.columns()) == listed and len(listed) == 171


def test_what_a_member_knows_is_filled_and_the_rest_is_empty(process, first):
    rows = rows_of(process)
    assert tuple(rows[0]) == ogp.columns()
    assert [row["Commitment Number"] for row in rows] == ["1", "2"]
    for row in rows:
        assert {name for name, value in row.items() if value} <= KNOWN
    one = rows[0]
    assert one["National Or Local"] == "Local" and one["Commitment Title"]
    assert "¿Cuál es el compromiso?\n" in one["Full Text"] and "1.1. " in one["Full Text"]
    assert one["Lead Institution"] == first.content["commitments"][0]["responsible"]


def test_a_submitted_plan_says_its_year_and_codes_that_ogp_gave(process, approved, actor_of):
    services.plan_submit(actor=actor_of("point_of_contact"), version=approved)
    (row, *_rest) = rows_of(process)
    assert row["Year Of Submission"] == str(approved.submission.at.year)
    assert not row["Code"] and not row["Commitment Unique Identifier"]


def test_in_english_what_is_not_translated_says_so(process, first):
    (row, *_rest) = rows_of(process, "en")
    assert "[es: not translated] Los contratos se publican tarde." in row["Full Text"]


def test_a_cell_stays_as_it_was_written(process, draft_of, actor_of, freeze):
    made = draft_of(title='=1+1 "comillas", y coma')
    commitments.commitment_propose(actor=actor_of("delegate_society"), commitment=made)
    freeze()
    assert rows_of(process)[0]["Commitment Title"] == '=1+1 "comillas", y coma'
