"""Published text enters the record as a salted commitment, so that it can be erased for good.

Without its salt a digest of a short text could be guessed; salt and text are erased together.
"""

import hashlib
import hmac
from dataclasses import dataclass

SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class TextCommitment:
    """digest: hex SHA-256 of salt || text, for the entry. salt: 16 bytes, kept beside the text."""

    digest: str
    salt: bytes


def commit(text: str, salt: bytes) -> TextCommitment:
    """Commit to a text with 16 random bytes given by the caller. ValueError on another length."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return TextCommitment(hashlib.sha256(salt + text.encode("utf-8")).hexdigest(), salt)


def matches(digest: str, salt: bytes, text: str) -> bool:
    """Is this the text, with this salt, that was committed to?"""
    return len(salt) == SALT_BYTES and hmac.compare_digest(commit(text, salt).digest, digest)
