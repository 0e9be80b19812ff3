"""Writes of notices: who asked, what is queued, what was sent."""

from cocrea.notices.services.deliver import deliver_due, outbox_retry
from cocrea.notices.services.queue import Recipient, notify, sweep
from cocrea.notices.services.subscribe import (
    follow,
    subscribe_ask,
    subscribe_confirm,
    subscribe_stop,
    subscriptions_purge,
)

__all__ = [
    "Recipient",
    "deliver_due",
    "follow",
    "notify",
    "outbox_retry",
    "subscribe_ask",
    "subscribe_confirm",
    "subscribe_stop",
    "subscriptions_purge",
    "sweep",
]
