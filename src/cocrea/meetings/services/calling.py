"""Before people meet: draft, announce, move, cancel, publish the pack, set the tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cocrea.documents import services as documents
from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.kernel.text import reason as public_reason
from cocrea.ledger import services as ledger
from cocrea.meetings.models import DateChange, Meeting, Pack, Table
from cocrea.meetings.rules.lifecycle import KINDS
from cocrea.meetings.rules.notice import PACK_KINDS, day_judged
from cocrea.meetings.rules.permits import PERMITS
from cocrea.meetings.services.lookup import meeting_locked, moved, notice, required, stamp
from cocrea.people.models import Body
from cocrea.people.selectors import offices
from cocrea.process.models import Process, Theme
from cocrea.process.rules.charter import NoticeThing
from cocrea.process.selectors import area_names, methodology

# What a thing of the pack is among the documents of the process.
DOCUMENT_KINDS: Mapping[NoticeThing, str] = {
    "call": "call",
    "agenda": "agenda",
    "method": "material",
    "authorities": "other",
    "document": "material",
}


@dataclass(frozen=True, slots=True)
class _Given:
    columns: Mapping[str, Any]
    themes: tuple[Theme, ...]


def meeting_draft(
    *,
    actor: Actor,
    process: Process,
    kind: str,
    title_es: str,
    venue: str,
    starts_at: datetime,
    ends_at: datetime,
    title_en: str = "",
    phase: int | None = None,
    row: int | None = None,
    round: int | None = None,
    themes: Iterable[Theme] = (),
    area: str = "",
    body: Body | None = None,
    expected: str = "",
) -> Meeting:
    """Prepare a meeting. A draft is nobody else's business: it enters no record until announced.

    phase, row  of the methodology; area: code of the territory; expected: attendance, in words
    Raises Refused(meetings.bad_kind, meetings.text_missing, meetings.ends_before_start,
    meetings.unknown_phase, meetings.unknown_row, meetings.unknown_area,
    meetings.body_of_another_process).
    """
    with ledger.act(process, actor=actor) as act:
        PERMITS.require(actor, "meeting.draft", now=act.now)
        given = _given(
            process,
            kind=kind,
            title_es=title_es,
            title_en=title_en,
            venue=venue,
            starts_at=starts_at,
            ends_at=ends_at,
            phase=phase,
            row=row,
            round=round,
            themes=tuple(themes),
            area=area,
            body=body,
            expected=expected,
        )
        meeting = Meeting.objects.create(process=process, **given.columns)
        meeting.themes.set(given.themes)
    return meeting


def meeting_edit(*, actor: Actor, meeting: Meeting, **fields: Any) -> Meeting:
    """Change a draft: the fields of ``meeting_draft``, all of them. Announced ones only move."""
    with ledger.act(meeting.process, actor=actor) as act:
        meeting = meeting_locked(meeting)
        PERMITS.require(actor, "meeting.edit", now=act.now, state=meeting.state)
        given = _given(meeting.process, **fields)
        for name, value in given.columns.items():
            setattr(meeting, name, value)
        meeting.save(update_fields=list(given.columns))
        meeting.themes.set(given.themes)
    return meeting


def meeting_discard(*, actor: Actor, meeting: Meeting) -> None:
    """Throw a draft away. Nobody outside its team knew of it: nothing is recorded."""
    with ledger.act(meeting.process, actor=actor) as act:
        meeting = meeting_locked(meeting)
        PERMITS.require(actor, "meeting.discard", now=act.now, state=meeting.state)
        meeting.tables.all().delete()
        meeting.delete()


def _given(process: Process, *, themes: tuple[Theme, ...] = (), **raw: Any) -> _Given:
    problems = _problems(process, themes, raw)
    if problems:
        raise Refused(problems)
    columns = {
        **raw,
        "title_es": required(raw["title_es"], max_length=200, where="title_es", lines=False),
        "title_en": clean(raw.get("title_en", ""), max_length=200, where="title_en", lines=False),
        "venue": required(raw["venue"], max_length=300, where="venue", lines=False),
        "expected": clean(raw.get("expected", ""), max_length=200, where="expected", lines=False),
    }
    return _Given(columns, themes)


def _problems(process: Process, themes: tuple[Theme, ...], raw: Mapping[str, Any]) -> list[Finding]:
    law = methodology(process)
    phase, row, body, area = (raw.get(name) for name in ("phase", "row", "body", "area"))
    tests = (
        ("meetings.bad_kind", "kind", raw["kind"] not in KINDS),
        ("meetings.ends_before_start", "ends_at", raw["ends_at"] < raw["starts_at"]),
        ("meetings.unknown_phase", "phase", phase is not None and law.phase(phase) is None),
        ("meetings.unknown_row", "row", row is not None and law.row(row) is None),
        ("meetings.unknown_area", "area", bool(area) and area not in area_names(process)),
        (
            "meetings.body_of_another_process",
            "body",
            body is not None and body.process_slug != process.slug,
        ),
        (
            "meetings.unknown_theme",
            "themes",
            any(theme.process_id != process.pk for theme in themes),
        ),
    )
    return [Finding(code, where=where) for code, where, hit in tests if hit]


def meeting_announce(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Announce: from now on it is public, and its days of notice are counted and kept.

    Raises Refused(meetings.already_past) for a day that has gone by.
    """
    with ledger.act(meeting.process, actor=actor) as act:
        meeting = meeting_locked(meeting)
        role = PERMITS.require(actor, "meeting.announce", now=act.now, state=meeting.state)
        if meeting.starts_at <= act.now:
            raise Refused(Finding("meetings.already_past", where="starts_at"))
        found = notice(meeting.process, "call", act.now, meeting.starts_at)
        meeting.state = moved(meeting.state, "announce")
        meeting.announced_at = act.now
        meeting.notice_days, meeting.required_days = found.days, found.required
        meeting.notice_working = found.working
        meeting.save(
            update_fields=[
                "state",
                "announced_at",
                "notice_days",
                "required_days",
                "notice_working",
            ]
        )
        act.record(
            "meeting.announced",
            subject=meeting.ref,
            body={
                "kind": meeting.kind,
                "phase": meeting.phase,
                "row": meeting.row,
                "title": meeting.title_es,
                "themes": sorted(meeting.themes.values_list("slug", flat=True)),
                "starts_at": stamp(meeting.starts_at),
                "ends_at": stamp(meeting.ends_at),
                "venue": meeting.venue,
                "notice_days": found.days,
                "required_days": found.required,
                **({"working_days": True} if found.working else {}),
                "late": found.late,
            },
            role=role,
        )
    return meeting


