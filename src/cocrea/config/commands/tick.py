"""Do what is due now in every process; safe to repeat, meant for a timer every minute."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import OperationalError, connections

from cocrea.config.output import data_dir_argument, emit, format_argument, say, within
from cocrea.kernel.errors import DomainError
from cocrea.site import conduct
from cocrea.site.demo import store


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--every",
        type=within(int, 1, 3600),
        metavar="SECONDS",
        help="go on until stopped, where no timer can be set (a container, a demonstration)",
    )
    format_argument(parser)
    data_dir_argument(parser)


def run(options: argparse.Namespace) -> int:
    if options.every is None:
        return once(options)
    parent = os.getppid()
    try:
        while os.getppid() == parent:  # nobody is left behind by a portal that was killed
            with _undisturbed():
                once(options)
            time.sleep(options.every)
    except KeyboardInterrupt:
        pass
    return 0


def once(options: argparse.Namespace) -> int:
    done = conduct.tick()
    if options.format == "json":
        emit(done)
    else:
        for slug, counts in sorted(done.items()):
            work = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()) if count)
            say(f"{slug}: {work or 'nothing was due'}")
    return 0


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Not while a demonstration travels; a database that is busy now is there the next time."""
    try:
        with store.lock(exclusive=False) if store.available() else nullcontext():
            yield
    except (OperationalError, DomainError) as error:
        sys.stderr.write(f"cocrea tick: {error}\n")
    finally:
        connections.close_all()
