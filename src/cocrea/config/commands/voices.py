"""Bring in voices that were collected elsewhere: a CSV, XLSX or ODS file, row by row, or undo one.

The same file again does nothing twice; after a crash the same command goes on where it stopped.
"""

import argparse
import csv
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cocrea.config.acting import actor_of, office_argument
from cocrea.config.output import (
    data_dir_argument,
    emit,
    file_text,
    finding_text,
    format_argument,
    say,
)
from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.tables import neutral
from cocrea.meetings import selectors as meetings
from cocrea.process.models import Process
from cocrea.process.selectors import phase_state, process_get, process_now
from cocrea.voices import selectors, services
from cocrea.voices.models import ImportBatch
from cocrea.voices.rules.importing.mapping import BUILT_IN, ColumnMap, mapping_of
from cocrea.voices.rules.intake import CHANNELS, KINDS
from cocrea.voices.rules.permits import TYPISTS

SHOWN = 20  # problems that are printed; all of them with --format json and --dry-run


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    bring = verbs.add_parser("import", help="read a file, keep its rows, make them voices")
    bring.add_argument("file", type=Path, nargs="?", metavar="FILE")
    bring.add_argument("--process", required=True, metavar="SLUG")
    office_argument(bring)
    bring.add_argument(
        "--map", default="", metavar="FILE", help=f"JSON of columns, or {', '.join(BUILT_IN)}"
    )
    bring.add_argument("--source", default="", metavar="NAME", help="where the words come from")
    bring.add_argument("--meeting", default="", metavar="ID", help="where they were said")
    bring.add_argument("--channel", choices=CHANNELS, default="import")
    bring.add_argument("--kind", choices=KINDS, default="voice")
    bring.add_argument("--language", default="spa", help="ISO 639-3, of rows that do not say")
    bring.add_argument("--encoding", default="", help="where the guess is wrong: windows-1252, …")
    bring.add_argument("--separator", default="", help="; or , or tab")
    bring.add_argument("--sheet", default="")
    bring.add_argument("--strict", action="store_true", help="an unknown value is an error")
    bring.add_argument("--dry-run", action="store_true", help="read it all and keep nothing")
    bring.add_argument("--stage-only", action="store_true", help="keep the rows, make no voice yet")
    bring.add_argument("--codes", type=Path, metavar="FILE", help="write the sheet of codes, once")
    bring.add_argument("--undo", default="", metavar="BATCH", help="withdraw what a file brought")
    bring.add_argument("--reason", default="", help="public, with --undo")
    bring.add_argument("--keep-treated", action="store_true", help="with --undo")
    format_argument(bring)
    data_dir_argument(bring)


def run(options: argparse.Namespace) -> int:
    process = process_get(options.process)
    if options.dry_run:
        return tried(options, process)
    roles = ("point_of_contact", "moderator") if options.undo else TYPISTS
    actor = actor_of(options.office, process, process_now(process), roles)
    if options.undo:
        return undone(options, process, actor)
    return imported(options, process, actor)


def _told(options: argparse.Namespace) -> ColumnMap:
    data: dict[str, Any] = {}
    if options.map and options.map not in BUILT_IN:
        try:
            data = json.loads(file_text(Path(options.map)))
        except json.JSONDecodeError as error:
            key = f"line {error.lineno}"
            raise Refused(Finding("voices.import_map", params={"key": key})) from error
    elif options.map:
        data = {"known": options.map}
    for name in ("encoding", "separator", "sheet"):
        if getattr(options, name):
            data[name] = getattr(options, name)
    return mapping_of(data)


def _file(options: argparse.Namespace) -> Any:
    if options.file is None:
        raise Refused(Finding("kernel.table_unknown", where="FILE"))
    return options.file.open("rb")


def _defaults(options: argparse.Namespace) -> dict[str, str]:
    return {name: getattr(options, name) for name in ("channel", "kind", "language")}


def tried(options: argparse.Namespace, process: Process) -> int:
    """What the file would bring; writes nothing."""
    with _file(options) as file:
        found = selectors.opened(
            process,
            file,
            _told(options),
            scope=(options.source or options.file.stem).casefold()[:80],
            strict=options.strict,
            defaults=_defaults(options),
        )
        made = selectors.trial(found, most=1000)
    problems = [{"line": line, **_said(finding)} for line, finding in made.problems]
    counts = {n: getattr(made, n) for n in ("rows", "fresh", "known", "faulty", "skipped")}
    if options.format == "json":
        shown = {"shape": found.shape.as_json(), "map": found.mapping.as_json()}
        emit({**shown, **counts, "problems": problems})
        return int(made.faulty > 0)
    say(f"{options.file.name}: {_shape(found.shape.as_json())}")
    for name, heads in found.mapping.columns.items():
        say(f"  {name}: {', '.join(heads)}")
    say(_counted(counts))
    _problems(problems)
    say("nothing was kept (--dry-run)")
    return int(made.faulty > 0)


