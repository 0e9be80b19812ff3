"""A file of voices: read, staged, promoted, undone; twice, cut, hostile, killed in the middle."""

import csv
import io
import json
import zipfile

import pytest
from django.db import connection
from tests.tables import ods_bytes, xlsx_bytes

from cocrea.kernel.errors import Conflict, NotPermitted, NotThere, Refused
from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.tables import TableBroken
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Entry
from cocrea.ledger.rules import canonical, merkle
from cocrea.people import vault
from cocrea.people.models import Contact, HeldFile, HeldPiece, WrittenName
from cocrea.voices import selectors, services, tasks
from cocrea.voices.models import ImportBatch, ImportRow, Voice
from cocrea.voices.rules.importing.mapping import mapping_of
from cocrea.voices.selectors import importing
from cocrea.voices.services import importing_promote, importing_stage, importing_undo

pytestmark = pytest.mark.django_db

HEAD = ["No.", "Propuesta", "Departamento", "Sexo", "Nombre", "Correo", "Organización", "Fecha"]
ROWS = [
    [
        "1",
        "Agua limpia para la aldea",
        "",
        "F",
        "Canaria Quetzalteca",
        "c@ejemplo.org",
        "",
        "3/5/2018",
    ],
    ["2", "Que arreglen el puente", "", "M", "", "", "Cocode de Ejemplo", "2018-05-03"],
    ["3", "Más luz en la cancha", "", "F", "", "", "", ""],
]


def csv_bytes(rows=ROWS, head=HEAD, codec="utf-8", separator=","):
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([head, *rows])
    return out.getvalue().encode(codec)


@pytest.fixture
def typist(actor_of):
    return actor_of("facilitator")


@pytest.fixture
def opened(process, typist):
    def call(data=None, **more):
        given = {"actor": typist, "process": process, "name": "hojas.csv", **more}
        data = csv_bytes() if data is None else data
        return services.import_open(file=io.BytesIO(data), **given)

    return call


@pytest.fixture
def staged(opened, typist):
    def call(data=None, mapping=None, **more):
        batch = opened(data, **more)
        if batch.state == "uploaded":
            batch = services.import_stage(actor=typist, batch=batch, mapping=mapping)
        return batch

    return call


@pytest.fixture
def promoted(staged, typist):
    def call(data=None, **more):
        batch = staged(data, **more)
        if batch.state == "staged":
            batch = services.import_promote(actor=typist, batch=batch)
        return batch

    return call


def entries(kind):
    rows = Entry.objects.filter(kind=kind).order_by("pk")
    return [json.loads(bytes(e.raw)) for e in rows]


def codes(refused):
    return [f.code for f in refused.value.findings]


def test_a_file_becomes_voices_with_folios_and_one_entry(promoted, process):
    batch = promoted(source_name="Foro de Cobán", defaults={"channel": "sheet"})
    assert (batch.state, batch.fresh, batch.faulty, batch.done) == ("promoted", 3, 0, 3)
    first, second, third = Voice.objects.filter(batch=batch).order_by("import_row__line")
    assert first.text == "Agua limpia para la aldea" and first.channel == "sheet"
    assert (first.typed_by, first.voice_of, first.gender) == ("facilitator", "person", "woman")
    assert (second.voice_of, second.voice_of_label) == ("organization", "Cocode de Ejemplo")
    assert third.state == "received" and third.received_at == batch.promoted_at
    assert len({v.folio for v in (first, second, third)}) == 3
    (entry,) = entries("voices.imported")
    assert entry["body"]["batch"] == {
        "count": 3,
        "source": batch.source_digest,
        "root": batch.root,
    }
    assert not entries("voice.received")
    leaves = [canonical.encode(leaf) for leaf in selectors.leaves(batch)]
    assert merkle.root_of(map(merkle.leaf_hash, leaves)).hex() == batch.root
    assert [leaf["said_on"] for leaf in selectors.leaves(batch) if "said_on" in leaf] == [
        "2018-05-03",
        "2018-05-03",
    ]
    assert ledger.verify_database(process.log).ok


def test_names_and_addresses_are_in_the_vault_and_the_file_is_gone(promoted):
    batch = promoted()
    first = Voice.objects.filter(batch=batch).order_by("pk")[0]
    assert vault.name_of(first.author) == "Canaria Quetzalteca"
    assert vault.contact_value(first.contact) == "c@ejemplo.org"
    assert not HeldFile.objects.exists() and not HeldPiece.objects.exists() and batch.file is None
    kept = json.dumps(list(ImportRow.objects.values("text", "fields", "problems")))
    assert "Canaria" not in kept and "Agua" not in kept and "ejemplo.org" not in kept
    assert not ImportRow.objects.exclude(author=None, contact=None).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM voices_importbatch")
        assert "Canaria" not in str(cursor.fetchall())


