"""Doors of trace for reading. ``from cocrea.trace import selectors as trace``."""

from collections.abc import Collection
from uuid import UUID

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.folios import parse_folio
from cocrea.process.models import Process
from cocrea.trace.rules.thread import Thread
from cocrea.trace.selectors.build import build
from cocrea.trace.selectors.find import FOCI, reach
from cocrea.trace.selectors.rows import load
from cocrea.voices.models import Voice

KINDS = tuple(FOCI)

__all__ = ["KINDS", "thread", "thread_of_folio", "voice_of_folio"]


def thread(
    kind: str,
    public_id: UUID | str,
    *,
    roles: Collection[str] = (),
    process: Process | None = None,
) -> Thread:
    """The thread of one thing, both ways, in the reader's language.

    kind     of KINDS; public_id as in its SubjectRef
    roles    who reads: drafts of commitments appear for those who draft
    process  where it has to be; anywhere when absent
    A constant number of queries. Raises NotThere(trace.not_there), for drafts too.
    """
    found = reach(kind, public_id, roles, process)
    return build(found, load(found))


def thread_of_folio(folio: str) -> Thread:
    """Raises NotThere: trace.not_a_folio, trace.unknown_folio."""
    return thread("voice", voice_of_folio(folio).public_id)


def voice_of_folio(folio: str, process: Process | None = None) -> Voice:
    """The voice with this folio, however it was typed. Raises as ``thread_of_folio`` does."""
    key = parse_folio(folio)
    params = {"folio": folio[:40]}
    if key is None:
        raise NotThere(Finding("trace.not_a_folio", params=params, where="folio"))
    rows = Voice.objects.filter(folio=key).select_related("process")
    found = (rows if process is None else rows.filter(process=process)).first()
    if found is None:
        raise NotThere(Finding("trace.unknown_folio", params=params, where="folio"))
    return found
