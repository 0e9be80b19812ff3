"""A batch becomes voices: first one entry in the record over all of them, then the voices, chunk by
chunk. Between the two the rows are what they will be: folio, salt and digest are already fixed."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db import IntegrityError
from django.db.models import OuterRef, Subquery
from django.utils.translation import override

from cocrea.kernel.errors import Conflict, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.folios import ALPHABET, CODE_LENGTH, code_hash
from cocrea.kernel.permits import Actor
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.ledger.rules import canonical, merkle
from cocrea.notices import services as notices
from cocrea.people import vault
from cocrea.process import selectors as process_selectors
from cocrea.process.models import Theme
from cocrea.voices import selectors
from cocrea.voices.models import ImportBatch, ImportRow, Voice
from cocrea.voices.rules.importing.lifecycle import BatchState, RowState
from cocrea.voices.rules.intake import CONSENT_VERSION
from cocrea.voices.rules.lifecycle import State
from cocrea.voices.rules.permits import PERMITS
from cocrea.voices.selectors import importing as reading
from cocrea.voices.services.codes import key_hash
from cocrea.voices.services.importing_stage import (
    Going,
    always,
    batch_locked,
    batch_move,
    breathe,
    changes_of,
    folios_renew,
)
from cocrea.voices.services.shared import voice_ref

MADE_AT_ONCE = 125
EXCERPT = 60


def import_promote(*, actor: Actor, batch: ImportBatch, going: Going = always) -> ImportBatch:
    """Make every good row a voice. The entry says how many, of which file, and their root.

    Rows with errors stay behind; correct them in the file and import it again: what is a voice
    already does not come twice. Raises Conflict(voices.import_wrong_state | import_stale),
    Refused(voices.import_nothing, voices.window_closed | window_pending | no_window).
    """
    if reading.came_meanwhile(batch):
        raise Conflict(Finding("voices.import_stale"))
    phase = _phase(batch)
    edge = _edge(batch)
    with ledger.act(batch.process, actor=actor) as act:
        locked = batch_locked(batch)
        role = PERMITS.require(actor, "import.promote", now=act.now, state=locked.state)
        if edge.size == 0:
            raise Refused(Finding("voices.import_nothing"))
        if edge.size != locked.fresh or _phase(locked) != phase:
            raise Conflict(Finding("voices.import_wrong_state", params={"state": locked.state}))
        batch_move(locked, "promote")
        _rows_claim(locked)
        locked.phase, locked.promoted_at = phase, act.now
        locked.methodology_version = process_selectors.version_at(locked.process).number
        locked.root, locked.code_seed = edge.root().hex(), secrets.token_bytes(32)
        locked.save()
        counted = {"count": edge.size, "source": locked.source_digest, "root": locked.root}
        act.record(
            "voices.imported",
            subject=locked.ref,
            role=role,
            body={**changes_of(locked), "batch": counted},
        )
    return make_run(actor=actor, batch=locked, going=going)


def _rows_claim(batch: ImportBatch) -> None:
    """From now on these rows count: in no other file do they come in again."""
    try:
        ImportRow.objects.filter(batch=batch, state=RowState.FRESH).update(live=True)
    except IntegrityError as error:
        raise Conflict(Finding("voices.import_stale")) from error


def _phase(batch: ImportBatch) -> int:
    """Whose window it is: the one that the caller found open, else one that admits every kind."""
    process = batch.process
    if batch.phase is not None and process_selectors.phase_state(process, batch.phase) == "open":
        return batch.phase
    rows = ImportRow.objects.filter(batch=batch, state=RowState.FRESH).order_by()
    return selectors.phase_for(process, set(rows.values_list("fields__kind", flat=True).distinct()))


def _edge(batch: ImportBatch) -> merkle.CompactRange:
    """The tree over the rows to be made, in the order of the file; folios that were taken meanwhile
    are renewed. Read outside the act: others write meanwhile."""
    edge = merkle.CompactRange()
    for rows in _fresh(batch, 1000):
        for row in folios_renew(batch, rows):
            ImportRow.objects.filter(pk=row.pk).update(folio=row.folio)
        for row in rows:
            edge.append(merkle.leaf_hash(canonical.encode(reading.leaf(batch, row))))
    return edge


def _fresh(batch: ImportBatch, size: int) -> Iterator[list[ImportRow]]:
    """Rows to be made, by the order of the file, in separate short reads."""
    line = 0
    while True:
        found = ImportRow.objects.filter(batch=batch, state=RowState.FRESH, line__gt=line)
        rows = list(found.order_by("line")[:size])
        if not rows:
            return
        yield rows
        line = rows[-1].line


def make_run(*, actor: Actor, batch: ImportBatch, going: Going = always) -> ImportBatch:
    """Go on making voices of its rows. Safe to repeat, safe to run twice at once."""
    themes = {theme.slug: theme for theme in batch.process.themes.all()}
    while True:
        # All that takes time comes before the lock; another run may have been faster.
        rows = next(_fresh(batch, MADE_AT_ONCE), [])
        voices = [_voice(batch, row, themes) for row in rows]
        with ledger.act(batch.process, actor=actor) as act:
            locked = batch_locked(batch)
            if locked.state != BatchState.PROMOTING:
                return locked
            PERMITS.require(actor, "import.continue", now=act.now, state=locked.state)
            if locked.done != batch.done:
                batch = locked
                continue
            _voices_keep(actor, locked, rows, voices)
            locked.done += len(rows)
            if not rows:
                batch_move(locked, "made_all")
                locked.finished_at = act.now
            locked.save()
        if not rows:
            return _file_forget(actor, locked)
        batch = locked
        if not going():
            return locked
        breathe()


def _voices_keep(
    actor: Actor, batch: ImportBatch, rows: list[ImportRow], voices: list[Voice]
) -> None:
    Voice.objects.bulk_create(voices, batch_size=250)
    made = Voice.objects.filter(public_id=OuterRef("public_id")).values("pk")[:1]
    # The words live in the voice now: erasing it must leave no copy.
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(
        voice=Subquery(made),
        state=RowState.MADE,
        text="",
        text_salt=b"",
        fingerprint="",
        fields={},
        author=None,
        contact=None,
    )
    for voice in voices:
        if voice.contact is not None:
            with override("es"):
                notices.follow(
                    actor=actor,
                    process=batch.process,
                    subject=voice_ref(voice),
                    contact=voice.contact,
                    language="es",
                )


def _voice(batch: ImportBatch, row: ImportRow, themes: dict[str, Theme]) -> Voice:
    fields = dict(row.fields)
    label = fields.pop("voice_of_label", "")
    theme = themes.get(fields.pop("theme", ""))
    covers = ["publish", "statistics", *(["contact"] if row.contact else [])]
    return Voice(
        process=batch.process,
        batch=batch,
        public_id=row.public_id,
        folio=row.folio,
        key_hash=key_hash(f"{bytes(batch.code_seed).hex()}|{row.public_id}"),
        code_hash=code_hash(row.folio, code_made(bytes(batch.code_seed), row)),
        text=row.text,
        text_salt=bytes(row.text_salt),
        text_digest=row.text_digest,
        fingerprint=row.fingerprint,
        theme=theme,
        voice_of_label=clean(label, max_length=120, where="organization", lines=False),
        consent_version=CONSENT_VERSION,
        consent_covers=covers,
        author=row.author,
        contact=row.contact,
        typed_by=batch.opened_by,
        source_kind=batch.source_kind,
        source_id=batch.source_id,
        phase=batch.phase,
        methodology_version=batch.methodology_version,
        state=State.RECEIVED,
        received_at=batch.promoted_at,
        **fields,
    )


def _file_forget(actor: Actor, batch: ImportBatch) -> ImportBatch:
    """The file did its work; its digest stays."""
    if batch.file is not None:
        vault.file_erase(batch.file)
        with ledger.act(batch.process, actor=actor):
            ImportBatch.objects.filter(pk=batch.pk).update(file=None)
        batch.file = None
        vault.after_erase()
    return batch


def code_made(seed: bytes, row: ImportRow) -> str:
    """The check code of a row's voice; with the seed gone nobody can make it again."""
    message = b"voices.import|" + seed + f"|{row.public_id}|{row.folio}".encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).digest()
    number = int.from_bytes(digest[:8], "big")
    raw = "".join(ALPHABET[number >> 5 * i & 31] for i in range(CODE_LENGTH))
    return f"{raw[:5]}-{raw[5:]}"