def meeting_change(
    *,
    actor: Actor,
    meeting: Meeting,
    reason: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    venue: str | None = None,
) -> DateChange:
    """Move a meeting, with its reason. The change stays, and its red mark when it came late.

    Notice is counted to the earlier of the old and the new day. ``ends_at`` absent: the same
    length as before. Raises Refused(meetings.nothing_changed, meetings.text_missing,
    meetings.ends_before_start, meetings.already_past).
    """
    with ledger.act(meeting.process, actor=actor) as act:
        meeting = meeting_locked(meeting)
        role = PERMITS.require(actor, "meeting.change", now=act.now, state=meeting.state)
        meeting.state = moved(meeting.state, "change")
        words = public_reason(reason, max_length=2000)
        start = starts_at or meeting.starts_at
        end = ends_at or start + (meeting.ends_at - meeting.starts_at)
        place = meeting.venue
        if venue is not None:
            place = required(venue, max_length=300, where="venue", lines=False)
        _change_check(meeting, act.now, start, end, place)
        zone = meeting.process.zone
        judged = day_judged(
            local_day(meeting.starts_at, zone), local_day(start, zone), local_day(act.now, zone)
        )
        happens = start if judged == local_day(start, zone) else meeting.starts_at
        found = notice(meeting.process, "call", act.now, happens)
        commitment = ledger.commit_text(words)
        change = DateChange.objects.create(
            meeting=meeting,
            old_start=meeting.starts_at,
            new_start=start,
            old_end=meeting.ends_at,
            new_end=end,
            old_venue=meeting.venue,
            new_venue=place,
            reason=words,
            salt=commitment.salt,
            announced_at=act.now,
            notice_days=found.days,
            required_days=found.required,
            notice_working=found.working,
        )
        meeting.starts_at, meeting.ends_at, meeting.venue = start, end, place
        meeting.save(update_fields=["starts_at", "ends_at", "venue"])
        act.record(
            "meeting.changed",
            subject=meeting.ref,
            body={
                "old": [stamp(change.old_start), stamp(change.old_end), change.old_venue],
                "new": [stamp(start), stamp(end), place],
                "reason": commitment.digest,
                "notice_days": found.days,
                "required_days": found.required,
                **({"working_days": True} if found.working else {}),
                "late": found.late,
            },
            role=role,
        )
    return change


def _change_check(
    meeting: Meeting, now: datetime, start: datetime, end: datetime, place: str
) -> None:
    before = (meeting.starts_at, meeting.ends_at, meeting.venue)
    tests = (
        ("meetings.nothing_changed", "starts_at", (start, end, place) == before),
        ("meetings.ends_before_start", "ends_at", end < start),
        ("meetings.already_past", "starts_at", start <= now),
    )
    problems = [Finding(code, where=where) for code, where, hit in tests if hit]
    if problems:
        raise Refused(problems)


