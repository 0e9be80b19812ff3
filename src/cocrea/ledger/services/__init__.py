"""Doors of the record for writing. ``from cocrea.ledger import services as ledger``."""

from cocrea.ledger.rules.text import TextCommitment
from cocrea.ledger.services.acts import (
    Act,
    PendingEntry,
    act,
    commit_text,
    sent_forget,
)
from cocrea.ledger.services.checks import verify_database
from cocrea.ledger.services.clock import clock_set, now_of
from cocrea.ledger.services.logs import log_create, log_succeed
from cocrea.ledger.services.mirror import PublishedText, mirror_write, text_line
from cocrea.ledger.services.proofs import checkpoint, consistency_of, receipt_of, root_at

__all__ = [
    "Act",
    "PendingEntry",
    "PublishedText",
    "TextCommitment",
    "act",
    "checkpoint",
    "clock_set",
    "commit_text",
    "consistency_of",
    "log_create",
    "log_succeed",
    "mirror_write",
    "now_of",
    "receipt_of",
    "root_at",
    "sent_forget",
    "text_line",
    "verify_database",
]
