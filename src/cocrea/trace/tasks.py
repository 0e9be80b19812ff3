"""Due work of trace: a voice is followed once somebody reports on what it led to.

``tick`` calls it; safe to repeat.
"""

from datetime import datetime

from django.core.cache import cache

from cocrea.commitments.selectors import milestone_ref
from cocrea.followup import selectors as followup
from cocrea.kernel.permits import CLOCK
from cocrea.process.models import Process
from cocrea.trace import selectors
from cocrea.voices import services as voices


def tick(process: Process, now: datetime) -> int:
    """How many voices began to be followed. Looks again when the record has grown: an answer or a
    report may have come."""
    head, key = f"{process.log.size}:{process.log.root}", f"trace-followed:{process.slug}"
    if cache.get(key) == head:
        return 0
    done = 0
    for milestone in followup.reported(process):
        done += voices.voices_follow(
            actor=CLOCK,
            process=process,
            voices=selectors.voices_taken(milestone),
            target=milestone_ref(milestone),
        )
    cache.set(key, head, None)
    return done
