"""A batch is undone as a published act: its voices are withdrawn, the record says so and why. What
was already separated into points stays, because answers and proposals rest on it."""

from collections.abc import Callable, Mapping

from django.db.models import Count, Sum

from cocrea.kernel.errors import Conflict, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.ledger import services as ledger
from cocrea.ledger.rules import canonical, merkle
from cocrea.people import vault
from cocrea.process.models import Process
from cocrea.voices.models import ImportBatch, ImportRow, Voice
from cocrea.voices.rules.importing.lifecycle import BatchState, RowState
from cocrea.voices.rules.lifecycle import State
from cocrea.voices.rules.permits import PERMITS
from cocrea.voices.selectors import importing as reading
from cocrea.voices.services.importing_promote import make_run
from cocrea.voices.services.importing_stage import (
    Going,
    always,
    batch_locked,
    batch_move,
    breathe,
    stage_run,
)
from cocrea.voices.services.shared import committed, reason_clean

AT_ONCE = 250
# What an undone batch takes back; what its authors withdrew or was closed stays as it is.
TAKEN_BACK = (
    State.RECEIVED,
    State.QUEUED,
    State.ADMITTED,
    State.INADMISSIBLE,
    State.IN_REVIEW,
)


def import_undo(
    *,
    actor: Actor,
    batch: ImportBatch,
    reason: str,
    keep_treated: bool = False,
    going: Going = always,
) -> ImportBatch:
    """Withdraw every voice of a batch, with a public reason. Afterwards its file may come in again.

    keep_treated  go on although some were separated into points: these stay, and the entry counts
                  them. Without it the whole act is refused: Refused(voices.import_treated).
    """
    edge, sums = _edge(batch), _sums(batch)
    with ledger.act(batch.process, actor=actor) as act:
        locked = batch_locked(batch)
        role = PERMITS.require(actor, "import.undo", now=act.now, state=locked.state)
        text = reason_clean(reason)
        treated = reading.treated_of(locked)
        if treated and not keep_treated:
            raise Refused(Finding("voices.import_treated", params={"count": treated}))
        if _sums(locked) != sums:
            raise Conflict(Finding("voices.import_moved"))
        batch_move(locked, "undo")
        commitment = committed(text)
        locked.undone_at, locked.undone_by, locked.undo_reason = act.now, role, text
        locked.undo_salt, locked.undo_digest = commitment.salt, commitment.digest
        locked.kept, locked.done = treated, 0
        locked.save()
        counted = {"count": edge.size, "source": locked.source_digest, "root": edge.root().hex()}
        act.record(
            "voices.import_undone",
            subject=locked.ref,
            role=role,
            body={"reason": commitment.digest, "kept": treated, "batch": counted},
        )
    return undo_run(actor=actor, batch=locked, going=going)


def _taken_back(batch: ImportBatch) -> "dict[str, object]":
    return {"batch": batch, "state__in": [str(s) for s in TAKEN_BACK]}


def _edge(batch: ImportBatch) -> merkle.CompactRange:
    """The tree over the ids of the voices to be withdrawn, in the order of their keys."""
    edge = merkle.CompactRange()
    rows = Voice.objects.filter(**_taken_back(batch)).order_by("pk")
    for public_id in rows.values_list("public_id", flat=True).iterator(chunk_size=2000):
        edge.append(merkle.leaf_hash(canonical.encode({"voice": str(public_id)})))
    return edge


def _sums(batch: ImportBatch) -> Mapping[str, int | None]:
    """Changes as soon as another voice of the batch may be withdrawn, or one no longer."""
    rows = Voice.objects.filter(**_taken_back(batch))
    return rows.aggregate(count=Count("pk"), keys=Sum("pk"))


def undo_run(*, actor: Actor, batch: ImportBatch, going: Going = always) -> ImportBatch:
    """Go on withdrawing. Safe to repeat; nobody moves these voices meanwhile (``voice_move``)."""
    while True:
        with ledger.act(batch.process, actor=actor) as act:
            locked = batch_locked(batch)
            if locked.state != BatchState.UNDOING:
                return locked
            PERMITS.require(actor, "import.continue", now=act.now, state=locked.state)
            some = list(
                Voice.objects.filter(**_taken_back(locked))
                .order_by("pk")
                .values_list("pk", "author", "contact")[:AT_ONCE]
            )
            _withdraw(locked, some)
            locked.done += len(some)
            if not some:
                rest = ImportRow.objects.filter(batch=locked, state=RowState.MADE)
                rest.update(state=RowState.KEPT)
                batch_move(locked, "withdrew_all")
                locked.finished_at = act.now
            locked.save()
        if not some:
            vault.after_erase()
            return locked
        if not going():
            return locked
        breathe()


def _withdraw(batch: ImportBatch, some: list[tuple]) -> None:
    keys = [pk for pk, *_ in some]
    Voice.objects.filter(pk__in=keys).update(
        state=State.WITHDRAWN, published_at=None, withdrawn_basis="batch"
    )
    ImportRow.objects.filter(voice__in=keys).update(state=RowState.UNDONE, live=False)
    if batch.codes_at is None:
        # Nobody holds a receipt: what is private of a mistake has no reason to stay.
        vault.written_erase(
            names=[a for _, a, _ in some if a], contacts=[c for _, _, c in some if c]
        )
        Voice.objects.filter(pk__in=keys).update(author=None, contact=None)


def import_run(*, actor: Actor, batch: ImportBatch, going: Going = always) -> ImportBatch:
    """Go on with a batch, whatever was begun: reading, making voices, withdrawing them.

    going  asked after each chunk; at least one is done. Raises Conflict(voices.import_wrong_state)
    where nothing was begun.
    """
    with ledger.act(batch.process, actor=actor) as act:
        locked = batch_locked(batch)
        PERMITS.require(actor, "import.continue", now=act.now, state=locked.state)
    runs: dict[str, Callable[..., ImportBatch]] = {
        BatchState.STAGING: stage_run,
        BatchState.PROMOTING: make_run,
        BatchState.UNDOING: undo_run,
    }
    return runs[BatchState(locked.state)](actor=actor, batch=locked, going=going)


def imports_continue(*, actor: Actor, process: Process, going: Going = always) -> int:
    """For ``tick``: go on with whatever was begun and not finished; how many batches moved."""
    found = reading.batches_unfinished(process)
    for batch in found:
        with ledger.act(process, actor=actor) as act:
            PERMITS.require(actor, "import.continue", now=act.now, state=batch_locked(batch).state)
        import_run(actor=actor, batch=batch, going=going)
        if not going():
            break
    return len(found)
