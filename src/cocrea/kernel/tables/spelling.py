"""How a value stands in a file: once for machines, once for a spreadsheet that people open."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from cocrea.kernel.tables.columns import Column

# A spreadsheet takes what begins like this for a formula or a command (OWASP, CSV injection).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
MARK = "'"


def plain(value: Any) -> str:
    """Text of a value, the same on every machine: ISO 8601 in UTC, ``true``, lists by `` | ``."""
    if value.__class__ is str:
        return str(value)
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


@dataclass(frozen=True, slots=True)
class Spelling:
    """How values stand in a spreadsheet for people: codes in words, local hours, yes and no.

    yes, no  in the reader's language; the words of codes are asked for once for a whole list
    """

    zone: tzinfo
    yes: str
    no: str

    def of(self, column: Column) -> Callable[[Any], Any] | None:
        """What becomes of a value of this column; None: it stays as it is."""
        if column.codes:
            words = {code: str(label) for code, label in column.codes.items()}
            return lambda value: self._words(value, words)
        if column.kind == "instant":
            return self._local
        if column.kind == "flag":
            return lambda value: "" if value is None else self.yes if value else self.no
        return None

    def _local(self, value: Any) -> str:
        if value is None:
            return ""
        said: str = value.astimezone(self.zone).isoformat(" ", "minutes")
        return said[:16]

    @staticmethod
    def _words(value: Any, words: Mapping[str, str]) -> Any:
        if isinstance(value, list | tuple):
            return " | ".join(words.get(each, each) for each in value)
        return words.get(value, value)


def neutral(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what could be taken for a formula.

    Whoever wants the text back takes one apostrophe away where others and such a sign follow.
    """
    return MARK + text if text.lstrip(MARK).startswith(DANGEROUS) else text
