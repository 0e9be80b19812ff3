"""What every service of voices does: load and lock, move by the table, name in the record."""

from collections.abc import Iterable
from uuid import UUID

from cocrea.kernel.errors import Conflict, NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.ledger.rules.text import TextCommitment
from cocrea.process.models import Process
from cocrea.voices.models import Point, Voice
from cocrea.voices.rules.dispositions import MAX_REASON, reason_problems
from cocrea.voices.rules.importing.lifecycle import BatchState
from cocrea.voices.rules.lifecycle import Event, transition


def voice_ref(voice: Voice) -> SubjectRef:
    return SubjectRef("voice", str(voice.public_id), voice.text_digest, voice.folio)


def point_ref(point: Point) -> SubjectRef:
    """The point of a voice; touches ``point.voice``."""
    label = f"{point.voice.folio}.{point.number}"
    return SubjectRef("point", str(point.public_id), point.text_digest, label)


def voice_locked(process: Process, voice: Voice | UUID | str) -> Voice:
    """The row as it is now, locked. Raises NotThere(voices.unknown)."""
    key = voice.public_id if isinstance(voice, Voice) else parse_uuid(str(voice))
    found = (
        Voice.objects.select_for_update(of=("self",))
        .filter(process_id=process.pk, public_id=key)
        .first()
        if key
        else None
    )
    if found is None:
        raise NotThere(Finding("voices.unknown"))
    return found


def voice_move(voice: Voice, event: Event) -> None:
    """Sets the state that follows; the caller saves. Raises Conflict(voices.wrong_state,
    voices.import_undoing): while the file it came in is being undone, only that moves it."""
    if voice.batch_id is not None and voice.batch.state == BatchState.UNDOING:
        raise Conflict(Finding("voices.import_undoing"))
    state = transition(voice.state, event)
    if isinstance(state, Finding):
        raise Conflict(state)
    voice.state = state


def refuse_if(findings: Iterable[Finding]) -> None:
    blockers = [f for f in findings if f.severity == "blocker"]
    if blockers:
        raise Refused(blockers)


def reason_clean(reason: str, where: str = "reason") -> str:
    """A reason worth the name. Raises Refused(voices.reason_short, kernel.text_too_long)."""
    text = clean(reason, max_length=MAX_REASON, where=where)
    refuse_if(reason_problems(text))
    return text


def committed(text: str) -> TextCommitment:
    """The salted commitment of a text; of no text, an empty one that says so."""
    return ledger.commit_text(text) if text else TextCommitment("", b"")