@dataclass(frozen=True, slots=True)
class Slip:
    """What goes back to the hall for one row: cut it off and hand it over."""

    line: int
    folio: str
    code: str = field(repr=False)
    whose: str = ""
    begins: str = ""


def import_codes(*, actor: Actor, batch: ImportBatch) -> list[Slip]:
    """The sheet of codes, once, for whoever typed the file. Show it, never store or log it.

    Raises Conflict(voices.import_codes_taken), Refused(voices.import_codes_other).
    """
    with ledger.act(batch.process, actor=actor) as act:
        locked = batch_locked(batch)
        role = PERMITS.require(actor, "import.codes", now=act.now, state=locked.state)
        if locked.opened_office and locked.opened_office != actor.office:
            raise Refused(Finding("voices.import_codes_other"))
        if locked.codes_at is not None:
            raise Conflict(Finding("voices.import_codes_taken"))
        seed = bytes(locked.code_seed)
        slips = [
            Slip(
                voice.import_row.line,
                voice.folio,
                code_made(seed, voice.import_row),
                voice.voice_of_label,
                voice.text[:EXCERPT],
            )
            for voice in reading.code_slips(locked).iterator(chunk_size=2000)
        ]
        locked.codes_at, locked.code_seed = act.now, b""
        locked.save(update_fields=["codes_at", "code_seed"])
        act.record("voices.codes_taken", subject=locked.ref, role=role, body={"count": len(slips)})
    return slips
