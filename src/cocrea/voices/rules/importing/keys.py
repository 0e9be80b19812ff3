"""Which row is which, so that the same file twice brings nothing twice.

Keyed digests: without the secret of the installation nobody can guess from a kept key what a row
said or which number of a document its first column held.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Sequence


def row_digest(secret: bytes, cells: Sequence[str]) -> str:
    """Of everything that a row says, 64 hex digits."""
    return _keyed(secret, "row", *(" ".join(cell.split()) for cell in cells))


def row_key(secret: bytes, scope: Sequence[str], row_id: str, digest: str, nth: int) -> str:
    """What a row is known by: its own id within its source, else what it says and, of rows that say
    the same, which one it is (two neighbours may ask for the same thing).

    scope  process and source: the first sheet of two halls is not the same sheet
    """
    if row_id:
        return _keyed(secret, "id", *scope, " ".join(row_id.split()).casefold())
    return _keyed(secret, "said", *scope, digest, str(nth))


def _keyed(secret: bytes, *parts: str) -> str:
    return hmac.new(secret, "\x1f".join(parts).encode("utf-8"), hashlib.sha256).hexdigest()


class Seen:
    """Counts rows that say the same, in the order of the file. Holds half a digest for each."""

    def __init__(self) -> None:
        self._counts: Counter[bytes] = Counter()

    def nth(self, digest: str) -> int:
        short = bytes.fromhex(digest[:32])
        self._counts[short] += 1
        return self._counts[short]