def test_the_same_file_twice_is_the_same_batch(promoted):
    first = promoted()
    again = promoted()
    assert again.pk == first.pk and Voice.objects.count() == 3
    assert len(entries("voices.imported")) == 1


def test_the_same_rows_in_another_file_do_not_come_twice(promoted):
    promoted(source_name="Foro")
    longer = csv_bytes([*ROWS, ["4", "Cuarta petición", *[""] * 6]], separator=";", codec="cp1252")
    batch = promoted(longer, source_name="Foro")
    assert (batch.known, batch.fresh) == (3, 1)
    assert Voice.objects.count() == 4


def test_the_first_sheet_of_two_halls_is_not_the_same_sheet(promoted):
    promoted(source_name="Foro de Cobán")
    other = promoted(csv_bytes([["1", "Otra cosa", *[""] * 6]]), source_name="Foro de Chiquimula")
    assert other.fresh == 1 and Voice.objects.count() == 4


def test_neighbours_who_say_the_same_both_count(promoted):
    data = csv_bytes([["Agua"], ["Agua"], ["Luz"]], head=["Propuesta"])
    assert promoted(data).fresh == 3
    assert promoted(data + b"Agua\r\n").fresh == 1  # a third one joined


def test_a_draft_that_nobody_promoted_keeps_no_row_from_coming_in(staged, promoted, typist):
    draft = staged(source_name="Foro")
    better = csv_bytes([*ROWS, ["4", "La que faltaba", *[""] * 6]])
    batch = promoted(better, source_name="Foro")
    assert (batch.fresh, batch.known) == (4, 0) and Voice.objects.count() == 4
    with pytest.raises(Conflict) as refused:
        services.import_promote(actor=typist, batch=draft)
    assert codes(refused) == ["voices.import_stale"]
    again = services.import_stage(actor=typist, batch=draft)
    assert (again.fresh, again.known) == (0, 3) and Voice.objects.count() == 4


def test_one_number_twice_in_one_file_is_one_row(staged, monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 2)
    rows = [["1", "Agua", *[""] * 6], ["2", "Luz", *[""] * 6], ["1", "Agua", *[""] * 6]]
    batch = staged(csv_bytes([*rows, ["2", "Otra cosa", *[""] * 6]]))
    assert (batch.fresh, batch.known, batch.faulty) == (2, 1, 1)


def test_lateness_of_a_whole_file_is_marked_some_at_a_time(promoted, process, monkeypatch):
    monkeypatch.setattr("cocrea.voices.services.triage.LATE_AT_ONCE", 50)
    batch = promoted(csv_bytes(MANY))
    Voice.objects.update(received_at=batch.promoted_at - importing_stage.timedelta(days=30))
    done = [tasks.tick(process, ledger.now_of(process.log)) for _turn in range(4)]
    assert done == [50, 50, 30, 0]
    assert not Voice.objects.filter(overdue_at=None).exists()


def test_a_known_number_with_other_words_is_an_error(promoted, staged):
    promoted(source_name="Foro")
    changed = [[*ROWS[0][:1], "Dijo otra cosa", *ROWS[0][2:]], *ROWS[1:]]
    batch = staged(csv_bytes(changed), source_name="Foro")
    assert (batch.state, batch.faulty, batch.known) == ("staged", 1, 2)
    row = ImportRow.objects.get(batch=batch, state="faulty")
    assert row.line == 2 and row.problems[0]["code"] == "voices.import_changed"


def test_errors_have_their_line_and_never_quote_a_cell(staged):
    rows = [
        ["1", "", "Canarilandia", "Canaria", "Canaria", "canaria", "", "ayer"],
        ["2", "Sí vale la pena", "", "", "", "no es correo", "", ""],
        ["3", "z" * 6001, "", "", "", "", "", ""],
    ]
    batch = staged(csv_bytes(rows))
    assert (batch.fresh, batch.faulty, batch.warned) == (1, 2, 1)
    found = {r.line: [p["code"] for p in r.problems] for r in selectors.problem_rows(batch)}
    assert found[2] == [
        "voices.import_no_words",
        "voices.import_unknown",
        "voices.import_unknown",
        "voices.import_contact",
        "voices.import_unknown",
    ]
    assert found[3] == ["voices.import_contact"] and found[4] == ["kernel.text_too_long"]
    assert "anaria" not in json.dumps(list(ImportRow.objects.values("problems", "fields")))
    counts = selectors.problem_counts(batch)
    assert counts[0][1:] == (1, 2) and sum(n for _f, n, _l in counts) == 7


