"""Reads of notices."""

from cocrea.notices.selectors.counts import (
    EventCount,
    Reach,
    desk_items,
    doors,
    event_counts,
    gate_facts,
    reach,
    sent_about,
    subscriber_counts,
    troubled,
    unread_entries,
)
from cocrea.notices.selectors.news import news_of, news_of_folio, news_of_kind
from cocrea.notices.selectors.readers import followed_by, followed_elsewhere, subscription

__all__ = [
    "EventCount",
    "Reach",
    "desk_items",
    "doors",
    "event_counts",
    "followed_by",
    "followed_elsewhere",
    "gate_facts",
    "news_of",
    "news_of_folio",
    "news_of_kind",
    "reach",
    "sent_about",
    "subscriber_counts",
    "subscription",
    "troubled",
    "unread_entries",
]
