"""What is due by time alone; ``tick`` calls it and may call it again."""

from datetime import datetime
from typing import Any

from cocrea.kernel.permits import CLOCK
from cocrea.notices import services


def tick(process: Any, now: datetime) -> int:
    """Queue what the record tells that is new, gather digests, send what is due; how many mails."""
    services.sweep(actor=CLOCK, process=process, now=now)
    services.subscriptions_purge(actor=CLOCK, process=process, now=now)
    services.digests_gather(actor=CLOCK, process=process, now=now)
    return services.deliver_due(actor=CLOCK, process=process, now=now)