def test_strict_turns_doubts_into_errors(opened, typist):
    batch = opened(csv_bytes([["1", "Vale", "Narnia", *[""] * 5]]))
    loose = services.import_stage(actor=typist, batch=batch)
    assert (loose.fresh, loose.faulty) == (1, 0)
    strict = services.import_stage(actor=typist, batch=batch, strict=True)
    assert (strict.fresh, strict.faulty) == (0, 1)
    with pytest.raises(Refused) as refused:
        services.import_promote(actor=typist, batch=strict)
    assert codes(refused) == ["voices.import_nothing"]


def test_another_map_reads_again_and_leaves_nothing_of_the_first(opened, typist):
    batch = opened(csv_bytes([["1", "uno", "dos", "", "Canaria", "", "", ""]]))
    services.import_stage(actor=typist, batch=batch)
    assert WrittenName.objects.count() == 1
    told = mapping_of({"columns": {"text": ["Propuesta", "Departamento"], "id": "No."}})
    batch = services.import_stage(actor=typist, batch=batch, mapping=told)
    assert ImportRow.objects.get().text == "uno\ndos"
    assert not WrittenName.objects.exists()
    wrong = mapping_of({"columns": {"text": ["Nada"]}})
    with pytest.raises(Refused) as refused:
        services.import_stage(actor=typist, batch=batch, mapping=wrong)
    assert codes(refused) == ["voices.import_no_column"]


def test_every_kind_of_file(promoted):
    for number, data in enumerate(
        (
            xlsx_bytes([HEAD, *[[f"x{r[0]}", *r[1:]] for r in ROWS]]),
            ods_bytes([HEAD, *[[f"o{r[0]}", *r[1:]] for r in ROWS]]),
            csv_bytes([[f"w{r[0]}", *r[1:]] for r in ROWS], codec="cp1252", separator=";"),
            csv_bytes([[f"u{r[0]}", *r[1:]] for r in ROWS], codec="utf-16", separator="\t"),
        ),
        start=1,
    ):
        batch = promoted(data, source_name="Foro")
        assert (batch.fresh, batch.faulty) == (3, 0), batch.shape
        assert Voice.objects.count() == 3 * number
    assert "Más luz en la cancha" in {v.text for v in Voice.objects.filter(batch=batch)}


def test_hostile_files_leave_nothing(opened):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    cut = csv_bytes([["1", 'dijo "así, con comas', *[""] * 6]])[:-20]
    for data in (b"", b"%PDF-1.7", bomb.getvalue(), cut, xlsx_bytes([HEAD, *ROWS])[:-400]):
        with pytest.raises(TableBroken):
            opened(data)
    assert not ImportBatch.objects.exists() and not HeldFile.objects.exists()


def test_a_file_whose_middle_is_damaged_stops_there_and_says_the_line(opened, typist):
    many = [[str(n), f"petición {n}", *[""] * 6] for n in range(200)]
    data = csv_bytes(many) + b'201,"una comilla abierta'
    batch = opened(data)
    with pytest.raises(TableBroken) as refused:
        services.import_stage(actor=typist, batch=batch)
    assert refused.value.findings[0].params["line"] == 202
    batch.refresh_from_db()
    assert batch.state == "staging" and not Voice.objects.exists()
    with pytest.raises((Conflict, NotPermitted)):
        services.import_promote(actor=typist, batch=batch)


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 50)
    monkeypatch.setattr(importing_promote, "MADE_AT_ONCE", 25)
    monkeypatch.setattr(importing_undo, "AT_ONCE", 50)


MANY = [[str(n), f"Petición número {n}", *[""] * 6] for n in range(1, 131)]


def test_two_runs_at_once_do_no_harm(small_chunks, staged, typist):
    batch = staged(csv_bytes(MANY))
    batch = services.import_promote(actor=typist, batch=batch, going=lambda: False)
    stale = ImportBatch.objects.get(pk=batch.pk)
    services.import_run(actor=typist, batch=batch)
    with pytest.raises(NotPermitted):  # nothing is left to go on with
        services.import_run(actor=typist, batch=stale)
    assert Voice.objects.count() == 130


