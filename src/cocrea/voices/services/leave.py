"""An author takes a voice back, or has it erased; the record keeps that it was there."""

from uuid import UUID

from django.db import transaction

from cocrea.kernel.permits import Actor
from cocrea.ledger import services as ledger
from cocrea.ledger.services import Act
from cocrea.people import vault
from cocrea.process.models import Process
from cocrea.search import services as search
from cocrea.voices.models import Disposition, Point, Review, Voice
from cocrea.voices.rules.lifecycle import TABLE, Event
from cocrea.voices.rules.permits import PERMITS
from cocrea.voices.services.codes import code_present
from cocrea.voices.services.shared import (
    committed,
    reason_clean,
    voice_locked,
    voice_move,
    voice_ref,
)

# What its author said of where they live, in which language, for whom. An erased voice is still
# counted, but no more in any of these; the record never had them.
OF_ITS_AUTHOR = ("area", "part", "language", "sector", "gender", "age_band", "people")


def voice_withdraw(*, actor: Actor, folio: str, code: str) -> Voice:
    """By the check code, before it is answered. Its text is no longer shown."""
    voice = code_present(actor=actor, folio=folio, code=code)
    with ledger.act(voice.process, actor=actor) as act:
        found = voice_locked(voice.process, voice)
        role = PERMITS.require(actor, "voice.withdraw", now=act.now, state=found.state)
        _withdraw(found)
        found.save()
        body = {"disposition": "withdrawn"}
        act.record("voice.withdrawn", subject=voice_ref(found), role=role, body=body)
    return found


def voice_erase(*, actor: Actor, folio: str, code: str) -> Voice:
    """By the check code, at any time: text, salt, name shown, contact and whatever describes the
    author are gone for good; folio, digest and dates stay."""
    voice = code_present(actor=actor, folio=folio, code=code)
    with ledger.act(voice.process, actor=actor) as act:
        found = voice_locked(voice.process, voice)
        role = PERMITS.require(actor, "voice.erase", now=act.now, state=found.state)
        _erase(act, found, basis="author")
        body = {"basis": "author"}
        act.record("voice.erased", subject=voice_ref(found), role=role, body=body)
    return found


def voice_erase_by_law(
    *, actor: Actor, process: Process, voice: Voice | UUID | str, reason: str
) -> Voice:
    """The same by force of law (a judge's order, somebody else's data). The reason is public, and
    may itself name somebody: the record has its digest. Nothing happens to what is erased."""
    with ledger.act(process, actor=actor) as act:
        found = voice_locked(process, voice)
        role = PERMITS.require(actor, "voice.erase_by_law", now=act.now, state=found.state)
        text = reason_clean(reason)
        if found.erased_at is not None:
            return found
        commitment = committed(text)
        found.erasure_reason, found.erasure_salt = text, commitment.salt
        _erase(act, found, basis="law")
        body = {"basis": "law", "reason": commitment.digest}
        act.record("voice.erased", subject=voice_ref(found), role=role, body=body)
    return found


def _withdraw(voice: Voice) -> None:
    voice_move(voice, Event.WITHDRAW)
    voice.published_at = None
    _unfind(voice)


def _unfind(voice: Voice) -> None:
    """Nobody finds it from now on: the index is not left waiting for the next ``tick``."""
    search.drop(voice.process.slug, "voice", [str(voice.public_id)])


def _erase(act: Act, voice: Voice, *, basis: str) -> None:
    if voice.erased_at is not None:
        return
    if (voice.state, Event.WITHDRAW) in TABLE:
        _withdraw(voice)
    if voice.contact is not None:
        vault.contact_erase(voice.contact)
    if voice.author is not None:
        vault.written_erase(names=[voice.author])
    for name in ("text", "shown_name", "voice_of_label", "fingerprint", "cluster"):
        setattr(voice, name, "")
    for name in ("form_hash", "arrival", *OF_ITS_AUTHOR):
        setattr(voice, name, "")
    voice.text_salt, voice.contact, voice.author = b"", None, None
    voice.erased_at, voice.erasure_basis = act.now, basis
    voice.save()
    _unfind(voice)
    transaction.on_commit(vault.after_erase)
    Point.objects.filter(voice=voice).update(text="", text_salt=b"")
    # What the team told one another of an answer may say again what was erased.
    Disposition.objects.filter(point__voice=voice).update(return_reason="")
    Review.objects.filter(voice=voice).update(plea="", plea_salt=b"")
