"""Doors of trace for reading. ``from cocrea.trace import selectors as trace``."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from cocrea.commitments.models import Milestone
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.folios import parse_folio
from cocrea.process.models import Process
from cocrea.trace.rules.sketch import MOST
from cocrea.trace.rules.thread import Column, Thread
from cocrea.trace.rules.values import Node
from cocrea.trace.selectors.build import build
from cocrea.trace.selectors.find import FOCI, Points, reach
from cocrea.trace.selectors.rows import load, named_by, outline, points_of, voices_of
from cocrea.voices.models import Voice
from cocrea.voices.rules.dispositions import TAKEN

KINDS = tuple(FOCI)

__all__ = [
    "KINDS",
    "Part",
    "drawn",
    "part",
    "thread",
    "thread_of_folio",
    "voice_of_folio",
    "voices_taken",
]


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


def drawn(
    kind: str,
    public_id: UUID | str,
    *,
    roles: Collection[str] = (),
    process: Process | None = None,
    most: int = MOST,
    carried: str = "",
) -> Thread:
    """As ``thread``, with the first voices and points whole and the others as a crowd that is
    counted. A constant number of queries, and of rows of these two tables.

    carried  folio of the voice that the reader comes from: if the thread has it, it is shown
    """
    found = reach(kind, public_id, roles, process)
    if carried:
        found.carried = voices_of(found).filter(folio=parse_folio(carried) or "").first()
    return build(found, outline(found, slice(most), slice(most), slice(most)))


@dataclass(frozen=True, slots=True)
class Part:
    """One page of one column of a thread. nodes: those of the page; page: a Django ``Page``."""

    thread: Thread
    column: Column
    nodes: tuple[Node, ...]
    page: Page[Any]


def part(
    kind: str, public_id: UUID | str, name: str, *, process: Process, page: Any, size: int
) -> Part:
    """Of voices and points no more is loaded than the page asks for. Constant queries.

    name  key of a column; page as in the address. Raises NotThere(trace.not_there).
    """
    found = reach(kind, public_id, (), process)
    if name not in ("voice", "point"):
        reports = slice(None) if name == "progress" else slice(MOST)
        thread = build(found, outline(found, slice(MOST), slice(MOST), reports))
        held = _column(thread, name)
        chosen = Paginator(held.nodes, size).get_page(page)
        return Part(thread, held, tuple(chosen.object_list), chosen)
    rows = points_of(found) if name == "point" else voices_of(found)
    chosen = Paginator(range(rows.count()), size).get_page(page)
    window = slice(max(chosen.start_index() - 1, 0), chosen.end_index())
    keys = {str(key) for key in rows.values_list("public_id", flat=True)[window]}
    if name == "voice":  # with what they said
        found.points = Points({**found.points.conditions, "voice__public_id__in": keys})
        voices = window if found.place else slice(size)  # what is listed is listed anew
        thread = build(found, outline(found, voices, slice(size * MOST), slice(MOST)))
    else:
        thread = build(found, outline(found, slice(0), window, slice(MOST)))
    held = _column(thread, name)
    return Part(thread, held, tuple(node for node in held.nodes if node.id in keys), chosen)


def _column(thread: Thread, name: str) -> Column:
    for column in thread.columns():
        if column.key == name:
            return column
    raise NotThere(Finding("trace.not_there"))


def voices_taken(milestone: Milestone) -> list[UUID]:
    """Public ids of the voices whose answer says that a point of theirs was taken, where that point
    led to this milestone; and of those that its commitment names by themselves."""
    found = reach("milestone", milestone.public_id, (), None)
    taken = voices_of(found).filter(
        Q(points__in=found.points.rows().filter(answer__in=TAKEN)) | named_by(found)
    )
    return list(taken.values_list("public_id", flat=True).distinct())


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
