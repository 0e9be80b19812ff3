"""The life of a batch as one table. A batch is the only thing that is undone as a whole.

``uploaded``   the file is in the vault; its columns are being chosen
``staging``    its rows are being read
``staged``     every row was read; nothing is a voice yet
``promoting``  the act is in the record; its rows are becoming voices
``promoted``   every good row is a voice
``undoing``    the act that undoes it is in the record; its voices are being withdrawn
``undone``     none of its voices is shown any more, but those that it says were kept
"""

from collections.abc import Mapping
from enum import StrEnum

from cocrea.kernel.findings import Finding


class BatchState(StrEnum):
    UPLOADED = "uploaded"
    STAGING = "staging"
    STAGED = "staged"
    PROMOTING = "promoting"
    PROMOTED = "promoted"
    UNDOING = "undoing"
    UNDONE = "undone"


class RowState(StrEnum):
    """fresh: will be a voice; known: already is one; skipped: the file says so; made: is one."""

    FRESH = "fresh"
    KNOWN = "known"
    FAULTY = "faulty"
    SKIPPED = "skipped"
    MADE = "made"
    UNDONE = "undone"
    KEPT = "kept"


_S = BatchState
TABLE: Mapping[tuple[BatchState, str], BatchState] = {
    (_S.UPLOADED, "stage"): _S.STAGING,
    (_S.STAGING, "stage"): _S.STAGING,
    (_S.STAGED, "stage"): _S.STAGING,
    (_S.STAGING, "read_all"): _S.STAGED,
    (_S.STAGED, "promote"): _S.PROMOTING,
    (_S.PROMOTING, "made_all"): _S.PROMOTED,
    (_S.PROMOTED, "undo"): _S.UNDOING,
    (_S.UNDOING, "withdrew_all"): _S.UNDONE,
}
DRAFTS = frozenset({_S.UPLOADED, _S.STAGING, _S.STAGED})
PUBLIC = frozenset(_S) - DRAFTS
UNFINISHED = frozenset({_S.STAGING, _S.PROMOTING, _S.UNDOING})
DRAFT_DAYS = 30  # a draft that nobody promoted is erased after so many days


def step(state: str, event: str) -> BatchState | Finding:
    """The state after ``event``, or Finding(voices.import_wrong_state)."""
    found = TABLE.get((BatchState(state), event))
    return found or Finding("voices.import_wrong_state", params={"state": str(state)})


def states_for(event: str) -> list[str]:
    return sorted({str(state) for state, what in TABLE if what == event})
