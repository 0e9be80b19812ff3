"""Bring a backup back into an empty place; each record goes on in a new one that cites it."""

import argparse
from pathlib import Path

from cocrea.config import archive
from cocrea.config.output import data_dir_argument, say


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.tar.gz")
    data_dir_argument(parser)


def run(options: argparse.Namespace) -> int:
    for line in archive.restore(options.file):
        say(line)
    return 0
