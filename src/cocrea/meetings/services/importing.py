"""Files of a meeting: an attendance list comes to counts, sheets of the hall become voices."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding, Severity
from cocrea.kernel.permits import Actor
from cocrea.kernel.tables import lines_of, shape_of
from cocrea.kernel.text import fold
from cocrea.ledger import services as ledger
from cocrea.meetings.models import AttendanceSheet, Meeting
from cocrea.meetings.rules.importing import Known, Sheet, Told, sheet_of
from cocrea.meetings.rules.permits import PERMITS
from cocrea.meetings.services.holding import attendance_record
from cocrea.people.messages import SECTOR_NAMES
from cocrea.people.rules.sectors import SECTORS
from cocrea.people.selectors import organizations
from cocrea.process.selectors import phase_state
from cocrea.voices import services as voices
from cocrea.voices.models import ImportBatch
from cocrea.voices.rules.importing.vocabulary import keyed

MAX_ROWS = 20_000


def attendance_read(file: BinaryIO, told: Told, asked: dict[str, str] | None = None) -> Sheet:
    """What an attendance list comes to. Writes nothing; nothing of the file is kept.

    asked  encoding, separator, sheet, where the guess is wrong
    Raises TableBroken(kernel.table_*), Refused(meetings.list_*).
    """
    rows = []
    for row in lines_of(file, shape_of(file, asked)):
        rows.append(row)
        if len(rows) > MAX_ROWS:
            raise Refused(Finding("meetings.list_too_long", params={"limit": MAX_ROWS}))
    return sheet_of(rows, _known(), told)


def _known() -> Known:
    named: dict[str, tuple[str, str]] = {}
    for slug, name, acronym, sector in organizations().values_list(
        "slug", "name", "acronym", "sector"
    ):
        for each in (name, acronym):
            if each:
                named.setdefault(fold(each), (slug, sector))
    labels = [(code, str(SECTOR_NAMES[code])) for code in SECTORS]
    return Known(named, keyed(labels))


def attendance_import(
    *, actor: Actor, meeting: Meeting, sheet: Sheet, source: str
) -> AttendanceSheet:
    """Record what a list came to, whole or not at all: half a list would be a wrong count.

    Raises Refused with the problems, each ``where`` the line of the file.
    """
    with ledger.act(meeting.process, actor=actor) as act:
        PERMITS.require(actor, "attendance.record", now=act.now, state=meeting.state)
        blockers = blockers_of(sheet)
        if blockers:
            raise Refused(blockers)
        return attendance_record(actor=actor, meeting=meeting, rows=sheet.lines, source=source)


def blockers_of(sheet: Sheet) -> list[Finding]:
    """Problems that keep a list from being recorded, with their line."""
    return [
        Finding(f.code, f.severity, {**f.params, "line": line}, f"{line}.{f.where}")
        for line, f in sheet.problems
        if f.severity is Severity.BLOCKER
    ]


def meeting_sheets_open(
    *, actor: Actor, meeting: Meeting, file: BinaryIO, name: str, **fields: Any
) -> ImportBatch:
    """Take in a file of the voices of a meeting; what comes next is ``voices.import_stage``.

    fields  of voices.services.import_open. While the meeting's phase is open it is the window.
    Raises Refused(meetings.not_yet): nobody spoke in a meeting that has not begun.
    """
    process = meeting.process
    with ledger.act(process, actor=actor) as act:
        PERMITS.require(actor, "meeting.sheets_open", now=act.now, state=meeting.state)
        if act.now < meeting.starts_at:
            raise Refused(Finding("meetings.not_yet", where="file"))
    is_open = meeting.phase is not None and phase_state(process, meeting.phase) == "open"
    return voices.import_open(
        actor=actor,
        process=process,
        file=file,
        name=name,
        source=meeting.ref,
        phase=meeting.phase if is_open else None,
        **fields,
    )


def lines_text(lines: Iterable[Any]) -> str:
    """Lines as the form of the attendance takes them: ``sector;status;count;table;...``."""
    rows = []
    for line in lines:
        cells = (
            line.sector,
            line.status,
            line.count,
            line.table,
            line.organization,
            line.women,
            line.men,
            line.other,
        )
        rows.append(";".join("" if cell is None else str(cell) for cell in cells).rstrip(";"))
    return "\n".join(rows)
