"""Doors of voices for reading. ``from cocrea.voices import selectors as voices``."""

from cocrea.voices.selectors.counts import (
    Coverage,
    coverage,
    gate_facts,
    open_voices,
    public_counts,
    published_texts,
    voices_short_of,
)
from cocrea.voices.selectors.desks import desk_items
from cocrea.voices.selectors.intake import (
    kinds_open,
    phase_for,
    places,
    recent_signatures,
)
from cocrea.voices.selectors.lists import (
    VoiceFilter,
    clusters,
    points,
    points_of,
    proposals_waiting,
    reviews_waiting,
    triage,
    voice_by_folio,
    voice_detail,
    voice_get,
    voices,
    voices_about,
    voices_from,
    voices_to_answer,
    voices_to_code,
)
from cocrea.voices.selectors.terms import answer_due, review_last_day, triage_time

__all__ = [
    "Coverage",
    "VoiceFilter",
    "answer_due",
    "clusters",
    "coverage",
    "desk_items",
    "gate_facts",
    "kinds_open",
    "open_voices",
    "phase_for",
    "places",
    "points",
    "points_of",
    "proposals_waiting",
    "public_counts",
    "published_texts",
    "recent_signatures",
    "review_last_day",
    "reviews_waiting",
    "triage",
    "triage_time",
    "voice_by_folio",
    "voice_detail",
    "voice_get",
    "voices",
    "voices_about",
    "voices_from",
    "voices_short_of",
    "voices_to_answer",
    "voices_to_code",
]
