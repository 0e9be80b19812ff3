"""How a value stands in a file: once for machines, once for a spreadsheet that people open."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
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


def for_people(value: Any, codes: Mapping[str, Any], zone: tzinfo, yes: str, no: str) -> Any:
    """A value in a spreadsheet: numbers stay numbers, codes are said in words, hours are local."""
    if isinstance(value, bool):
        return yes if value else no
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    if codes and isinstance(value, str):
        return str(codes.get(value, value))
    if codes and isinstance(value, Sequence):
        return " | ".join(str(codes.get(each, each)) for each in value)
    return value


def neutral(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what could be taken for a formula."""
    return MARK + text if text.startswith(DANGEROUS) else text
