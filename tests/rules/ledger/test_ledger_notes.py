"""Signed notes, against the specification's example and the cryptography library."""

import base64

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from tests.rows import every

from cocrea.ledger import verifier
from cocrea.ledger.rules import notes

# https://c2sp.org/signed-note, "Example"
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n"
    "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3m"
    "FXmRKuwHjG1Yu72IneyaQM=\n"
)


def private(seed: int = 1) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


def key_of(name: str, secret: Ed25519PrivateKey) -> notes.VerifierKey:
    return notes.VerifierKey(name, secret.public_key().public_bytes_raw())


def check(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


HEAD = notes.Head("cocrea.example/demo/x", 7, bytes(range(32)))


def signed(head=HEAD, secret=None, name=None):
    secret = secret or private()
    return notes.note_sign(head, key_of(name or head.origin, secret), secret.sign)


def test_the_specifications_example():
    key = notes.vkey_read(VKEY)
    assert str(key) == VKEY
    text, _, tail = NOTE.rpartition("\n\n")
    raw = base64.b64decode(tail.split(" ")[2])
    assert raw[:4] == key.hash
    assert check(key.public, (text + "\n").encode(), raw[4:])
    assert verifier.ed25519_holds(key.public, (text + "\n").encode(), raw[4:])
    assert verifier.Key(VKEY).hash == key.hash


def test_a_note_comes_back():
    note = signed()
    assert note.startswith(
        "cocrea.example/demo/x\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n— "
    )
    assert notes.note_verify(note, key_of(HEAD.origin, private()), check) == HEAD
    read = verifier.Note(note)
    assert (read.origin, read.size, read.root) == (HEAD.origin, HEAD.size, HEAD.root)
    assert read.problem(verifier.Key(str(key_of(HEAD.origin, private())))) is None


def test_a_witness_is_ignored_and_a_wrong_signature_is_not():
    key, note = key_of(HEAD.origin, private()), signed()
    witnessed = note + signed(secret=private(2), name="witness.example").rpartition("\n\n")[2]
    assert notes.note_verify(witnessed, key, check) == HEAD
    assert verifier.Note(witnessed).problem(verifier.Key(str(key))) is None
    for forged in (note.replace("\n7\n", "\n8\n"), note.replace("demo/x\n", "demo/y\n", 1)):
        with pytest.raises(ValueError, match="wrong"):
            notes.note_verify(forged, key, check)
        assert verifier.Note(forged).problem(verifier.Key(str(key))) == "signature_wrong"
    other = key_of(HEAD.origin, private(3))
    with pytest.raises(ValueError, match="not signed"):
        notes.note_verify(note, other, check)
    assert verifier.Note(note).problem(verifier.Key(str(other))) == "key_unknown"


ROOT = "A" * 43 + "=\n"
SIGNED = "\n\u2014 a AAAAAAA=\n"


@every(
    "text",
    [
        "",
        "x",
        "a\n1\nAA==\n",
        "a\n1\n" + SIGNED,
        "a\n-1\n" + ROOT + SIGNED,
        "a\n01\n" + ROOT + SIGNED,
        "a\n1\n" + ROOT + SIGNED.replace("\u2014", "--"),
        "a\n1\n" + ROOT + SIGNED.rstrip(),
    ],
)
def test_malformed_notes(text):
    with pytest.raises(ValueError):
        notes.note_read(text)


@pytest.mark.parametrize(
    "text", ["", "a+b", "a+00000000+AAAA", VKEY.replace("530d", "530e"), "a b+530d903a+AekyeRrm"]
)
def test_malformed_keys(text):
    with pytest.raises(ValueError):
        notes.vkey_read(text)
    with pytest.raises(ValueError):
        verifier.Key(text)


@pytest.mark.parametrize("origin", ["two words", "a+b", "", "a\nb"])
def test_a_name_that_would_frame_another_note_is_refused(origin):
    with pytest.raises(ValueError):
        signed(notes.Head(origin, 1, bytes(32)), name="k")
