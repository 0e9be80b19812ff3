"""A mirror that somebody tampered with, against a checkpoint that somebody else kept."""

import base64
import io
import json
import subprocess
import sys
from contextlib import redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from cocrea.ledger import verifier
from cocrea.ledger.rules import entries, merkle, notes, receipts, text

pytestmark = pytest.mark.once  # it reads files, never a database

ORIGIN = "cocrea.example/demo/x"
START = datetime(2018, 2, 1, tzinfo=UTC)
OURS = Ed25519PrivateKey.from_private_bytes(b"1" * 32)
THEIRS = Ed25519PrivateKey.from_private_bytes(b"2" * 32)


def vkey(secret=OURS) -> notes.VerifierKey:
    return notes.VerifierKey(ORIGIN, secret.public_key().public_bytes_raw())


def line(position: int, word: str = "", at: int | None = None) -> bytes:
    return entries.entry_bytes(
        entries.entry_document(
            origin=ORIGIN,
            position=position,
            kind="voice.received",
            subject={"kind": "voice", "id": str(position), "digest": ""},
            recorded_at=START + timedelta(minutes=position if at is None else at),
            author={"role": "citizen"},
            body={"text": text.commit(word or f"voz {position}", b"s" * 16).digest},
        )
    )


def note(lines, secret=OURS) -> str:
    root = merkle.root_of(merkle.leaf_hash(raw) for raw in lines)
    return notes.note_sign(notes.Head(ORIGIN, len(lines), root), vkey(secret), secret.sign)


def write(path: Path, lines, secret=OURS, texts=(), stops=()) -> Path:
    (path / "log.json").write_text(json.dumps({"origin": ORIGIN, "vkey": str(vkey(secret))}))
    (path / "entries.jsonl").write_bytes(b"".join(raw + b"\n" for raw in lines))
    (path / "checkpoint.txt").write_text(note(lines, secret), newline="")
    rows = [{"size": stop, "note": note(lines[:stop], secret)} for stop in stops]
    (path / "checkpoints.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (path / "texts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in texts))
    return path


def codes(found) -> set[str]:
    return {row["code"].removeprefix("ledger.") for row in found.rows}


HONEST = [line(number) for number in range(9)]


def test_an_honest_mirror_holds(tmp_path):
    row = {"digest": text.commit("voz 3", b"s" * 16).digest, "salt": b"s".hex() * 16,
           "text": "voz 3"}  # fmt: skip
    write(tmp_path, HONEST, texts=[row], stops=range(10))
    kept = [note(HONEST[:stop]) for stop in (1, 4, 9)]
    found = verifier.verify_mirror(tmp_path, kept, str(vkey()))
    assert found.ok and not found.rows
    assert codes(verifier.verify_mirror(tmp_path, kept)) == {"key_not_pinned"}


def changed():
    return [*HONEST[:3], line(3, "otra voz"), *HONEST[4:]]


def removed():
    return HONEST[:3] + HONEST[4:]


def renumbered():
    return [*HONEST[:3], *(line(n, f"voz {n + 1}", n + 1) for n in range(3, 8))]


def swapped():
    return [*HONEST[:3], HONEST[4], HONEST[3], *HONEST[5:]]


def swapped_and_renumbered():
    return [*HONEST[:3], line(3, "voz 4"), line(4, "voz 3"), *HONEST[5:]]


FORGERIES = [
    (changed, "root_differs"),
    (removed, "entry_misplaced"),
    (renumbered, "root_differs"),
    (swapped, "entry_misplaced"),
    (swapped_and_renumbered, "root_differs"),
    (lambda: HONEST[:4], "rolled_back"),
    (lambda: [], "rolled_back"),
    (lambda: [*HONEST[:2], line(2, at=0), *HONEST[3:]], "clock_back"),
]


@pytest.mark.parametrize("secret", [OURS, THEIRS], ids=["our key", "another key"])
@pytest.mark.parametrize("forge,code", FORGERIES)
def test_tampering_is_seen_against_an_earlier_checkpoint(tmp_path, forge, code, secret):
    """Also when everything was signed anew, with our stolen key or with another."""
    write(tmp_path, forge(), secret)
    kept = note(HONEST[:6])
    found = verifier.verify_mirror(tmp_path, [kept], str(vkey()))
    assert not found.ok
    assert code in codes(found)
    if secret is THEIRS:
        assert {"key_unknown", "key_differs"} <= codes(found)
    unpinned = verifier.verify_mirror(tmp_path, [kept])
    assert not unpinned.ok


