"""A consistent copy of database, keys and files into one archive, while the portal runs."""

import argparse
from pathlib import Path

from cocrea.config import archive
from cocrea.config.output import data_dir_argument, emit, format_argument, say


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.tar.gz")
    format_argument(parser)
    data_dir_argument(parser)


def run(options: argparse.Namespace) -> int:
    done = archive.backup(options.out)
    if options.format == "json":
        emit(done)
    else:
        say(f"{options.out}: {done['bytes']} bytes, {done['logs']} records, verified")
    return 0
