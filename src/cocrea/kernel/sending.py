"""A form that was sent is acted on once: its key, on the way from the request to the act.

Whoever presses a button twice, goes back and sends again, or resends after the line broke, sends
the same token with the same words. The outermost act of the request takes the key and keeps it in
its own transaction (``ledger.act``): a refused act gives it back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

ALREADY_SENT = "ledger.already_sent"  # code of the refusal of a second sending

_key: ContextVar[str] = ContextVar("sent_form", default="")


@contextmanager
def sending() -> Iterator[None]:
    """One request: what it gives is gone at its end."""
    token = _key.set("")
    try:
        yield
    finally:
        _key.reset(token)


def give(key: str) -> None:
    """The key (hex SHA-256) of the form for which the next act is done."""
    _key.set(key)


def take() -> str:
    """The key of the form being sent, once; "" where there is none or it was taken."""
    key = _key.get()
    if key:
        _key.set("")
    return key
