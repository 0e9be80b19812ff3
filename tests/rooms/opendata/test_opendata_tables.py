"""Every public list as a file: whole, honest about its columns, with nothing that is not public."""

import csv
import io
import re
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import load_workbook
from tests.security import canaries, drafts

from cocrea.kernel.permits import CITIZEN, Actor, Grant
from cocrea.opendata import views
from cocrea.opendata.catalogue import TABLES, table_get
from cocrea.ui.downloads import rows_of
from cocrea.voices import services as voices
from cocrea.voices.models import Voice
from cocrea.voices.rules.lifecycle import TEXT_PUBLIC
from cocrea.voices.tables import VOICES

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Path of each page below the process -> the lists that it offers.
PAGES = {
    "voces": "voces puntos",
    "voces/cargas": "archivos-de-voces",
    "reuniones": "reuniones asistencia",
    "consultas": "consultas",
    "difusion": "campanas",
    "convocatoria": "invitaciones",
    "planes-anteriores": "planes-anteriores",
    "calendario": "calendario",
    "temas": "temas",
    "metodologia/enmiendas": "enmiendas",
    "excepciones": "excepciones",
    "organos": "asientos",
    "propuestas": "propuestas",
    "compromisos": "compromisos",
    "plan": "versiones-del-plan",
    "plan/revision": "sugerencias-de-revision",
    "avance": "hitos",
    "decisiones": "decisiones",
    "intereses": "intereses",
    "documentos": "documentos",
    "biblioteca": "biblioteca",
    "paginas": "paginas",
    "registro": "registro",
}
NAMES = [table.name for table in TABLES]
EVERY = pytest.mark.parametrize("table", TABLES, ids=NAMES)


def body(response) -> bytes:
    assert response.status_code == 200, response.content[:500]
    return b"".join(response.streaming_content)


def csv_of(process, name, query="", prefix=""):
    page = Client().get(f"{prefix}/p/{process.slug}/datos/{name}.csv{query}")
    return list(csv.DictReader(io.StringIO(body(page).decode())))


def xlsx_page(process, name, query="", prefix=""):
    return Client().get(f"{prefix}/p/{process.slug}/datos/{name}.xlsx{query}")


def xlsx_of(process, name, query="", prefix=""):
    return load_workbook(io.BytesIO(body(xlsx_page(process, name, query, prefix))), read_only=True)


@EVERY
def test_a_list_is_the_same_in_both_files(world, table):
    process = world.guatemala
    rows = csv_of(process, table.name)
    assert rows, "the small world has something in every list"
    assert list(rows[0]) == [column.name for column in table.columns]
    book = xlsx_of(process, table.name)
    page, columns = book.worksheets
    found = list(page.iter_rows(values_only=True))
    assert len(found) == len(rows) + 1
    assert [str(head) for head in found[0]] == [str(c.label) for c in table.columns]
    assert columns.title == "Columnas"
    assert [row[0] for row in columns.iter_rows(min_row=2, values_only=True)] == list(rows[0])


def live(value) -> bool:
    """Would a spreadsheet run this cell? A number may be negative."""
    text = str(value)
    return text.startswith(RUNS) and not re.fullmatch(r"-\d+(\.\d+)?", text)


@EVERY
def test_nothing_in_any_file_is_run(world, table):
    for row in csv_of(world.guatemala, table.name):
        assert not [value for value in row.values() if live(value)]
    with zipfile.ZipFile(io.BytesIO(body(xlsx_page(world.guatemala, table.name)))) as parts:
        sheets = [parts.read(n) for n in parts.namelist() if n.startswith("xl/worksheets/")]
    assert sheets and not [sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet]


@EVERY
def test_every_column_says_what_it_means_in_both_languages(world, table):
    assert re.fullmatch(r"[a-z-]+", table.name)
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    for column in table.columns:
        assert re.fullmatch(r"[a-z_]+", column.name), column.name
        said = {}
        for language in ("es", "en"):
            with translation.override(language):
                said[language] = (str(table.title), str(column.label), str(column.meaning))
            assert all(said[language]), column.name
        assert said["es"][2] != said["en"][2], f"{column.name}: not translated"
    page = Client().get(f"/p/{world.guatemala.slug}/datos/{table.name}/")
    assert page.status_code == 200 and not page.cookies
    data = body(Client().get(f"/p/{world.guatemala.slug}/datos/{table.name}/columnas.csv"))
    assert [row["name"] for row in csv.DictReader(io.StringIO(data.decode()))] == names


