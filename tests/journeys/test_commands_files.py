"""Files through the command line: brought in, killed in the middle, undone, counted, written out."""

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from django.db import connection
from tests.journeys.commands import cocrea, cocrea_json, environment, installation
from tests.tables import ods_bytes, xlsx_bytes

GUATEMALA = "guatemala-2018"
VILLA = "villa-ejemplo"
HEAD = ["No.", "Texto", "Sexo", "Nombre"]


@pytest.fixture
def place(world, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("commands are tried on an installation with SQLite")
    return installation(tmp_path / "installation")


def asked(place, query, *values):
    with sqlite3.connect(place / "cocrea.sqlite3") as database:
        return database.execute(query, values).fetchall()


def uuid_text(value):
    text = str(value)
    return (
        text
        if "-" in text
        else "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
    )


def office_of(place, slug, role):
    rows = asked(
        place,
        "SELECT f.public_id FROM people_publicfunction f JOIN people_rolegrant g "
        "ON g.user_id = f.user_id WHERE g.process_slug = ? AND g.role = ? "
        "AND g.until IS NULL AND f.until IS NULL ORDER BY f.id LIMIT 1",
        slug,
        role,
    )
    return uuid_text(rows[0][0])


def semicolons(path, rows):
    with path.open("w", encoding="cp1252", newline="") as out:
        csv.writer(out, delimiter=";").writerows([HEAD, *rows])
    return path


def bring(place, path, *more, slug=VILLA, office=None, check=0):
    office = office or office_of(place, slug, "secretary")
    line = ["voices", "import", str(path), "--process", slug, "--office", office, *more]
    return cocrea_json(place, *line, check=check)


@pytest.fixture
def villa_office(place):
    """Somebody who types in the municipality of today, where every visitor may hold a role."""
    rows = asked(
        place,
        "SELECT role, user_id FROM people_rolegrant WHERE process_slug = ? AND until IS NULL",
        VILLA,
    )
    for role, _user in rows:
        if role in ("facilitator", "systematizer", "secretary", "point_of_contact", "moderator"):
            return office_of(place, VILLA, role)
    pytest.skip("nobody types there")


@pytest.mark.slow
def test_a_file_comes_in_once_and_its_codes_are_written_once(place, tmp_path, villa_office):
    path = semicolons(tmp_path / "hojas.csv", [["1", "Más agua", "F", "Ana"], ["2", "", "F", ""]])
    tried = bring(place, path, "--dry-run", check=1)
    assert (tried["fresh"], tried["faulty"], tried["shape"]["encoding"]) == (1, 1, "cp1252")
    assert tried["problems"][0]["line"] == 3 and "Ana" not in json.dumps(tried)
    before = asked(place, "SELECT count(*) FROM voices_voice")
    codes = tmp_path / "codes.csv"
    made = bring(place, path, "--codes", str(codes), office=villa_office)
    assert (made["state"], made["done"]) == ("promoted", 1)
    assert asked(place, "SELECT count(*) FROM voices_voice")[0][0] == before[0][0] + 1
    rows = list(csv.DictReader(codes.open(encoding="utf-8")))
    assert len(rows) == 1 and rows[0]["code"]
    line = ["voices", "import", str(path), "--process", VILLA, "--office", villa_office]
    again = cocrea(place, *line, "--codes", str(codes), check=1)
    assert "voices.import_codes_there" in again.stderr, "what is there is not written over"
    assert json.loads(cocrea(place, *line, "--format", "json").stdout)["known"] == 1
    assert asked(place, "SELECT count(*) FROM voices_voice")[0][0] == before[0][0] + 1
    verified = cocrea_json(place, "ledger", "verify")
    assert all(log["ok"] for log in verified["logs"])


@pytest.mark.slow
def test_who_may_is_said_and_nobody_else_does(place, tmp_path):
    path = semicolons(tmp_path / "hojas.csv", [["1", "Más agua", "F", ""]])
    line = ["voices", "import", str(path), "--process", GUATEMALA]
    done = cocrea(place, *line, check=1)
    assert "--office" in done.stderr and office_of(place, GUATEMALA, "secretary") in done.stderr
    publisher = office_of(place, GUATEMALA, "publisher")
    assert "not_permitted" in cocrea(place, *line, "--office", publisher, check=1).stderr
    absent = cocrea(place, *line[:2], "ninguno.csv", *line[3:], "--dry-run", check=2)
    assert "ninguno.csv" in absent.stderr
    (tmp_path / "map.json").write_text('{"columns": {"nada": "x"}}')
    wrong = ["--map", str(tmp_path / "map.json"), "--dry-run"]
    assert "voices.import_map" in cocrea(place, *line, *wrong, check=1).stderr


@pytest.mark.slow
def test_a_killed_import_is_finished_by_the_same_command(place, tmp_path, villa_office):
    rows = [[str(n), f"Petición número {n} de la comunidad", "F", ""] for n in range(1, 3001)]
    path = semicolons(tmp_path / "muchas.csv", rows)
    line = ["voices", "import", str(path), "--process", VILLA, "--office", villa_office]
    for state in ("staging", "promoting"):
        child = subprocess.Popen(
            [sys.executable, "-m", "cocrea.config.cli", *line],
            env=environment(place),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for _ in range(1200):
            time.sleep(0.05)
            found = asked(
                place, "SELECT state, fresh, done FROM voices_importbatch WHERE fresh > 500"
            )
            if child.poll() is not None or any(
                s == state and (done or state == "staging") for s, _fresh, done in found
            ):
                break
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    made = bring(place, path, office=villa_office)
    assert (made["state"], made["fresh"], made["done"]) == ("promoted", 3000, 3000)
    batch = made["batch"].replace("-", "")
    count = "SELECT count(*), count(DISTINCT folio) FROM voices_voice v JOIN voices_importbatch b "
    found = asked(place, count + "ON v.batch_id = b.id WHERE b.public_id = ?", batch)
    assert found == [(3000, 3000)]
    entries = "SELECT count(*) FROM ledger_entry WHERE kind = 'voices.imported' AND subject_id = ?"
    assert asked(place, entries, made["batch"]) == [(1,)]
    assert all(log["ok"] for log in cocrea_json(place, "ledger", "verify")["logs"])


@pytest.mark.slow
def test_undo_by_the_command_line(place, tmp_path, villa_office):
    path = semicolons(tmp_path / "hojas.csv", [["1", "Más agua", "F", ""]])
    made = bring(place, path, office=villa_office)
    line = ["voices", "import", "--process", VILLA, "--undo", made["batch"]]
    reason = ["--reason", "Era el archivo equivocado."]
    moderator = office_of(place, VILLA, "moderator")
    assert "reason" in cocrea(place, *line, "--office", moderator, check=1).stderr
    undone = cocrea_json(place, *line, *reason, "--office", moderator)
    assert (undone["state"], undone["done"]) == ("undone", 1)
    again = bring(place, path, office=villa_office)
    assert again["batch"] != made["batch"] and again["done"] == 1


def test_attendance_comes_to_counts(place, tmp_path):
    rows = [["Nombre", "Institución", "Sector", "Sexo"], ["Ana", "", "Sociedad civil", "F"]]
    rows += [["Juan", "", "Sector público", "H"]] * 3
    path = tmp_path / "lista.ods"
    path.write_bytes(ods_bytes(rows))
    meeting = uuid_text(
        asked(
            place,
            "SELECT m.public_id FROM meetings_meeting m JOIN process_process p "
            "ON p.id = m.process_id WHERE p.slug = ? AND m.state = 'minuted' ORDER BY m.id LIMIT 1",
            GUATEMALA,
        )[0][0]
    )
    line = ["attendance", "import", str(path), "--process", GUATEMALA, "--meeting", meeting]
    tried = cocrea_json(place, *line, "--dry-run")
    assert (tried["total"], tried["version"]) == (4, 0)
    office = ["--office", office_of(place, GUATEMALA, "secretary"), "--source", "Listas firmadas"]
    first = cocrea_json(place, *line, *office)
    second = cocrea_json(place, *line, *office)
    assert first["version"] == second["version"] >= 2, "the same list again changes nothing"
    assert {(x["sector"], x["count"]) for x in first["lines"]} == {
        ("civil_society", 1),
        ("public", 3),
    }
    assert "Ana" not in json.dumps(first)


@pytest.mark.slow
def test_every_list_is_written_out(place, tmp_path):
    out = tmp_path / "datos"
    counts = cocrea_json(place, "export", "--process", GUATEMALA, "--out", str(out))
    assert set(counts) >= {"voces", "reuniones", "registro", "hitos"} and counts["voces"] > 10
    for name, count in counts.items():
        with (out / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            assert sum(1 for _row in csv.DictReader(handle)) == count, name
        assert (out / f"{name}-columnas.csv").exists()
    one = [
        "export",
        "--process",
        GUATEMALA,
        "--out",
        str(out),
        "--kind",
        "xlsx",
        "--table",
        "temas",
    ]
    assert cocrea_json(place, *one) == {"temas": 12}
    assert not list(out.glob("*.partial"))
    assert "opendata.no_table" in cocrea(place, *one[:-1], "nada", check=1).stderr


@pytest.mark.needs_shared
@pytest.mark.slow
@pytest.mark.parametrize("kind", [pytest.param("csv", marks=pytest.mark.soak), "xlsx"])
def test_real_proposals_and_real_attacks(place, tmp_path, villa_office, shared, kind):
    """1,550 proposals and 78 posts of tests, spam and attacks, from where people really write."""
    for name, count in (("propuestas_madrid", 1550), ("pruebas_y_ataques", 78)):
        source = shared / "data" / "text" / f"{name}.jsonl"
        found = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
        rows = [["id", "text", "created"]]
        rows += [[row["id"], row["text"], row.get("created", "")] for row in found]
        path = tmp_path / f"{name}.{kind}"
        if kind == "xlsx":
            path.write_bytes(xlsx_bytes(rows))
        else:
            with path.open("w", encoding="utf-16", newline="") as out:
                csv.writer(out, delimiter="\t").writerows(rows)
        made = bring(place, path, office=villa_office)
        assert made["done"] + made["faulty"] == count and made["faulty"] <= 1, made["problems"][:3]
        assert bring(place, path, office=villa_office)["batch"] == made["batch"] or made["faulty"]
    out = tmp_path / "datos"
    cocrea(place, "export", "--process", VILLA, "--out", str(out), "--kind", "xlsx")
    assert all(log["ok"] for log in cocrea_json(place, "ledger", "verify")["logs"])