def test_codes_are_given_once_to_whoever_typed(promoted, typist, actor_of):
    batch = promoted()
    with pytest.raises(Refused) as refused:
        services.import_codes(actor=actor_of("secretary"), batch=batch)
    assert codes(refused) == ["voices.import_codes_other"]
    slips = services.import_codes(actor=typist, batch=batch)
    assert [s.line for s in slips] == [2, 3, 4] and slips[1].whose == "Cocode de Ejemplo"
    voice = services.code_present(actor=CITIZEN, folio=slips[0].folio, code=slips[0].code)
    assert voice.text.startswith("Agua") and slips[0].begins.startswith("Agua")
    with pytest.raises(Conflict) as taken:
        services.import_codes(actor=typist, batch=batch)
    assert codes(taken) == ["voices.import_codes_taken"]
    batch.refresh_from_db()
    assert bytes(batch.code_seed) == b"" and slips[0].code not in repr(slips[0])


def test_erasing_an_imported_voice_leaves_nothing_and_it_does_not_come_back(
    promoted, typist, actor_of
):
    batch = promoted()
    slip = services.import_codes(actor=typist, batch=batch)[0]
    services.voice_erase(actor=CITIZEN, folio=slip.folio, code=slip.code)
    assert not WrittenName.objects.exists() and not Contact.objects.exists()
    with connection.cursor() as cursor:
        for table in ("voices_voice", "voices_importrow", "people_writtenname"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            assert "Agua limpia" not in str(cursor.fetchall())
    again = promoted(csv_bytes() + b"4,Otra,,,,,,\r\n", source_name="hojas")
    assert (again.known, again.fresh) == (3, 1)


def test_undo_is_a_published_act_and_the_file_may_come_again(promoted, process, actor_of, typist):
    batch = promoted()
    voice = Voice.objects.filter(batch=batch).first()
    services.voice_admit(actor=actor_of("moderator"), process=process, voice=voice)
    before = process.log.entries.count()
    with pytest.raises(NotPermitted):
        services.import_undo(actor=typist, batch=batch, reason="Se cargó el archivo equivocado.")
    chief = actor_of("point_of_contact")
    with pytest.raises(Refused):
        services.import_undo(actor=chief, batch=batch, reason="No.")
    undone = services.import_undo(
        actor=chief, batch=batch, reason="Se cargó el archivo equivocado."
    )
    assert undone.state == "undone"
    assert set(Voice.objects.values_list("state", "withdrawn_basis")) == {("withdrawn", "batch")}
    (entry,) = entries("voices.import_undone")
    assert entry["body"]["batch"]["count"] == 3 and entry["body"]["kept"] == 0
    assert process.log.entries.count() == before + 1
    assert not Contact.objects.exists() and not WrittenName.objects.exists()
    assert "Se cargó el archivo equivocado." in [t.text for t in selectors.published_texts(process)]
    again = promoted()
    assert again.pk != batch.pk and again.fresh == 3
    assert Voice.objects.filter(state="received").count() == 3
    assert ledger.verify_database(process.log).ok


def test_undo_leaves_what_was_treated_and_what_authors_decided(promoted, process, actor_of, typist):
    batch = promoted()
    slips = services.import_codes(actor=typist, batch=batch)
    first, _second, third = Voice.objects.filter(batch=batch).order_by("pk")
    services.voice_withdraw(actor=CITIZEN, folio=slips[2].folio, code=slips[2].code)
    services.voice_admit(actor=actor_of("moderator"), process=process, voice=first)
    services.points_code(actor=actor_of("systematizer"), process=process, voice=first)
    chief = actor_of("point_of_contact")
    for state in ("followed", "answered", "treated"):  # whatever came after it was separated
        Voice.objects.filter(pk=first.pk).update(state=state)
        with pytest.raises(Refused) as refused:
            services.import_undo(actor=chief, batch=batch, reason="Era de otro municipio.")
        assert codes(refused) == ["voices.import_treated"]
    assert Voice.objects.filter(state="withdrawn").count() == 1 and not entries(
        "voices.import_undone"
    )
    undone = services.import_undo(
        actor=chief, batch=batch, reason="Era de otro municipio.", keep_treated=True
    )
    assert (undone.kept, undone.done) == (1, 1)
    states = dict(Voice.objects.values_list("folio", "withdrawn_basis"))
    assert states == {slips[0].folio: "", slips[1].folio: "batch", slips[2].folio: ""}
    assert Contact.objects.count() == 1, "somebody may hold a receipt"
    again = promoted(csv_bytes(), source_name="hojas")
    assert (again.fresh, again.known) == (1, 2)
    third.refresh_from_db()
    assert third.state == "withdrawn"


def test_nobody_moves_a_voice_while_its_file_is_being_undone(
    small_chunks, promoted, process, actor_of
):
    batch = promoted(csv_bytes(MANY))
    chief = actor_of("point_of_contact")
    services.import_undo(
        actor=chief, batch=batch, reason="Es el archivo de prueba.", going=lambda: False
    )
    voice = Voice.objects.filter(state="received").first()
    with pytest.raises(Conflict) as refused:
        services.voice_admit(actor=actor_of("moderator"), process=process, voice=voice)
    assert codes(refused) == ["voices.import_undoing"]
    tasks.tick(process, ledger.now_of(process.log))
    batch.refresh_from_db()
    assert (batch.state, batch.done) == ("undone", 130)


def test_discarding_a_draft_leaves_nothing(staged, typist, actor_of):
    batch = staged()
    assert ImportRow.objects.count() == 3 and HeldFile.objects.exists()
    services.import_discard(actor=typist, batch=batch)
    for table in (ImportBatch, ImportRow, HeldFile, HeldPiece, WrittenName, Contact, Voice):
        assert not table.objects.exists(), table


def test_drafts_are_forgotten_after_a_month_and_lost_uploads_after_a_day(
    staged, process, monkeypatch
):
    batch = staged()
    tasks.tick(process, ledger.now_of(process.log))
    assert ImportBatch.objects.exists()
    tasks.tick(process, batch.opened_at + importing_stage.timedelta(days=31))
    assert not ImportBatch.objects.exists() and not HeldFile.objects.exists()
    vault.file_store([b"x"], name="perdido", purpose=importing_stage.PURPOSE)
    monkeypatch.setattr(tasks, "HELD_HOURS", 0)
    tasks.tick(process, ledger.now_of(process.log))
    assert not HeldFile.objects.exists()


def test_wrong_roles_and_wrong_states(opened, staged, promoted, process, actor_of, typist):
    for role in ("citizen", "publisher", "observer", "operator", "delegate_society"):
        with pytest.raises(NotPermitted):
            opened(actor=actor_of(role) if role != "citizen" else CITIZEN)
    batch = opened()
    with pytest.raises(NotPermitted):
        services.import_promote(actor=typist, batch=batch)
    with pytest.raises(NotThere):
        selectors.batch_get(process, batch.public_id)
    batch = services.import_stage(actor=typist, batch=batch)
    with pytest.raises(NotPermitted):
        services.import_undo(actor=actor_of("point_of_contact"), batch=batch, reason="x" * 20)
    batch = services.import_promote(actor=typist, batch=batch)
    for act in (services.import_stage, services.import_discard, services.import_promote):
        with pytest.raises((NotPermitted, NotThere, Conflict, Refused)):
            act(actor=typist, batch=batch)
    assert selectors.batch_get(process, batch.public_id).pk == batch.pk
    assert Voice.objects.count() == 3


def test_a_folio_that_was_taken_meanwhile_is_renewed(staged, typist, process):
    batch = staged()
    row = ImportRow.objects.filter(batch=batch).first()
    other = services.voice_receive(actor=CITIZEN, process=process, key="k", text="Otra voz")
    Voice.objects.filter(pk=other.voice.pk).update(folio=row.folio)
    batch = services.import_promote(actor=typist, batch=batch)
    assert Voice.objects.values("folio").distinct().count() == 4
    assert Voice.objects.get(pk=other.voice.pk).folio == row.folio


def test_voices_of_a_meeting_know_it(promoted):
    batch = promoted(source=SubjectRef("meeting", "0189", label="Foro"), phase=3)
    voice = Voice.objects.filter(batch=batch).first()
    assert (voice.source_kind, voice.source_id, voice.phase) == ("meeting", "0189", 3)
    assert entries("voices.imported")[0]["body"]["source"] == {"kind": "meeting", "id": "0189"}


def test_a_trial_writes_nothing(process):
    found = selectors.opened(process, io.BytesIO(csv_bytes()), scope="x")
    made = selectors.trial(found)
    assert (made.rows, made.fresh, made.faulty) == (3, 3, 0)
    assert not ImportBatch.objects.exists() and not HeldFile.objects.exists()


def test_short_transactions(small_chunks, opened, typist, monkeypatch):
    """No chunk keeps more than it says: others write in between."""
    batch = opened(csv_bytes(MANY))
    sizes = []
    create = ImportRow.objects.bulk_create
    monkeypatch.setattr(
        type(ImportRow.objects),
        "bulk_create",
        lambda self, rows, **more: sizes.append(len(rows)) or create(rows, **more),
    )
    services.import_stage(actor=typist, batch=batch)
    assert [n for n in sizes if n] == [50, 50, 30]
