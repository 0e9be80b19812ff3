"""Record who came to a meeting from a file: a list with one row a person, or counts by sector.

Only counts are kept; names and documents are read past. The same list again does nothing.
"""

import argparse
from pathlib import Path

from cocrea.config.acting import actor_of, office_argument
from cocrea.config.output import data_dir_argument, emit, finding_text, format_argument, say
from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.meetings import selectors, services
from cocrea.meetings.rules.importing import HEADS, Sheet, Told
from cocrea.meetings.rules.permits import HALL
from cocrea.people.rules.sectors import SECTORS, STATUSES
from cocrea.process.selectors import process_get, process_now


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    bring = verbs.add_parser("import", help="count a list and record it as the attendance")
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--process", required=True, metavar="SLUG")
    bring.add_argument("--meeting", required=True, metavar="ID")
    bring.add_argument("--source", default="", help="who counted, and from what; public")
    office_argument(bring)
    bring.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=HEADING",
        help=f"where a heading is not understood; fields: {', '.join(HEADS)}",
    )
    bring.add_argument("--sector", choices=SECTORS, default="", help="of rows that do not say")
    bring.add_argument("--status", choices=STATUSES, default="guest", help="of rows without one")
    bring.add_argument("--encoding", default="")
    bring.add_argument("--separator", default="")
    bring.add_argument("--sheet", default="")
    bring.add_argument("--dry-run", action="store_true", help="count and record nothing")
    format_argument(bring)
    data_dir_argument(bring)


def run(options: argparse.Namespace) -> int:
    process = process_get(options.process)
    now = process_now(process)
    columns = dict(text.partition("=")[::2] for text in options.column)
    unknown = sorted(set(columns) - set(HEADS))
    if unknown:
        raise Refused(Finding("meetings.list_no_column", params={"head": unknown[0]}))
    asked = {n: getattr(options, n) for n in ("encoding", "separator", "sheet")}
    told = Told(columns, options.sector, options.status)
    with options.file.open("rb") as file:
        sheet = services.attendance_read(file, told, {n: v for n, v in asked.items() if v})
    version = 0
    if not options.dry_run:
        actor = actor_of(options.office, process, now, HALL)
        meeting = selectors.meeting_get(process, options.meeting, roles=actor.roles(now))
        kept = services.attendance_import(
            actor=actor, meeting=meeting, sheet=sheet, source=options.source
        )
        version = kept.version
    return _told(options, sheet, version)


def _told(options: argparse.Namespace, sheet: Sheet, version: int) -> int:
    blocked = bool(services.blockers_of(sheet))
    problems = [
        {"line": line, "code": f.code, "field": f.where, "text": finding_text(f)}
        for line, f in sheet.problems
    ]
    if options.format == "json":
        lines = [line.as_json() for line in sheet.lines]
        counted = {"rows": sheet.rows, "total": sheet.total, "version": version}
        emit({**counted, "columns": dict(sheet.columns), "lines": lines, "problems": problems})
        return int(blocked)
    for line in sheet.lines:
        table = f", table {line.table}" if line.table else ""
        say(f"  {line.sector}, {line.status}{table}: {line.count}")
    for row in problems[:20]:
        say(f"  line {row['line']}, {row['field']}: {row['text']}")
    done = f"recorded, version {version}" if version else "nothing was recorded (--dry-run)"
    say(f"{sheet.rows} rows, {sheet.total} attendances; {done}")
    return int(blocked)
