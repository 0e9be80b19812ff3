"""The pages by which a file of voices comes in: without JavaScript, in both languages."""

import csv
import io
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from tests.tables import xlsx_bytes

from cocrea.kernel.tables import lines_of, shape_of
from cocrea.people import services as people
from cocrea.people.selectors import actor_for
from cocrea.process.selectors import process_now
from cocrea.voices import selectors, services
from cocrea.voices.models import ImportBatch, Voice
from cocrea.voices.rules.importing.mapping import guess
from cocrea.voices.views import importing

pytestmark = pytest.mark.django_db

FILE = (
    "Foro local de consulta;;;\r\nNo.;Propuesta;Sexo;Nombre\r\n"
    "1;Agua limpia para la escuela;F;Canaria Quetzalteca\r\n"
    "2;<script>alert('x')</script> =1+1;X;\r\n"
    "3;;F;\r\n"
).encode("cp1252")


@pytest.fixture
def inside(demo_process, sign_people):
    return sign_people(demo_process)


@pytest.fixture
def sign_people():
    """A client signed in as the invented person of a role."""

    def enter(process):
        def as_role(role):
            client = Client()
            client.force_login(people.demo_user_for(process, role))
            return client

        return as_role

    return enter


def upload(client, process, data=FILE, name="hojas.csv", **more):
    given = {
        "file": SimpleUploadedFile(name, data),
        "source_name": "Foro de Cobán",
        "channel": "sheet",
        "kind": "voice",
        "language": "spa",
        **more,
    }
    return client.post(f"/p/{process.slug}/voces/cargas/nueva/", given)


