"""What the workers of one run share: a folder, turns in it, and copies of databases."""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings

RUN = Path(settings.DATA_DIR)  # one for all workers; a test may set another for itself


@contextmanager
def alone(name: str) -> Iterator[None]:
    """One worker of the run at a time."""
    with (RUN / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def copy_of(source: Path | str, target: Path | str) -> None:
    """A SQLite database as it is now, whoever else has it open."""
    with closing(sqlite3.connect(source)) as given, closing(sqlite3.connect(target)) as taken:
        given.backup(taken)
