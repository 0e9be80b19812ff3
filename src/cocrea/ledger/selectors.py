"""Doors of the record for reading. Each makes a constant number of queries."""

import json
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Subquery

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger.models import Checkpoint, Entry, Log
from cocrea.ledger.rules import receipts
from cocrea.ledger.rules.entries import strings_in

CHUNK = 2_000


def entries_about(log_id: int, subject: SubjectRef) -> list[Entry]:
    """Entries about a thing (by kind and public id), oldest first; also of the logs before a
    restore. One query."""
    series = Log.objects.filter(pk=log_id).values("series")
    return list(
        Entry.objects.filter(
            subject_kind=subject.kind,
            subject_id=subject.public_id,
            log__series=Subquery(series),
        )
        .select_related("log")
        .order_by("log_id", "position")
    )


def entry(log_id: int, position: int) -> Entry:
    """One entry that the head covers, or NotThere(ledger.no_entry). One query."""
    rows = Entry.objects.filter(log_id=log_id, position=position)
    found = rows.filter(log__size__gt=position).first()
    if found is None:
        raise NotThere(Finding("ledger.no_entry", params={"position": position}))
    return found


def entries(
    log_id: int, *, before: int | None = None, kind: str = "", limit: int = 50
) -> list[Entry]:
    """A page of entries, newest first; ``before``: only positions below it; of one kind or all."""
    found = Entry.objects.filter(log_id=log_id)
    if kind:
        found = found.filter(kind=kind)
    if before is not None:
        found = found.filter(position__lt=before)
    return list(found.order_by("-position")[:limit])


def succeeded(log: Log) -> bool:
    """Did another log take its place, after a restore? One query."""
    return Log.objects.filter(predecessor=log).exists()


def kinds(log_id: int) -> set[str]:
    """The kinds of entry that this log has."""
    return set(
        Entry.objects.filter(log_id=log_id).order_by().values_list("kind", flat=True).distinct()
    )


def subjects(log_id: int, kind: str) -> QuerySet[Entry]:
    """Ids of the subjects of every entry of a kind, also in the logs before a restore; as a
    subquery, or one query."""
    series = Log.objects.filter(pk=log_id).values("series")
    rows = Entry.objects.filter(kind=kind, log__series=Subquery(series)).order_by()
    return rows.values_list("subject_id", flat=True)


def entries_from(log_id: int, position: int, *, limit: int = 500) -> list[Entry]:
    """Entries from a position on, oldest first. No entry can appear later below the last one."""
    found = Entry.objects.filter(log_id=log_id, position__gte=position)
    return list(found.order_by("position")[:limit])


def entries_at(log_id: int, positions: Collection[int]) -> list[Entry]:
    """The entries at these positions, oldest first. One query for at most some hundreds."""
    found = Entry.objects.filter(log_id=log_id, position__in=positions)
    return list(found.order_by("position"))


def tree_size(log_id: int) -> int:
    """Number of entries (0 for an unknown log)."""
    return Log.objects.filter(pk=log_id).values_list("size", flat=True).first() or 0


def series_of(log_id: int) -> list[int]:
    """This log and those that it succeeds, oldest first. One query."""
    series = Log.objects.filter(pk=log_id).values("series")
    rows = Log.objects.filter(series=Subquery(series), pk__lte=log_id).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def public_ids(log_ids: Collection[int]) -> dict[int, UUID]:
    """Log -> its public id. One query."""
    return dict(Log.objects.filter(pk__in=log_ids).values_list("pk", "public_id"))


def log_by_public_id(public_id: UUID) -> Log:
    """The log of this public id, or NotThere(ledger.no_log)."""
    found = Log.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotThere(Finding("ledger.no_log"))
    return found


def checkpoint_latest(log_id: int) -> Checkpoint | None:
    """The checkpoint of most entries."""
    return Checkpoint.objects.filter(log_id=log_id).order_by("-size").first()


def checkpoints(log_id: int, *, below: int | None = None, limit: int = 50) -> list[Checkpoint]:
    """A page of checkpoints, newest first; ``below``: only of fewer entries."""
    found = Checkpoint.objects.filter(log_id=log_id)
    if below is not None:
        found = found.filter(size__lt=below)
    return list(found.order_by("-size")[:limit])


def logs() -> list[Log]:
    """Every log, oldest first."""
    return list(Log.objects.order_by("pk"))


def mirror_about(log: Log) -> dict[str, Any]:
    """``log.json`` of a mirror: which log this is, and its verifier key."""
    return {
        "format": receipts.MIRROR,
        "origin": log.origin,
        "vkey": log.vkey,
        "size": log.size,
        "predecessor": log.predecessor.origin if log.predecessor else None,
    }


def digests_cited(log: Log, wanted: Collection[str]) -> set[str]:
    """Which of these digests its entries commit to. Reads the whole log, streamed; what cannot be
    read as an entry commits to nothing."""
    asked, found = set(wanted), set[str]()
    for line in entry_lines(log):
        with suppress(ValueError):
            found.update(asked.intersection(strings_in(json.loads(line))))
    return found


def entry_lines(log: Log) -> Iterator[bytes]:
    """``entries.jsonl``: canonical bytes, one entry a line, streamed, up to this head."""
    rows = Entry.objects.filter(log=log, position__lt=log.size).order_by("position")
    for raw in rows.values_list("raw", flat=True).iterator(chunk_size=CHUNK):
        yield bytes(raw) + b"\n"


def note_lines(log: Log) -> Iterator[bytes]:
    """``checkpoints.jsonl``: every signed note up to the head of this row, oldest first."""
    points = Checkpoint.objects.filter(log=log, size__lte=log.size).order_by("size")
    for size, note in points.values_list("size", "note").iterator(chunk_size=CHUNK):
        yield json.dumps({"size": size, "note": note}, ensure_ascii=False).encode() + b"\n"


def checkpoint_note(log_id: int, size: int) -> str | None:
    """The signed note over ``size`` entries, if one was made."""
    notes = Checkpoint.objects.filter(log_id=log_id, size=size).values_list("note", flat=True)
    return notes.first()
