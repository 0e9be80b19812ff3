"""Doors of the room for writing. Each is one act of the public record."""

from cocrea.meetings.rules.attendance import Line
from cocrea.meetings.services.calling import (
    meeting_announce,
    meeting_cancel,
    meeting_change,
    meeting_discard,
    meeting_draft,
    meeting_edit,
    pack_publish,
    tables_set,
)
from cocrea.meetings.services.evidence import evidence_declare
from cocrea.meetings.services.holding import (
    attendance_record,
    meeting_hold,
    meeting_voice_receive,
    minutes_draft,
    minutes_publish,
)
from cocrea.meetings.services.importing import (
    attendance_import,
    attendance_read,
    blockers_of,
    lines_text,
    meeting_sheets_open,
)

__all__ = [
    "Line",
    "attendance_import",
    "attendance_read",
    "attendance_record",
    "blockers_of",
    "lines_text",
    "evidence_declare",
    "meeting_announce",
    "meeting_cancel",
    "meeting_change",
    "meeting_discard",
    "meeting_draft",
    "meeting_edit",
    "meeting_hold",
    "meeting_sheets_open",
    "meeting_voice_receive",
    "minutes_draft",
    "minutes_publish",
    "pack_publish",
    "tables_set",
]