def test_only_what_the_kept_checkpoint_covers_can_be_proven(tmp_path):
    """The end after the checkpoint, signed anew with the stolen key, passes; and it says so."""
    write(tmp_path, [*HONEST[:8], line(8, "otra")])
    assert verifier.verify_mirror(tmp_path, [note(HONEST[:8])], str(vkey())).ok
    assert not verifier.verify_mirror(tmp_path, [note(HONEST)], str(vkey())).ok
    (tmp_path / "checkpoint.txt").write_text(note(HONEST[:5]), newline="")
    assert codes(verifier.verify_mirror(tmp_path, [], str(vkey()))) == {"uncovered"}


def test_a_changed_signature_or_head_is_seen(tmp_path):
    write(tmp_path, HONEST)
    good = note(HONEST)
    (tmp_path / "checkpoint.txt").write_text(good.replace("\n9\n", "\n8\n"), newline="")
    assert "signature_wrong" in codes(verifier.verify_mirror(tmp_path, [], str(vkey())))
    (tmp_path / "checkpoint.txt").unlink()
    assert "no_checkpoint" in codes(verifier.verify_mirror(tmp_path, [], str(vkey())))


@pytest.mark.parametrize(
    "row",
    [
        {"digest": text.commit("voz 3", b"s" * 16).digest, "salt": "73" * 16, "text": "voz 4"},
        {"digest": text.commit("nunca", b"s" * 16).digest, "salt": "73" * 16, "text": "nunca"},
        {"digest": "x", "salt": "zz", "text": None},
        {},
    ],
)
def test_published_texts_must_be_those_that_were_committed(tmp_path, row):
    write(tmp_path, HONEST, texts=[row])
    found = codes(verifier.verify_mirror(tmp_path, [], str(vkey())))
    assert found & {"text_differs", "text_uncited"}


@given(st.data())
def test_any_flipped_byte_is_seen(tmp_path_factory, data):
    path = write(tmp_path_factory.mktemp("m"), HONEST)
    raw = bytearray((path / "entries.jsonl").read_bytes())
    place = data.draw(st.integers(0, len(raw) - 2))
    raw[place] ^= data.draw(st.integers(1, 255))
    (path / "entries.jsonl").write_bytes(raw)
    assert not verifier.verify_mirror(path, [], str(vkey())).ok


@pytest.mark.parametrize("name", ["log.json", "entries.jsonl", "checkpoint.txt", "texts.jsonl"])
@pytest.mark.parametrize("junk", [b"", b"\xff\xfe\x00", b"[1]\n", b"{}", b"[" * 9999, b'"\\ud800"'])
def test_rubbish_is_a_finding_and_never_a_crash(tmp_path, name, junk):
    write(tmp_path, HONEST)
    (tmp_path / name).write_bytes(junk)
    found = verifier.verify_mirror(tmp_path, [note(HONEST)])
    assert not found.ok or (not junk and name in ("texts.jsonl", "checkpoint.txt"))


def receipt(position: int, lines=HONEST):
    edge, nodes = merkle.CompactRange(), {}
    for raw in lines:
        nodes.update(edge.append(merkle.leaf_hash(raw)))
    spans = merkle.inclusion_spans(position, len(lines))
    return receipts.receipt_document(
        vkey=str(vkey()), raw=lines[position], position=position, size=len(lines),
        path=merkle.proof(spans, nodes), note=note(lines),
    )  # fmt: skip


def consistency(old: int, lines=HONEST):
    edge, nodes = merkle.CompactRange(), {}
    for raw in lines:
        nodes.update(edge.append(merkle.leaf_hash(raw)))
    return receipts.consistency_document(
        vkey=str(vkey()), old_note=note(HONEST[:old]), note=note(lines),
        path=merkle.proof(merkle.consistency_spans(old, len(lines)), nodes),
    )  # fmt: skip


@pytest.mark.parametrize("position", range(9))
def test_a_receipt_holds_and_a_forged_one_does_not(position):
    honest = receipt(position)
    assert verifier.verify_file(honest, [], str(vkey())).ok
    assert verifier.verify_file(honest, [note(HONEST)], str(vkey())).ok
    other = base64.b64encode(line(position, "otra")).decode()
    wrong = [
        {"entry": other},
        {"position": (position + 1) % 9},
        {"inclusion": honest["inclusion"][:-1]},
        {"inclusion": "x"},
        {"entry": None},
        {"checkpoint": note(HONEST, THEIRS)},
        {"checkpoint": None},
        {"format": "another"},
        {"vkey": "?"},
    ]
    for change in wrong:
        assert not verifier.verify_file({**honest, **change}, [], str(vkey())).ok, change
    forked = receipt(position, [*HONEST[:8], line(8, "otra")])
    assert not verifier.verify_file(forked, [note(HONEST)], str(vkey())).ok


