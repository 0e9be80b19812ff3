"""The shape of an entry: what is said, of what, by whom, when. See ``SCHEMA``."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from cocrea.ledger.rules import canonical

SCHEMA = 1
KIND = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$")
KEYS = frozenset({"schema", "log", "position", "kind", "subject", "recorded_at", "author", "body"})


def instant(value: datetime) -> str:
    """``2018-02-01T14:00:00.000000Z``: one spelling, UTC, that sorts as text.

    Raises ValueError for a naive datetime.
    """
    if value.tzinfo is None:
        raise ValueError("an instant knows its zone")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant_read(text: str) -> datetime:
    """The aware datetime that ``instant`` spelled. Raises ValueError."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def entry_document(
    *,
    origin: str,
    position: int,
    kind: str,
    subject: Mapping[str, str],
    recorded_at: datetime,
    author: Mapping[str, str],
    body: Mapping[str, Any],
    occurred_at: datetime | None = None,
) -> dict[str, Any]:
    """The object that is spelled canonically, hashed and kept.

    origin       of the log; position: from 0
    subject      {"kind", "id", "digest"}; author: {"role", "office"?, "organization"?}
    recorded_at  by the ledger's clock; occurred_at: a claim, which lives in the body
    Raises ValueError on a malformed kind or a body that already claims ``occurred_at``.
    """
    if not KIND.match(kind):
        raise ValueError(f"an entry's kind reads room.what_happened, not {kind!r}")
    content = dict(body)
    if occurred_at is not None:
        if "occurred_at" in content:
            raise ValueError("occurred_at is given twice")
        content["occurred_at"] = instant(occurred_at)
    return {
        "schema": SCHEMA,
        "log": origin,
        "position": position,
        "kind": kind,
        "subject": dict(subject),
        "recorded_at": instant(recorded_at),
        "author": dict(author),
        "body": content,
    }


def entry_bytes(document: Mapping[str, Any]) -> bytes:
    """Canonical bytes of an entry. Raises ValueError."""
    return canonical.encode_document(dict(document))


def entry_read(raw: bytes) -> dict[str, Any]:
    """The object that canonical bytes spell, with exactly the keys of an entry, or ValueError."""
    document = canonical.decode_document(raw)
    if set(document) != KEYS or document["schema"] != SCHEMA:
        raise ValueError("not an entry of this schema")
    return document


def names_person(raw: bytes, person: Any) -> bool:
    """Does an account's id stand in these bytes? No entry may carry one, in either spelling."""
    if person is None:
        return False
    dashed = str(person)
    text = raw.lower()
    return dashed.encode() in text or dashed.replace("-", "").encode() in text


def strings_in(value: Any) -> Iterator[str]:
    """Every text in an entry, at any depth: digests that it commits to are among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings_in(item)
