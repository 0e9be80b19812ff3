"""From YAML to a methodology, with errors that name the line and the field.

A file is either whole, or ``based_on`` another one with a list of ``amendments``, so that the two
never drift apart. Names in ``frames`` are lists of codes that come with the package.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from importlib import resources
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.process.rules.amend import amend_all, digest, from_json, to_json
from cocrea.process.rules.schema import Amendment, Methodology

__all__ = ["builtin", "builtin_names", "digest", "from_json", "load", "to_json"]

MAX_CHARACTERS = 600_000
MAX_DEPTH = 24
Find = Callable[[str], str | None]
_NAME = re.compile(r"^[a-z0-9]+(?:[-/][a-z0-9]+)*$")
_FOLDER = "methodologies"
_OVERLAY = ("header", "header_en", "not_official", "source")
_CODES = {"missing": "process.field_missing", "extra_forbidden": "process.field_unknown"}


def builtin(name: str) -> str | None:
    """Text of a YAML file that comes with the package (``national-2022``), or None."""
    if not _NAME.match(name):
        return None
    place = resources.files("cocrea.process").joinpath(_FOLDER, *f"{name}.yaml".split("/"))
    return place.read_text(encoding="utf-8") if place.is_file() else None


def builtin_names() -> tuple[str, ...]:
    """Names of the methodologies that come with the package, in order."""
    folder = resources.files("cocrea.process").joinpath(_FOLDER)
    return tuple(sorted(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".yaml")))


def load(text: str, *, find: Find = builtin) -> Methodology:
    """The methodology written in ``text``.

    find  gives the text of a named file (for ``based_on`` and ``frames``), or None
    Raises Refused: process.yaml_invalid, process.yaml_too_large, process.yaml_not_plain,
    process.field_missing, process.field_unknown, process.field_invalid, process.base_unknown,
    process.frame_unknown, and amendment findings. ``params["line"]`` is 1-based, 0 when unknown.
    """
    return _load(text, find, seen=())


def _load(text: str, find: Find, seen: tuple[str, ...]) -> Methodology:
    data, lines = _parse(text)
    if "based_on" not in data:
        return _validated(data | {"frames": _frames(data.get("frames"), find)}, lines)
    base = str(data["based_on"])
    found = None if base in seen else find(base)
    if found is None:
        raise Refused(_field("process.base_unknown", ("based_on",), lines, name=base))
    merged = to_json(_load(found, find, (*seen, base)))
    merged["based_on"] = base
    merged["identity"] |= data.get("identity") or {}
    merged |= {key: data[key] for key in _OVERLAY if key in data}
    unknown = set(data) - {"based_on", "identity", "amendments", "schema_version", *_OVERLAY}
    if unknown:
        raise Refused([_field("process.field_unknown", (k,), lines) for k in sorted(unknown)])
    return amend_all(_validated(merged, lines), _amendments(data.get("amendments") or [], lines))


def _amendments(items: Any, lines: Mapping[tuple[Any, ...], int]) -> list[Amendment]:
    try:
        return TypeAdapter(list[Amendment]).validate_python(items)
    except ValidationError as error:
        raise Refused(list(_problems(error, lines, ("amendments",)))) from None


def _validated(data: dict[str, Any], lines: Mapping[tuple[Any, ...], int]) -> Methodology:
    try:
        return Methodology.model_validate(data)
    except ValidationError as error:
        raise Refused(list(_problems(error, lines))) from None


def _problems(
    error: ValidationError, lines: Mapping[tuple[Any, ...], int], prefix: tuple[Any, ...] = ()
) -> Iterator[Finding]:
    for each in error.errors(include_url=False, include_context=False):
        code = _CODES.get(each["type"], "process.field_invalid")
        yield _field(code, (*prefix, *each["loc"]), lines, problem=each["msg"])


def _field(
    code: str, path: tuple[Any, ...], lines: Mapping[tuple[Any, ...], int], **params: Any
) -> Finding:
    """A finding about a field, with the line of the nearest thing that is written in the file."""
    near = path
    while near and near not in lines:
        near = near[:-1]
    where = ".".join(str(part) for part in path)
    return Finding(code, params={"line": lines.get(near, 0), "field": where, **params}, where=where)


def _frames(names: Any, find: Find) -> list[Any]:
    """Frames named by slug are read; frames written in full stay."""
    found: list[Any] = []
    for name in names if isinstance(names, list) else []:
        if not isinstance(name, str):
            found.append(name)
            continue
        text = find(f"frames/{name}")
        if text is None:
            raise Refused(
                Finding("process.frame_unknown", params={"name": name}, where=f"frames.{name}")
            )
        found.append(_parse(text)[0])
    return found


def _parse(text: str) -> tuple[dict[str, Any], dict[tuple[Any, ...], int]]:
    """The data of a YAML mapping and the line of each path in it."""
    if len(text) > MAX_CHARACTERS:
        raise Refused(
            Finding("process.yaml_too_large", params={"length": len(text), "limit": MAX_CHARACTERS})
        )
    try:
        # An alias can make a small file endless; nothing here needs one.
        if any(isinstance(t, yaml.AliasToken) for t in yaml.scan(text)):
            raise Refused(Finding("process.yaml_not_plain"))
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise Refused(_yaml_error(error)) from None
    except RecursionError:
        raise Refused(Finding("process.yaml_not_plain")) from None
    if not isinstance(data, dict) or node is None:
        raise Refused(Finding("process.yaml_invalid", params={"line": 1, "problem": "mapping"}))
    return data, dict(_lines(node, ()))


def _yaml_error(error: yaml.YAMLError) -> Finding:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "YAML"
    line = mark.line + 1 if mark else 0
    return Finding("process.yaml_invalid", params={"line": line, "problem": str(problem)})


def _lines(node: yaml.Node, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Path and line of every value; a key that is written twice is refused."""
    yield path, node.start_mark.line + 1
    if len(path) > MAX_DEPTH:
        raise Refused(Finding("process.yaml_not_plain"))
    if isinstance(node, yaml.MappingNode):
        seen: set[Any] = set()
        for key, value in node.value:
            if key.value in seen:
                params = {"line": key.start_mark.line + 1, "problem": f"{key.value}: twice"}
                raise Refused(Finding("process.yaml_invalid", params=params))
            seen.add(key.value)
            yield from _lines(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield from _lines(value, (*path, position))