def imported(options: argparse.Namespace, process: Process, actor: Actor) -> int:
    """Open, read, promote; whatever part was done before is not done again."""
    if options.codes and options.codes.exists():
        raise Refused(Finding("voices.import_codes_there", where=str(options.codes)))
    source, phase = _meeting(options.meeting, process)
    with _file(options) as file:
        batch = services.import_open(
            actor=actor,
            process=process,
            file=file,
            name=options.file.name,
            source_name=options.source,
            mapping=_told(options),
            defaults=_defaults(options),
            source=source,
            phase=phase,
            strict=options.strict,
        )
    told = _told(options)
    if batch.state == "uploaded" or (batch.state == "staged" and told != ColumnMap()):
        going = _progress("rows read")
        mapping = None if told == ColumnMap() else told
        batch = services.import_stage(actor=actor, batch=batch, mapping=mapping, going=going)
    elif batch.state == "staging":
        batch = services.import_run(actor=actor, batch=batch, going=_progress("rows read"))
    if batch.state == "staged" and not options.stage_only and batch.fresh:
        batch = services.import_promote(
            actor=actor, batch=batch, going=_progress("voices made", batch.fresh)
        )
    elif batch.state == "promoting":
        batch = services.import_run(actor=actor, batch=batch, going=_progress("voices made"))
    problems = [
        {"line": row.line, **_said(finding)}
        for row in selectors.problem_rows(batch)[:1000]
        for finding in selectors.findings_of(row)
    ]
    nothing_new = batch.state == "staged" and not batch.fresh and not batch.faulty
    if nothing_new:
        services.import_discard(actor=actor, batch=batch)
    if options.codes and batch.state == "promoted":
        _codes(options.codes, actor, batch)
    return _told_of(options, batch, problems)


def _told_of(
    options: argparse.Namespace, batch: ImportBatch, problems: list[dict[str, Any]]
) -> int:
    counts = {n: getattr(batch, n) for n in ("fresh", "known", "faulty", "skipped", "done")}
    if options.format == "json":
        named = {"batch": str(batch.public_id), "state": batch.state, "root": batch.root}
        emit({**named, **counts, "source": batch.source_digest, "problems": problems})
        return 0
    say(f"{batch.public_id}: {batch.state}; {_counted(counts)}")
    _problems(problems)
    return 0


def _meeting(public_id: str, process: Process) -> tuple[SubjectRef | None, int | None]:
    if not public_id:
        return None, None
    found = meetings.meeting_get(process, public_id)
    is_open = found.phase is not None and phase_state(process, found.phase) == "open"
    return found.ref, found.phase if is_open else None


def _codes(path: Path, actor: Actor, batch: ImportBatch) -> None:
    """Nothing is left half-written: the file is there before the codes are asked for."""
    with path.open("x", encoding="utf-8", newline="") as out:
        slips = services.import_codes(actor=actor, batch=batch)
        writer = csv.writer(out)
        writer.writerow(["line", "folio", "code", "whose", "begins"])
        for slip in slips:
            row = (slip.line, slip.folio, slip.code, neutral(slip.whose), neutral(slip.begins))
            writer.writerow(row)
    told = "hand them back to whom they belong, keep no copy"
    sys.stderr.write(f"{path}: {len(slips)} codes; {told}\n")


def undone(options: argparse.Namespace, process: Process, actor: Actor) -> int:
    batch = selectors.batch_get(process, options.undo, roles=frozenset(TYPISTS))
    if batch.state == "undoing":
        batch = services.import_run(actor=actor, batch=batch, going=_progress("voices withdrawn"))
    else:
        batch = services.import_undo(
            actor=actor,
            batch=batch,
            reason=options.reason,
            keep_treated=options.keep_treated,
            going=_progress("voices withdrawn"),
        )
    return _told_of(options, batch, [])


def _progress(what: str, total: int = 0) -> Callable[[], bool]:
    """Says every two seconds how far it came, on a terminal only."""
    begun = last = time.monotonic()
    chunks = 0

    def going() -> bool:
        nonlocal last, chunks
        chunks += 1
        now = time.monotonic()
        if sys.stderr.isatty() and now - last > 2:
            last = now
            sys.stderr.write(f"\r{what}: {chunks} chunks, {now - begun:.0f} s")
            sys.stderr.flush()
        return True

    return going


def _said(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "field": finding.where,
        "text": finding_text(finding),
    }


def _shape(shape: dict[str, str]) -> str:
    names = ("kind", "encoding", "separator", "sheet")
    return ", ".join(f"{n} {shape[n]!r}" for n in names if shape[n])


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _problems(problems: list[dict[str, Any]]) -> None:
    for row in problems[:SHOWN]:
        say(f"  line {row['line']}, {row['field']} ({row['severity']}): {row['text']}")
    if len(problems) > SHOWN:
        say(f"  … {len(problems) - SHOWN} more; --format json lists them")
