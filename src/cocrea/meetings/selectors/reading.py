"""Every read of meetings; constant numbers of queries. Drafts exist for their team only."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.translation import get_language

from cocrea.agreement import selectors as agreement
from cocrea.agreement.rules.balance import Balance, balance, bounds_of
from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding, Severity
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.refs import SubjectRef, Told
from cocrea.ledger.services import PublishedText
from cocrea.meetings.models import (
    AttendanceRow,
    AttendanceSheet,
    DateChange,
    Evidence,
    Meeting,
    Minutes,
    Noticed,
    Pack,
)
from cocrea.meetings.rules.attendance import Line, Totals, bounds_for, totals
from cocrea.meetings.rules.lifecycle import HAPPENED, PUBLIC
from cocrea.meetings.rules.notice import PACK_KINDS, Notice, day_judged, notice_of
from cocrea.meetings.rules.permits import TEAM
from cocrea.people.models import Body
from cocrea.process.models import Process
from cocrea.process.rules.windows import holidays_of
from cocrea.process.selectors import methodology
from cocrea.voices.models import Voice
from cocrea.voices.selectors import VoiceFilter, voices

MANY = 50
LATE = Q(required_days__isnull=False, notice_days__lt=F("required_days"))


def title_of(meeting: Meeting) -> Told:
    """In the reader's language; Spanish where there is no English."""
    english = (get_language() or "es").startswith("en")
    return Told.of(meeting.title_es, meeting.title_en, to_english=english)


def meetings(process: Process, *, phase: int | None = None) -> QuerySet[Meeting]:
    """Public meetings in the order of their days, with changes and current sheet. Three queries."""
    found = Meeting.objects.filter(process=process, state__in=PUBLIC)
    if phase is not None:
        found = found.filter(phase=phase)
    sheets = AttendanceSheet.objects.filter(current=True)
    return (
        found.select_related("body")
        .prefetch_related("changes", Prefetch("sheets", sheets, to_attr="sheet_now"))
        .order_by("starts_at", "pk")
    )


def upcoming(process: Process, now: datetime) -> QuerySet[Meeting]:
    """Announced meetings that have not ended, the next one first."""
    return meetings(process).filter(state=Meeting.ANNOUNCED, ends_at__gte=now)


def past(process: Process, now: datetime) -> QuerySet[Meeting]:
    """The others, the latest first."""
    waiting = Q(state=Meeting.ANNOUNCED, ends_at__gte=now)
    return meetings(process).exclude(waiting).order_by("-starts_at", "-pk")


def drafts(process: Process) -> QuerySet[Meeting]:
    return Meeting.objects.filter(process=process, state=Meeting.DRAFT).order_by("starts_at", "pk")


def meeting_get(
    process: Process, public_id: Any, *, roles: frozenset[str] = frozenset()
) -> Meeting:
    """Raises NotThere(meetings.not_there), for a draft too unless the reader prepares meetings."""
    rows = Meeting.objects.select_related("process", "body")
    found = rows.filter(process=process, public_id=parse_uuid(str(public_id))).first()
    if found is None or (found.state == Meeting.DRAFT and not roles & set(TEAM)):
        raise NotThere(Finding("meetings.not_there", where="meeting"))
    return found


def sheet_of(meeting: Meeting) -> AttendanceSheet | None:
    """The attendance in force; the earlier sheets are ``meeting.sheets``."""
    ready = getattr(meeting, "sheet_now", None)
    if ready is not None:
        return ready[0] if ready else None
    return meeting.sheets.filter(current=True).first()


def balance_of(meeting: Meeting) -> Balance | None:
    """Shares by sector against the floor in force on the meeting's day; None while uncounted.

    No query for the meetings of a list (``meetings``).
    """
    sheet = sheet_of(meeting)
    return balance(sheet.by_sector, bounds_of(sheet.floor)) if sheet else None


def most_officials(process: Process) -> Meeting | None:
    """The meeting with the largest share of officials among those outside their declared balance.

    With its sheet. One query.
    """
    sheets = AttendanceSheet.objects.filter(
        current=True, outside=True, meeting__process=process, meeting__state__in=HAPPENED
    )
    by_share = sheets.order_by(F("officials") * 1000 / F("total"), "pk")
    sheet = by_share.select_related("meeting").last()
    if sheet is None:
        return None
    sheet.meeting.process, sheet.meeting.sheet_now = process, [sheet]
    return sheet.meeting


def attendance_of(sheet: AttendanceSheet) -> Totals:
    """Totals of a sheet, small cells hidden. One query."""
    return totals(lines_of(sheet))


def lines_of(sheet: AttendanceSheet) -> list[Line]:
    """Its lines as values; no query where ``rows`` were prefetched."""
    return [_line(row) for row in sheet.rows.all()]


def _line(row: AttendanceRow) -> Line:
    return Line(
        sector=row.sector,
        status=row.status,
        count=row.count,
        table=row.table,
        organization=row.organization,
        women=row.women,
        men=row.men,
        other=row.other,
    )


def attendance_totals(
    process: Process,
    *,
    phase: int | None = None,
    kinds: Iterable[str] = (),
    rounds: Iterable[int] = (),
    numbers: Iterable[int] = (),
) -> Balance:
    """Attendances of many meetings together, against the floor. Two queries.

    rounds  numbers of rounds; numbers: rows of the schedule. Attendances are not people.
    """
    found = AttendanceSheet.objects.filter(
        current=True, meeting__process=process, meeting__state__in=HAPPENED
    )
    wanted = {
        "meeting__phase": phase,
        "meeting__kind__in": list(kinds) or None,
        "meeting__round__in": list(rounds) or None,
        "meeting__row__in": list(numbers) or None,
    }
    found = found.filter(**{k: v for k, v in wanted.items() if v is not None})
    counts: dict[str, int] = {}
    seen: set[str] = set()
    for kind, row in found.values_list("meeting__kind", "by_sector"):
        seen.add(kind)
        for sector, count in row.items():
            counts[sector] = counts.get(sector, 0) + count
    floor = methodology(process).rules.sector_floor
    kind = seen.pop() if len(seen) == 1 else "round" if seen == {"round", "table"} else "other"
    return balance(counts, bounds_for(floor, kind))


