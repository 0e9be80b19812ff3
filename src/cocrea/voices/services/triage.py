"""Triage, the queue of suspected copies, and the one review of a refusal."""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import Conflict, NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.ledger.services import Act
from cocrea.process.models import Process
from cocrea.voices import selectors
from cocrea.voices.models import Review, Voice
from cocrea.voices.rules.dispositions import MAX_REASON
from cocrea.voices.rules.lifecycle import Event, State, review_findings
from cocrea.voices.rules.permits import PERMITS
from cocrea.voices.services.codes import code_present
from cocrea.voices.services.shared import (
    committed,
    reason_clean,
    refuse_if,
    voice_locked,
    voice_move,
    voice_ref,
)

LATE_AT_ONCE = 1000  # named one by one in an entry


def voice_admit(*, actor: Actor, process: Process, voice: Voice | UUID | str) -> Voice:
    """Triage passed: its text is public from now on."""
    with ledger.act(process, actor=actor) as act:
        found = voice_locked(process, voice)
        role = PERMITS.require(actor, "voice.admit", now=act.now, state=found.state)
        _admit(act, found, role)
    return found


def voice_refuse(
    *, actor: Actor, process: Process, voice: Voice | UUID | str, reason: str
) -> Voice:
    """Not admissible, with a public reason; its author may ask one review."""
    with ledger.act(process, actor=actor) as act:
        found = voice_locked(process, voice)
        role = PERMITS.require(actor, "voice.refuse", now=act.now, state=found.state)
        _refuse(act, found, role, reason_clean(reason))
    return found


def queue_decide(
    *,
    actor: Actor,
    process: Process,
    cluster: str,
    decision: Literal["admit", "refuse", "release"],
    reason: str,
    seen: int | None = None,
) -> int:
    """One act for all the near copies that wait together; how many they were.

    admit: each is a voice of its own; refuse: none is let in; release: back to triage one by one.
    reason  why they are treated together; each entry keeps it
    seen    how many whoever decides has read; None where nobody read them one by one
    Raises NotThere(voices.unknown_cluster), Refused(voices.reason_short),
    Conflict(voices.cluster_changed) when others came or left meanwhile.
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "queue.decide", now=act.now)
        rows = Voice.objects.select_for_update().filter(
            process=process, state=State.QUEUED, cluster=cluster
        )
        waiting = list(rows.exclude(cluster="").order_by("pk"))
        if not waiting:
            raise NotThere(Finding("voices.unknown_cluster"))
        if seen is not None and seen != len(waiting):
            params = {"seen": seen, "count": len(waiting)}
            raise Conflict(Finding("voices.cluster_changed", params=params))
        text = reason_clean(reason)
        together = {"together": len(waiting), "reason": text}
        for voice in waiting:
            if decision == "admit":
                _admit(act, voice, role, together)
            elif decision == "refuse":
                _refuse(act, voice, role, text)
            else:
                _release(act, voice, role, together)
    return len(waiting)


def _admit(act: Act, voice: Voice, role: str, body: Mapping[str, Any] | None = None) -> None:
    voice_move(voice, Event.ADMIT)
    voice.published_at = act.now
    voice.save()
    act.record("voice.admitted", subject=voice_ref(voice), role=role, body=body)


def _refuse(act: Act, voice: Voice, role: str, reason: str) -> None:
    voice_move(voice, Event.REFUSE)
    commitment = committed(reason)
    voice.refused_at, voice.refusal = act.now, reason
    voice.refusal_salt, voice.refused_by = commitment.salt, act.actor.organization
    voice.save()
    body = {"disposition": "inadmissible", "reason": commitment.digest}
    act.record("voice.refused", subject=voice_ref(voice), role=role, body=body)


def _release(act: Act, voice: Voice, role: str, body: Mapping[str, Any]) -> None:
    voice_move(voice, Event.RELEASE)
    voice.save()
    act.record("voice.released", subject=voice_ref(voice), role=role, body=body)


def review_ask(*, actor: Actor, folio: str, code: str, plea: str) -> Review:
    """The author asks another institution to look again, once, within the days of the methodology.

    The plea is read by the reviewer and not published. Raises what ``code_present`` raises,
    Refused(voices.review_late).
    """
    voice = code_present(actor=actor, folio=folio, code=code)
    process = voice.process
    with ledger.act(process, actor=actor) as act:
        found = voice_locked(process, voice)
        role = PERMITS.require(actor, "review.ask", now=act.now, state=found.state)
        last = selectors.review_last_day(process, found)
        if last is not None and local_day(act.now, process.zone) > last:
            raise Refused(Finding("voices.review_late", params={"last": last.isoformat()}))
        text = clean(plea, max_length=MAX_REASON, where="plea")
        commitment = committed(text)
        voice_move(found, Event.ASK_REVIEW)
        found.save()
        review = Review.objects.create(
            voice=found,
            asked_at=act.now,
            plea=text,
            plea_salt=commitment.salt,
            plea_digest=commitment.digest,
        )
        body = {"plea": commitment.digest}
        act.record("review.asked", subject=voice_ref(found), role=role, body=body)
    return review


def review_decide(
    *,
    actor: Actor,
    process: Process,
    voice: Voice | UUID | str,
    outcome: Literal["overturned", "upheld"],
    reason: str,
) -> Review:
    """Another institution admits the voice after all, or upholds the refusal for good."""
    with ledger.act(process, actor=actor) as act:
        found = voice_locked(process, voice)
        role = PERMITS.require(actor, "review.decide", now=act.now, state=found.state)
        review = Review.objects.select_for_update().get(voice=found)
        refuse_if(
            review_findings(
                refused_by=found.refused_by,
                reviewer=actor.organization,
                already_reviewed=bool(review.outcome),
            )
        )
        if outcome not in ("overturned", "upheld"):
            raise Refused(
                Finding("voices.unknown_choice", params={"value": outcome[:40]}, where="outcome")
            )
        text = reason_clean(reason)
        commitment = committed(text)
        voice_move(found, Event.OVERTURN if outcome == "overturned" else Event.UPHOLD)
        if outcome == "overturned":
            found.published_at = act.now
        found.save()
        review.outcome, review.reason, review.reason_salt = outcome, text, commitment.salt
        review.organization, review.decided_at = actor.organization, act.now
        review.save()
        body = {"outcome": outcome, "reason": commitment.digest}
        act.record("review.decided", subject=voice_ref(found), role=role, body=body)
    return review


def voices_publish_due(*, actor: Actor, process: Process) -> int:
    """For ``tick``: whatever triage left longer than the methodology allows is marked for ever.

    Nothing is published unread (a text may carry somebody else's data): what is late is counted in
    public and stands first on the moderators' desk. Returns how many became late; a file may bring
    a hundred thousand, of which each tick marks some. Repeatable.
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "voices.due", now=act.now)
        limit = act.now - selectors.triage_time(process)
        late = Voice.objects.select_for_update().filter(
            process=process, state=State.RECEIVED, received_at__lt=limit, overdue_at__isnull=True
        )
        found = list(late.order_by("pk").values_list("pk", "public_id")[:LATE_AT_ONCE])
        if found:
            Voice.objects.filter(pk__in=[pk for pk, _ in found]).update(overdue_at=act.now)
            act.record(
                "voices.triage_overdue",
                subject=SubjectRef("process", process.slug),
                role=role,
                body={"count": len(found), "voices": [str(public_id) for _, public_id in found]},
            )
    return len(found)
