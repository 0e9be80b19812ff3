"""Shape of the source: clocks, sizes, docstrings, a map in every room."""

import ast

import pytest
from tests.architecture import house

MOST_LINES = 500
README_LINES = 40
LONG = 8  # lines of a body; longer public functions say what they take and return
# One file on purpose, with the reason.
LONG_FILES = {
    "src/cocrea/ledger/verifier.py": "handed out alone: it must run from one file, anywhere",
}
# The one place that may ask the machine for the time.
CLOCKS = {"src/cocrea/ledger/services/clock.py"}
TELLERS = {"now", "utcnow", "today", "localtime", "localdate", "time", "monotonic"}
TIME_MODULES = {"datetime", "date", "timezone", "time"}
LAWFUL = ("rules", "services", "selectors")


def lawful(path):
    """Is this a file of rules, services or selectors?"""
    parts = path.relative_to(house.SRC).parts[1:]
    return bool(parts) and parts[0].removesuffix(".py") in LAWFUL


@pytest.mark.parametrize("room", house.rooms())
def test_every_room_has_a_short_map(room):
    readme = house.SRC / room / "README.md"
    assert readme.is_file()
    lines = readme.read_text(encoding="utf-8").splitlines()
    assert 5 <= len(lines) <= README_LINES, f"{len(lines)} lines"


def test_the_map_of_the_house_names_every_room():
    text = (house.SRC / "README.md").read_text(encoding="utf-8")
    assert not [room for room in house.rooms() if f"({room}/README.md)" not in text]


def test_files_stay_short():
    long = {
        house.named(path): count
        for path in house.python_files()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert not set(long) - set(LONG_FILES), long
    assert not set(LONG_FILES) - set(long), "an exception that is no longer needed"


@pytest.mark.parametrize("room", house.rooms())
def test_rules_services_and_selectors_are_told_the_time(room):
    asked = []
    for path in house.python_files():
        if house.room_of(path) != room or not lawful(path) or house.named(path) in CLOCKS:
            continue
        for node in house.nodes(path):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            value = node.func.value
            owner = getattr(value, "attr", getattr(value, "id", ""))
            if node.func.attr in TELLERS and owner in TIME_MODULES:
                asked.append(f"{house.named(path)}:{node.lineno} {ast.unparse(node.func)}")
    assert not asked


@pytest.mark.parametrize("room", house.rooms())
def test_rules_throw_no_dice_and_touch_nothing(room):
    """Seeds and files are handed in; ``random.Random(seed)`` is a value like another."""
    forbidden = {"random", "secrets", "os", "pathlib", "socket", "subprocess", "urllib", "sqlite3"}
    found = [
        f"{house.named(path)}:{line} {module}"
        for path in house.python_files()
        if house.room_of(path) == room and path.relative_to(house.SRC).parts[1] == "rules"
        for module, _name, line in house.imports(path)
        if module.split(".")[0] in forbidden and house.named(path) not in READS_ITS_OWN_DATA
    ]
    assert not found


# Reads the methodology files of the package, which are part of the release.
READS_ITS_OWN_DATA = {"src/cocrea/process/rules/loading.py"}


@pytest.mark.parametrize("room", house.rooms())
def test_long_public_functions_say_what_they_do(room):
    silent = [
        f"{house.named(path)}:{node.lineno} {node.name}"
        for path in house.python_files()
        if house.room_of(path) == room and lawful(path)
        for node in house.tree(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.end_lineno - node.body[0].lineno + 1 > LONG
        and not ast.get_docstring(node)
    ]
    assert not silent
