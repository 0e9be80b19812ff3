"""Ed25519 keys that sign checkpoints: one for real logs, another for demonstrations.

They live in ``DATA_DIR/keys`` (directory 0700, file 0600), never in the database or a backup of
it. Losing one loses no entry: the log is succeeded by another under a new key.
"""

import os
import tempfile
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from cocrea.ledger.rules.notes import VerifierKey


def key_path(*, demo: bool) -> Path:
    return Path(settings.DATA_DIR) / "keys" / ("ledger-demo.key" if demo else "ledger.key")


def signing_key(*, demo: bool) -> Ed25519PrivateKey:
    """The private key of this installation; made on first use."""
    path = key_path(demo=demo)
    if not path.exists():
        _make(path)
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))


def verifier_key(name: str, *, demo: bool) -> VerifierKey:
    """The public half under a key name (the log's origin)."""
    public = signing_key(demo=demo).public_key()
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return VerifierKey(name, raw)


def signature_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Did the owner of this public key (32 bytes) sign the message?"""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _make(path: Path) -> None:
    """Write whole, then link into place: two processes starting together agree on one key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    private = Ed25519PrivateKey.generate().private_bytes_raw().hex()
    handle, name = tempfile.mkstemp(dir=path.parent)  # 0600
    try:
        with os.fdopen(handle, "w") as out:
            out.write(private + "\n")
            out.flush()
            os.fsync(out.fileno())
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
