"""Proof that something was spread: an address, a photograph, an invoice. Addresses are shown as
links and are never fetched by the portal."""

import re
from collections.abc import Iterator
from datetime import date

from cocrea.kernel.findings import Finding

KINDS: tuple[str, ...] = ("link", "photo", "invoice")
# No user name before the host: it would show one place and lead to another.
_LINK = re.compile(r"""^https?://[^\s/@:?#<>"'\\]+(:\d{1,5})?([/?#][^\s<>"'\\]*)?\Z""", re.I)


def link_is_safe(link: str) -> bool:
    return bool(_LINK.match(link))


def proof_check(
    kind: str, *, link: str, has_file: bool, note: str, done_on: date, today: date
) -> Iterator[Finding]:
    """outreach.unknown_choice, proof_empty, proof_link, proof_note_missing, proof_in_future."""
    if kind not in KINDS:
        yield Finding("outreach.unknown_choice", params={"value": kind[:40]}, where="kind")
        return
    if link and not link_is_safe(link):
        yield Finding("outreach.proof_link", where="link")
    if kind == "link" and not link:
        yield Finding("outreach.proof_empty", where="link")
    if kind != "link" and not has_file:
        yield Finding("outreach.proof_empty", where="file")
    if not note:
        yield Finding("outreach.proof_note_missing", where="note")
    if done_on > today:
        yield Finding("outreach.proof_in_future", where="done_on")
