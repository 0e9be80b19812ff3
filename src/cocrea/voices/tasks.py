"""What is due by time alone; ``tick`` calls it and may call it again."""

from datetime import datetime

from cocrea.kernel.permits import CLOCK
from cocrea.process.models import Process
from cocrea.voices import selectors, services
from cocrea.voices.models import Voice
from cocrea.voices.rules.lifecycle import State


def tick(process: Process, now: datetime) -> int:
    """Mark what triage left too long; how many."""
    late = Voice.objects.filter(
        process=process,
        state=State.RECEIVED,
        overdue_at__isnull=True,
        received_at__lt=now - selectors.triage_time(process),
    )
    return services.voices_publish_due(actor=CLOCK, process=process) if late.exists() else 0
