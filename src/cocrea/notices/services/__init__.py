"""Writes of notices: who asked, what is queued, what was gathered and sent."""

from cocrea.notices.services.deliver import deliver_due, outbox_retry, outbox_retry_all
from cocrea.notices.services.digests import digests_gather
from cocrea.notices.services.following import digests_stop, following_change
from cocrea.notices.services.queue import Recipient, notify
from cocrea.notices.services.subscribe import (
    follow,
    subscribe_ask,
    subscribe_confirm,
    subscribe_stop,
    subscriptions_purge,
)
from cocrea.notices.services.sweeping import sweep

__all__ = [
    "Recipient",
    "deliver_due",
    "digests_gather",
    "digests_stop",
    "follow",
    "following_change",
    "notify",
    "outbox_retry",
    "outbox_retry_all",
    "subscribe_ask",
    "subscribe_confirm",
    "subscribe_stop",
    "subscriptions_purge",
    "sweep",
]
