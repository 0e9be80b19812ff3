"""A hall counted row by row, corrected, or pasted; and papers that come as files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cocrea.documents.models import Document
from cocrea.meetings.forms_counting import CountForm, as_counted
from cocrea.meetings.models import AttendanceSheet, Pack
from cocrea.meetings.rules.attendance import Line
from cocrea.people.rules.sectors import SECTORS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def hall(held, act_as, actor_of, client, demo_process):
    meeting = held()
    act_as(actor_of("facilitator"), client)
    return f"/p/{demo_process.slug}/reuniones/{meeting.public_id}/asistencia/"


def test_a_hall_is_counted_row_by_row_and_corrected(hall, client):
    given = {"source": "Listas", "public.count": "9", "citizen.count": "12", "citizen.women": "7"}
    given["nobody"] = "on"
    assert client.post(hall, given).status_code == 303
    sheet = AttendanceSheet.objects.get(current=True)
    assert (sheet.total, sheet.by_sector) == (21, {"public": 9, "citizen": 12})
    assert sheet.officials == 9
    women = {row.sector: (row.status, row.women, row.men) for row in sheet.rows.all()}
    assert women == {"public": ("guest", None, None), "citizen": ("guest", 7, None)}
    page = client.get(hall).content.decode()
    assert 'name="citizen.count" value="12"' in page and "Ya hay un conteo (versión 1)" in page
    client.post(hall, {**given, "citizen.count": "13"})
    assert AttendanceSheet.objects.get(current=True).version == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Falta escribir la asistencia"),
        ({"citizen.women": "3"}, "Falta cuántas asistencias"),
        ({"citizen.count": "3", "citizen.women": "2", "citizen.men": "2"}, "suman más"),
        ({"citizen.count": "3", "rows": "public, member, 4"}, "no las dos"),
        ({"citizen.count": "-1"}, "citizen.count"),
        ({"citizen.count": "9" * 100_000}, "citizen.count"),
        ({"rows": "nadie, member, 4"}, "No se entiende la línea 1"),
        ({"citizen.count": "3", "citizen.status": "reina"}, "citizen.status"),
        ({"public.count": "20"}, "con media sala contada"),
    ],
)
def test_what_does_not_add_up_is_said_and_nothing_is_kept(hall, client, given, said):
    answer = client.post(hall, {"source": "Listas", **given})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not AttendanceSheet.objects.exists()


def test_half_a_hall_gives_no_share_of_officials(hall, client):
    """Twenty officials counted and the rest left blank is not a hall of officials."""
    page = client.post(hall, {"source": "Listas", "public.count": "20", "citizen.count": "0"})
    assert page.status_code == 422
    missing = page.content.decode().partition("Falta el número de: ")[2].partition(".")[0]
    assert "Sociedad civil" in missing and "Instituciones públicas" not in missing
    zeros = {f"{sector}.count": "0" for sector in SECTORS}
    whole = {"source": "Listas", **zeros, "public.count": "20"}
    assert client.post(hall, whole).status_code == 303
    assert AttendanceSheet.objects.get().by_sector == {"public": 20}


def test_a_pasted_list_may_use_the_words_of_the_page(hall, client):
    rows = "Sociedad civil; Invitado; 12; 3\nPublic institutions; member; 4"
    assert client.post(hall, {"source": "Excel", "rows": rows}).status_code == 303
    sheet = AttendanceSheet.objects.get()
    assert sheet.by_sector == {"public": 4, "civil_society": 12}
    assert [row.table for row in sheet.rows.order_by("pk")] == [3, None]
    page = client.get(hall).content.decode()
    assert "civil_society;guest;12;3" in page, "a sheet by table is corrected as a list"


def test_only_a_sheet_of_one_row_a_sector_fits_the_table():
    whole = [Line("public", "member", 3), Line("citizen", "guest", 2, women=1)]
    shown = as_counted(whole)
    assert shown["citizen.women"] == 1 and shown["public.status"] == "member"
    assert as_counted([*whole, Line("public", "guest", 1)]) is None
    assert as_counted([Line("public", "member", 3, table=2)]) is None
    form = CountForm({"source": "x", "public.count": "0"})
    assert form.is_valid() and form.cleaned_data["rows"] == []


def test_a_paper_of_the_pack_comes_as_a_file(
    announced, act_as, actor_of, client, demo_process, upload
):
    meeting = announced()
    act_as(actor_of("secretary"), client)
    url = f"/p/{demo_process.slug}/reuniones/{meeting.public_id}/documentos/"
    page = client.get(url).content.decode()
    assert 'enctype="multipart/form-data"' in page
    bad = {"kind": "agenda", "title": "Agenda", "file": upload("a.html", b"<script>x</script>")}
    answer = client.post(url, bad)
    assert answer.status_code == 422 and "Ese tipo de archivo" in answer.content.decode()
    assert client.post(url, {"kind": "agenda", "title": "Agenda"}).status_code == 422
    assert not Pack.objects.exists() and not Document.objects.exists()
    good = {"kind": "agenda", "title": "Agenda", "file": upload("a.pdf", b"%PDF-1.7 uno")}
    assert client.post(url, good).status_code == 303
    made, item = Document.objects.get(), Pack.objects.get()
    assert (made.kind, made.title_es, made.source) == ("agenda", "Agenda", "secretary de ejemplo")
    assert (item.document_id, item.document_digest) == (str(made.public_id), made.digest)
    page = client.get(f"/p/{demo_process.slug}/reuniones/{meeting.public_id}/").content.decode()
    assert item.document.path in page


@pytest.fixture
def upload():
    return SimpleUploadedFile
