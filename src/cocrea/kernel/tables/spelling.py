"""How a value stands in a file: once for machines, once for a spreadsheet that people open."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

# A spreadsheet takes what begins like this for a formula or a command (OWASP, CSV injection).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
MARK = "'"


def plain(value: Any) -> str:
    """Text of a value, the same on every machine: ISO 8601 in UTC, ``true``, lists by `` | ``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " | ".join(plain(each) for each in value)
    return str(value)


def neutral(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what could be taken for a formula."""
    return MARK + text if text.startswith(DANGEROUS) else text
