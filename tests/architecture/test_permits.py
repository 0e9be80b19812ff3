"""Permits: the page is current, every cell means what it says, no write goes without one."""

import ast
from datetime import UTC, datetime
from functools import cache

import pytest
from scripts import permits_table
from tests.architecture import house

from cocrea.kernel.permits import ANY_STATE, Grant, may
from cocrea.people.rules.roles import BY_CODE

SRC = house.SRC
TABLES = permits_table.tables()
NOW = datetime(2018, 3, 1, tzinfo=UTC)

# Rooms below people serve the acts of others: their callers ask for the permit.
BELOW = {"ui", "ledger", "search"}
WRITES = {"act", "save", "create", "get_or_create", "update_or_create"}
WRITES |= {"bulk_create", "bulk_update"}

# Public writes that need no permit of their own, each with its reason.
EXCEPTIONS: dict[str, str] = {}


def page_cells():
    """(room, action, role) -> cell text, read back from the page."""
    room, roles, cells = "", [], {}
    for line in permits_table.PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            room = line[3:]
        if not line.startswith("| ") or line.startswith("| ---"):
            continue
        parts = [part.strip() for part in line.strip("|").split("|")]
        if parts[0] == "action":
            roles = parts[1:-1]
        else:
            for role, text in zip(roles, parts[1:-1], strict=True):
                cells[room, parts[0].strip("`"), role] = text
    return cells


def test_the_page_is_current():
    assert permits_table.PAGE.read_text(encoding="utf-8") == permits_table.render(), (
        "run scripts/permits_table.py"
    )


@pytest.mark.parametrize("room", TABLES)
def test_every_cell_means_what_it_says(room):
    table, page = TABLES[room], page_cells()
    states = {str(s) for row in table for s in row.states} | {"no_such_state"}
    for action in table.actions():
        for role in BY_CODE:
            text = page.get((room, action, role), permits_table.NEVER)
            for state in states - {"*"}:
                said = text == permits_table.ANY or state in text.split(", ")
                assert may(table, Grant(role), action, state, NOW) is said, (action, role, state)


@pytest.mark.parametrize("room", TABLES)
def test_a_grant_that_does_not_run_permits_nothing(room):
    for row in TABLES[room]:
        role = sorted(row.roles)[0]
        state = "any" if row.states is ANY_STATE else str(sorted(row.states)[0])
        assert not may(TABLES[room], Grant(role, until=NOW), row.action, state, NOW)


@pytest.mark.parametrize("room", TABLES)
def test_rows_name_roles_that_exist(room):
    assert {role for row in TABLES[room] for role in row.roles} <= set(BY_CODE)


def test_nobody_decides_and_publishes_by_one_role():
    for room, table in TABLES.items():
        for action in table.actions():
            if action.endswith((".publish", "_publish")):
                assert not table.may("moderator", action), (room, action)


@cache
def functions(room):
    """Name -> node of every top-level function in the room's services."""
    places = [SRC / room / "services.py", *sorted((SRC / room / "services").glob("*.py"))]
    return {
        node.name: node
        for place in places
        if place.exists()
        for node in house.tree(place).body
        if isinstance(node, ast.FunctionDef)
    }


@cache
def calls(node):
    return [n for n in ast.walk(node) if isinstance(n, ast.Call)]


def name_of(call):
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def reach(name, known, seen):
    """The function and every private one of the room that it calls, directly or not."""
    seen.add(name)
    for call in calls(known[name]):
        called = name_of(call)
        if called in known and called.startswith("_") and called not in seen:
            reach(called, known, seen)
    return [known[n] for n in seen]


def actions_required(nodes):
    """Second argument of every ``require``: the literal action, or None when it is computed."""
    found = []
    for node in nodes:
        for call in calls(node):
            if name_of(call) == "require" and len(call.args) > 1:
                action = call.args[1]
                found.append(action.value if isinstance(action, ast.Constant) else None)
    return found


def writers(room):
    """Names of the room's public functions that write, themselves or by a private one."""
    known = functions(room)
    return [
        name
        for name in known
        if not name.startswith("_")
        and any(
            name_of(call) in WRITES for part in reach(name, known, set()) for call in calls(part)
        )
    ]


def without_permit(room, name):
    """What is wrong with a public write, in words; empty when it asks for a literal permit."""
    known = functions(room)
    arguments = known[name].args
    taken = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    if "actor" not in taken:
        return f"{room}.{name} writes without an actor"
    required = actions_required(reach(name, known, set()))
    if not required:
        return f"{room}.{name} writes and asks no permit"
    unknown = [action for action in required if action not in TABLES[room].actions()]
    return f"{room}.{name}: not literal actions of the table: {unknown}" if unknown else ""


@pytest.mark.parametrize("room", sorted(set(house.rooms()) - BELOW))
def test_every_public_write_asks_for_a_literal_permit(room):
    names = [name for name in writers(room) if f"{room}.{name}" not in EXCEPTIONS]
    assert not [wrong for name in names if (wrong := without_permit(room, name))]


def test_the_test_sees_the_writes():
    assert sum(len(writers(room)) for room in set(house.rooms()) - BELOW) > 150


@pytest.mark.parametrize("room", TABLES)
def test_no_row_is_dead(room):
    code = "\n".join(
        place.read_text(encoding="utf-8")
        for place in (SRC / room).rglob("*.py")
        if place.name != "permits.py"
    )
    dead = [action for action in TABLES[room].actions() if f'"{action}"' not in code]
    assert not dead
