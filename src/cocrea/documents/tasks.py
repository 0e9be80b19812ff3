"""What is due by time alone; ``tick`` calls it and may call it again."""

from datetime import datetime
from typing import Any

from cocrea.documents import selectors, services
from cocrea.kernel.permits import CLOCK


def tick(process: Any, now: datetime) -> int:
    """Publish the pages whose hour has come; how many."""
    if not selectors.pages_due(process.slug, now):
        return 0
    return len(services.pages_publish_due(actor=CLOCK, process=process))