def fields_of(page) -> dict[str, str]:
    """What the form of a page holds, as a browser would send it back."""
    text = page.content.decode()
    found = {}
    for select, name, inner in re.findall(
        r'(<select name="([^"]+)".*?>)(.*?)</select>', text, re.S
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        first = re.search(r'<option value="([^"]*)"', inner)
        found[name] = unescape((chosen or first).group(1)) if select else ""
    for name, value in re.findall(r'<input type="number" name="([^"]+)" value="([^"]*)"', text):
        found[name] = value
    return found


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_whole_journey_of_a_file(demo_process, inside, prefix):
    process, client = demo_process, inside("facilitator")
    base = f"{prefix}/p/{process.slug}/voces/cargas"
    assert client.get(f"{base}/nueva/").status_code == 200
    page = upload(client, process)
    batch = ImportBatch.objects.get()
    assert page.status_code == 302 and page["Location"].endswith("/columnas/")
    here = f"{base}/{batch.public_id}"
    page = client.get(f"{here}/columnas/")
    text = page.content.decode()
    assert page.status_code == 200 and "Windows-1252" in text
    assert ("Woman" if prefix else "Mujer") in text and ">woman<" not in text, "words, not codes"
    assert "<strong>«Sexo»:</strong>" in text, "of which column of the file"
    assert "Canaria Quetzalteca" in text, "whoever sent the file sees what it would bring"
    assert "<script>alert" not in text and "private" in page["Cache-Control"]
    given = fields_of(page)
    assert (given["col-0"], given["col-1"], given["col-3"]) == ("id", "text", "person")
    assert "val-0" in given, "a value that nobody knows is asked for"
    page = client.post(f"{here}/columnas/", {**given, "act": "preview"})
    assert page.status_code == 200 and ImportBatch.objects.get().state == "uploaded"
    page = client.post(f"{here}/columnas/", {**given, "val-0": "other", "act": "read"})
    assert page.status_code == 302, page.content.decode()[:3000]
    batch.refresh_from_db()
    assert (batch.state, batch.fresh, batch.faulty) == ("staged", 2, 1)
    assert Client().get(f"{here}/").status_code == 404
    text = client.get(f"{here}/").content.decode()
    assert "Canaria" not in text and ">5<" in text, "the line of the error, as in the file"
    rows = list(csv.reader(io.StringIO(client.get(f"{here}/problemas.csv").content.decode())))
    assert rows[1][0] == "5" and len(rows) == 2
    assert "«Propuesta»" in rows[1][1] and "voices." not in rows[1][3], "in words, not in codes"
    assert "Canaria" not in str(rows), "what is private is in no file, not even for who typed it"
    assert client.get(f"{here}/promover/").status_code == 200
    assert client.post(f"{here}/promover/", {}).status_code == 422, "consent is asked for"
    assert client.post(f"{here}/promover/", {"consent": "on"}).status_code == 302
    voices = Voice.objects.order_by("pk")
    assert [v.gender for v in voices] == ["woman", "other"]
    public = Client().get(f"{here}/")
    assert public.status_code == 200 and batch.source_digest in public.content.decode()
    assert not public.cookies and "Canaria" not in public.content.decode()
    assert "Foro de Cobán" in Client().get(f"{base}/").content.decode()
    leaves = b"".join(Client().get(f"{here}/filas.ndjson").streaming_content)
    assert leaves.count(b"\n") == 2 and b"Agua" not in leaves
    assert client.get(f"{here}/codigos/").status_code == 200
    slips = client.post(f"{here}/codigos/", {"format": "html"}).content.decode()
    folio, code = (re.search(rf'class="{n}">([^<]+)<', slips).group(1) for n in ("folio", "code"))
    assert folio == voices[0].folio and "Canaria" not in slips
    assert Client().post("/folio/", {"folio": folio, "code": code}).status_code == 200
    assert client.post(f"{here}/codigos/", {"format": "csv"}).status_code == 409
    assert client.get(f"{here}/deshacer/").status_code == 403
    chief = inside("point_of_contact")
    assert chief.get(f"{here}/deshacer/").status_code == 200
    assert chief.post(f"{here}/deshacer/", {"reason": "No."}).status_code == 422
    reason = "Eran las hojas de otro foro."
    assert chief.post(f"{here}/deshacer/", {"reason": reason}).status_code == 302
    text = Client().get(f"{here}/").content.decode()
    assert reason in text
    page = Client().get(f"{prefix}/p/{process.slug}/voces/{folio}/").content.decode()
    said = "withdrawn because" if prefix else "se deshizo la carga"
    assert said in page and "Agua limpia" not in page


def test_the_same_file_again_leads_to_the_same_page(demo_process, inside):
    client = inside("facilitator")
    upload(client, demo_process)
    batch = ImportBatch.objects.get()
    actor = actor_of_role(demo_process, "facilitator")
    batch = services.import_stage(actor=actor, batch=batch)
    page = upload(client, demo_process, source_name="Otro nombre")
    assert page["Location"].endswith(f"/{batch.public_id}/"), "a draft is gone on with"
    services.import_promote(actor=actor, batch=batch)
    page = upload(client, demo_process)
    assert page["Location"].endswith("/columnas/"), "a row of it stayed out: it may be tried anew"
    assert ImportBatch.objects.count() == 2
    good = FILE.replace(b"3;;F;\r\n", b"")
    upload(client, demo_process, good, source_name="Foro limpio")
    clean = ImportBatch.objects.latest("pk")
    services.import_stage(actor=actor, batch=clean)
    page = upload(client, demo_process, good)
    assert page["Location"].endswith(f"/{clean.public_id}/")


def actor_of_role(process, role):
    user = people.demo_user_for(process, role)
    return actor_for(user, process.slug, now=process_now(process))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "vacio.csv"),
        (b"%PDF-1.7", "hoja.pdf"),
        (b"PK\x03\x04nada", "bomba.xlsx"),
        (b'a,b\n1,"sin cerrar', "cortado.csv"),
        (b"\x00" * 200, "ceros.csv"),
    ],
)
def test_what_is_no_table_is_said_at_the_field_and_keeps_nothing(demo_process, inside, data, name):
    page = upload(inside("facilitator"), demo_process, data, name)
    if data.startswith(b"a,b"):  # the first lines are sound: it breaks when it is read
        assert page.status_code in (302, 422)
        return
    assert page.status_code == 422 and "has-error" in page.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_file_told_to_be_read_otherwise_shows_its_new_columns(demo_process, inside):
    client = inside("facilitator")
    upload(client, demo_process, "Título,Texto\r\nA,Ñandú\r\n".encode("cp850"))
    here = f"/p/{demo_process.slug}/voces/cargas/{ImportBatch.objects.get().public_id}/columnas/"
    given = fields_of(client.get(here))
    page = client.post(here, {**given, "encoding": "windows-1252", "act": "read"})
    assert page.status_code == 200, "first the new columns are shown"
    assert "T¡tulo" in page.content.decode()
    page = client.post(here, {**fields_of(page), "separator": ";", "act": "read"})
    assert page.status_code == 200 and "T¡tulo,Texto" in page.content.decode()


