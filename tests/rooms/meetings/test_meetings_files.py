"""Files of a meeting: an attendance list comes to counts, typed sheets become voices that know it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from tests.tables import ods_bytes, xlsx_bytes

from cocrea.kernel.errors import NotPermitted, Refused
from cocrea.kernel.tables import TableBroken
from cocrea.ledger.models import Entry
from cocrea.meetings import services as meetings
from cocrea.meetings.rules.importing import Told
from cocrea.people import services as people
from cocrea.people.models import Organization
from cocrea.voices.models import ImportBatch

HEAD = ["No.", "Nombre", "DPI", "Institución", "Sexo"]
LIST = [
    HEAD,
    ["1", "Canaria Quetzalteca", "3141-59265-3589", "Red del Maíz", "F"],
    ["2", "Otra Persona", "2", "red del maiz", "H"],
    ["3", "Tercera", "3", "", "F"],
]


@pytest.fixture(autouse=True)
def _known(db):
    Organization.objects.create(
        slug="red-del-maiz", name="Red del Maíz", name_key="red del maiz", sector="civil_society"
    )


@pytest.fixture
def inside(demo_process):
    def enter(role):
        client = Client()
        client.force_login(people.demo_user_for(demo_process, role))
        return client

    return enter


def read(data, **told):
    return meetings.attendance_read(io.BytesIO(data), Told(**told))


def post(client, process, meeting, data, name="lista.xlsx", **more):
    address = f"/p/{process.slug}/reuniones/{meeting.public_id}/asistencia/archivo/"
    return client.post(address, {"file": SimpleUploadedFile(name, data), **more})


def test_a_list_is_recorded_once_and_keeps_no_name(held, actor_of):
    meeting = held()
    sheet = read(xlsx_bytes(LIST), sector="citizen")
    assert sheet == read(ods_bytes(LIST), sector="citizen")
    given = {"actor": actor_of("secretary"), "meeting": meeting, "sheet": sheet}
    kept = meetings.attendance_import(**given, source="Listas firmadas")
    assert (kept.total, kept.by_sector) == (3, {"civil_society": 2, "citizen": 1})
    again = meetings.attendance_import(**given, source="Listas firmadas")
    assert again.pk == kept.pk
    assert Entry.objects.filter(kind="attendance.recorded").count() == 1
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            said = str(cursor.fetchall())
            assert "Canaria" not in said and "3141-59265" not in said, table


def test_half_a_list_is_not_recorded(held, actor_of):
    sheet = read(xlsx_bytes(LIST))  # nobody says of which sector the third one is
    with pytest.raises(Refused) as refused:
        meetings.attendance_import(
            actor=actor_of("secretary"), meeting=held(), sheet=sheet, source="Listas"
        )
    (finding,) = refused.value.findings
    assert (finding.code, finding.params["line"]) == ("meetings.list_no_sector", 4)


def test_wrong_roles_and_hostile_lists(held, actor_of):
    meeting, sheet = held(), read(xlsx_bytes(LIST), sector="citizen")
    for role in ("citizen", "publisher", "moderator", "observer"):
        with pytest.raises(NotPermitted):
            meetings.attendance_import(
                actor=actor_of(role), meeting=meeting, sheet=sheet, source="Listas"
            )
    for data in (b"", b"%PDF-", xlsx_bytes(LIST)[:-200], b"PK\x03\x04"):
        with pytest.raises(TableBroken):
            read(data)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_shows_the_sums_before_they_are_recorded(demo_process, held, inside, prefix):
    meeting, client = held(), inside("secretary")
    base = f"{prefix}/p/{demo_process.slug}/reuniones/{meeting.public_id}"
    assert client.get(f"{base}/asistencia/archivo/").status_code == 200
    page = post(client, demo_process, meeting, xlsx_bytes(LIST))
    text = page.content.decode()
    assert page.status_code == 200 and ">4<" in text and "Canaria" not in text
    page = post(client, demo_process, meeting, xlsx_bytes(LIST), sector="citizen")
    text = page.content.decode()
    assert page.status_code == 200 and "Canaria" not in text and "DPI" in text
    assert "civil_society;guest;2;;red-del-maiz;1;1;0" in text
    assert not meeting.sheets.exists(), "nothing is recorded before somebody looked"
    assert post(client, demo_process, meeting, b"", "x.csv").status_code == 422
    assert Client().get(f"{base}/asistencia/archivo/").status_code == 403


def test_columns_may_be_named(demo_process, held, inside):
    data = "Tipo;Llegaron\r\nSociedad civil;12\r\n".encode("cp1252")
    meeting, client = held(), inside("facilitator")
    assert post(client, demo_process, meeting, data, "a.csv").status_code == 422
    named = {"col-sector": "Tipo", "col-count": "Llegaron"}
    page = post(client, demo_process, meeting, data, "a.csv", **named)
    assert page.status_code == 200 and "civil_society;guest;12" in page.content.decode()


def test_sheets_become_a_draft_that_knows_its_meeting(demo_process, held, inside):
    meeting, client = held(), inside("facilitator")
    address = f"/p/{demo_process.slug}/reuniones/{meeting.public_id}/hojas/"
    assert client.get(address).status_code == 200
    given = {"file": SimpleUploadedFile("h.csv", b"Texto\r\nAgua\r\n"), "source_name": "Hojas"}
    page = client.post(address, given)
    batch = ImportBatch.objects.get()
    assert page.status_code == 302 and str(batch.public_id) in page["Location"]
    assert (batch.source_kind, batch.source_id) == ("meeting", str(meeting.public_id))
    assert batch.phase == meeting.phase and batch.defaults == {"channel": "sheet"}
    assert Client().get(address).status_code == 403


def test_nobody_spoke_in_a_meeting_that_has_not_begun(demo_process, announced, inside):
    meeting, client = announced(), inside("facilitator")
    address = f"/p/{demo_process.slug}/reuniones/{meeting.public_id}/hojas/"
    given = {"file": SimpleUploadedFile("h.csv", b"Texto\r\nAgua\r\n"), "source_name": "Hojas"}
    page = client.post(address, given)
    assert page.status_code == 422 and "no es la hora" in page.content.decode()
    assert not ImportBatch.objects.exists()
    broken = {"file": SimpleUploadedFile("h.csv", b"%PDF-"), "source_name": "Otra"}
    assert client.post(address, broken).status_code == 422
