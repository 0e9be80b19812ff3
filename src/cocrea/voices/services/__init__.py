"""Doors of voices for writing. ``from cocrea.voices import services as voices``."""

from cocrea.voices.services.answers import (
    PointInput,
    disposition_propose,
    disposition_publish,
    dispositions_publish,
    points_code,
    voice_follow,
)
from cocrea.voices.services.codes import code_present
from cocrea.voices.services.leave import voice_erase, voice_erase_by_law, voice_withdraw
from cocrea.voices.services.receive import (
    Receipt,
    VoiceInput,
    voice_receive,
    voices_receive_many,
)
from cocrea.voices.services.shared import point_ref, voice_ref
from cocrea.voices.services.triage import (
    queue_decide,
    review_ask,
    review_decide,
    voice_admit,
    voice_refuse,
    voices_publish_due,
)

__all__ = [
    "PointInput",
    "Receipt",
    "VoiceInput",
    "code_present",
    "disposition_propose",
    "disposition_publish",
    "dispositions_publish",
    "point_ref",
    "points_code",
    "queue_decide",
    "review_ask",
    "review_decide",
    "voice_admit",
    "voice_erase",
    "voice_erase_by_law",
    "voice_follow",
    "voice_receive",
    "voice_ref",
    "voice_refuse",
    "voice_withdraw",
    "voices_publish_due",
    "voices_receive_many",
]
