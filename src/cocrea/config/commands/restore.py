"""Bring a backup back into an empty place; each record goes on in a new one that cites it."""

import argparse
from pathlib import Path

from cocrea.config import archive
from cocrea.config.output import data_dir_argument, emit, format_argument, say


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.tar.gz")
    data_dir_argument(parser)
    format_argument(parser)


def run(options: argparse.Namespace) -> int:
    done = []
    for line in archive.restore(options.file):
        done.append(line)
        if options.format == "text":
            say(line)
    if options.format == "json":
        emit({"ok": True, "steps": done})
    return 0
