"""The thread of one folio: from the voice to the milestone and its progress, as text or JSON."""

import argparse

from cocrea.config.output import data_dir_argument, emit, format_argument, say
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.folios import parse_folio
from cocrea.trace import selectors


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folio", help="for example GT4-7K3M9Q-X")
    format_argument(parser)
    data_dir_argument(parser)


def run(options: argparse.Namespace) -> int:
    folio = parse_folio(options.folio)
    if folio is None:
        raise NotThere(Finding("trace.not_a_folio", params={"folio": options.folio[:40]}))
    thread = selectors.thread_of_folio(folio)
    if options.format == "json":
        emit(thread.as_json())
        return 0
    for line in thread.as_text():
        say(line)
    return 0
