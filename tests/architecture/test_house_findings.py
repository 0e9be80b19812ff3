"""Every code of a finding has a text, and every text belongs to a code that is used."""

import ast
import re
from functools import cache

import pytest
from tests.architecture import house

from cocrea.ui.messages import all_texts

CODE = re.compile(r"^[a-z_]+\.[a-z0-9_]+$")


@cache
def literals(room):
    """Strings of a room, and the patterns of its f-strings; its ``messages.py`` left out."""
    whole, made = set(), set()
    for path in house.python_files():
        if house.room_of(path) != room or path.name == "messages.py":
            continue
        for node in house.nodes(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [p.value if isinstance(p, ast.Constant) else None for p in node.values]
                # Three letters of its own at least: f"{a}_{b}" would excuse everything.
                said = "".join(part for part in parts if part)
                if len(re.sub(r"[^a-z]", "", said.removeprefix(f"{room}."))) > 2:
                    made.add("".join("[a-z0-9_]+" if p is None else re.escape(p) for p in parts))
    return whole, made


def codes_of(path):
    """(code, line) of every ``Finding("room.slug", ...)`` in a file."""
    for node in house.nodes(path):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called != "Finding":
            continue
        given = node.args[:1] or [k.value for k in node.keywords if k.arg == "code"]
        if given and isinstance(given[0], ast.Constant):
            yield given[0].value, node.lineno


@pytest.mark.parametrize("room", house.rooms())
def test_every_code_has_a_text(room):
    found = [
        (code, f"{house.named(path)}:{line}")
        for path in house.python_files()
        if house.room_of(path) == room
        for code, line in codes_of(path)
    ]
    assert not [place for code, place in found if not CODE.match(code)]
    assert not [f"{code} at {place}" for code, place in found if code not in all_texts()]


def test_a_code_begins_with_the_room_that_states_its_text():
    assert not {code.partition(".")[0] for code in all_texts()} - set(house.rooms())


@pytest.mark.parametrize("room", sorted({code.partition(".")[0] for code in all_texts()}))
def test_every_text_is_of_a_code_in_use(room):
    """A code may be put together: ``f"process.{slug}"``, or with ``f"{thing}_miscounted"``."""
    everywhere = {text for each in house.rooms() for text in literals(each)[0]}
    here, made = literals(room)
    idle = []
    for code in all_texts():
        code = code.removesuffix(".working")  # the same finding, its days counted otherwise
        owner, _, slug = code.partition(".")
        if owner != room or code in everywhere or slug in here:
            continue
        if not any(re.fullmatch(pattern, text) for pattern in made for text in (code, slug)):
            idle.append(code)
    assert not idle
