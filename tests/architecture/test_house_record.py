"""The record speaks in words: every act and thing that it names has some, and nothing else has."""

import ast
from importlib import import_module

import pytest
from django.utils.translation import override
from tests.architecture import house

from cocrea.config import composition
from cocrea.people.rules.roles import CODES

TESTED = [room for room in house.rooms() if room != "config"]


def functions():
    """(room, path, function) of the package; what is nested in a function belongs to it."""
    for path in house.python_files():
        for node in house.nodes(path):
            if isinstance(node, ast.FunctionDef):
                yield house.room_of(path), path, node


def recordings(function):
    """The first argument of every ``.record(...)`` and ``.record_batch(...)`` in a function."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            if node.func.attr in {"record", "record_batch"}:
                yield node.args[0]


def given(function, name):
    """What calls anywhere in the package give to a parameter of this function."""
    order = [arg.arg for arg in (*function.args.args, *function.args.kwonlyargs)]
    for path in house.python_files():
        for node in house.nodes(path):
            if not isinstance(node, ast.Call):
                continue
            if getattr(node.func, "id", getattr(node.func, "attr", "")) != function.name:
                continue
            named = [word.value for word in node.keywords if word.arg == name]
            place = order.index(name)
            yield from named or node.args[place : place + 1]


def kinds_of(expression, function):
    """Kinds of entry that an expression may be; a parameter is followed to its callers."""
    if isinstance(expression, ast.Constant):
        yield expression.value
    elif isinstance(expression, ast.IfExp):
        yield from kinds_of(expression.body, function)
        yield from kinds_of(expression.orelse, function)
    elif isinstance(expression, ast.Name):
        for value in given(function, expression.id):
            yield from kinds_of(value, function)
    else:
        raise AssertionError(f"nobody can read which act this is: {ast.unparse(expression)}")


@pytest.fixture(scope="module")
def recorded():
    """room -> kinds of entry that its acts record."""
    found = {room: set() for room in TESTED}
    for room, path, function in functions():
        if path.parts[-3:] == ("ledger", "services", "acts.py") or room == "config":
            continue
        for expression in recordings(function):
            found[room] |= set(kinds_of(expression, function))
    return found


def offered(room, name):
    if not (house.SRC / room / "messages.py").exists():
        return {}
    return getattr(import_module(f"cocrea.{room}.messages"), name, {})


def named_things():
    """Kinds of SubjectRef that the code spells, and those that have an address."""
    found = {kind for links in composition.LINKS for kind in links}
    for path in house.python_files():
        for node in house.nodes(path):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "SubjectRef":
                continue
            if node.args and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    return found - {""}  # SubjectRef("", "") names nothing


@pytest.mark.parametrize("room", TESTED)
def test_every_act_has_words_and_no_words_are_idle(room, recorded):
    assert set(offered(room, "ACTS")) == recorded[room]


def test_the_test_sees_the_acts(recorded):
    assert sum(map(len, recorded.values())) > 90
    assert {"voice.received", "voice.erased"} <= recorded["voices"]
    assert {"commitment.adopted", "milestone.added"} <= recorded["commitments"]
    assert {"phase.opened", "phase.closed"} <= recorded["process"]


def test_every_thing_has_one_noun():
    nouns = [kind for words in composition.THINGS for kind in words]
    assert len(nouns) == len(set(nouns))
    assert set(nouns) == named_things()


def test_what_has_an_address_has_a_label():
    links = {kind for part in composition.LINKS for kind in part}
    labels = {kind for part in composition.LABELS for kind in part}
    assert links == labels


def test_every_role_has_a_name():
    assert {code for part in composition.ROLES for code in part} == set(CODES)


def test_words_are_said_in_both_languages():
    """Sentences differ; a noun may be the same word in both."""
    acts = [word for part in composition.ACTS for word in part.values()]
    spanish = [str(word) for word in acts]
    with override("en"):
        english = [str(word) for word in acts]
    assert not [text for text, other in zip(spanish, english, strict=True) if text == other]
    assert len(set(spanish)) == len(spanish), "two acts that read the same"
    assert len(set(english)) == len(english)