@pytest.mark.parametrize("old", range(1, 10))
def test_consistency_between_checkpoints(old):
    assert verifier.verify_file(consistency(old), [], str(vkey())).ok
    forked = consistency(old, [line(0, "otra"), *HONEST[1:]])
    assert codes(verifier.verify_file(forked, [], str(vkey()))) == {"proof_wrong"}


def test_consistency_and_what_somebody_kept_of_the_older_size():
    """Its both ends were forged together: it leads from one forgery to the other."""
    forgery = [line(0, "otra"), *HONEST[1:]]
    forged = {**consistency(6, forgery), "old_checkpoint": note(forgery[:6])}
    assert verifier.verify_file(forged, [], str(vkey())).ok
    for mine in (6, 9):
        found = verifier.verify_file(forged, [note(HONEST[:mine])], str(vkey()))
        assert codes(found) == {"root_differs"}, mine
        assert verifier.verify_file(consistency(6), [note(HONEST[:mine])], str(vkey())).ok


@pytest.mark.parametrize("mine", [5, 7, 8])
def test_what_cannot_be_compared_is_not_said_to_hold(mine):
    proof = consistency(6, HONEST[:8]) if mine == 7 else consistency(6)
    found = verifier.verify_file(proof, [note(HONEST[:mine])], str(vkey()))
    assert (found.ok, codes(found), found.verdict) == (False, {"not_compared"}, "NOT PROVEN.")
    shorter = verifier.verify_file(receipt(3, HONEST[:6]), [note(HONEST)], str(vkey()))
    assert codes(shorter) == {"not_compared"}


def test_a_receipt_that_somebody_kept_is_a_checkpoint(tmp_path):
    for name, document in (("r", receipt(3)), ("c", consistency(6))):
        (tmp_path / name).write_text(json.dumps(document))
        assert verifier.kept(tmp_path / name) == note(HONEST)
    (tmp_path / "note").write_text(note(HONEST), newline="")
    assert verifier.kept(tmp_path / "note") == note(HONEST)


@pytest.mark.slow
def test_it_runs_alone_with_the_standard_library(tmp_path):
    write(tmp_path, HONEST)
    kept, receipt_file = tmp_path / "kept.txt", tmp_path / "receipt.json"
    kept.write_text(note(HONEST[:6]), newline="")
    receipt_file.write_text(json.dumps(receipt(3)))
    alone = tmp_path / "verifier.py"
    alone.write_bytes(Path(verifier.__file__).read_bytes())

    def run(*arguments):
        command = [sys.executable, "-I", "-S", str(alone), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    done = run(tmp_path, "--against", kept, "--key", vkey(), "--format", "json")
    held = {"ok": True, "verdict": "The record holds.", "findings": []}
    assert (done.returncode, json.loads(done.stdout)) == (0, held)
    assert run(receipt_file, "--key", vkey()).stdout == "The record holds.\n"
    write(tmp_path, changed())
    done = run(tmp_path, "--against", kept)
    assert done.returncode == 1
    assert "your checkpoint 1: the first 6 entries are not those" in done.stdout
    for arguments in ([tmp_path / "nowhere"], [tmp_path, "--key", "?"], []):
        assert run(*arguments).returncode == 2


def test_every_code_has_a_text(tmp_path):
    out = io.StringIO()
    write(tmp_path, removed(), THEIRS)
    with redirect_stdout(out):
        assert verifier.main([str(tmp_path)]) == 1
    assert "THE RECORD DOES NOT HOLD." in out.getvalue()


@given(st.binary(max_size=80), st.binary(min_size=32, max_size=32), st.integers(0, 511))
def test_our_ed25519_agrees_with_the_library(message, seed, bit):
    secret = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = secret.public_key().public_bytes_raw(), secret.sign(message)
    assert verifier.ed25519_holds(public, message, signature)
    wrong = bytearray(signature)
    wrong[bit // 8] ^= 1 << bit % 8
    assert not verifier.ed25519_holds(public, message, bytes(wrong))
    assert not verifier.ed25519_holds(public, message + b"!", signature)


def test_ed25519_refuses_other_spellings_of_a_signature():
    secret = OURS
    public, signature = secret.public_key().public_bytes_raw(), secret.sign(b"m")
    s = int.from_bytes(signature[32:], "little") + verifier.L
    assert not verifier.ed25519_holds(public, b"m", signature[:32] + s.to_bytes(32, "little"))
    assert not verifier.ed25519_holds(b"\xff" * 32, b"m", signature)
    assert not verifier.ed25519_holds(public[:31], b"m", signature)
    assert not verifier.ed25519_holds(public, b"m", signature[:63])
