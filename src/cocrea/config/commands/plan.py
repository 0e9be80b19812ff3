"""Render a frozen version of the plan as a document."""

import argparse
from pathlib import Path

from cocrea.config.output import data_dir_argument, say
from cocrea.plan import documents
from cocrea.process.selectors import process_get

FORMATS = (*documents.FORMATS, documents.OGP_CSV)


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    render = verbs.add_parser("render", help="one frozen version, one format, one language")
    render.add_argument("--process", required=True, metavar="SLUG")
    render.add_argument("--format", choices=FORMATS, default="html")
    render.add_argument("--lang", choices=documents.LANGUAGES, default="es")
    render.add_argument("--number", type=int, help="version (the latest when absent)")
    render.add_argument("--out", type=Path, required=True, metavar="FILE")
    data_dir_argument(render)


def run(options: argparse.Namespace) -> int:
    process = process_get(options.process)
    data = documents.render(
        process, number=options.number, format=options.format, language=options.lang
    )
    options.out.write_bytes(data)
    say(f"{options.out}: {len(data)} bytes")
    return 0
