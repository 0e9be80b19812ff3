"""What is due by time alone; ``tick`` calls it and may call it again."""

from datetime import datetime

from cocrea.consultations import services
from cocrea.consultations.models import Window
from cocrea.kernel.permits import CLOCK
from cocrea.process.models import Process


def tick(process: Process, now: datetime) -> int:
    """Record the counts of windows whose time is over; how many."""
    due = Window.objects.filter(process=process, closes_at__lte=now, close_recorded_at=None)
    if not due.exists():
        return 0
    return len(services.window_close_due(actor=CLOCK, process=process))