def test_a_workbook_with_formulas_and_sheets(demo_process, inside):
    client = inside("facilitator")
    book = xlsx_bytes([["Texto"], ["Más luz"]], sheet="Mesa 1")
    assert upload(client, demo_process, book, "m.xlsx").status_code == 302
    here = f"/p/{demo_process.slug}/voces/cargas/{ImportBatch.objects.get().public_id}/columnas/"
    assert "Mesa 1" in client.get(here).content.decode()


def test_long_work_goes_on_in_the_next_request(demo_process, inside, monkeypatch):
    monkeypatch.setattr(importing, "PATIENCE", -1.0)
    monkeypatch.setattr("cocrea.voices.selectors.importing.CHUNK", 2)
    client = inside("facilitator")
    rows = "".join(f"{n};petición {n};F;\r\n" for n in range(1, 6))
    upload(client, demo_process, b"No.;Propuesta;Sexo;Nombre\r\n" + rows.encode("cp1252"))
    batch = ImportBatch.objects.get()
    here = f"/p/{demo_process.slug}/voces/cargas/{batch.public_id}"
    given = fields_of(client.get(f"{here}/columnas/"))
    client.post(f"{here}/columnas/", {**given, "act": "read"})
    batch.refresh_from_db()
    assert (batch.state, batch.fresh) == ("staging", 2)
    assert "seguir/" in client.get(f"{here}/").content.decode()
    for _turn in range(3):
        client.post(f"{here}/seguir/")
    batch.refresh_from_db()
    assert (batch.state, batch.fresh) == ("staged", 5)
    assert client.post(f"{here}/seguir/").status_code == 403


def test_discarding_asks_nothing_twice(demo_process, inside):
    client = inside("secretary")
    upload(client, demo_process)
    here = f"/p/{demo_process.slug}/voces/cargas/{ImportBatch.objects.get().public_id}"
    assert client.post(f"{here}/descartar/").status_code == 302
    assert not ImportBatch.objects.exists()
    assert client.get(f"{here}/").status_code == 404


def test_strangers_see_no_draft_and_may_do_nothing(demo_process, inside):
    upload(inside("facilitator"), demo_process)
    batch = ImportBatch.objects.get()
    base = f"/p/{demo_process.slug}/voces/cargas"
    for client in (Client(), inside("publisher"), inside("observer")):
        assert client.get(f"{base}/nueva/").status_code == 403
        assert batch.source_name not in client.get(f"{base}/").content.decode()
        for name in ("", "columnas/", "promover/", "codigos/", "deshacer/", "problemas.csv"):
            assert client.get(f"{base}/{batch.public_id}/{name}").status_code == 404
        for name in ("seguir/", "descartar/"):
            assert client.post(f"{base}/{batch.public_id}/{name}").status_code == 404
        assert client.get(f"{base}/{batch.public_id}/filas.ndjson").status_code == 404
    assert f"/r/import/{batch.public_id}" not in Client().get(f"{base}/").content.decode()
    assert Client().get(f"/r/import/{batch.public_id}/").status_code == 404


def test_the_empty_sheet_is_understood_when_it_comes_back(demo_process):
    page = Client().get(f"/p/{demo_process.slug}/voces/cargas/plantilla.xlsx")
    data = io.BytesIO(b"".join(page.streaming_content))
    heads = [cell.value for cell in load_workbook(data).worksheets[0][1]]
    understood = guess(heads).columns
    assert len(understood) == len(heads) == 17
    assert next(lines_of(data, shape_of(data))).cells == tuple(heads)


def test_constant_queries_however_many_files(demo_process, inside, django_assert_max_num_queries):
    actor = actor_of_role(demo_process, "facilitator")
    for number in range(12):
        data = f"Texto\r\npetición {number}\r\n".encode()
        batch = services.import_open(
            actor=actor,
            process=demo_process,
            file=io.BytesIO(data),
            name="f.csv",
            source_name=f"Hoja {number}",
        )
        batch = services.import_stage(actor=actor, batch=batch)
        services.import_promote(actor=actor, batch=batch)
    with django_assert_max_num_queries(10):
        page = Client().get(f"/p/{demo_process.slug}/voces/cargas/")
    assert page.content.decode().count("Hoja ") >= 12
    assert selectors.batches(demo_process).count() == 12
