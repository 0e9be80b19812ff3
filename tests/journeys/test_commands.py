"""Every command: help, exit status, output that machines read, and safe to repeat."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys

import pytest
from django.db import connection
from tests import demonstration
from tests.journeys.commands import ROOT, cocrea, cocrea_json, environment, installation
from tests.rows import every

from cocrea.config import cli
from cocrea.config.commands import demo
from cocrea.config.output import finding_text
from cocrea.kernel.findings import Finding
from cocrea.process.rules.loading import builtin
from cocrea.ui.messages import text_of

GUATEMALA = "guatemala-2018"


@pytest.fixture(scope="module")
def place(_small_world, tmp_path_factory):
    """One installation for the commands that only read."""
    if connection.vendor != "sqlite":
        pytest.skip("commands are tried on an installation with SQLite")
    return installation(tmp_path_factory.mktemp("installation"))


@pytest.mark.parametrize("name", [n for n in cli.COMMANDS if n != "django"])
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main([name, "--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert f"cocrea {name}" in said and len(said) > 150


def test_the_door_lists_every_command(capsys):
    assert cli.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in cli.COMMANDS)
    assert cli.main([]) == 2
    with pytest.raises(SystemExit) as left:
        cli.main(["no-such-thing"])
    assert left.value.code == 2


@every(
    "line",
    [
        "demo --as-of 2018-02-27",
        "demo --as-of 2020-09-01",
        "demo --as-of 30/8/2018",
        "demo --scale 0",
        "demo --scale 1.01",
        "demo --scale nan",
        "demo --scale much",
        "serve --port 0",
        "serve --port 99999999",
        "serve --workers 0",
        "process create --slug x --methodology x.yaml --starts-on tomorrow",
    ],
)
def test_what_is_out_of_range_is_refused_before_anything_is_done(line):
    with pytest.raises(SystemExit) as left:
        cli.main(line.split())
    assert left.value.code == 2


@pytest.fixture
def here(capsys):
    """A command in this process: (status, what it said, what it complained of)."""

    def call(*line):
        capsys.readouterr()
        status = cli.main(list(line))
        return status, *capsys.readouterr()

    return call


def test_methodology_check(tmp_path, here):
    """As published it has defects; strict refuses them; a file that is none is refused."""
    path = tmp_path / "guatemala-2018-as-published.yaml"
    path.write_text(builtin("guatemala-2018-as-published"), encoding="utf-8")
    loose, said, _ = here("methodology", "check", str(path), "--format", "json")
    answer = json.loads(said)
    found = answer["findings"]
    assert answer["ok"] is (loose == 0)
    codes = {row["code"] for row in found}
    assert len(codes) >= 8 and all(code.startswith("process.") for code in codes)
    assert all(row["text"] for row in found)
    assert loose == int(any(row["severity"] == "blocker" for row in found))
    assert here("methodology", "check", str(path))[1].count("\n") == len(found) + 1
    assert here("methodology", "check", str(path), "--strict")[0] == 1
    assert here("methodology", "check", str(tmp_path / "absent.yaml"))[0] == 2
    for name, text in (
        ("empty", ""),
        ("list", "- a\n- b\n"),
        ("broken", "a: [\n"),
        ("nul", "a: \0"),
        ("bomb", "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n"),
        ("python", "a: !!python/object/apply:os.system [id]\n"),
    ):
        bad = tmp_path / f"{name}.yaml"
        bad.write_text(text)
        status, said, complaint = here("methodology", "check", str(bad))
        assert status == 1 and (said + complaint).strip(), name
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    assert here("methodology", "check", str(tmp_path / "bytes.yaml"))[0] in (1, 2)
    assert json.loads(here("methodology", "schema")[1])["type"] == "object"


@pytest.mark.slow
def test_process_list_and_create(place, tmp_path):
    rows = cocrea_json(place, "process", "list")
    assert {row["slug"] for row in rows} == {GUATEMALA, "villa-ejemplo"}
    assert "2 processes" in cocrea(place, "process", "list").stdout
    law = tmp_path / "law.yaml"
    law.write_text(builtin("municipality-example"), encoding="utf-8")
    mine = tmp_path / "data"
    mine.mkdir()
    shutil.copy(place / "cocrea.sqlite3", mine / "cocrea.sqlite3")
    shutil.copytree(place / "keys", mine / "keys")
    create = ["process", "create", "--methodology", str(law), "--starts-on", "2026-01-05", "--slug"]
    taken = cocrea(mine, *create, "otra-villa", check=1)
    assert "process.prefix_taken" in taken.stderr
    law.write_text(builtin("municipality-example").replace("VILLA", "OTRA"), encoding="utf-8")
    done = cocrea(mine, *create, "otra-villa")
    assert "created" in done.stdout
    assert "process.slug_taken" in cocrea(mine, *create, "otra-villa", check=1).stderr
    assert "process.slug_malformed" in cocrea(mine, *create, "../../etc", check=1).stderr
    rows = cocrea_json(mine, "process", "list")
    assert [row["slug"] for row in rows].count("otra-villa") == 1


def folio_of(place):
    with sqlite3.connect(place / "cocrea.sqlite3") as database:
        return database.execute(
            "SELECT v.folio FROM voices_voice v JOIN voices_point p ON p.voice_id = v.id "
            "WHERE v.state = 'answered' ORDER BY v.id LIMIT 1"
        ).fetchone()[0]


def test_trace(place):
    folio = folio_of(place)
    said = cocrea(place, "trace", folio).stdout
    assert folio in said
    assert cocrea_json(place, "trace", folio)


def test_a_machine_reads_failures_too(process, here, tmp_path):
    """One document on standard output, whatever went wrong; the sentence goes to the other."""
    refused, said, complained = here("trace", "GT4-ZZZZZZ-Z", "--format", "json")
    rows = json.loads(said)["findings"]
    assert refused == 1 and not json.loads(said)["ok"]
    assert rows[0]["code"] in complained and rows[0]["text"] in complained
    line = ["methodology", "check", str(tmp_path / "absent.yaml"), "--format", "json"]
    absent, said, complained = here(*line)
    assert absent == 2 and json.loads(said) == {"ok": False, "error": complained.strip()}


@pytest.mark.parametrize(("locale", "language"), [("es_GT.UTF-8", "es"), ("C", "en")])
def test_a_finding_in_the_language_of_the_machine(monkeypatch, locale, language):
    monkeypatch.setenv("LC_ALL", locale)
    finding = Finding("trace.not_a_folio", params={"folio": "x"})
    assert finding_text(finding) == text_of(finding, language)


def test_a_data_directory_that_is_not_there_is_not_made(here, tmp_path):
    """A slip of the pen would take the place that a restore needs empty."""
    place = tmp_path / "absent"
    for line in (["process", "list"], ["ledger", "verify"], ["backup", "--out", "x.tar.gz"]):
        status, _, complained = here(*line, "--data-dir", str(place))
        assert status == 2 and "absent" in complained, line
    status, told, _ = here("process", "list", "--format", "json", "--data-dir", str(place))
    assert status == 2 and "absent" in json.loads(told)["error"]
    assert not place.exists()


def test_no_folder_is_made_where_one_is_missing(process, here, tmp_path):
    """A slip of the pen leaves no archive of keys where nobody looks for it."""
    for line in (
        ["backup"],
        ["ledger", "mirror"],
        ["export", "--process", process.slug, "--table", "voces"],
    ):
        status, _, complained = here(*line, "--out", str(tmp_path / "absent" / "x"))
        assert status == 2 and "absent" in complained, line
    assert not (tmp_path / "absent").exists()


@pytest.mark.parametrize("unknown", ["GT4-ZZZZZZ-Z", "'; DROP TABLE"])
def test_trace_says_that_a_folio_is_unknown(process, here, unknown):
    status, said, complained = here("trace", "--", unknown)
    assert status == 1 and complained.strip() and not said.strip()


@pytest.mark.parametrize(
    ("format", "language"),
    [
        pytest.param("html", "es", marks=pytest.mark.slow),
        ("json", "en"),
        pytest.param("html", "en", marks=pytest.mark.slow),
        pytest.param("json", "es", marks=pytest.mark.slow),
    ],
)
def test_plan_render_is_byte_stable(place, tmp_path, format, language):
    made = []
    for turn in ("one", "two"):
        out = tmp_path / f"{turn}.{format}"
        line = ["plan", "render", "--process", GUATEMALA, "--format", format, "--lang", language]
        cocrea(place, *line, "--out", str(out))
        made.append(out.read_bytes())
    assert made[0] == made[1] and len(made[0]) > 10_000
    if format == "json":
        assert json.loads(made[0])
    else:
        assert f'lang="{language}"'.encode() in made[0]


@pytest.mark.slow
def test_plan_render_refuses_what_is_not_there(place, tmp_path):
    out = tmp_path / "plan.html"
    line = ["plan", "render", "--out", str(out), "--process"]
    assert cocrea(place, *line, "ninguno", check=1).stderr.strip()
    assert cocrea(place, *line, GUATEMALA, "--number", "99", check=1).stderr.strip()
    assert cocrea(place, *line, "villa-ejemplo", check=1).stderr.strip()
    assert not out.exists()


@pytest.mark.slow
def test_tick_twice(place, tmp_path):
    mine = installation(tmp_path / "data")
    first = cocrea_json(mine, "tick")
    assert set(first) == {GUATEMALA, "villa-ejemplo"}
    assert not [name for counts in first.values() for name in counts if "failed" in name]
    before = {row["slug"]: row["entries"] for row in cocrea_json(mine, "process", "list")}
    second = cocrea_json(mine, "tick")
    for counts in second.values():
        assert not {n: c for n, c in counts.items() if n != "checkpoint at" and c}, counts
    after = {row["slug"]: row["entries"] for row in cocrea_json(mine, "process", "list")}
    assert before == after


@pytest.mark.slow
def test_ledger_verify_and_mirror(place, tmp_path):
    found = cocrea_json(place, "ledger", "verify")
    assert len(found["logs"]) == 2 and all(log["ok"] for log in found["logs"])
    mirror = tmp_path / "mirror"
    cocrea(place, "ledger", "mirror", "--out", str(mirror))
    done = cocrea(place, "ledger", "verify", "--mirror", str(mirror))
    assert done.stdout.count("The record holds.") == 2
    (tmp_path / "bare").mkdir()
    cocrea(place, "ledger", "verify", "--mirror", str(tmp_path / "bare"), check=2)


@pytest.mark.slow
def test_the_database_is_held_against_what_somebody_kept(place, tmp_path):
    """Not only against itself: a record cut short hashes well, and is not the one that was."""
    mirror = tmp_path / "mirror"
    cocrea(place, "ledger", "mirror", "--out", str(mirror))
    kept, key = mirror / GUATEMALA / "checkpoint.txt", mirror / GUATEMALA / "log.json"
    pinned = json.loads(key.read_text())["vkey"]
    against = ["ledger", "verify", "--against", str(kept)]
    assert "goes on from what you kept" in cocrea(place, *against, "--key", pinned).stdout
    cut = tmp_path / "cut"
    shutil.copytree(place / "keys", cut / "keys")
    earlier = demonstration.demonstration() / "moments" / "apertura.sqlite3"
    shutil.copy(earlier, cut / "cocrea.sqlite3")
    cocrea(cut, "ledger", "verify")
    found = cocrea_json(cut, *against, check=1)["logs"]
    codes = {row["code"] for log in found if not log["ok"] for row in log["findings"]}
    assert "ledger.rolled_back" in codes
    same = cocrea(place, "ledger", "verify", "--mirror", str(mirror), "--against", str(kept))
    assert same.stdout.count("The record holds.") == 2
    # What would be compared with nothing is refused.
    (tmp_path / "no.txt").write_text("a letter")
    cocrea(place, "ledger", "verify", "--against", str(tmp_path / "absent.txt"), check=2)
    cocrea(place, "ledger", "verify", "--against", str(tmp_path / "no.txt"), check=1)
    cocrea(place, "ledger", "verify", "--key", "a+b+c", check=1)
    elsewhere = kept.read_text().replace(GUATEMALA, "another")
    (tmp_path / "elsewhere.txt").write_text(elsewhere)
    line = ["ledger", "verify", "--against", str(tmp_path / "elsewhere.txt")]
    assert "origin_unknown" in cocrea(place, *line, check=1).stderr
    assert "origin_unknown" in cocrea(place, *line, "--mirror", str(mirror), check=1).stderr


def test_commands_without_a_database_say_so(tmp_path):
    """No traceback for somebody who forgot to build."""
    for line in (["process", "list"], ["tick"]):
        done = cocrea(tmp_path, *line, check=None)
        assert done.returncode != 0, line
        assert done.stderr.strip()


@pytest.mark.slow
def test_backup_refuses_what_is_not_there(tmp_path):
    done = cocrea(tmp_path, "restore", str(tmp_path / "absent.tar.gz"), check=None)
    assert done.returncode != 0 and done.stderr.strip()
    (tmp_path / "bad.tar.gz").write_bytes(b"this is no archive")
    done = cocrea(tmp_path, "restore", str(tmp_path / "bad.tar.gz"), check=None)
    assert done.returncode != 0 and done.stderr.strip()


@pytest.mark.once
@pytest.mark.slow
def test_demo_as_of_is_idempotent(tmp_path):
    line = ["demo", "--as-of", "2018-04-05", "--no-serve", "--scale", "0.05"]
    line += ["--data-dir", str(tmp_path / "demo")]
    (tmp_path / "demo").mkdir()
    first = cocrea(tmp_path, *line)
    assert "built" in first.stdout
    rows = cocrea_json(tmp_path / "demo", "process", "list")
    now = next(r["now"] for r in rows if r["slug"] == GUATEMALA)
    assert now == "2018-04-06T02:00:00+00:00", "the evening of the fifth, in Guatemala"
    again = cocrea(tmp_path, *line)
    assert "already" in again.stdout
    assert cocrea_json(tmp_path / "demo", "process", "list")[0]["entries"] == rows[0]["entries"]
    cocrea(tmp_path / "demo", "ledger", "verify")


@pytest.mark.once
@pytest.mark.slow
def test_an_empty_database_is_left_alone_by_the_demonstration_and_verifies_nothing(tmp_path):
    place = tmp_path / "real"
    cocrea(tmp_path, "migrate", "--data-dir", str(place))
    done = cocrea(place, "demo", "--no-serve", "--scale", "0.05", check=1)
    assert done.stderr.strip()
    assert "ledger.none_here" in cocrea(place, "ledger", "verify", check=1).stderr
    for path in (place, *place.rglob("*.sqlite3"), *place.glob("keys")):
        assert path.stat().st_mode & 0o007 == 0, f"others read {path.name}"


def _anywhere(cwd, line):
    """In a folder where nobody installed anything, by a shell that answers for all of a pipe."""
    kept = {name: value for name, value in os.environ.items() if name not in demonstration.OF_TESTS}
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; '{sys.executable}' -m cocrea.config.cli {line}"],
        env={**kept, "PYTHONPATH": str(ROOT / "src")},
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.slow
@pytest.mark.once
def test_a_file_is_checked_anywhere_and_nothing_stays_there(tmp_path):
    law = tmp_path / "law.yaml"
    law.write_text(builtin("municipality-example"), encoding="utf-8")
    assert _anywhere(tmp_path, "methodology check law.yaml").returncode == 0
    assert _anywhere(tmp_path, "ledger verify").returncode == 1
    cut = _anywhere(tmp_path, "methodology check law.yaml | true")
    assert (cut.returncode, cut.stderr) == (141, ""), "an unread answer is not a good one"
    assert [path.name for path in tmp_path.iterdir()] == ["law.yaml"]


@pytest.mark.slow
def test_a_backup_is_not_written_over(place, tmp_path):
    archive = tmp_path / "copy.tar.gz"
    archive.write_bytes(b"the only good copy")
    done = cocrea(place, "backup", "--out", str(archive), check=2)
    assert "already" in done.stderr and archive.read_bytes() == b"the only good copy"


@pytest.mark.slow
def test_ticks_go_on_until_somebody_stops_them(place):
    command = [sys.executable, "-m", "cocrea.config.cli", "tick", "--every", "1"]
    loop = subprocess.Popen(command, env=environment(place), stdout=subprocess.PIPE, text=True)
    lines = [loop.stdout.readline() for _line in range(4)]
    assert [line.split(":")[0] for line in lines] == [GUATEMALA, "villa-ejemplo"] * 2
    loop.terminate()
    assert loop.wait(timeout=30) in (0, -15)
    loop.stdout.close()


def test_a_demonstration_ticks_as_long_as_it_is_served(monkeypatch):
    started = []

    class Child:
        def __init__(self, command, **_more):
            started.append(command[-3:])

        def terminate(self):
            started.append("terminated")

        def wait(self, timeout):
            started.append("gone")

    monkeypatch.setattr(demo.subprocess, "Popen", Child)
    with demo.ticking():
        assert started == [["tick", "--every", "60"]]
    assert started[1:] == ["terminated", "gone"]