def notice_findings(meeting: Meeting) -> list[Finding]:
    """The red marks of a meeting, oldest first: its call, its changes, its pack. Two queries."""
    marks: list[Finding] = []
    if meeting.late:
        marks.append(_mark("meetings.late_notice", meeting, "call"))
    marks += [_mark("meetings.late_change", c, "call") for c in meeting.changes.all() if c.late]
    marks += [_mark("meetings.late_notice", p, p.kind) for p in meeting.pack.all() if p.late]
    return marks


def _mark(code: str, row: Noticed, thing: str) -> Finding:
    params = {"days": row.notice_days, "required": row.required_days, "thing": thing}
    if row.notice_working:
        params["working"] = True
    return Finding(code, Severity.WARNING, params=params, where=thing)


def meeting_page(meeting: Meeting) -> dict[str, Any]:
    """All that is public of a meeting."""
    sheet = sheet_of(meeting)
    published = list(meeting.minutes.exclude(published_at=None).order_by("-version"))
    pack = list(meeting.pack.all())
    there = {item.kind for item in pack}
    return {
        "changes": list(meeting.changes.all()),
        "pack": pack,
        "pack_missing": [kind for kind in PACK_KINDS[1:] if kind not in there],
        "marks": notice_findings(meeting),
        "tables": list(meeting.tables.select_related("theme")),
        "themes": list(meeting.themes.order_by("number")),
        "sheet": sheet,
        "sheets": list(meeting.sheets.order_by("-version")),
        "totals": attendance_of(sheet) if sheet else None,
        "balance": balance_of(meeting),
        "minutes": published,
        "evidence": list(meeting.evidence.all()),
        "voices": list(voices_of(meeting)[:MANY]),
        "voices_count": voices_of(meeting).count(),
        "sessions": list(
            agreement.sessions_of_meeting(meeting.process, "meeting", str(meeting.public_id))
        ),
    }


def evidence_for(process: Process, kind: str) -> dict[str, list[Evidence]]:
    """Id of a thing of this kind -> what meetings count for it, in their order. One query."""
    rows = Evidence.objects.filter(meeting__process=process, subject_kind=kind)
    found: dict[str, list[Evidence]] = {}
    for row in rows.select_related("meeting").order_by("meeting__starts_at", "pk"):
        found.setdefault(row.subject_id, []).append(row)
    return found


def published_texts(process: Process) -> Iterator[PublishedText]:
    """Notes on what meetings count for, which the record commits to."""
    rows = Evidence.objects.filter(meeting__process=process).order_by("pk")
    for row in rows.iterator():
        yield PublishedText(row.digest, bytes(row.salt), row.note)


def decisions_of(meeting: Meeting) -> list[SubjectRef]:
    """Closed sessions that were held there, for its minutes."""
    found = agreement.sessions_of_meeting(meeting.process, "meeting", str(meeting.public_id))
    closed = found.filter(state="closed").order_by("closed_at", "pk")
    return [SubjectRef("session", str(s.public_id), label=s.title) for s in closed]


def notice_now(meeting: Meeting, now: datetime) -> Notice:
    """The notice that announcing it at this moment would give."""
    return _notice(meeting, local_day(meeting.starts_at, meeting.process.zone), now)


def notice_of_move(meeting: Meeting, start: datetime, now: datetime) -> Notice:
    """The notice that moving it to another start at this moment would give."""
    zone = meeting.process.zone
    old, new = local_day(meeting.starts_at, zone), local_day(start, zone)
    return _notice(meeting, day_judged(old, new, local_day(now, zone)), now)


def _notice(meeting: Meeting, day: date, now: datetime) -> Notice:
    law = methodology(meeting.process, now)
    zone = meeting.process.zone
    return notice_of(
        law.rules.notice,
        "call",
        announced=local_day(now, zone),
        happens=day,
        holidays=holidays_of(law, day.year),
    )


def voices_of(meeting: Meeting) -> QuerySet[Voice]:
    """Voices raised there that triage has seen, newest first."""
    wanted = VoiceFilter(source_kind="meeting", source_id=str(meeting.public_id))
    return voices(meeting.process, wanted)


def minutes_waiting(meeting: Meeting) -> Minutes | None:
    """The version that waits for the publisher."""
    return meeting.minutes.filter(published_at=None).first()


def body_sessions(body: Body) -> list[datetime]:
    """When meetings that this body convened took place, oldest first (for people.body_card)."""
    held = Meeting.objects.filter(body=body, state__in=HAPPENED)
    return list(held.order_by("starts_at").values_list("starts_at", flat=True))


def late_marks(process: Process) -> int:
    """Late calls, changes and documents of a process, for ever. Three queries."""
    calls = Meeting.objects.filter(LATE, process=process, state__in=PUBLIC).count()
    changes = DateChange.objects.filter(LATE, meeting__process=process).count()
    return calls + changes + Pack.objects.filter(LATE, meeting__process=process).count()


def latest_move(process: Process) -> DateChange | None:
    """The late change of day or hour with the least notice, and its meeting; None without any."""
    moved = DateChange.objects.filter(LATE, meeting__process=process)
    moved = moved.exclude(old_start=F("new_start")).select_related("meeting")
    return moved.order_by("notice_days", "pk").first()
