"""An act: everything that one decision writes, with its entries, all or nothing.

Locks are always taken in this order: process (PostgreSQL advisory; on SQLite ``BEGIN IMMEDIATE``
is the lock), rows, log. Positions are given in the last statements before commit; given earlier,
they deadlock on PostgreSQL. They have no gaps because they roll back too.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import connection, transaction

from cocrea.kernel import sending
from cocrea.kernel.errors import Conflict
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.reading import changing
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger.models import Entry, Log, Node, SentForm
from cocrea.ledger.rules import canonical, entries, merkle, text
from cocrea.ledger.services.clock import clock_of

SENT_KEPT = timedelta(days=7)
ADVISORY_SPACE = 0x636F  # first key of our advisory locks; the second is the log


class HasLog(Protocol):
    log_id: int


@dataclass(slots=True)
class PendingEntry:
    """An entry that waits for the end of the act; ``position`` and ``leaf_hash`` come then."""

    kind: str
    subject: SubjectRef
    author: dict[str, str]
    body: dict[str, Any]
    occurred_at: datetime | None = None
    person: Any = field(default=None, repr=False)
    position: int | None = None
    recorded_at: datetime | None = None
    leaf_hash: bytes = b""


@dataclass(slots=True)
class Transaction:
    """The outermost act: what nested ones share."""

    log_id: int
    exclusive: bool
    now: datetime
    pending: list[PendingEntry] = field(default_factory=list)


_current: ContextVar[Transaction | None] = ContextVar("ledger_act", default=None)


class Act:
    """What the body of ``with act(...)`` gets.

    now    aware UTC datetime of the ledger's clock; one for the whole act, nested ones included
    actor  in whose name this (possibly nested) act records
    """

    def __init__(self, opened: Transaction, actor: Actor) -> None:
        self._transaction = opened
        self.actor = actor

    @property
    def now(self) -> datetime:
        return self._transaction.now

    @property
    def log_id(self) -> int:
        return self._transaction.log_id

    def record(
        self,
        kind: str,
        *,
        subject: SubjectRef,
        role: str,
        body: Mapping[str, Any] | None = None,
        occurred_at: datetime | None = None,
    ) -> PendingEntry:
        """Add an entry; it is written when the outermost act ends.

        kind         ``room.what_happened``
        body         JSON without floats, NFC strings; texts only as commitments
        role         what PERMITS.require answered; the author is this role and, unless it is the
                     citizen's, the actor's public function. Never a person.
        occurred_at  aware datetime somebody claims; goes into the body
        Raises ValueError at once when it has no canonical spelling or names the actor's account.
        """
        author = {"role": role} if role == "citizen" else self.actor.public(role)
        entry = PendingEntry(
            kind, subject, author, dict(body or {}), occurred_at, self.actor.person
        )
        _spell(entry, origin="", position=0, recorded_at=self.now)
        self._transaction.pending.append(entry)
        return entry

    def record_batch(
        self,
        kind: str,
        *,
        subject: SubjectRef,
        role: str,
        rows: Iterable[Any],
        source_digest: str,
        body: Mapping[str, Any] | None = None,
        occurred_at: datetime | None = None,
    ) -> PendingEntry:
        """One entry for many rows: their count, the source's hex SHA-256 and a root over them.

        rows: JSON values in order, streamed; a leaf is the canonical bytes of one.
        """
        edge = merkle.CompactRange()
        for row in rows:
            edge.append(merkle.leaf_hash(canonical.encode(row)))
        batch = {"count": edge.size, "source": source_digest, "root": edge.root().hex()}
        return self.record(
            kind,
            subject=subject,
            role=role,
            body={**(body or {}), "batch": batch},
            occurred_at=occurred_at,
        )


@contextmanager
def act(process: HasLog, *, actor: Actor, exclusive: bool = False) -> Iterator[Act]:
    """Open the transaction of one decision on a process (anything with ``log_id``).

    Nested acts on the same log join the outermost: if one raises and the caller goes on, its rows
    and entries are undone together (a savepoint). ``exclusive`` waits until no other act of the
    process runs and keeps others out: for opening and closing a phase.

    Raises RuntimeError when nested in an act of another log, exclusive inside a shared one, or
    inside a transaction opened by other means; Conflict(ledger.already_sent) when the form that
    is being sent was acted on before (``kernel/sending.py``).
    """
    outer = _current.get()
    if outer is None:
        with changing(), _outermost(process.log_id, exclusive) as opened:
            yield Act(opened, actor)
        return
    if outer.log_id != process.log_id:
        raise RuntimeError("an act of one log cannot hold an act of another")
    if exclusive and not outer.exclusive:
        raise RuntimeError("a shared act cannot become exclusive: others may be waiting as well")
    kept = len(outer.pending)
    try:
        with transaction.atomic():
            yield Act(outer, actor)
    except BaseException:
        del outer.pending[kept:]
        raise


def commit_text(value: str) -> text.TextCommitment:
    """Commit to a text with 16 fresh random bytes.

    The body carries ``digest``; the room stores text and salt together and erases both together.
    """
    return text.commit(value, secrets.token_bytes(text.SALT_BYTES))


@contextmanager
def _outermost(log_id: int, exclusive: bool) -> Iterator[Transaction]:
    with transaction.atomic(durable=True):
        lock_process(log_id, exclusive)
        # Read after waiting for the lock: a late act must see that it is late.
        log = Log.objects.select_related("successor").get(pk=log_id)
        if hasattr(log, "successor"):
            raise RuntimeError(f"{log.origin} was succeeded by {log.successor.origin}")
        opened = Transaction(log_id, exclusive, clock_of(log))
        _sent_once(log, opened.now)
        token = _current.set(opened)
        try:
            yield opened
        finally:
            _current.reset(token)
        if opened.pending:
            append(log_id, opened.pending, opened.now)


def _sent_once(log: Log, now: datetime) -> None:
    """A second sending of the same form waits for the first one, and then is told."""
    key = sending.take()
    if key and not SentForm.objects.get_or_create(key=key, defaults={"log": log, "at": now})[1]:
        raise Conflict(Finding(sending.ALREADY_SENT))


def sent_forget(log: Log) -> int:
    """Forget keys of this log that nobody will send again. Returns how many."""
    return int(log.sent_forms.filter(at__lt=clock_of(log) - SENT_KEPT).delete()[0])


def lock_process(log_id: int, exclusive: bool) -> None:
    """The first lock of every act; held until commit."""
    if connection.vendor != "postgresql":
        return
    function = "pg_advisory_xact_lock" if exclusive else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [ADVISORY_SPACE, log_id & 0x7FFFFFFF])


def append(log_id: int, pending: list[PendingEntry], now: datetime) -> None:
    """Give positions, write entries, nodes and head. The last statements before commit.

    ``no_key``: rows that refer to the log may be inserted meanwhile.
    """
    log = Log.objects.select_for_update(no_key=True).get(pk=log_id)
    recorded_at = max(now, log.last_recorded_at or now)
    edge = edge_of(log)
    rows: list[Entry] = []
    nodes: list[Node] = []
    for entry in pending:
        raw = _spell(entry, origin=log.origin, position=edge.size, recorded_at=recorded_at)
        entry.position, entry.recorded_at = edge.size, recorded_at
        entry.leaf_hash = merkle.leaf_hash(raw)
        rows.append(_row(log_id, entry, raw))
        nodes += [
            Node(log_id=log_id, level=node.level, index=node.place, hash=value)
            for node, value in edge.append(entry.leaf_hash)
            if node.level
        ]
    Entry.objects.bulk_create(rows)
    Node.objects.bulk_create(nodes)
    Log.objects.filter(pk=log_id).update(
        size=edge.size,
        root=edge.root().hex(),
        edge=b"".join(edge.hashes),
        last_recorded_at=recorded_at,
    )


def edge_of(log: Log) -> merkle.CompactRange:
    """The stored right edge of a log's tree."""
    packed = bytes(log.edge)
    step = hashlib.sha256().digest_size
    return merkle.CompactRange(
        log.size, [packed[at : at + step] for at in range(0, len(packed), step)]
    )


def _spell(entry: PendingEntry, *, origin: str, position: int, recorded_at: datetime) -> bytes:
    raw = entries.entry_bytes(
        entries.entry_document(
            origin=origin,
            position=position,
            kind=entry.kind,
            subject=entry.subject.as_json(),
            recorded_at=recorded_at,
            author=entry.author,
            body=entry.body,
            occurred_at=entry.occurred_at,
        )
    )
    if entries.names_person(raw, entry.person):
        raise ValueError(f"{entry.kind} names a person's account")
    return raw


def _row(log_id: int, entry: PendingEntry, raw: bytes) -> Entry:
    return Entry(
        log_id=log_id,
        position=entry.position,
        kind=entry.kind,
        subject_kind=entry.subject.kind,
        subject_id=entry.subject.public_id,
        recorded_at=entry.recorded_at,
        occurred_at=entry.occurred_at,
        raw=raw,
        leaf_hash=entry.leaf_hash,
    )
