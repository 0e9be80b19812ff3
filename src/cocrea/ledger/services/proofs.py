"""Checkpoints, receipts and consistency proofs, from the stored nodes: constant queries."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.ledger import keys, selectors
from cocrea.ledger.models import Checkpoint, Entry, Log, Node
from cocrea.ledger.rules import merkle, notes, receipts
from cocrea.ledger.services.clock import clock_of


def checkpoint(log: Log) -> Checkpoint | None:
    """Sign the head of the log if no checkpoint has its size; the latest checkpoint, or None when
    the log is empty. Called by ``tick``; safe to repeat.

    Raises Refused(ledger.key_changed) when this installation's key is not the log's: the log must
    be succeeded by a new one (``log_succeed``).
    """
    with transaction.atomic():
        row = Log.objects.select_for_update(no_key=True).get(pk=log.pk)
        if row.size:
            note = head_note(row)
            Checkpoint.objects.get_or_create(
                log=row, size=row.size, defaults={"note": note, "made_at": clock_of(row)}
            )
        return selectors.checkpoint_latest(log.pk)


def head_note(log: Log) -> str:
    """The signed note of the head of this row. Ed25519 is deterministic: always the same note."""
    private = keys.signing_key(demo=log.is_demo)
    key = keys.verifier_key(log.origin, demo=log.is_demo)
    if str(key) != log.vkey:
        raise Refused(Finding("ledger.key_changed", params={"origin": log.origin}))
    head = notes.Head(log.origin, log.size, bytes.fromhex(log.root))
    return notes.note_sign(head, key, private.sign)


def receipt_of(log_id: int, position: int) -> dict[str, Any]:
    """What somebody takes home: entry, inclusion proof, signed checkpoint (``rules.receipts``).

    The latest checkpoint, or the head of this moment, signed now, when it does not reach the
    entry yet. Raises NotThere(ledger.no_entry).
    """
    entry = selectors.entry(log_id, position)
    log = Log.objects.get(pk=log_id)
    latest = selectors.checkpoint_latest(log_id)
    if latest is not None and latest.size > position:
        size, note = latest.size, latest.note
    else:
        size, note = log.size, head_note(log)
    path = _prove(log_id, merkle.inclusion_spans(position, size))
    return receipts.receipt_document(
        vkey=log.vkey, raw=bytes(entry.raw), position=position, size=size, path=path, note=note
    )


def consistency_of(log_id: int, old_size: int, size: int) -> dict[str, Any]:
    """Proof that the checkpoint of ``old_size`` entries is the beginning of that of ``size``.

    Raises NotThere(ledger.no_checkpoint_of) when one of the two was never made.
    """
    vkey = Log.objects.values_list("vkey", flat=True).get(pk=log_id)
    found = Checkpoint.objects.filter(log_id=log_id, size__in=[old_size, size])
    by_size = {point.size: point.note for point in found}
    for wanted in (old_size, size):
        if wanted not in by_size or old_size > size:
            raise NotThere(Finding("ledger.no_checkpoint_of", params={"size": wanted}))
    return receipts.consistency_document(
        vkey=vkey,
        old_note=by_size[old_size],
        note=by_size[size],
        path=_prove(log_id, merkle.consistency_spans(old_size, size)),
    )


def root_at(log_id: int, size: int) -> str:
    """Hex root over the first ``size`` entries, as it stood then. Raises ValueError below one."""
    if size < 1:
        raise ValueError(size)
    return _prove(log_id, [merkle.Span(0, size)])[0].hex()


def _prove(log_id: int, spans: Sequence[merkle.Span]) -> list[bytes]:
    return merkle.proof(spans, _nodes(log_id, merkle.needed(spans)))


def _nodes(log_id: int, wanted: Collection[merkle.NodeId]) -> dict[merkle.NodeId, bytes]:
    """Hashes of nodes (at most twice the height of the tree); two queries."""
    leaves = [node.place for node in wanted if node.level == 0]
    found = {
        merkle.NodeId(0, position): bytes(value)
        for position, value in Entry.objects.filter(log_id=log_id, position__in=leaves).values_list(
            "position", "leaf_hash"
        )
    }
    inner = Q(pk__in=[])
    for node in wanted:
        if node.level:
            # The log in each term: SQLite then looks each node up in the index.
            inner |= Q(log_id=log_id, level=node.level, index=node.place)
    rows = Node.objects.filter(inner).values_list("level", "index", "hash")
    return found | {merkle.NodeId(level, place): bytes(value) for level, place, value in rows}
