"""When a mail that could not be sent is tried again."""

from datetime import datetime, timedelta

WAITS_MINUTES = (5, 15, 60, 180, 720, 1_440)
ATTEMPTS_MOST = len(WAITS_MINUTES)
SERVER_DOWN = 3  # so many refused connections one after the other end a round


def next_try(attempts: int, now: datetime) -> datetime:
    """attempts: including the one that begins now, from 1.

    The claim of a row sets this before sending: whoever dies while sending leaves it due again.
    """
    wait = WAITS_MINUTES[min(max(attempts, 1), ATTEMPTS_MOST) - 1]
    return now + timedelta(minutes=wait)


def gives_up(attempts: int) -> bool:
    """Were there as many attempts as there may be?"""
    return attempts >= ATTEMPTS_MOST
