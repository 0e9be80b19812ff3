"""What a receipt and a consistency proof look like as JSON files."""

import base64
from collections.abc import Sequence
from typing import Any

RECEIPT = "cocrea-receipt/1"
CONSISTENCY = "cocrea-consistency/1"
MIRROR = "cocrea-mirror/1"


def receipt_document(
    *, vkey: str, raw: bytes, position: int, size: int, path: Sequence[bytes], note: str
) -> dict[str, Any]:
    """An entry, the path from it to the root, and the signed checkpoint with that root.

    raw: canonical bytes; path: 32-byte hashes, deepest first; size: entries under the checkpoint.
    """
    return {
        "format": RECEIPT,
        "vkey": vkey,
        "position": position,
        "tree_size": size,
        "entry": base64.b64encode(raw).decode(),
        "inclusion": [step.hex() for step in path],
        "checkpoint": note,
    }


def consistency_document(
    *, vkey: str, old_note: str, note: str, path: Sequence[bytes]
) -> dict[str, Any]:
    """Two checkpoints and the proof that the older is the beginning of the newer."""
    return {
        "format": CONSISTENCY,
        "vkey": vkey,
        "old_checkpoint": old_note,
        "checkpoint": note,
        "consistency": [step.hex() for step in path],
    }
