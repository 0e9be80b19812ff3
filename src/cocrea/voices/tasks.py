"""What is due by time alone; ``tick`` calls it and may call it again."""

import time
from datetime import UTC, datetime, timedelta

from cocrea.kernel.permits import CLOCK
from cocrea.process.models import Process
from cocrea.voices import selectors, services
from cocrea.voices.models import Voice
from cocrea.voices.rules.lifecycle import State

# Seconds that one tick gives to files that are being read, promoted or undone.
IMPORT_SECONDS = 40.0
# A file of no batch, after so long, is what an upload left that was cut off.
HELD_HOURS = 24


def tick(process: Process, now: datetime) -> int:
    """Mark what triage left too long, go on with what was begun; how much."""
    late = Voice.objects.filter(
        process=process,
        state=State.RECEIVED,
        overdue_at__isnull=True,
        received_at__lt=now - selectors.triage_time(process),
    )
    done = services.voices_publish_due(actor=CLOCK, process=process) if late.exists() else 0
    until = time.monotonic() + IMPORT_SECONDS
    done += services.imports_continue(
        actor=CLOCK, process=process, going=lambda: time.monotonic() < until
    )
    done += services.imports_purge(actor=CLOCK, process=process, now=now)
    return done + services.held_purge(before=datetime.now(UTC) - timedelta(hours=HELD_HOURS))
