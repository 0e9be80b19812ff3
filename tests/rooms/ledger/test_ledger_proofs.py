"""Checkpoints, receipts, mirrors and the recomputation of the database."""

import json
import shutil
import stat

import pytest
from django.db import connection

from cocrea.kernel.errors import NotThere, Refused
from cocrea.ledger import keys, selectors, triggers, verifier
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Checkpoint, Entry, Log, Node


@pytest.fixture
def fresh_keys(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def codes(report):
    return set(report.codes())


def test_a_checkpoint_is_made_once_per_head(holder, speak):
    assert ledger.checkpoint(holder.log) is None
    speak(holder, 3)
    first = ledger.checkpoint(holder.log)
    assert ledger.checkpoint(holder.log).pk == first.pk
    assert first.note.startswith(f"{holder.log.origin}\n3\n")
    speak(holder)
    assert ledger.checkpoint(holder.log).size == 4
    assert Checkpoint.objects.count() == 2


@pytest.mark.django_db
def test_keys_are_private_and_apart(fresh_keys):
    real, demo = ledger.log_create(name="a", demo=False), ledger.log_create(name="b", demo=True)
    assert real.vkey.rpartition("+")[2] != demo.vkey.rpartition("+")[2]
    assert not real.is_demo and demo.is_demo
    for kind in (True, False):
        path = keys.key_path(demo=kind)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_another_key_signs_nothing(holder, speak, settings, tmp_path):
    speak(holder)
    settings.DATA_DIR = tmp_path
    with pytest.raises(Refused) as refused:
        ledger.checkpoint(holder.log)
    assert refused.value.findings[0].code == "ledger.key_changed"


@pytest.mark.parametrize("count", [1, 2, 7, 8, 33])
def test_every_receipt_holds(holder, speak, count):
    speak(holder, count)
    for made in (False, True):  # before tick and after
        if made:
            ledger.checkpoint(holder.log)
        for position in range(count):
            receipt = json.loads(json.dumps(ledger.receipt_of(holder.log_id, position)))
            assert receipt["tree_size"] == count
            assert verifier.verify_file(receipt, [], holder.log.vkey).ok
    with pytest.raises(NotThere):
        ledger.receipt_of(holder.log_id, count)


def test_a_receipt_costs_the_same_at_any_size(holder, speak, django_assert_max_num_queries):
    speak(holder, 70)
    ledger.checkpoint(holder.log)
    for position in (0, 33, 64, 69):
        with django_assert_max_num_queries(5):
            ledger.receipt_of(holder.log_id, position)


def test_checkpoints_are_consistent(holder, speak):
    sizes = []
    for count in (1, 2, 5, 9):
        speak(holder, count)
        sizes.append(ledger.checkpoint(holder.log).size)
    for old in sizes:
        for new in sizes:
            if old > new:
                with pytest.raises(NotThere):
                    ledger.consistency_of(holder.log_id, old, new)
                continue
            document = ledger.consistency_of(holder.log_id, old, new)
            assert verifier.verify_file(document, [], holder.log.vkey).ok
    with pytest.raises(NotThere):
        ledger.consistency_of(holder.log_id, 2, 17)


def test_a_mirror_holds_with_its_texts(holder, speak, tmp_path):
    made = ledger.commit_text("Agua limpia para mi aldea")
    speak(holder, 4)
    old = ledger.checkpoint(holder.log).note
    speak(holder, 5, body={"text": made.digest})
    published = [ledger.PublishedText(made.digest, made.salt, "Agua limpia para mi aldea")]
    assert ledger.mirror_write(holder.log, tmp_path / "m", published) == 9
    assert not verifier.verify_mirror(tmp_path / "m", [old], holder.log.vkey).rows
    lines = (tmp_path / "m" / "entries.jsonl").read_bytes().splitlines()
    assert lines == [bytes(e.raw) for e in Entry.objects.order_by("position")]
    ledger.mirror_write(holder.log, tmp_path / "m")  # again, without the text: erased
    assert (tmp_path / "m" / "texts.jsonl").read_bytes() == b""
    assert {p.name for p in (tmp_path / "m").iterdir()} == {
        "log.json", "entries.jsonl", "checkpoints.jsonl", "checkpoint.txt", "texts.jsonl",
        "verifier.py",
    }  # fmt: skip


def test_an_empty_log_has_an_empty_mirror(holder, tmp_path):
    assert ledger.mirror_write(holder.log, tmp_path) == 0
    assert verifier.verify_mirror(tmp_path, [], holder.log.vkey).ok
    assert ledger.verify_database(holder.log).ok


def test_the_database_is_recomputed(holder, speak):
    speak(holder, 20)
    assert codes(ledger.verify_database(holder.log)) == {"ledger.no_checkpoint"}
    ledger.checkpoint(holder.log)
    assert not codes(ledger.verify_database(holder.log))
    speak(holder)
    report = ledger.verify_database(holder.log)
    assert report.ok and codes(report) == {"ledger.uncovered"}


def test_published_texts_are_held_against_the_record(holder, speak):
    said, other = ledger.commit_text("Agua limpia"), ledger.commit_text("Agua turbia")
    speak(holder, 2, body={"texts": [{"text": said.digest}]})
    ledger.checkpoint(holder.log)
    honest = ledger.PublishedText(said.digest, said.salt, "Agua limpia")
    assert not ledger.verify_database(holder.log, [honest]).findings
    changed = honest._replace(text="Agua turbia")
    assert codes(ledger.verify_database(holder.log, [changed])) == {"ledger.text_differs"}
    swapped = ledger.PublishedText(other.digest, other.salt, "Agua turbia")
    assert codes(ledger.verify_database(holder.log, [honest, swapped])) == {"ledger.text_uncited"}


def test_an_entry_that_no_head_covers_is_not_shown(holder, speak):
    speak(holder, 20)
    triggers.remove(connection)
    _beyond(holder.log)
    assert selectors.entry(holder.log.pk, 19).position == 19
    with pytest.raises(NotThere):
        selectors.entry(holder.log.pk, 20)


def _rewrite(at, **columns):
    Entry.objects.filter(position=at).update(**columns)


def _swap():
    _rewrite(3, position=99)
    _rewrite(4, position=3)
    _rewrite(99, position=4)


def _longer(log):
    edge = b"x" * 32
    Log.objects.filter(pk=log.pk).update(size=16, edge=edge)


def _beyond(log):
    last = Entry.objects.get(position=19)
    last.pk, last.position = None, 20
    last.save(force_insert=True)


FORGERIES = {
    "entry beyond": (_beyond, "ledger.entry_beyond_head"),
    "node beyond": (
        lambda log: Node.objects.create(log=log, level=1, index=10, hash=b"x" * 32),
        "ledger.node_beyond_head",
    ),
    "level beyond": (
        lambda log: Node.objects.create(log=log, level=9, index=0, hash=b"x" * 32),
        "ledger.node_beyond_head",
    ),
    "bytes": (lambda log: _rewrite(3, raw=b"{}"), "ledger.leaf_differs"),
    "column": (lambda log: _rewrite(3, kind="other.kind"), "ledger.column_differs"),
    "subject": (lambda log: _rewrite(3, subject_id="other"), "ledger.column_differs"),
    "leaf": (lambda log: _rewrite(3, leaf_hash=b"x" * 32), "ledger.leaf_differs"),
    "removed": (lambda log: Entry.objects.filter(position=3).delete(), "ledger.entry_misplaced"),
    "swapped": (lambda log: _swap(), "ledger.entry_misplaced"),
    "node": (lambda log: Node.objects.filter(level=2).update(hash=b"x"), "ledger.node_differs"),
    "no node": (lambda log: Node.objects.filter(level=3).delete(), "ledger.node_differs"),
    "edge": (_longer, "ledger.head_differs"),
    "cut": (lambda log: Log.objects.update(size=8), "ledger.rolled_back"),
    "note": (
        lambda log: Checkpoint.objects.update(note="x\n9\n\n\u2014 x AAAA\n"),
        "ledger.signature_wrong",
    ),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_tampering_with_the_database_is_seen(holder, speak, name):
    forge, code = FORGERIES[name]
    speak(holder, 20)
    ledger.checkpoint(holder.log)
    triggers.remove(connection)
    forge(holder.log)
    report = ledger.verify_database(holder.log)
    assert not report.ok
    assert code in codes(report)


def test_a_whole_rewritten_log_is_seen_by_who_kept_a_checkpoint(holder, speak, tmp_path):
    """Even the owner of database and key cannot take back what was once signed."""
    speak(holder, 6)
    kept = ledger.checkpoint(holder.log).note
    triggers.remove(connection)
    for model in (Checkpoint, Node, Entry):
        model.objects.all().delete()
    Log.objects.filter(pk=holder.log_id).update(size=0, edge=b"", last_recorded_at=None)
    speak(holder, 6, body={"another": "story"})
    assert ledger.verify_database(holder.log).ok
    ledger.mirror_write(holder.log, tmp_path)
    assert verifier.verify_mirror(tmp_path, [], holder.log.vkey).ok
    found = verifier.verify_mirror(tmp_path, [kept], holder.log.vkey)
    assert [row["code"] for row in found.rows] == ["ledger.root_differs"]
    shutil.rmtree(tmp_path)