def meeting_cancel(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Cancel an announced meeting with a public reason; it stays to be read."""
    with ledger.act(meeting.process, actor=actor) as act:
        meeting = meeting_locked(meeting)
        role = PERMITS.require(actor, "meeting.cancel", now=act.now, state=meeting.state)
        meeting.cancel_reason = public_reason(reason, max_length=2000)
        meeting.state = moved(meeting.state, "cancel")
        meeting.cancelled_at = act.now
        meeting.save(update_fields=["state", "cancel_reason", "cancelled_at"])
        act.record(
            "meeting.cancelled",
            subject=meeting.ref,
            body={"reason": meeting.cancel_reason},
            role=role,
        )
    return meeting


def pack_publish(
    *,
    actor: Actor,
    meeting: Meeting,
    kind: str,
    title: str,
    text: str = "",
    document: SubjectRef | None = None,
    file: Any = None,
    file_name: str = "",
) -> Pack:
    """Publish one thing of the pack; its notice is counted to the meeting's present day.

    kind  one of rules.notice.PACK_KINDS; document: the file or page, where it is not just text
    file  opened for bytes: it is published as a document of the process, with the same title
    Raises Refused(meetings.bad_pack, meetings.pack_empty, meetings.text_missing; and those of
    documents.document_attach).
    """
    with ledger.act(meeting.process, actor=actor) as act:
        meeting = meeting_locked(meeting)
        role = PERMITS.require(actor, "pack.publish", now=act.now, state=meeting.state)
        thing = next((known for known in PACK_KINDS if known == kind), None)
        if thing is None:
            raise Refused(Finding("meetings.bad_pack", where="kind"))
        words = clean(text, max_length=20_000, where="text")
        if not words and document is None and file is None:
            raise Refused(Finding("meetings.pack_empty", where="text"))
        name = required(title, max_length=200, where="title", lines=False)
        if file is not None:
            document = documents.document_attach(
                actor=actor,
                process=meeting.process,
                kind=DOCUMENT_KINDS[thing],
                title=name,
                file=file,
                file_name=file_name,
            )
        found = notice(meeting.process, thing, act.now, meeting.starts_at)
        commitment = ledger.commit_text(words)
        item = Pack.objects.create(
            meeting=meeting,
            kind=kind,
            title=name,
            text=words,
            salt=commitment.salt,
            document_id=document.public_id if document else "",
            document_digest=document.digest if document else "",
            published_at=act.now,
            notice_days=found.days,
            required_days=found.required,
            notice_working=found.working,
        )
        act.record(
            "pack.published",
            subject=meeting.ref,
            body={
                "pack": str(item.public_id),
                "kind": kind,
                "title": item.title,
                "text": commitment.digest,
                "document": document.as_json() if document else None,
                "notice_days": found.days,
                "required_days": found.required,
                **({"working_days": True} if found.working else {}),
                "late": found.late,
            },
            role=role,
        )
    return item


def tables_set(
    *, actor: Actor, meeting: Meeting, tables: Iterable[tuple[Theme | None, Iterable[str]]]
) -> list[Table]:
    """Set the tables anew, numbered from 1: (theme, public ids of who facilitates).

    Names come from their public functions, never typed. Raises Refused(meetings.unknown_theme,
    meetings.unknown_office).
    """
    given = [(theme, sorted(set(people))) for theme, people in tables]
    with ledger.act(meeting.process, actor=actor) as act:
        meeting = meeting_locked(meeting)
        role = PERMITS.require(actor, "tables.set", now=act.now, state=meeting.state)
        if any(theme and theme.process_id != meeting.process_id for theme, _ in given):
            raise Refused(Finding("meetings.unknown_theme", where="tables"))
        ids = {office for _, people in given for office in people}
        known = offices(ids)
        if ids - set(known):
            raise Refused(Finding("meetings.unknown_office", where="tables"))
        meeting.tables.all().delete()
        rows = [
            Table(
                meeting=meeting,
                number=number,
                theme=theme,
                facilitators=people,
                labels=[f"{known[o].public_name}, {known[o].post}" for o in people],
            )
            for number, (theme, people) in enumerate(given, start=1)
        ]
        Table.objects.bulk_create(rows)
        if meeting.state != Meeting.DRAFT:
            act.record(
                "tables.set",
                subject=meeting.ref,
                body={
                    "tables": [
                        {
                            "number": t.number,
                            "theme": t.theme.slug if t.theme else "",
                            "facilitators": t.facilitators,
                        }
                        for t in rows
                    ]
                },
                role=role,
            )
    return list(Table.objects.filter(meeting=meeting).order_by("number"))
