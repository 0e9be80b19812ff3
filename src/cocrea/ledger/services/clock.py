"""The ledger's clock: real, or simulated where the log's origin says ``demo``; never backwards."""

from datetime import UTC, datetime

from django.db import transaction

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.ledger.models import Log


def clock_of(log: Log) -> datetime:
    """The present of a log, aware UTC: the simulated instant of a demonstration, or the real time.

    Never earlier than the last entry, even when the machine's clock was set back.
    """
    now = log.simulated_at or datetime.now(UTC)
    return max(now, log.last_recorded_at or now)


def now_of(log: Log) -> datetime:
    """The present of this log (see ``clock_of``), from the row as it was read."""
    return clock_of(log)


def clock_set(log: Log, instant: datetime) -> None:
    """Move a demonstration's clock to an aware instant; the given object follows.

    Raises Refused: ``ledger.clock_real`` for a log that is no demonstration,
    ``ledger.clock_before_last`` before its last entry. ValueError for a naive instant.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant knows its zone")
    instant = instant.astimezone(UTC)
    with transaction.atomic():
        row = Log.objects.select_for_update(no_key=True).get(pk=log.pk)
        if not row.is_demo:
            raise Refused(Finding("ledger.clock_real", params={"origin": row.origin}))
        if row.last_recorded_at and instant < row.last_recorded_at:
            last = row.last_recorded_at.isoformat()
            raise Refused(
                Finding(
                    "ledger.clock_before_last", params={"to": instant.isoformat(), "last": last}
                )
            )
        Log.objects.filter(pk=log.pk).update(simulated_at=instant)
    log.simulated_at = instant
