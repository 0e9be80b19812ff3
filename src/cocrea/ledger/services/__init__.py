"""Doors of the record for writing. ``from cocrea.ledger import services as ledger``."""

from cocrea.ledger.services.acts import Act, PendingEntry, act, commit_text
from cocrea.ledger.services.clock import clock_set, now_of
from cocrea.ledger.services.logs import log_create

__all__ = [
    "Act",
    "PendingEntry",
    "act",
    "clock_set",
    "commit_text",
    "log_create",
    "now_of",
]
