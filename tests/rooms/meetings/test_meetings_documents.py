"""The minutes as a document: only what was published, as it stood then."""

import io
import json

import pytest
from pypdf import PdfReader

from cocrea.kernel.errors import NotThere
from cocrea.meetings import documents, services
from cocrea.meetings.rules.attendance import Line
from cocrea.process.selectors import process_now

TEXT = "Se leyó la agenda. #import\n\nSe acordó {{ 7*7 }} publicar."
SHEET = [
    Line("public", "member", 9, women=2, men=7),
    Line("civil_society", "member", 3, women=1, men=2),
]


@pytest.fixture
def minutes(held, actor_of, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def made(text=TEXT, *, publish=True, **fields):
        meeting = held(**fields)
        services.attendance_record(
            actor=actor_of("secretary"), meeting=meeting, rows=SHEET, source="Listas firmadas"
        )
        drafted = services.minutes_draft(actor=actor_of("secretary"), meeting=meeting, text=text)
        if publish:
            services.minutes_publish(actor=actor_of("publisher"), minutes=drafted)
        return documents.minutes_get(meeting.process, meeting.public_id) if publish else drafted

    return made


def html(minutes, language="es"):
    process = minutes.meeting.process
    return documents.render(process, meeting=minutes.meeting.public_id, language=language).decode()


def test_the_minutes_say_when_who_and_what(minutes):
    found = minutes()
    text = html(found)
    for said in ("Mesa de agua", "Salón municipal", "Se leyó la agenda. #import", "{{ 7*7 }}"):
        assert said in text
    assert "Instituciones públicas" in text and "Listas firmadas" in text
    assert "de dos mil veintiséis, de las" in text  # the day in words
    assert "Convocatoria" in text and "Firmas" in text and "Demostración" in text


def test_small_cells_of_gender_are_hidden_in_every_format(minutes):
    found = minutes()
    genders = documents.document(found).data["attendance"]["genders"]
    assert genders["women"] is None and 3 not in genders.values()
    assert "no se muestra" in html(found)


def test_in_english_the_frame_is_english_and_the_words_stay_as_said(minutes):
    text = html(minutes(), "en")
    assert "Minutes of the meeting" in text and "Water table" in text
    assert '<span lang="es">Se leyó la agenda. #import</span>' in text


def test_it_stands_on_the_entry_that_published_it(minutes):
    found = minutes()
    process = found.meeting.process
    stood = documents.document(found).record
    process.log.refresh_from_db()
    assert stood.position == process.log.size - 1 and stood.size == process.log.size
    assert stood.root == process.log.root and stood.url.endswith(f"/{stood.position}/")


def test_a_later_correction_does_not_change_what_was_signed(minutes, actor_of, travel):
    found = minutes()
    before = documents.render(found.meeting.process, meeting=found.meeting.public_id, format="pdf")
    travel(days=1)
    services.attendance_record(
        actor=actor_of("secretary"),
        meeting=found.meeting,
        rows=[Line("public", "member", 90)],
        source="Otra lista",
    )
    again = documents.minutes_get(found.meeting.process, found.meeting.public_id)
    assert "Otra lista" not in html(again)
    after = documents.render(found.meeting.process, meeting=found.meeting.public_id, format="pdf")
    assert after == before


def test_minutes_that_nobody_published_are_not_there(client, minutes, demo_process):
    drafted = minutes(publish=False)
    meeting = drafted.meeting
    with pytest.raises(NotThere):
        documents.minutes_get(demo_process, meeting.public_id)
    for ending in ("html", "pdf", "docx", "json"):
        base = f"/p/{demo_process.slug}/reuniones/{meeting.public_id}/acta/1/documento.{ending}"
        assert client.get(base).status_code == 404 and client.get("/en" + base).status_code == 404


def test_the_page_offers_the_files_and_they_answer(client, minutes, demo_process):
    found = minutes()
    base = f"/p/{demo_process.slug}/reuniones/{found.meeting.public_id}/"
    page = client.get(base).content.decode()
    for ending in ("html", "pdf", "docx", "json"):
        assert f"{base}acta/1/documento.{ending}" in page
    answer = client.get(f"{base}acta/1/documento.pdf")
    said = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "Acta de la reunión" in said
    data = json.loads(client.get(f"{base}acta/1/documento.json").content)
    assert data["schema"] == 1 and data["document"] == "minutes" and data["text"] == TEXT
    assert client.get(f"{base}acta/2/documento.pdf").status_code == 404


def test_a_constant_number_of_queries(minutes, django_assert_max_num_queries):
    found = minutes()
    assert process_now(found.meeting.process)
    with django_assert_max_num_queries(22):
        documents.document(found)
