"""SIGKILL while people contribute, backup under load, restore, and hands on the database file."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from tests.journeys.commands import cocrea, cocrea_json, environment, installation

# Builds installations of its own, on SQLite.
pytestmark = [pytest.mark.slow, pytest.mark.once]
VILLA = "villa-ejemplo"


@pytest.fixture
def place(_small_world, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("an installation with SQLite; rooms/ledger kills writers on PostgreSQL as well")
    return installation(tmp_path / "data")


def contributors(place, count):
    script = str(Path(__file__).with_name("contributor.py"))
    return [
        subprocess.Popen(
            [sys.executable, script, VILLA, f"agua{number}"],
            env=environment(place),
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(count)
    ]


def killed(writers):
    """Folios that were said before the kill, whole lines only."""
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
    said = []
    for writer in writers:
        said += [line.strip() for line in writer.stdout.readlines() if line.endswith("\n")]
        writer.stdout.close()
        assert writer.wait() == -signal.SIGKILL
    return said


def rows(place, query, *values):
    with closing(sqlite3.connect(place / "cocrea.sqlite3")) as database:
        return database.execute(query, values).fetchall()


def folios_recorded(place):
    """folio -> digest of the text, as the record has them."""
    found = rows(
        place,
        "SELECT e.raw FROM ledger_entry e JOIN process_process p ON p.log_id = e.log_id "
        "WHERE e.kind = 'voice.received' AND p.slug = ?",
        VILLA,
    )
    bodies = [json.loads(bytes(raw))["body"] for (raw,) in found]
    return {body["folio"]: body["text"] for body in bodies}


def contacts_of(place):
    return {public_id for (public_id,) in rows(place, "SELECT public_id FROM people_contact")}


def check_all_or_nothing(place, said, others):
    """others: contacts that were there before the writers began."""
    query = (
        "SELECT v.folio, v.text_digest, v.contact FROM voices_voice v "
        "JOIN process_process p ON p.id = v.process_id WHERE p.slug = ?"
    )
    kept = {folio: (digest, contact) for folio, digest, contact in rows(place, query, VILLA)}
    recorded = folios_recorded(place)
    assert set(said) <= set(kept), "a receipt was given for a voice that is lost"
    assert recorded == {folio: digest for folio, (digest, _) in kept.items()}
    of_voices = {contact for _, contact in kept.values() if contact}
    assert contacts_of(place) == others | of_voices, "a contact without its voice, or the reverse"


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_point_all_or_nothing(place, seed):
    others = contacts_of(place)
    writers = contributors(place, 2)
    said = [writer.stdout.readline().strip() for writer in writers]
    time.sleep(random.Random(seed).uniform(0.05, 0.6))
    said += killed(writers)
    assert len(said) >= 2
    check_all_or_nothing(place, said, others)
    assert all(log["ok"] for log in cocrea_json(place, "ledger", "verify")["logs"])


def test_backup_under_load_and_restore(place, tmp_path):
    others = contacts_of(place)
    writers = contributors(place, 2)
    before = [writer.stdout.readline().strip() for writer in writers]
    archive = tmp_path / "copy.tar.gz"
    done = cocrea_json(place, "backup", "--out", str(archive))
    assert done["logs"] == 2 and done["bytes"] == archive.stat().st_size
    assert archive.stat().st_mode & 0o077 == 0, "others may read a file with personal data"
    said = killed(writers)
    check_all_or_nothing(place, before + said, others)

    empty = tmp_path / "restored"
    empty.mkdir()
    cocrea(empty, "restore", str(archive))
    logs = cocrea_json(empty, "ledger", "verify")["logs"]
    assert len(logs) == 4 and all(log["ok"] for log in logs)
    first = {log["log"]: log for log in logs}
    (raw,) = rows(
        empty,
        "SELECT raw FROM ledger_entry WHERE kind = 'ledger.succeeded' ORDER BY id DESC LIMIT 1",
    )[0]
    cited = json.loads(bytes(raw))["body"]["predecessor"]
    assert first[cited["origin"]]["size"] == cited["size"]
    check_all_or_nothing_of_copy(empty, before)
    # The restored place takes voices again, in the new record.
    (writer,) = contributors(empty, 1)
    assert writer.stdout.readline().strip()
    killed([writer])
    assert all(log["ok"] for log in cocrea_json(empty, "ledger", "verify")["logs"])
    assert cocrea(empty, "tick").stdout
    # What was published is in the copy of the record that committed to it, old or new.
    cocrea(empty, "ledger", "mirror", "--out", str(tmp_path / "mirror"))
    held = cocrea_json(empty, "ledger", "verify", "--mirror", str(tmp_path / "mirror"))["logs"]
    assert len(held) == 4 and all(log["ok"] for log in held)
    texts = [path.stat().st_size for path in (tmp_path / "mirror").glob("*/texts.jsonl")]
    assert len(texts) == 4 and sum(map(bool, texts)) == 2
    again = cocrea(empty, "restore", str(archive), check=1)
    assert "site.restore_not_empty" in again.stderr


def check_all_or_nothing_of_copy(place, said):
    kept = {folio for (folio,) in rows(place, "SELECT folio FROM voices_voice")}
    assert set(said) <= kept, "what was said before the backup began is in it"


def test_a_damaged_archive_restores_nothing(place, tmp_path):
    archive = tmp_path / "copy.tar.gz"
    cocrea(place, "backup", "--out", str(archive))
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 1
    archive.write_bytes(data)
    empty = tmp_path / "empty"
    empty.mkdir()
    done = cocrea(empty, "restore", str(archive), check=1)
    assert "site.backup_damaged" in done.stderr
    assert list(empty.rglob("*")) == []


def changed(raw: bytes) -> bytes:
    document = json.loads(raw)
    document["author"] = {"role": "operator"}
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode()


TAMPERING = {
    "an entry's words": "UPDATE ledger_entry SET raw = ? WHERE log_id = ? AND position = 20",
    "an entry's column": "UPDATE ledger_entry SET kind = 'x' WHERE log_id = ? AND position = 20",
    "an entry taken out": "DELETE FROM ledger_entry WHERE log_id = ? AND position = 20",
    "the last entry taken out": "DELETE FROM ledger_entry WHERE log_id = ? AND position = "
    "(SELECT MAX(position) FROM ledger_entry)",
    "a checkpoint's note": "UPDATE ledger_checkpoint SET note = replace(note, 'A', 'B') "
    "WHERE log_id = ?",
}


@pytest.fixture
def tampering(place):
    """tampering(kind): does it to the file, with the triggers taken away."""

    def act(kind):
        with closing(sqlite3.connect(place / "cocrea.sqlite3")) as database:
            for name in ("ledger_entry_no_update", "ledger_entry_no_delete"):
                database.execute(f"DROP TRIGGER IF EXISTS {name}")
            log = database.execute(
                "SELECT log_id FROM process_process WHERE slug = 'guatemala-2018'"
            ).fetchone()[0]
            values = [log]
            if "raw = ?" in TAMPERING[kind]:
                query = "SELECT raw FROM ledger_entry WHERE log_id = ? AND position = 20"
                values.insert(0, changed(bytes(database.execute(query, [log]).fetchone()[0])))
            assert database.execute(TAMPERING[kind], values).rowcount
            database.commit()

    return act


@pytest.mark.parametrize("kind", TAMPERING)
def test_hands_on_the_file_are_seen(place, tampering, kind):
    tampering(kind)
    done = cocrea(place, "ledger", "verify", check=1)
    assert "NOT INTACT" in done.stdout


def test_the_trigger_refuses_what_it_can(place):
    """The one against removal is taken away in tests, whose databases are emptied."""
    with closing(sqlite3.connect(place / "cocrea.sqlite3")) as database:
        with pytest.raises(sqlite3.IntegrityError, match="append_only"):
            database.execute("UPDATE ledger_entry SET kind = 'x'")


def test_a_record_written_anew_does_not_fit_a_checkpoint_that_somebody_kept(place, tmp_path):
    """The operator holds the key: what they sign anew holds together, but not with the past."""
    first = tmp_path / "first"
    cocrea(place, "ledger", "mirror", "--out", str(first))
    kept = next(first.glob("guatemala-2018*/checkpoint.txt"))
    rewrite(place)
    assert cocrea(place, "ledger", "verify", check=None).returncode in (0, 1)
    second = tmp_path / "second"
    cocrea(place, "ledger", "mirror", "--out", str(second))
    mirror = next(second.glob("guatemala-2018*"))
    line = ["ledger", "verify", "--mirror", str(mirror), "--against", str(kept)]
    done = cocrea(place, *line, check=1)
    assert "DOES NOT HOLD" in done.stdout
    untouched = next(first.glob("guatemala-2018*"))
    line = ["ledger", "verify", "--mirror", str(untouched), "--against", str(kept)]
    cocrea(place, *line)


REWRITE = """
import django
django.setup()
from django.db import connection
from cocrea.ledger.models import Checkpoint, Entry, Log, Node
from cocrea.ledger.rules import entries, merkle
from cocrea.ledger import services as ledger, triggers
from cocrea.process.selectors import process_get

log = process_get("guatemala-2018").log
triggers.remove(connection)
Checkpoint.objects.filter(log=log).delete()
Node.objects.filter(log=log).delete()
edge = merkle.CompactRange()
for row in Entry.objects.filter(log=log).order_by("position"):
    raw = bytes(row.raw)
    if row.position == 20:
        document = entries.entry_read(raw)
        document["author"] = {"role": "operator"}
        raw = entries.entry_bytes(document)
    leaf = merkle.leaf_hash(raw)
    Entry.objects.filter(pk=row.pk).update(raw=raw, leaf_hash=leaf)
    for node, value in edge.append(leaf):
        if node.level:
            Node.objects.create(log=log, level=node.level, index=node.place, hash=value)
Log.objects.filter(pk=log.pk).update(
    size=edge.size, root=edge.root().hex(), edge=b"".join(edge.hashes)
)
log.refresh_from_db()
ledger.checkpoint(log)
assert ledger.verify_database(log).ok
"""


def rewrite(place):
    done = subprocess.run(
        [sys.executable, "-c", REWRITE], env=environment(place), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
