"""Checkpoints as signed notes: C2SP ``signed-note`` and ``tlog-checkpoint``, Ed25519 (type 0x01).

A note is text that ends in a newline, an empty line, and signature lines
``— <key name> <base64(4 bytes of key hash || signature)>``. Signing and checking a signature
need a key, so they are passed in (see ``keys.py``).
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

ED25519 = 0x01
_DASH = "\u2014 "
_NAME = re.compile(r"^[^\s+]+$")
_SIZE = re.compile(r"^(0|[1-9][0-9]{0,18})$")
MAX_NOTE = 1_000_000


class VerifierKey(NamedTuple):
    """Name and 32 bytes of an Ed25519 public key, as people pin them (``vkey``)."""

    name: str
    public: bytes

    @property
    def hash(self) -> bytes:
        return key_hash(self.name, self.public)

    def __str__(self) -> str:
        typed = base64.b64encode(bytes([ED25519]) + self.public).decode()
        return f"{self.name}+{self.hash.hex()}+{typed}"


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint says: this log had ``size`` entries and this root (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


class Signature(NamedTuple):
    name: str
    key_hash: bytes
    value: bytes


def key_hash(name: str, public: bytes) -> bytes:
    """First four bytes of SHA-256(name || 0x0A || 0x01 || public key)."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([ED25519]) + public).digest()[:4]


def vkey_read(text: str) -> VerifierKey:
    """The key written ``name+hash+base64``. Raises ValueError when it contradicts itself."""
    parts = text.strip().split("+", 2)  # base64 may hold a plus too, a name may not
    if len(parts) != 3 or not _NAME.match(parts[0]):
        raise ValueError("a verifier key reads name+hash+key")
    raw = _b64(parts[2])
    if len(raw) != 33 or raw[0] != ED25519:
        raise ValueError("not an Ed25519 key")
    key = VerifierKey(parts[0], raw[1:])
    if key.hash.hex() != parts[1]:
        raise ValueError("the key does not match its hash")
    return key


def note_sign(head: Head, key: VerifierKey, sign: Callable[[bytes], bytes]) -> str:
    """The note of a head under one key. ``sign``: message to 64 bytes."""
    for name in (head.origin, key.name):
        if not _NAME.match(name):
            raise ValueError(f"a name has no spaces and no plus: {name!r}")
    text = head.text()
    typed = base64.b64encode(key.hash + sign(text.encode())).decode()
    return f"{text}\n{_DASH}{key.name} {typed}\n"


def note_read(note: str) -> tuple[Head, list[Signature], bytes]:
    """Head, signatures and signed bytes of a note. Raises ValueError when malformed.

    Further lines of text (extensions) are signed too, and ignored.
    """
    text, blank, tail = note.rpartition("\n\n")
    if not blank or not tail.endswith("\n") or len(note) > MAX_NOTE:
        raise ValueError("not a signed note")
    signatures = [_signature(line) for line in tail[:-1].split("\n")]
    return _head(text + "\n"), signatures, (text + "\n").encode()


def note_verify(note: str, key: VerifierKey, check: Callable[[bytes, bytes, bytes], bool]) -> Head:
    """The head that this key signed. ``check``: (public key, message, signature) to bool.

    Raises ValueError when malformed, unsigned by the key, or wrongly signed. Signatures of other
    keys (witnesses) are ignored, as the specification asks.
    """
    head, signatures, message = note_read(note)
    known = [s for s in signatures if s.name == key.name and s.key_hash == key.hash]
    if not known:
        raise ValueError("not signed by this key")
    if not all(check(key.public, message, s.value) for s in known):
        raise ValueError("the signature is wrong")
    return head


def _head(text: str) -> Head:
    lines = text.split("\n")
    if len(lines) < 4 or not lines[0] or not _SIZE.match(lines[1]):
        raise ValueError("not a checkpoint")
    root = _b64(lines[2])
    if len(root) != 32:
        raise ValueError("a root has 32 bytes")
    return Head(lines[0], int(lines[1]), root)


def _signature(line: str) -> Signature:
    name, space, value = line.removeprefix(_DASH).partition(" ")
    raw = _b64(value)
    if not line.startswith(_DASH) or not space or not _NAME.match(name) or len(raw) < 5:
        raise ValueError("not a signature line")
    return Signature(name, raw[:4], raw[4:])


def _b64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base64") from error
