"""From YAML to a methodology, with errors that name the line and the field.

A file is either whole, or ``based_on`` another one with a list of ``amendments``, so that the two
never drift apart. Names in ``frames`` are lists of codes that come with the package.
"""

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib import resources
from itertools import islice
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.process.rules.amend import amend_all, digest, from_json, to_json
from cocrea.process.rules.parts import Part
from cocrea.process.rules.schema import Amendment, Methodology, Overlay, ValueChange

__all__ = [
    "amendment_of",
    "builtin",
    "builtin_names",
    "digest",
    "from_json",
    "load",
    "load_changes",
    "shipped",
    "to_json",
]

MAX_CHARACTERS = 600_000
MAX_DEPTH = 24
MANY_OPENED = 1_000  # fewer lists and mappings cost nothing, however they are nested
Find = Callable[[str], str | None]
_NAME = re.compile(r"^[a-z0-9]+(?:[-/][a-z0-9]+)*$")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_OPENING = re.compile(r"[\[{]|[-?]\s")  # what may begin a list or a mapping on the same line
_FOLDER = "methodologies"
_OVERLAY = ("based_on", "header", "header_en", "not_official", "source")
P = TypeVar("P", bound=Part)
# The same loader in C where PyYAML was built with it: forty times faster.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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


@functools.cache
def shipped(name: str) -> Methodology:
    """A methodology that comes with the package, read once per worker: it is frozen.

    Raises Refused(process.base_unknown) when there is none of that name.
    """
    text = builtin(name)
    if text is None:
        raise Refused(
            Finding("process.base_unknown", params={"name": name, "field": "", "line": 0})
        )
    return load(text)


class _Changes(Part):
    values: tuple[ValueChange, ...] = ()


def load_changes(text: str) -> tuple[ValueChange, ...]:
    """The value changes of an amendment written as a YAML list of ``path``, ``old``, ``new``.

    Raises Refused like ``load``; lines are those of ``text``.
    """
    if not text.strip():
        return ()
    try:
        data, lines = _parse(f"values:\n{text}")
        return _checked(_Changes, data, lines).values
    except Refused as refusal:
        raise Refused([_line_before(finding) for finding in refusal.findings]) from None


def _line_before(finding: Finding) -> Finding:
    line = finding.params.get("line", 0)
    return replace(
        finding, params={**finding.params, "line": max(int(line) - 1, 0)}, where="values"
    )


def amendment_of(data: Mapping[str, Any]) -> Amendment:
    """An amendment from plain values. Raises Refused with the fields that are wrong."""
    return _checked(Amendment, dict(data), {})


def _load(text: str, find: Find, seen: tuple[str, ...]) -> Methodology:
    data, lines = _parse(text)
    if "based_on" not in data:
        whole = data | {"frames": _frames(data.get("frames"), find)}
        return _checked(Methodology, whole, lines)
    overlay = _checked(Overlay, data, lines)
    found = None if overlay.based_on in seen else find(overlay.based_on)
    if found is None:
        name = overlay.based_on
        raise Refused(_field("process.base_unknown", ("based_on",), lines, name=name))
    merged = to_json(_load(found, find, (*seen, overlay.based_on)))
    merged["identity"] |= overlay.identity
    merged |= {key: data[key] for key in _OVERLAY if key in data}
    return amend_all(_checked(Methodology, merged, lines), overlay.amendments)


def _checked(model: type[P], data: dict[str, Any], lines: Mapping[tuple[Any, ...], int]) -> P:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise Refused(list(_problems(error, lines))) from None


def _problems(error: ValidationError, lines: Mapping[tuple[Any, ...], int]) -> Iterator[Finding]:
    for each in error.errors(include_url=False, include_context=False):
        code = _CODES.get(each["type"], "process.field_invalid")
        yield _field(code, each["loc"], lines, problem=each["msg"])


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
        found.append(_frame(text))
    return found


@functools.lru_cache(maxsize=16)
def _frame(text: str) -> dict[str, Any]:
    """A list of codes, parsed once: goals and targets are half of what a methodology is made of.
    To be read only."""
    return _parse(text)[0]


def _parse(text: str) -> tuple[dict[str, Any], dict[tuple[Any, ...], int]]:
    """The data of a YAML mapping and the line of each path in it."""
    if len(text) > MAX_CHARACTERS:
        raise Refused(
            Finding("process.yaml_too_large", params={"length": len(text), "limit": MAX_CHARACTERS})
        )
    try:
        if _too_deep(text):
            raise Refused(Finding("process.yaml_not_plain"))
        loader = _Loader(text)
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise Refused(_unreadable(1, "mapping"))
        lines = dict(_lines(node, (), set()))
        data: dict[str, Any] = loader.construct_document(node)
    except yaml.YAMLError as error:
        raise Refused(_yaml_error(error)) from None
    except ValueError as error:  # 2018-13-45 looks like a date and is none
        raise Refused(_unreadable(0, str(error))) from None
    except RecursionError:
        raise Refused(Finding("process.yaml_not_plain")) from None
    return data, lines


def _too_deep(text: str) -> bool:
    """Whether something is nested deeper than may be, found before it is composed: brackets within
    brackets cost the square of their depth (minutes, for a file of the largest size), and lists
    within lists the stack of the composer in C, which ends the worker."""
    if not any(islice(_OPENING.finditer(text), MANY_OPENED, None)):
        return False
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH + 1:
            return True
    return False


def _unreadable(line: int, problem: str) -> Finding:
    return Finding("process.yaml_invalid", params={"line": line, "problem": problem})


def _yaml_error(error: yaml.YAMLError) -> Finding:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "YAML"
    line = mark.line + 1 if mark else 0
    return _unreadable(line, str(problem))


def _lines(
    node: yaml.Node, path: tuple[Any, ...], seen: set[int]
) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Path and line of every value. A key written twice is refused, and so is an alias (a node
    met twice): it can make a small file endless, and nothing here needs one.
    """
    yield path, node.start_mark.line + 1
    if len(path) > MAX_DEPTH or id(node) in seen:
        raise Refused(Finding("process.yaml_not_plain"))
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode) and _CONTROLS.search(node.value):
        raise Refused(Finding("process.text_controls", params={"line": node.start_mark.line + 1}))
    if isinstance(node, yaml.MappingNode):
        keys: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in keys:
                raise Refused(_unreadable(key.start_mark.line + 1, f"{key.value}: key"))
            keys.add(key.value)
            yield from _lines(value, (*path, key.value), seen)
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield from _lines(value, (*path, position), seen)
