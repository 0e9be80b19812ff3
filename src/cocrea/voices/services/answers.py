"""Points and their dispositions: one role proposes, another publishes, history stays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import translation

from cocrea.kernel.errors import Conflict, NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.ledger.services import Act
from cocrea.ledger.words import vocabulary
from cocrea.process.models import Process, Theme
from cocrea.voices.models import Disposition, Point, Voice
from cocrea.voices.rules import dispositions as rules
from cocrea.voices.rules.importing.lifecycle import BatchState
from cocrea.voices.rules.intake import MAX_TEXT
from cocrea.voices.rules.lifecycle import AWAITING_TRIAGE, Event, State
from cocrea.voices.rules.permits import PERMITS
from cocrea.voices.selectors import answer_lateness
from cocrea.voices.services.shared import (
    committed,
    refuse_if,
    voice_locked,
    voice_move,
    voice_ref,
)

MAX_POINTS = 50


@dataclass(frozen=True, slots=True)
class PointInput:
    """One thing that a voice says. text: excerpt or wording; "" takes the whole voice."""

    text: str = ""
    theme: Theme | None = None


def points_code(
    *,
    actor: Actor,
    process: Process,
    voice: Voice | UUID | str,
    points: Sequence[PointInput] = (PointInput(),),
) -> list[Point]:
    """Add points to a voice (by default one: the whole of it). An answered voice opens again."""
    with ledger.act(process, actor=actor) as act:
        found = voice_locked(process, voice)
        role = PERMITS.require(actor, "points.code", now=act.now, state=found.state)
        first = found.points.count() + 1
        if not points or first - 1 + len(points) > MAX_POINTS:
            raise Refused(Finding("voices.points_number", params={"most": MAX_POINTS}))
        voice_move(found, Event.REOPEN if found.state == State.ANSWERED else Event.CODE)
        found.treated_at = found.treated_at or act.now
        found.answered_at, found.answered_late = None, 0
        found.save()
        rows = [
            _point(found, number, given, role, act)
            for number, given in enumerate(points, start=first)
        ]
        made = Point.objects.bulk_create(rows)
        act.record(
            "voice.treated",
            subject=voice_ref(found),
            role=role,
            body={
                "points": [_said(point) for point in made],
                "themes": sorted({point.theme.slug for point in made if point.theme}),
            },
        )
    return made


def _point(voice: Voice, number: int, given: PointInput, role: str, act: Act) -> Point:
    text = clean(given.text, max_length=MAX_TEXT, where=f"points.{number}") or voice.text
    commitment = committed(text)
    return Point(
        voice=voice,
        number=number,
        text=text,
        text_salt=commitment.salt,
        text_digest=commitment.digest,
        theme=given.theme or voice.theme,
        coded_by=role,
        coded_at=act.now,
    )


def _said(point: Point) -> dict[str, object]:
    said: dict[str, object] = {"number": point.number, "point": str(point.public_id)}
    if point.theme is not None:
        said["theme"] = point.theme.number
    return {**said, "text": point.text_digest}


def disposition_propose(
    *,
    actor: Actor,
    process: Process,
    point: Point | UUID | str,
    kind: str,
    reason: str,
    target: SubjectRef | None = None,
) -> Disposition:
    """What should become of a point, and why. Not public until somebody else publishes it.

    A newer proposal replaces an unpublished one. target: its kind and id; what it is called is read
    where it lives. Raises Refused(voices.unknown_disposition, voices.reason_short,
    voices.target_missing), NotThere(voices.target_unknown) for what is not public in this process.
    """
    with ledger.act(process, actor=actor) as act:
        found = _point_locked(process, point)
        role = PERMITS.require(actor, "disposition.propose", now=act.now, state=found.voice.state)
        text = clean(reason, max_length=rules.MAX_REASON, where="reason")
        refuse_if(rules.check(kind, text, target))
        commitment = committed(text)
        to = _target(process, target) if target else SubjectRef("", "")
        found.dispositions.filter(published_at__isnull=True).delete()
        made = Disposition.objects.create(
            point=found,
            kind=kind,
            reason=text,
            reason_salt=commitment.salt,
            reason_digest=commitment.digest,
            target_kind=to.kind,
            target_id=to.public_id,
            target_digest=to.digest,
            target_label=to.label[:200],
            proposed_by=role,
            proposed_office=actor.office,
            proposed_organization=actor.organization,
            proposed_at=act.now,
        )
        act.record(
            "disposition.proposed",
            subject=voice_ref(found.voice),
            role=role,
            body={"disposition": str(made.public_id), "point": str(found.public_id)},
        )
    return made


def disposition_publish(
    *, actor: Actor, process: Process, disposition: Disposition | UUID | str
) -> Disposition:
    """The answer is public and in force; an earlier one stays as history.

    Raises Refused(voices.same_person), Conflict(voices.already_published,
    voices.already_returned).
    """
    with ledger.act(process, actor=actor) as act:
        found = _disposition_locked(process, disposition)
        voice = found.point.voice
        role = PERMITS.require(actor, "disposition.publish", now=act.now, state=voice.state)
        _still_proposed(found)
        refuse_if(
            rules.publish_findings(
                proposed_office=found.proposed_office, publisher_office=actor.office
            )
        )
        old = found.point.dispositions.filter(current=True).first()
        if old is not None:
            old.current, old.superseded_by = False, found
            old.save()
        found.current, found.published_at, found.published_by = True, act.now, role
        found.save()
        Point.objects.filter(pk=found.point_id).update(answer=found.kind)
        _answer_if_complete(act, process, voice)
        act.record(
            "disposition.published",
            subject=voice_ref(voice),
            role=role,
            body=_answer(found, old, voice),
        )
    return found


def _still_proposed(disposition: Disposition) -> None:
    if disposition.published_at is not None:
        raise Conflict(Finding("voices.already_published"))
    if disposition.returned_at is not None:
        raise Conflict(Finding("voices.already_returned"))


def disposition_return(
    *, actor: Actor, process: Process, disposition: Disposition | UUID | str, reason: str
) -> Disposition:
    """Send a proposed answer back to who proposes, who reads why. A new proposal replaces it.

    Raises Refused(voices.reason_short), Conflict(voices.already_published,
    voices.already_returned).
    """
    with ledger.act(process, actor=actor) as act:
        found = _disposition_locked(process, disposition)
        voice = found.point.voice
        role = PERMITS.require(actor, "disposition.return", now=act.now, state=voice.state)
        _still_proposed(found)
        words = clean(reason, max_length=rules.MAX_REASON, where="reason")
        refuse_if(rules.reason_problems(words))
        found.returned_at, found.return_reason = act.now, words
        found.save(update_fields=["returned_at", "return_reason"])
        act.record(
            "disposition.returned",
            subject=voice_ref(voice),
            role=role,
            body={"disposition": str(found.public_id), "point": str(found.point.public_id)},
        )
    return found


def dispositions_publish(
    *, actor: Actor, process: Process, dispositions: Iterable[Disposition | UUID | str]
) -> int:
    """Publish several answers together, all or none; how many."""
    with ledger.act(process, actor=actor) as act:
        PERMITS.require(actor, "disposition.publish", now=act.now, state=State.TREATED)
        count = 0
        for one in dispositions:
            disposition_publish(actor=actor, process=process, disposition=one)
            count += 1
    return count


def voices_follow(
    *, actor: Actor, process: Process, voices: Iterable[UUID], target: SubjectRef
) -> int:
    """What was promised to these voices is being told of (``target``: the milestone); how many.

    Voices that are not answered, or followed already, stay as they are.
    """
    rows = Voice.objects.filter(process=process, public_id__in=list(voices), state=State.ANSWERED)
    if not rows.exists():
        return 0
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "voice.follow", now=act.now, state=State.ANSWERED)
        left = rows.exclude(batch__state=BatchState.UNDOING).select_related("batch")
        found = list(left.order_by("pk").select_for_update(of=("self",)))
        for voice in found:
            voice_move(voice, Event.FOLLOW)
            voice.save(update_fields=["state"])
            body = {"target": target.as_json()}
            act.record("voice.followed", subject=voice_ref(voice), role=role, body=body)
    return len(found)


def _answer_if_complete(act: Act, process: Process, voice: Voice) -> None:
    points = Point.objects.filter(voice=voice)
    if points.filter(answer="").exists():
        return
    voice_move(voice, Event.ANSWER)
    if voice.answered_at is None:
        voice.answered_at = act.now
        voice.answered_late = answer_lateness(process, voice, act.now)
    voice.save()


def _answer(new: Disposition, old: Disposition | None, voice: Voice) -> dict[str, object]:
    body: dict[str, object] = {
        "disposition": str(new.public_id),
        "point": str(new.point.public_id),
        "number": new.point.number,
        "kind": new.kind,
        "reason": new.reason_digest,
        "voice_state": str(voice.state),
    }
    if new.target:
        body["target"] = new.target.as_json()
    if old is not None:
        body["supersedes"] = str(old.public_id)
    return body


def _point_locked(process: Process, point: Point | UUID | str) -> Point:
    key = point.public_id if isinstance(point, Point) else parse_uuid(str(point))
    rows = Point.objects.select_related("voice").select_for_update(of=("self", "voice"))
    found = rows.filter(public_id=key, voice__process=process).first() if key else None
    if found is None:
        raise NotThere(Finding("voices.unknown_point"))
    return found


def _target(process: Process, given: SubjectRef) -> SubjectRef:
    """What an answer names, with its label in the language that titles are kept in."""
    if given.kind == "voice":
        key = parse_uuid(given.public_id)
        shown = Voice.objects.filter(process=process).exclude(state__in=AWAITING_TRIAGE)
        label = shown.filter(public_id=key).values_list("folio", flat=True).first() if key else None
    else:
        choices = vocabulary().choices.get(given.kind)
        with translation.override("es"):
            label = choices(process).get(given.public_id) if choices else None
    if label is None:
        raise NotThere(Finding("voices.target_unknown", where="target"))
    return SubjectRef(given.kind, given.public_id, given.digest, str(label))


def _disposition_locked(process: Process, given: Disposition | UUID | str) -> Disposition:
    key = given.public_id if isinstance(given, Disposition) else parse_uuid(str(given))
    rows = Disposition.objects.select_related("point__voice")
    rows = rows.select_for_update(of=("self", "point", "point__voice"))
    found = rows.filter(public_id=key, point__voice__process=process).first() if key else None
    if found is None:
        raise NotThere(Finding("voices.unknown_disposition_id"))
    return found
