"""List processes, or create one from a methodology file."""

import argparse
from datetime import date
from pathlib import Path

from cocrea.config.output import data_dir_argument, emit, format_argument, say
from cocrea.kernel.permits import Actor, Grant
from cocrea.process import selectors, services
from cocrea.process.rules.loading import load


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    listing = verbs.add_parser("list", help="every process with its open phases and its clock")
    format_argument(listing)
    data_dir_argument(listing)
    create = verbs.add_parser("create", help="a new process bound by a methodology file")
    create.add_argument("--slug", required=True)
    create.add_argument("--methodology", type=Path, required=True, metavar="FILE")
    create.add_argument(
        "--starts-on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD", help="day 0"
    )
    data_dir_argument(create)


def run(options: argparse.Namespace) -> int:
    return listed(options) if options.verb == "list" else created(options)


def created(options: argparse.Namespace) -> int:
    operator = Actor(grants=(Grant("operator"),))
    process = services.process_create(
        actor=operator,
        methodology=load(options.methodology.read_text(encoding="utf-8")),
        slug=options.slug,
        starts_on=options.starts_on,
    )
    say(f"{process.slug}: created, record {process.log.origin}")
    return 0


def listed(options: argparse.Namespace) -> int:
    rows = [
        {
            "slug": process.slug,
            "name": process.name_es,
            "demo": process.is_demo,
            "now": selectors.process_now(process).isoformat(timespec="seconds"),
            "open_phases": [p.number for p in selectors.open_phases(process)],
            "entries": process.log.size,
        }
        for process in selectors.processes()
    ]
    if options.format == "json":
        emit(rows)
        return 0
    for row in rows:
        phases = ", ".join(map(str, row["open_phases"])) or "none"
        mark = " (demonstration)" if row["demo"] else ""
        say(f"{row['slug']}{mark}: {row['name']}; open phases: {phases}; {row['entries']} entries")
    say(f"{len(rows)} processes")
    return 0
