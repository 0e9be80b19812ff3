"""Rooms import only what lies below their line, by its doors, at the top of the file."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from tests.architecture import house

# What a room may take from a lower one. ``models`` names types and keys; writing goes by services.
# ``rendering`` is the door of documents: a higher room says what stands in one, it makes the files.
DOORS = {"services", "selectors", "models", "rules", "http", "messages", "words", "vault", "tables"}
DOORS |= {"rendering"}
# The command line is above every room and runs what has no page.
OPEN_TO_CONFIG = {
    "site.conduct",
    "site.demo",
    "site.record",
    "ledger.verifier",
    "opendata.catalogue",
    "plan.documents",
    "meetings.documents",
    "sensemaking.documents",
    "voices.documents",
}
# What composition lists: addresses and due work are offers of a room, not its doors.
OPEN_TO_COMPOSITION = {"links", "tasks"}
WRITES = {
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "update",
    "delete",
    "save",
}
# The command line must set the environment before Django reads its settings.
LATE_IMPORTS = {"src/cocrea/config/cli.py"}


def test_the_import_contracts_hold():
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [str(program), "--no-cache"], cwd=house.ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_every_room_has_its_line():
    lines = [room for line in house.layers() for room in line]
    assert len(lines) == len(set(lines))
    assert set(house.rooms()) <= set(lines)


def test_settings_name_the_rooms_from_the_ground_up():
    assert set(settings.ROOMS) == set(house.rooms()) - {"kernel", "config"}
    heights = [house.height(room) for room in settings.ROOMS]
    assert heights == sorted(heights)


def is_import(node):
    return isinstance(node, ast.Import | ast.ImportFrom)


def test_nothing_is_imported_inside_a_function():
    late = [
        f"{house.named(path)}:{inner.lineno}"
        for path in house.python_files()
        if house.named(path) not in LATE_IMPORTS
        # What begins its line is in no function, whatever stands around it.
        and any(is_import(node) and node.col_offset for node in house.nodes(path))
        for node in house.nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(node)
        if is_import(inner)
    ]
    assert not late


def foreign(path):
    """(room, door, name, line) of what a file takes from other rooms."""
    own = house.room_of(path) if path.parent != house.SRC else ""
    for module, name, line in house.imports(path):
        parts = [*module.split("."), *([name] if name else [])]
        if parts[0] != "cocrea" or len(parts) < 3 or parts[1] in {own, *house.LIBRARIES}:
            continue
        yield parts[1], parts[2], name, line


@pytest.mark.parametrize("room", house.rooms())
def test_other_rooms_are_entered_by_their_doors(room):
    wrong = [
        f"{house.named(path)}:{line} {other}.{door}"
        for path in house.python_files()
        if house.room_of(path) == room
        for other, door, _name, line in foreign(path)
        if door not in DOORS
        and not (room == "config" and f"{other}.{door}" in OPEN_TO_CONFIG)
        and not (path.name == "composition.py" and door in OPEN_TO_COMPOSITION)
    ]
    assert not wrong


def root_name(node):
    """The name at the start of ``Name.objects.filter(...).create``; empty when there is none."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


@pytest.mark.parametrize("room", house.rooms())
def test_nobody_writes_the_tables_of_another_room(room):
    wrong = []
    for path in house.python_files():
        if house.room_of(path) != room:
            continue
        others = {name for _other, door, name, _line in foreign(path) if door == "models"}
        wrong += [
            f"{house.named(path)}:{node.lineno} {ast.unparse(node.func)[:60]}"
            for node in house.nodes(path)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in WRITES
            and root_name(node.func) in others
        ]
    assert not wrong
