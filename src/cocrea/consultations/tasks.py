"""What is due by time alone; ``tick`` calls it and may call it again."""

from datetime import datetime

from cocrea.consultations import services
from cocrea.consultations.models import Draft, Window
from cocrea.consultations.rules.drafts import forgotten_before
from cocrea.kernel.permits import CLOCK
from cocrea.process.models import Process


def tick(process: Process, now: datetime) -> int:
    """Record the counts of windows whose time is over, forget old drafts; how many of both."""
    due = Window.objects.filter(process=process, closes_at__lte=now, close_recorded_at=None)
    done = len(services.window_close_due(actor=CLOCK, process=process)) if due.exists() else 0
    old = Draft.objects.filter(window__process=process, window__closes_at__lt=forgotten_before(now))
    if old.exists():
        done += services.drafts_forget(actor=CLOCK, process=process, now=now)
    return done
