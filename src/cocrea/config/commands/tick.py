"""Do what is due now in every process; safe to repeat, meant for a timer every minute."""

import argparse

from cocrea.config.output import data_dir_argument, emit, format_argument, say
from cocrea.site import conduct


def arguments(parser: argparse.ArgumentParser) -> None:
    format_argument(parser)
    data_dir_argument(parser)


def run(options: argparse.Namespace) -> int:
    done = conduct.tick()
    if options.format == "json":
        emit(done)
    else:
        for slug, counts in sorted(done.items()):
            work = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()) if count)
            say(f"{slug}: {work or 'nothing was due'}")
    return 0