@EVERY
def test_codes_are_those_of_the_dictionary(world, table):
    known = {c.name: set(map(str, c.codes)) for c in table.columns if c.codes}
    for row in csv_of(world.guatemala, table.name):
        for name, codes in known.items():
            assert set(filter(None, row[name].split(" | "))) <= codes, name


def test_addresses_of_a_file_lead_somewhere(world, settings):
    client, checked = Client(), 0
    for table in TABLES:
        rows = csv_of(world.guatemala, table.name)
        for column in table.columns:
            if column.kind != "address":
                continue
            for value in list({row[column.name] for row in rows if row[column.name]})[:2]:
                assert value.startswith(settings.BASE_URL + "/"), (table.name, value)
                page = client.get(value.removeprefix(settings.BASE_URL), follow=True)
                assert page.status_code == 200, (table.name, column.name, value)
                checked += 1
    assert checked > 20


def test_the_page_of_all_lists_and_the_links_of_each(world):
    slug, client = world.guatemala.slug, Client()
    text = client.get(f"/p/{slug}/datos/").content.decode()
    assert all(f"/datos/{name}.csv" in text and f"/datos/{name}.xlsx" in text for name in NAMES)
    for path, names in PAGES.items():
        page = client.get(f"/p/{slug}/{path}/?tema=x&page=1", follow=True).content.decode()
        links = re.findall(r'href="(/p/[^"]+/datos/([a-z-]+)\.csv[^"]*)"', page)
        assert {name for _link, name in links} >= set(names.split()), path
        asked = "" if path == "registro" else "tema=x"  # that one leads on to the record itself
        assert all("page=" not in link and asked in link for link, _name in links)
    linked = {name for names in PAGES.values() for name in names.split()}
    assert set(NAMES) - linked == {"organizaciones"}, "each list is offered on its page"
    assert client.get(f"/p/{slug}/datos/ninguna.csv").status_code == 404
    assert client.get(f"/p/{slug}/datos/ninguna/").status_code == 404


def test_filters_are_those_of_the_page(world):
    process = world.guatemala
    every = csv_of(process, "voces")
    theme = next(row["theme"] for row in every if row["theme"])
    some = csv_of(process, "voces", f"?tema={theme}&estado=answered")
    assert some and len(some) < len(every)
    assert {(row["theme"], row["state"]) for row in some} == {(theme, "answered")}
    assert csv_of(process, "voces", "?tema=no-existe&estado=%00") == []
    assert {r["phase"] for r in csv_of(process, "reuniones", "?fase=3")} == {"3"}
    assert {r["state"] for r in csv_of(process, "compromisos", "?estado=adopted")} == {"adopted"}
    drafts_asked = csv_of(process, "compromisos", "?estado=draft")
    assert "draft" not in {row["state"] for row in drafts_asked}
    assert {r["kind"] for r in csv_of(process, "registro", "?acto=phase.opened")} == {
        "phase.opened"
    }
    late = csv_of(process, "hitos", "?ver=atrasados")
    assert all(row["overdue"] == "true" for row in late)


def test_a_list_has_what_its_page_counts(world):
    process = world.guatemala
    shown = Voice.objects.filter(process=process).exclude(state__in=("received", "queued"))
    assert len(csv_of(process, "voces")) == shown.count()
    public = shown.filter(state__in=[str(s) for s in TEXT_PUBLIC])
    texts = [row["text"] for row in csv_of(process, "voces") if row["text"]]
    assert len(texts) == public.exclude(text="").count()
    process.log.refresh_from_db()
    assert len(csv_of(process, "registro")) == process.log.size


def test_english_files_speak_english(world):
    book = xlsx_of(world.guatemala, "voces", prefix="/en")
    head = next(book.worksheets[0].iter_rows(values_only=True))
    assert head[:3] == ("Folio", "Address", "State")
    assert (
        csv_of(world.guatemala, "voces", prefix="/en")[0].keys()
        == csv_of(world.guatemala, "voces")[0].keys()
    ), "names of open data are the same in every language"


EVIL = '=HYPERLINK("http://malo.example";"clic")|\' /C calc\'!A0'


