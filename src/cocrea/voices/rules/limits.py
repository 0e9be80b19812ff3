"""What slows down a flood without shutting out a village that shares one address.

No rule here knows an address. One form token gives one receipt for one text however often it is
sent, and at most PER_FORM different ones. Many near copies in a short time are kept with their
receipts and wait in a queue for a person: never refused, never lost.
"""

from collections.abc import Iterable
from datetime import timedelta

from cocrea.kernel.findings import Finding
from cocrea.voices.rules import similarity

PER_FORM = 20
FLOOD_COPIES = 5  # so many near copies already there: the next one waits
FLOOD_WINDOW = timedelta(hours=1)
FLOOD_LOOK_BACK = 2000  # newest signatures that are compared
CODE_TRIES = 10
CODE_WINDOW = timedelta(hours=1)

# Somebody with a function answers for what comes by these: halls repeat themselves lawfully.
VOUCHED_CHANNELS = frozenset({"sheet", "table", "meeting", "import", "email"})


def form_finding(used: int) -> Finding | None:
    """``used``: different voices that this form token already brought."""
    if used < PER_FORM:
        return None
    return Finding("voices.form_used_up", params={"limit": PER_FORM})


def flood_of(signature: str, recent: Iterable[tuple[str, str]]) -> str:
    """The cluster that a text belongs to when it must wait in the queue, or "".

    recent: (signature, cluster or "") of voices received within FLOOD_WINDOW. The cluster is named
    after the first of them that is in one, otherwise after the nearest signature.
    """
    copies = [(one, cluster) for one, cluster in recent if similarity.near(signature, one)]
    if len(copies) < FLOOD_COPIES:
        return ""
    named = next((cluster for _, cluster in copies if cluster), "")
    return named or min(copies, key=lambda c: (similarity.distance(signature, c[0]), c[0]))[0]


def code_finding(tries: int, seconds_left: int) -> Finding | None:
    """``tries``: wrong codes for one folio in the present window."""
    if tries < CODE_TRIES:
        return None
    return Finding("voices.code_locked", params={"limit": CODE_TRIES, "seconds": seconds_left})
