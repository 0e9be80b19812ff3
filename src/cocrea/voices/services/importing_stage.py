"""A file comes in: kept in the vault, read row by row, and nothing is a voice until it is promoted.

Long work is cut into chunks, each a short transaction of its own. Whatever was done stays done:
after a crash the next run goes on behind the last line that was kept.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO

from cocrea.kernel.errors import Conflict, NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.folios import make_folio
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.people import vault
from cocrea.process.models import Process
from cocrea.voices.models import ImportBatch, ImportRow, Voice
from cocrea.voices.rules.importing import lifecycle
from cocrea.voices.rules.importing import mapping as maps
from cocrea.voices.rules.importing.lifecycle import BatchState, RowState
from cocrea.voices.rules.importing.mapping import ColumnMap
from cocrea.voices.rules.importing.rows import Draft
from cocrea.voices.rules.intake import CONSENT_VERSION
from cocrea.voices.rules.permits import PERMITS
from cocrea.voices.rules.similarity import signature
from cocrea.voices.selectors import importing as reading
from cocrea.voices.services.shared import refuse_if

MAX_BYTES = 200 * 1024 * 1024
PURPOSE = "voices.import"
Going = Callable[[], bool]


PAUSE = 0.03  # seconds between chunks: on SQLite whoever waits to write asks ten times a second


def always() -> bool:
    return True


def breathe() -> None:
    """Let others write before the next chunk."""
    time.sleep(PAUSE)


def import_open(
    *,
    actor: Actor,
    process: Process,
    file: BinaryIO,
    name: str,
    source_name: str = "",
    mapping: ColumnMap | None = None,
    defaults: dict[str, str] | None = None,
    source: SubjectRef | None = None,
    phase: int | None = None,
    strict: bool = False,
) -> ImportBatch:
    """Take in a file of voices. The very same file again gives the batch that it already is, unless
    rows of it stayed out when it was promoted: then these may be tried anew.

    name         of the file; goes to the vault. source_name: where the words come from, public
    mapping      what is known of its columns; the rest is guessed
    defaults     channel, kind, language of rows that do not say
    source       the meeting at which it was said; phase: whose window the caller found open
    Raises TableBroken(kernel.table_*), Refused(voices.import_*), before anything is kept.
    """
    said = clean(source_name or name.rpartition(".")[0], max_length=120, where="source_name")
    if not said:
        raise Refused(Finding("voices.import_no_source", where="source_name"))
    digest, size = _digest(file)
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "import.open", now=act.now)
        same = reading.same_file(process, digest)
        if same is not None and (not same.public or not same.faulty):
            return same
        now = act.now
    scope = same.scope if same is not None else said.casefold()[:80]
    found = reading.opened(process, file, mapping, scope=scope, defaults=defaults)
    card = vault.file_store(_chunks(file), name=name, purpose=PURPOSE)
    with ledger.act(process, actor=actor):
        return ImportBatch.objects.create(
            process=process,
            source_name=said,
            source_digest=digest,
            size=size,
            scope=scope,
            file=card.public_id,
            shape=found.shape.as_json(),
            mapping=found.mapping.as_json(),
            strict=strict,
            defaults=defaults or {},
            source_kind=source.kind if source else "",
            source_id=source.public_id if source else "",
            source_label=source.label[:200] if source else "",
            phase=phase,
            opened_by=role,
            opened_office=actor.office,
            opened_organization=actor.organization,
            opened_at=now,
        )


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(1 << 20):
        yield piece


def _digest(file: BinaryIO) -> tuple[str, int]:
    found, size = hashlib.sha256(), 0
    for piece in _chunks(file):
        found.update(piece)
        size += len(piece)
        if size > MAX_BYTES:
            limit = MAX_BYTES // (1024 * 1024)
            raise Refused(Finding("voices.import_too_large", params={"limit": limit}, where="file"))
    return found.hexdigest(), size


def batch_locked(batch: ImportBatch) -> ImportBatch:
    """The row as it is now, locked. Raises NotThere(voices.import_not_there)."""
    rows = ImportBatch.objects.select_for_update(of=("self",)).select_related("process__log")
    found = rows.filter(pk=batch.pk).first()
    if found is None:
        raise NotThere(Finding("voices.import_not_there"))
    return found


def batch_move(batch: ImportBatch, event: str) -> None:
    """Sets the state that follows; the caller saves. Raises Conflict(voices.import_wrong_state)."""
    state = lifecycle.step(batch.state, event)
    if isinstance(state, Finding):
        raise Conflict(state)
    batch.state = state


def import_stage(
    *,
    actor: Actor,
    batch: ImportBatch,
    mapping: ColumnMap | None = None,
    strict: bool | None = None,
    going: Going = always,
) -> ImportBatch:
    """Read its rows, by another map if one is given; what was read by the old one is thrown away.

    going  asked after each chunk: False stops, and ``import_run`` goes on another time
    Raises Refused(voices.import_no_text, voices.import_no_column, voices.import_twice, ...).
    """
    found = reading.opened_batch(batch, mapping)
    refuse_if(maps.problems(found.mapping, found.heads))
    with ledger.act(batch.process, actor=actor) as act:
        locked = batch_locked(batch)
        PERMITS.require(actor, "import.stage", now=act.now, state=locked.state)
        batch_move(locked, "stage")
        locked.mapping, locked.shape = found.mapping.as_json(), found.shape.as_json()
        locked.strict = locked.strict if strict is None else strict
        for name in ("read_to", "fresh", "known", "faulty", "skipped", "warned"):
            setattr(locked, name, 0)
        locked.save()
    _rows_forget(actor, locked)
    return stage_run(actor=actor, batch=locked, going=going)


def stage_run(*, actor: Actor, batch: ImportBatch, going: Going = always) -> ImportBatch:
    """Go on reading, chunk by chunk. Two runs at once do no harm: a chunk goes in once."""
    with ledger.act(batch.process, actor=actor) as act:
        locked = batch_locked(batch)
        PERMITS.require(actor, "import.continue", now=act.now, state=locked.state)
    found = reading.opened_batch(locked)
    for chunk in reading.chunked(found.rows(after=locked.read_to)):
        made = [_prepared(locked, *row) for row in chunk]
        locked = _chunk_keep(actor, locked, made)
        if not going() or locked.state != BatchState.STAGING:
            return locked
        breathe()
    return _read_all(actor, locked)


@dataclass(slots=True)
class _Made:
    draft: Draft
    content: str
    row: ImportRow


def _prepared(batch: ImportBatch, draft: Draft, key: str, content: str) -> _Made:
    """All that takes time, before the lock is taken."""
    row = ImportRow(batch=batch, line=draft.line, key=key, content=content, public_id=uuid7())
    if not draft.faulty and not draft.skipped:
        commitment = ledger.commit_text(draft.text)
        row.text, row.text_salt, row.text_digest = draft.text, commitment.salt, commitment.digest
        row.fingerprint, row.said_on = signature(draft.text), draft.said_on
        row.fields = {"kind": "voice", "channel": "import", "language": "spa", **draft.fields}
        row.folio = make_folio(batch.process.folio_prefix)
    return _Made(draft, content, row)


def _chunk_keep(actor: Actor, batch: ImportBatch, made: list[_Made]) -> ImportBatch:
    with ledger.act(batch.process, actor=actor):
        locked = batch_locked(batch)
        if locked.state != BatchState.STAGING or locked.read_to != batch.read_to:
            return locked  # another run was here
        known = reading.known_rows([each.row.key for each in made], locked)
        for each in made:
            state, problems = reading.judged(each.draft, each.content, known.get(each.row.key))
            each.row.state = state
            each.row.problems = [problem.as_json() for problem in problems]
            each.row.warned = bool(problems) and state is RowState.FRESH
            if state is RowState.FRESH:
                known[each.row.key] = each.content
            else:
                _emptied(each.row)
            setattr(locked, str(state), getattr(locked, str(state)) + 1)
            locked.warned += each.row.warned
        fresh = [each for each in made if each.row.state is RowState.FRESH]
        _private_keep(fresh)
        folios_renew(locked, [each.row for each in fresh])
        ImportRow.objects.bulk_create([each.row for each in made], batch_size=250)
        locked.read_to = made[-1].row.line
        locked.save()
    return locked


def _emptied(row: ImportRow) -> None:
    row.text, row.text_salt, row.text_digest = "", b"", ""
    row.fingerprint, row.folio, row.fields, row.said_on = "", "", {}, None


def _private_keep(fresh: list[_Made]) -> None:
    """Names and addresses go to the vault; the row keeps their ids."""
    named = [each for each in fresh if each.draft.person]
    ids = vault.names_store([each.draft.person for each in named], purpose=PURPOSE)
    for each, public_id in zip(named, ids, strict=True):
        each.row.author = public_id
    for each in fresh:
        if each.draft.contact:
            each.row.contact = vault.contact_store(
                "email", each.draft.contact, purpose="answer", consent=CONSENT_VERSION
            )


def folios_renew(batch: ImportBatch, rows: list[ImportRow]) -> list[ImportRow]:
    """Another folio for each row whose own is taken by a voice or by another row."""
    changed: dict[int, ImportRow] = {}
    waiting = rows
    while waiting:
        folios = [row.folio for row in waiting]
        taken = set(Voice.objects.filter(folio__in=folios).values_list("folio", flat=True))
        others = ImportRow.objects.filter(folio__in=folios, voice=None)
        others = others.exclude(pk__in=[row.pk for row in waiting if row.pk])
        taken |= set(others.values_list("folio", flat=True))
        seen: set[str] = set()
        again: list[ImportRow] = []
        for row in waiting:
            if row.folio in taken or row.folio in seen:
                row.folio = make_folio(batch.process.folio_prefix)
                changed[id(row)] = row
                again.append(row)
            seen.add(row.folio)
        waiting = again
    return list(changed.values())


def _read_all(actor: Actor, batch: ImportBatch) -> ImportBatch:
    with ledger.act(batch.process, actor=actor):
        locked = batch_locked(batch)
        if locked.state == BatchState.STAGING and locked.read_to == batch.read_to:
            batch_move(locked, "read_all")
            locked.save()
    return locked


def _rows_forget(actor: Actor, batch: ImportBatch) -> None:
    """Throw its rows away, with what is private of them; none of them is a voice."""
    while True:
        with ledger.act(batch.process, actor=actor):
            rows = ImportRow.objects.filter(batch=batch, voice=None).order_by("pk")
            some = list(rows.values_list("pk", "author", "contact")[:1000])
            vault.written_erase(
                names=[a for _, a, _ in some if a], contacts=[c for _, _, c in some if c]
            )
            ImportRow.objects.filter(pk__in=[pk for pk, *_ in some]).delete()
        if not some:
            break
    vault.after_erase()


def import_discard(*, actor: Actor, batch: ImportBatch) -> None:
    """Throw a draft away, with its file: nothing of it was ever a voice."""
    with ledger.act(batch.process, actor=actor) as act:
        locked = batch_locked(batch)
        PERMITS.require(actor, "import.discard", now=act.now, state=locked.state)
        # From here on no run goes on with it.
        ImportBatch.objects.filter(pk=locked.pk).update(state=BatchState.UPLOADED, read_to=0)
    _rows_forget(actor, locked)
    if locked.file is not None:
        vault.file_erase(locked.file)
    with ledger.act(batch.process, actor=actor):
        ImportBatch.objects.filter(pk=locked.pk, state=BatchState.UPLOADED).delete()
    vault.after_erase()


def imports_purge(*, actor: Actor, process: Process, now: datetime) -> int:
    """For ``tick``: drafts that nobody promoted for long, and files that a crash left behind."""
    limit = timedelta(days=lifecycle.DRAFT_DAYS)
    old = list(reading.drafts_of(process).filter(opened_at__lt=now - limit))
    for batch in old:
        with ledger.act(process, actor=actor) as act:
            PERMITS.require(actor, "import.discard", now=act.now, state=batch.state)
        import_discard(actor=actor, batch=batch)
    return len(old)


def held_purge(*, before: datetime) -> int:
    """Files of nobody, by real time: what an upload that was cut off left in the vault."""
    return vault.files_purge(
        purpose=PURPOSE, before=before.astimezone(UTC), kept=reading.drafts_held()
    )


def changes_of(batch: ImportBatch) -> dict[str, Any]:
    """What the record says of a batch beside its rows."""
    found: dict[str, Any] = {
        "phase": batch.phase,
        "size": batch.size,
        "left_out": {"known": batch.known, "faulty": batch.faulty, "skipped": batch.skipped},
    }
    if batch.source_kind:
        found["source"] = {"kind": batch.source_kind, "id": batch.source_id}
    return found