def test_no_file_carries_a_formula_and_the_text_may_be_had_back(world_to_spoil):
    process = world_to_spoil.villa
    receipt = voices.voice_receive(actor=CITIZEN, process=process, key="k-evil", text=EVIL)
    moderator = Actor(grants=(Grant("moderator"),), office="o", organization="x")
    voices.voice_admit(actor=moderator, process=process, voice=receipt.voice)
    row = next(r for r in csv_of(process, "voces") if r["folio"] == receipt.folio)
    assert row["text"] == "'" + EVIL, "one apostrophe, which may be taken away"
    said = [
        cell.value
        for line in xlsx_of(process, "voces").worksheets[0].iter_rows()
        for cell in line
        if isinstance(cell.value, str)
    ]
    assert "'" + EVIL in said and EVIL not in said
    assert not [v for v in said if live(v)]


def unpacked(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


def test_neither_drafts_nor_the_vault_are_in_any_file(world_to_spoil):
    world = world_to_spoil
    drafts.plant(world.guatemala)
    canaries.plant()
    typist = Actor(grants=(Grant("facilitator"),), office="o-1", organization="x")
    data = "No.;Texto;Nombre;Correo\r\n1;Luz;Canaria Quetzalteca;canaria.quetzal@ejemplo.org.gt\r\n"
    batch = voices.import_open(
        actor=typist, process=world.villa, file=io.BytesIO(data.encode()), name="c.csv"
    )
    batch = voices.import_stage(actor=typist, batch=batch)
    needles = [n.casefold().encode() for n in (*canaries.NEEDLES, drafts.CANARY)]
    for process in (world.guatemala, world.villa):
        for table in TABLES:
            for kind in ("csv", "xlsx"):
                page = Client().get(f"/p/{process.slug}/datos/{table.name}.{kind}")
                said = body(page) if kind == "csv" else unpacked(body(page))
                found = [n for n in needles if n in said.lower()]
                assert not found, (table.name, kind, found)
    assert batch.source_name not in str(csv_of(world.villa, "archivos-de-voces"))


def test_small_cells_are_hidden(world):
    process = world.guatemala
    tongues = [row["language"] for row in csv_of(process, "voces") if row["language"]]
    assert all(tongues.count(code) >= 1 for code in tongues)
    for code in set(tongues):
        spoken = Voice.objects.filter(process=process, language=code).count()
        assert spoken >= 5, "a language of fewer than five is not said"
    for row in csv_of(process, "reuniones"):
        cells = [row[n] for n in ("women", "men", "other_gender", "gender_unsaid") if row[n]]
        assert not [n for n in cells if 0 < int(n) < 5]
    for table in TABLES:
        private = {"gender", "age_band", "people", "contact", "author"}
        assert not private & {column.name for column in table.columns}, table.name


def test_a_file_is_whole_before_it_leaves(world, monkeypatch):
    def broken(_process, _filters):
        yield from [("x",) * len(VOICES.columns)] * 3
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(views, "table_get", lambda _name: _with_rows(broken))
    client = Client(raise_request_exception=False)
    page = client.get(f"/p/{world.guatemala.slug}/datos/voces.csv")
    assert page.status_code == 500, "no table that silently lacks its end"


def _with_rows(rows):
    return type(VOICES)(VOICES.name, VOICES.title, VOICES.columns, rows)


def test_one_long_list_at_a_time(world, monkeypatch):
    monkeypatch.setattr(views, "WAIT_SECONDS", 0.01)
    address = f"/p/{world.guatemala.slug}/datos/temas.csv"
    assert views.ONE_AT_A_TIME.acquire(timeout=1)
    try:
        page = Client().get(address)
        assert page.status_code == 429 and page["Retry-After"]
    finally:
        views.ONE_AT_A_TIME.release()
    assert body(Client().get(address))


def test_files_are_cacheable_and_say_their_name(world):
    page = Client().get(f"/p/{world.guatemala.slug}/datos/temas.csv")
    assert page["Content-Disposition"] == 'attachment; filename="guatemala-2018-temas.csv"'
    assert not page.cookies and page["ETag"] and "text/csv" in page["Content-Type"]
    address = f"/p/{world.guatemala.slug}/datos/temas.csv"
    again = Client().get(address, HTTP_IF_NONE_MATCH=page["ETag"])
    assert again.status_code == 304


@EVERY
def test_queries_do_not_grow_with_the_rows(world, table):
    """So many for each chunk, not for each row."""
    process = world.guatemala
    with CaptureQueriesContext(
        connection,
    ) as asked:
        count = sum(1 for _row in rows_of(table_get(table.name), process, {}))
    assert len(asked) <= 14 + count // 200, (len(asked), count)
