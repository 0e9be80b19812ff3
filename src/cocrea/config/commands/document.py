"""Render a document of a process: minutes, the systematization report, the answers report."""

import argparse
from pathlib import Path

from cocrea.config.output import data_dir_argument, say
from cocrea.documents.rules.blocks import FORMATS, LANGUAGES
from cocrea.meetings import documents as meetings
from cocrea.process.models import Process
from cocrea.process.selectors import process_get
from cocrea.sensemaking import documents as sensemaking
from cocrea.voices import documents as voices


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    render = verbs.add_parser("render", help="one document, one format, one language")
    render.add_argument("kind", choices=["minutes", "systematization", "answers"])
    render.add_argument("--process", required=True, metavar="SLUG")
    render.add_argument("--meeting", metavar="ID", help="whose minutes (a public id)")
    render.add_argument("--format", choices=FORMATS, default="html")
    render.add_argument("--lang", choices=LANGUAGES, default="es")
    render.add_argument("--part", type=int, help="of an answers report that comes in parts (PDF)")
    render.add_argument("--out", type=Path, required=True, metavar="FILE")
    data_dir_argument(render)


def run(options: argparse.Namespace) -> int:
    process = process_get(options.process)
    data = _data(process, options)
    options.out.write_bytes(data)
    say(f"{options.out}: {len(data)} bytes")
    return 0


def _data(process: Process, options: argparse.Namespace) -> bytes:
    chosen = {"format": options.format, "language": options.lang}
    if options.kind == "minutes":
        return meetings.render(process, meeting=options.meeting, **chosen)
    if options.kind == "systematization":
        return sensemaking.render(process, **chosen)
    return voices.render(process, part=options.part, **chosen)
