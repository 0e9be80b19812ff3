"""Identifiers that sort by time (RFC 9562, version 7)."""

import secrets
import time
import uuid
from collections.abc import Iterable


def uuid7(at_ms: int | None = None) -> uuid.UUID:
    """A UUIDv7. ``at_ms``: Unix time in milliseconds; now when absent."""
    ms = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    value = (ms & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= secrets.randbits(12) << 64
    value |= 0b10 << 62
    value |= secrets.randbits(62)
    return uuid.UUID(int=value)


def parse_uuid(text: str) -> uuid.UUID | None:
    """The UUID written in ``text``, or None: never raises, whatever a stranger sends."""
    try:
        return uuid.UUID(text)
    except (ValueError, AttributeError, TypeError):
        return None


def parse_uuids(texts: Iterable[str]) -> list[uuid.UUID]:
    """Those of ``texts`` that are UUIDs."""
    return [found for text in texts if (found := parse_uuid(text)) is not None]
