"""When people have met: held, counted, minuted; and what they said there."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from cocrea.agreement.rules.balance import SectorBound, balance
from cocrea.kernel.errors import Conflict, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.meetings.models import AttendanceRow, AttendanceSheet, Meeting, Minutes
from cocrea.meetings.rules.attendance import GENDERS, Line, bounds_for, lines_check, totals
from cocrea.meetings.rules.permits import PERMITS
from cocrea.meetings.services.lookup import last_version, meeting_locked, missing, moved, required
from cocrea.people import services as people
from cocrea.process.models import Theme
from cocrea.process.selectors import methodology, phase_state
from cocrea.voices import services as voices


def meeting_hold(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Say that it took place. Raises Refused(meetings.not_yet) before it starts."""
    with ledger.act(meeting.process, actor=actor) as act:
        meeting = meeting_locked(meeting)
        role = PERMITS.require(actor, "meeting.hold", now=act.now, state=meeting.state)
        if act.now < meeting.starts_at:
            raise Refused(Finding("meetings.not_yet", where="starts_at"))
        meeting.state = moved(meeting.state, "hold")
        meeting.held_at = act.now
        meeting.save(update_fields=["state", "held_at"])
        act.record("meeting.held", subject=meeting.ref, role=role, occurred_at=meeting.starts_at)
        if meeting.body is not None:
            people.body_session_record(
                actor=actor,
                process=meeting.process,
                body=meeting.body.slug,
                held_at=meeting.starts_at,
                subject=meeting.ref,
            )
    return meeting


def attendance_record(
    *, actor: Actor, meeting: Meeting, rows: Iterable[Line], source: str
) -> AttendanceSheet:
    """Record a whole sheet in one act; a later one corrects it and the earlier stays.

    source  who counted, and from what ("listas firmadas", "conteo de las organizaciones ...")
    The same rows again change nothing. Raises Refused(meetings.attendance_empty,
    meetings.attendance_bad_line, meetings.text_missing).
    """
    lines = list(rows)
    with ledger.act(meeting.process, actor=actor) as act:
        meeting = meeting_locked(meeting)
        role = PERMITS.require(actor, "attendance.record", now=act.now, state=meeting.state)
        problems = lines_check(lines)
        if problems:
            raise Refused(problems)
        counted_by = required(source, max_length=300, where="source", lines=False)
        data = [line.as_json() for line in lines]
        digest = _digest(data)
        last = meeting.sheets.filter(current=True).first()
        if last is not None and (last.digest, last.source) == (digest, counted_by):
            return last
        sums = totals(lines)
        bounds = _bounds(meeting)
        judged = balance(sums.by_sector, bounds)
        meeting.sheets.filter(current=True).update(current=False)
        sheet = AttendanceSheet.objects.create(
            meeting=meeting,
            version=last_version(meeting.sheets) + 1,
            source=counted_by,
            digest=digest,
            total=sums.total,
            by_sector=dict(sums.by_sector),
            floor=[bound.model_dump(mode="json") for bound in bounds],
            officials=judged.officials,
            outside=judged.outside,
            recorded_at=act.now,
        )
        AttendanceRow.objects.bulk_create(AttendanceRow(sheet=sheet, **row) for row in data)
        # Lines carry small cells of gender, which could be guessed from a root: they stay out.
        public = [{k: v for k, v in row.items() if k not in GENDERS} for row in data]
        act.record_batch(
            "attendance.recorded",
            subject=meeting.ref,
            rows=public,
            source_digest=_digest(public),
            body={
                "sheet": str(sheet.public_id),
                "version": sheet.version,
                "source": counted_by,
                "total": sheet.total,
                "by_sector": sheet.by_sector,
            },
            role=role,
        )
    return sheet


def _bounds(meeting: Meeting) -> tuple[SectorBound, ...]:
    law = methodology(meeting.process, meeting.starts_at)
    return tuple(bounds_for(law.rules.sector_floor, meeting.kind))


def _digest(data: list[dict[str, Any]]) -> str:
    raw = json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(raw.encode()).hexdigest()


def minutes_draft(
    *,
    actor: Actor,
    meeting: Meeting,
    text: str,
    decisions: Iterable[SubjectRef] = (),
    funnel: str = "",
) -> Minutes:
    """Write the minutes (a new version once one is published); another role publishes them.

    decisions  sessions and other things that were decided there
    funnel     what was narrowed, joined or left aside, in words
    """
    with ledger.act(meeting.process, actor=actor) as act:
        meeting = meeting_locked(meeting)
        PERMITS.require(actor, "minutes.draft", now=act.now, state=meeting.state)
        words = required(text, max_length=60_000, where="text")
        waiting = meeting.minutes.filter(published_at=None).first()
        minutes = waiting or Minutes(meeting=meeting, version=last_version(meeting.minutes) + 1)
        minutes.text = words
        minutes.salt = ledger.commit_text(words).salt
        minutes.decisions = [
            {"kind": d.kind, "id": d.public_id, "label": d.label[:300]} for d in decisions
        ]
        minutes.funnel = clean(funnel, max_length=10_000, where="funnel")
        minutes.drafted_at = act.now
        minutes.save()
    return minutes


def minutes_publish(*, actor: Actor, minutes: Minutes) -> Minutes:
    """Publish a version of the minutes. Raises Conflict(meetings.minutes_published)."""
    with ledger.act(minutes.meeting.process, actor=actor) as act:
        meeting = meeting_locked(minutes.meeting)
        role = PERMITS.require(actor, "minutes.publish", now=act.now, state=meeting.state)
        found = meeting.minutes.select_for_update().filter(pk=minutes.pk).first()
        if found is None:
            raise missing("minutes")
        if found.published_at is not None:
            raise Conflict(Finding("meetings.minutes_published", where="minutes"))
        commitment = ledger.commit_text(found.text)
        found.salt, found.published_at = commitment.salt, act.now
        found.save(update_fields=["salt", "published_at"])
        meeting.state = moved(meeting.state, "publish_minutes")
        meeting.save(update_fields=["state"])
        act.record(
            "minutes.published",
            subject=meeting.ref,
            body={
                "minutes": str(found.public_id),
                "version": found.version,
                "text": commitment.digest,
                "decisions": [{"kind": d["kind"], "id": d["id"]} for d in found.decisions],
            },
            role=role,
        )
    return found


def meeting_voice_receive(
    *,
    actor: Actor,
    meeting: Meeting,
    key: str,
    text: str,
    table: int | None = None,
    theme: Theme | None = None,
    kind: str = "voice",
    channel: str = "table",
    **fields: Any,
) -> voices.Receipt:
    """Capture what somebody said there, with a receipt like any other voice.

    table   number of the table; its theme is the voice's unless another is given
    fields  the rest of voices.services.VoiceInput
    While the meeting's phase is open it is the window; otherwise voices decides.
    """
    process = meeting.process
    with ledger.act(process, actor=actor) as act:
        meeting = meeting_locked(meeting)
        PERMITS.require(actor, "meeting.voice_receive", now=act.now, state=meeting.state)
        if table is not None:
            place = meeting.tables.select_related("theme").filter(number=table).first()
            if place is None:
                raise missing("table")
            theme = theme or place.theme
        is_open = meeting.phase is not None and phase_state(process, meeting.phase) == "open"
        return voices.voice_receive(
            actor=actor,
            process=process,
            key=key,
            text=text,
            phase=meeting.phase if is_open else None,
            kind=kind,
            channel=channel,
            theme=theme,
            source_kind="meeting",
            source_id=str(meeting.public_id),
            **{"occurred_at": meeting.starts_at, **fields},
        )
