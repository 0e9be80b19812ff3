"""One value, one spelling: the JSON bytes that are hashed and kept as they are.

UTF-8, no spaces, keys ASCII and sorted, strings NFC, integers within 2^53, no floats, no
repeated keys. What passes here is spelled as RFC 8785 would spell it.
"""

import json
import unicodedata
from typing import Any, NoReturn

MAX_INT = 2**53 - 1
MAX_DEPTH = 32


def encode(value: Any) -> bytes:
    """Canonical bytes of a JSON value (dict, list, tuple, str, int, bool, None).

    Raises ValueError for anything else: a float, a key that is not ASCII, text that is not NFC,
    an integer beyond 2^53 - 1, more than 32 levels.
    """
    _check(value, depth=0)
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode("utf-8")


def decode(raw: bytes) -> Any:
    """The value spelled by canonical bytes. Raises ValueError when they are not canonical."""
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_object,
            parse_float=_no_float,
            parse_constant=_no_float,
        )
    except RecursionError as error:
        raise ValueError("too many levels") from error
    if encode(value) != raw:
        raise ValueError("not the canonical spelling")
    return value


def encode_document(value: dict[str, Any]) -> bytes:
    """Canonical bytes of an object that carries its ``schema`` number (an integer from 1)."""
    _check_schema(value)
    return encode(value)


def decode_document(raw: bytes) -> dict[str, Any]:
    """The object spelled by canonical bytes, its schema number checked. Raises ValueError."""
    value = decode(raw)
    _check_schema(value)
    document: dict[str, Any] = value
    return document


def _check_schema(value: Any) -> None:
    schema = value.get("schema") if isinstance(value, dict) else None
    if type(schema) is not int or schema < 1:
        raise ValueError("a document is an object with a schema number")


def _check(value: Any, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ValueError("too many levels")
    if isinstance(value, dict):
        for key, item in value.items():
            _check_key(key)
            _check(item, depth + 1)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _check(item, depth + 1)
    else:
        _check_scalar(value)


def _check_key(key: Any) -> None:
    if type(key) is not str or not key.isascii():
        raise ValueError(f"a key is ASCII text, not {key!r}")


def _check_scalar(value: Any) -> None:
    if value is None or type(value) is bool:
        return
    if type(value) is int:
        if abs(value) > MAX_INT:
            raise ValueError(f"{value} lies beyond 2^53 - 1")
    elif isinstance(value, str):  # a StrEnum too: it is spelled as its value
        _check_text(value)
    else:  # floats, dates and identifiers have many spellings
        raise ValueError(f"{type(value).__name__} has no canonical spelling")


def _check_text(value: str) -> None:
    if not unicodedata.is_normalized("NFC", value):
        raise ValueError("text is not NFC")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("text holds half a character") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is repeated")
    return found


def _no_float(text: str) -> NoReturn:
    raise ValueError(f"{text} is not an integer")
