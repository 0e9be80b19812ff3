"""Amending a methodology in public: the old text must match, the new one is judged like the first.

The former version stays what it was, so that past acts are judged by the version of their day.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.process.rules.schema import Amendment, Methodology, ValueChange

_NAMES = ("number", "slug", "key", "code", "id", "name", "letter")


def to_json(m: Methodology) -> dict[str, Any]:
    """The canonical JSON-able dict: every field, ISO dates, no floats."""
    found: dict[str, Any] = m.model_dump(mode="json")
    return found


def from_json(data: Mapping[str, Any]) -> Methodology:
    """The methodology of a canonical dict. Raises pydantic.ValidationError on foreign data."""
    return Methodology.model_validate(data)


def digest(m: Methodology) -> str:
    """Hex SHA-256 of the canonical JSON (sorted ASCII keys, no spaces): names a version."""
    text = json.dumps(to_json(m), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def amend(m: Methodology, amendment: Amendment) -> Methodology:
    """A new methodology with the amendment applied and listed.

    Raises Refused: process.amendment_number, _body, _empty, _old_text, _old_value, _path,
    _invalid (the result would not be a methodology).
    """
    _check(m, amendment)
    data = to_json(m)
    data["clauses"] = _clauses(data["clauses"], amendment)
    for change in amendment.values:
        _set(data, change, amendment.number)
    data["amendments"].append(amendment.model_dump(mode="json"))
    try:
        return Methodology.model_validate(data)
    except ValidationError as error:
        raise Refused(
            [
                _finding(
                    "invalid",
                    amendment.number,
                    where=".".join(str(p) for p in e["loc"]),
                    problem=e["msg"],
                )
                for e in error.errors()
            ]
        ) from None


def plain(value: Any, where: str = "values") -> Any:
    """The same value; Refused(process.value_not_plain) when it is no text, whole number, day,
    truth value, list or mapping of these: nothing else can enter the record."""
    if isinstance(value, dict):
        return {str(k): plain(v, where) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v, where) for v in value]
    if value is None or isinstance(value, str | int | dt.date):
        return value
    raise Refused(
        Finding("process.value_not_plain", params={"value": str(value)[:60]}, where=where)
    )


def amend_all(m: Methodology, amendments: Iterable[Amendment]) -> Methodology:
    """Amendments applied one after another, in the order given."""
    for amendment in amendments:
        m = amend(m, amendment)
    return m


def _check(m: Methodology, a: Amendment) -> None:
    if any(done.number >= a.number for done in m.amendments):
        raise Refused(_finding("number", a.number))
    if m.bodies and a.body not in {b.slug for b in m.bodies}:
        raise Refused(_finding("body", a.number, where=a.body, body=a.body))
    if not a.new and not a.old and not a.values:
        raise Refused(_finding("empty", a.number, where=a.clause))
    clause = m.clause(a.clause)
    current = clause.text if clause else ""
    if (a.old or a.new) and _spaces(a.old) != _spaces(current):
        raise Refused(_finding("old_text", a.number, where=a.clause, clause=a.clause))


def _clauses(clauses: list[dict[str, Any]], a: Amendment) -> list[dict[str, Any]]:
    """The clauses after the change of text: replaced, added at the end, or removed."""
    if not a.new:
        return [c for c in clauses if not a.old or c["id"] != a.clause]
    if not a.old:
        section = a.section or a.clause.split(".")[0]
        return [*clauses, {"id": a.clause, "section": section, "text": a.new} | a.clause_data]
    return [(c | {"text": a.new} | a.clause_data) if c["id"] == a.clause else c for c in clauses]


def _set(data: dict[str, Any], change: ValueChange, number: int) -> None:
    """Set the value at the path in place; Refused when the path or the old value is not there."""
    *parents, last = change.path.split(".")
    target: Any = data
    for step in parents:
        target = _child(target, step, change.path, number)
    if isinstance(target, list):
        _set_item(target, last, change, number)
        return
    if not isinstance(target, dict) or last not in target:
        raise Refused(_finding("path", number, where=change.path, path=change.path))
    _match(target[last], change, number)
    target[last] = change.new


def _set_item(items: list[Any], name: str, change: ValueChange, number: int) -> None:
    """Replace, add (old None) or remove (new None) the named item of a list."""
    for position, item in enumerate(items):
        if _named(item, name):
            _match(item, change, number)
            items[position : position + 1] = [] if change.new is None else [change.new]
            return
    if change.old is not None or change.new is None or not _named(change.new, name):
        raise Refused(_finding("path", number, where=change.path, path=change.path))
    items.append(change.new)


def _child(target: Any, step: str, path: str, number: int) -> Any:
    if isinstance(target, dict) and step in target:
        return target[step]
    if isinstance(target, list):
        for item in target:
            if _named(item, step):
                return item
    raise Refused(_finding("path", number, where=path, path=path))


def _named(item: Any, name: str) -> bool:
    return isinstance(item, dict) and any(str(item.get(k)) == name for k in _NAMES if k in item)


def _match(found: Any, change: ValueChange, number: int) -> None:
    """``old`` must equal what is there; a dict may leave out what it does not mention."""
    if not _same(found, change.old):
        raise Refused(_finding("old_value", number, where=change.path, path=change.path))


def _same(found: Any, old: Any) -> bool:
    if isinstance(found, dict) and isinstance(old, dict):
        return all(k in found and _same(found[k], v) for k, v in old.items())
    if isinstance(found, list) and isinstance(old, list | tuple):
        return len(found) == len(old) and all(map(_same, found, old))
    return bool(found == (old.isoformat() if hasattr(old, "isoformat") else old))


def _spaces(text: str) -> str:
    return " ".join(text.split())


def _finding(slug: str, number: int, *, where: str = "", **params: Any) -> Finding:
    return Finding(f"process.amendment_{slug}", params={"number": number, **params}, where=where)
