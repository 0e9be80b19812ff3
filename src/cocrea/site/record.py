"""The texts that a mirror of the public record carries."""

from collections.abc import Iterator
from typing import Any

from cocrea.ledger.models import Log
from cocrea.process.selectors import processes
from cocrea.site import rooms


def published_texts(log: Log) -> Iterator[Any]:
    """Published texts of the process whose record this is (none for a log that was succeeded)."""
    for process in processes().filter(log=log):
        yield from rooms.published_texts(process)
