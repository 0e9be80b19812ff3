"""The door for every contribution, whatever channel it comes by. A receipt at once, or a refusal
that saved nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils.translation import get_language

from cocrea.kernel.errors import Conflict, DomainError, Refused, TooMany
from cocrea.kernel.findings import Finding
from cocrea.kernel.folios import code_hash, make_folio
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.ledger.rules.text import matches
from cocrea.notices import services as notices
from cocrea.people import vault
from cocrea.process import selectors as process_selectors
from cocrea.process.models import Process, Theme
from cocrea.voices import selectors
from cocrea.voices.models import ImportRow, Voice
from cocrea.voices.rules import intake, limits
from cocrea.voices.rules.lifecycle import Event
from cocrea.voices.rules.permits import PERMITS
from cocrea.voices.rules.similarity import signature
from cocrea.voices.services.codes import code_of, key_hash
from cocrea.voices.services.shared import refuse_if, voice_move, voice_ref


@dataclass(frozen=True, slots=True)
class VoiceInput:
    """What arrives. Only ``key`` (a UUIDv7 made by the client, or any unguessable unique text) and
    ``text`` are needed; see rules.intake for the choices.

    contact         e-mail address; goes to the vault
    about           what it is about (clause, draft, version); source_*: what it came through
    voice_of_label  name of the table or organization whose words these are (never a person's)
    form_token      id of the form it was written in
    arrival         code of the short link by which its author came (rules.intake.arrival_of)
    occurred_at     when it was said, where somebody else typed it later
    """

    key: str
    text: str
    kind: str = "voice"
    channel: str = "portal"
    theme: Theme | None = None
    area: str = ""
    part: str = ""
    language: str = "spa"
    sector: str = ""
    gender: str = ""
    age_band: str = ""
    people: str = ""
    display: str = "reserved"
    shown_name: str = ""
    consent_version: str = intake.CONSENT_VERSION
    covers: tuple[str, ...] = ("publish", "statistics")
    contact: str = field(default="", repr=False)
    about: SubjectRef | None = None
    source_kind: str = ""
    source_id: str = ""
    voice_of: str = "person"
    voice_of_label: str = ""
    form_token: str = ""
    arrival: str = ""
    occurred_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the author takes home. The code exists only here: show it, never store or log it.

    replay: the same request arrived before; folio and code are the same as then.
    """

    voice: Voice
    folio: str
    code: str = field(repr=False)
    replay: bool = False


@dataclass(frozen=True, slots=True)
class _Setting:
    """What holds for every voice of one act."""

    process: Process
    phase: int
    version: int
    society: intake.Society
    role: str
    now: datetime


def voice_receive(
    *, actor: Actor, process: Process, key: str, text: str, phase: int | None = None, **fields: Any
) -> Receipt:
    """Keep one voice and give its receipt. ``fields``: see VoiceInput.

    phase: number of the phase whose window the caller has found open (a consultation's, a
    meeting's); otherwise some open phase must admit this kind.
    The same key with the same text gives the same receipt again. Raises Conflict(voices.key_reused)
    for another text, Refused(voices.window_closed | voices.window_pending | voices.no_window, codes
    of rules.intake, kernel.text_too_long), TooMany(voices.form_used_up).
    """
    item = VoiceInput(key=str(key), text=text, **fields)
    with _NoTwins(process, [item]) as done:
        with ledger.act(process, actor=actor) as act:
            if item.channel in intake.TYPED_CHANNELS:
                role = PERMITS.require(actor, "voice.transcribe", now=act.now)
            else:
                role = PERMITS.require(actor, "voice.receive", now=act.now)
            setting = _setting(process, [item], phase, role, act.now)
            receipt = _receive(item, setting)
            if not receipt.replay:
                _record(act, receipt.voice, item, role)
                _keep_informed(actor, process, receipt.voice)
        done.append(receipt)
    return done[0]


def voices_receive_many(
    *,
    actor: Actor,
    process: Process,
    items: Sequence[VoiceInput],
    phase: int | None = None,
    source_digest: str = "",
    source: SubjectRef | None = None,
) -> list[Receipt]:
    """Keep many voices in one act, all or none; receipts in the order of ``items``.

    One entry each; with ``source_digest`` (hex SHA-256 of the sheet or file) one entry for all,
    about ``source``. A finding's ``where`` is ``<row>.<field>``, rows from 1.
    """
    with ledger.act(process, actor=actor) as act:
        if any(item.channel in intake.TYPED_CHANNELS for item in items):
            role = PERMITS.require(actor, "voice.transcribe", now=act.now)
        else:
            role = PERMITS.require(actor, "voice.receive", now=act.now)
        setting = _setting(process, items, phase, role, act.now)
        receipts = _each(items, setting)
        fresh = [(r.voice, i) for r, i in zip(receipts, items, strict=True) if not r.replay]
        for voice, _item in fresh:
            _keep_informed(actor, process, voice)
        if not source_digest:
            for voice, item in fresh:
                _record(act, voice, item, role)
        elif fresh:
            act.record_batch(
                "voices.received",
                subject=source or SubjectRef("process", process.slug),
                role=role,
                rows=({"voice": str(v.public_id), **_body(v)} for v, _ in fresh),
                source_digest=source_digest,
            )
    return receipts


def _keep_informed(actor: Actor, process: Process, voice: Voice) -> None:
    """Whoever left an address hears what becomes of the voice; erasing it stops that by itself."""
    if voice.contact is not None:
        language = "en" if get_language() == "en" else "es"
        notices.follow(
            actor=actor,
            process=process,
            subject=voice_ref(voice),
            contact=voice.contact,
            language=language,
        )


class _NoTwins:
    """Two requests with one key at the same moment: the second finds the first one's receipt."""

    def __init__(self, process: Process, items: Sequence[VoiceInput]) -> None:
        self.process, self.items = process, items
        self.done: list[Receipt] = []

    def __enter__(self) -> list[Receipt]:
        return self.done

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> bool:
        if not isinstance(error, IntegrityError):
            return False
        found = [_replay(self.process, item) for item in self.items]
        self.done[:] = [receipt for receipt in found if receipt is not None]
        return len(self.done) == len(self.items)


def _each(items: Sequence[VoiceInput], setting: _Setting) -> list[Receipt]:
    receipts = []
    for row, item in enumerate(items, start=1):
        try:
            receipts.append(_receive(item, setting))
        except DomainError as error:
            raise type(error)(
                Finding(f.code, f.severity, f.params, f"{row}.{f.where}", f.basis)
                for f in error.findings
            ) from error
    return receipts


def _setting(
    process: Process, items: Iterable[VoiceInput], phase: int | None, role: str, now: datetime
) -> _Setting:
    if phase is None:
        phase = selectors.phase_for(process, {item.kind for item in items})
    version = process_selectors.version_at(process)
    return _Setting(process, phase, version.number, selectors.society(process), role, now)


def _receive(item: VoiceInput, setting: _Setting) -> Receipt:
    known = _replay(setting.process, item)
    if known is not None:
        return known
    given = _cleaned(item)
    refuse_if(intake.check(given, setting.society))
    _form_check(setting.process, item)
    voice = _built(item, given, setting)
    _flood_check(voice, setting)
    if given.contact:
        voice.contact = vault.contact_store(
            "email", given.contact, purpose="answer", consent=item.consent_version
        )
    code = code_of(item.key, voice.folio)
    voice.code_hash = code_hash(voice.folio, code)
    voice.save()
    return Receipt(voice, voice.folio, code)


def _replay(process: Process, item: VoiceInput) -> Receipt | None:
    voice = Voice.objects.filter(process_id=process.pk, key_hash=key_hash(item.key)).first()
    if voice is None:
        return None
    text = clean(item.text, max_length=intake.MAX_TEXT, where="text")
    if voice.erased_at is None and not matches(voice.text_digest, bytes(voice.text_salt), text):
        raise Conflict(Finding("voices.key_reused", params={"folio": voice.folio}))
    return Receipt(voice, voice.folio, code_of(item.key, voice.folio), replay=True)


def _cleaned(item: VoiceInput) -> intake.Intake:
    problems: list[Finding] = []
    texts: Mapping[str, tuple[int, bool]] = {
        "text": (intake.MAX_TEXT, True),
        "shown_name": (intake.MAX_NAME, False),
        "contact": (254, False),
    }
    cleaned: dict[str, Any] = {}
    for name, (most, lines) in texts.items():
        try:
            cleaned[name] = clean(getattr(item, name), max_length=most, where=name, lines=lines)
        except DomainError as error:
            problems += error.findings
    if problems:
        raise Refused(problems)
    same = ("kind", "channel", "language", "area", "part", "sector", "gender", "age_band")
    more = ("people", "display", "voice_of", "covers")
    return intake.Intake(**cleaned, **{name: getattr(item, name) for name in (*same, *more)})


def _form_check(process: Process, item: VoiceInput) -> None:
    if not item.form_token:
        return
    used = Voice.objects.filter(process=process, form_hash=key_hash(item.form_token)).count()
    found = limits.form_finding(used)
    if found:
        raise TooMany(found)


def _flood_check(voice: Voice, setting: _Setting) -> None:
    if voice.channel in limits.VOUCHED_CHANNELS:
        return
    recent = selectors.recent_signatures(setting.process, setting.now - limits.FLOOD_WINDOW)
    voice.cluster = limits.flood_of(voice.fingerprint, recent)
    if voice.cluster:
        voice_move(voice, Event.QUEUE)


def _folio(process: Process) -> str:
    """A folio nobody has: a thousand million per prefix are enough to meet one twice."""
    while True:
        folio = make_folio(process.folio_prefix)
        # A row of a file may have it already: its folio stands in the record before it is a voice.
        taken = Voice.objects.filter(folio=folio).exists()
        if not taken and not ImportRow.objects.filter(folio=folio, voice=None).exists():
            return folio


def _built(item: VoiceInput, given: intake.Intake, setting: _Setting) -> Voice:
    commitment = ledger.commit_text(given.text)
    about = item.about or SubjectRef("", "")
    chosen = ("kind", "area", "part", "language", "sector", "gender", "age_band", "people")
    more = ("display", "channel", "voice_of")
    return Voice(
        process=setting.process,
        folio=_folio(setting.process),
        key_hash=key_hash(item.key),
        form_hash=key_hash(item.form_token) if item.form_token else "",
        text=given.text,
        text_salt=commitment.salt,
        text_digest=commitment.digest,
        fingerprint=signature(given.text),
        theme=item.theme,
        shown_name=given.shown_name if given.display != "reserved" else "",
        consent_version=item.consent_version,
        consent_covers=list(given.covers),
        voice_of_label=clean(item.voice_of_label, max_length=120, where="voice_of", lines=False),
        typed_by="" if setting.role == "citizen" else setting.role,
        about_kind=about.kind,
        about_id=about.public_id,
        about_digest=about.digest,
        about_label=about.label[:200],
        source_kind=item.source_kind,
        source_id=item.source_id,
        arrival=intake.arrival_of(item.arrival),
        phase=setting.phase,
        methodology_version=setting.version,
        received_at=setting.now,
        **{name: getattr(given, name) for name in (*chosen, *more)},
    )


def _body(voice: Voice) -> dict[str, Any]:
    """What the record says of a voice: nothing by which somebody could be found."""
    body = {
        "folio": voice.folio,
        "text": voice.text_digest,
        "kind": voice.kind,
        "channel": voice.channel,
        "phase": voice.phase,
        "display": voice.display,
        "consent": voice.consent_version,
    }
    if voice.cluster:
        body["waits"] = "similar"
    if voice.about:
        body["about"] = voice.about.as_json()
    if voice.theme is not None:
        body["themes"] = [voice.theme.slug]
    if voice.source_kind:
        body["source"] = {"kind": voice.source_kind, "id": voice.source_id}
    return body


def _record(act: ledger.Act, voice: Voice, item: VoiceInput, role: str) -> None:
    act.record(
        "voice.received",
        subject=voice_ref(voice),
        body=_body(voice),
        role=role,
        occurred_at=item.occurred_at,
    )
