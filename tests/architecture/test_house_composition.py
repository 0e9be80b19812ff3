"""What a room offers is listed in ``config/composition.py``, and nothing else is."""

import ast
from importlib import import_module

import pytest
from tests.architecture import house

from cocrea.config import composition

# list of the composition -> (module of a room, name of the offer)
OFFERS = {
    "GATE_FACTS": ("selectors", "gate_facts"),
    "DESK": ("selectors", "desk_items"),
    "DOORS": ("selectors", "doors"),
    "SEARCH": ("selectors", "search_items"),
    "COUNTS": ("selectors", "public_counts"),
    "LINKS": ("links", "LINKS"),
    "PUBLISHED_TEXTS": ("selectors", "published_texts"),
    "TICKS": ("tasks", "tick"),
    "ACTS": ("messages", "ACTS"),
    "THINGS": ("messages", "THINGS"),
    "LABELS": ("links", "LABELS"),
    "CHOICES": ("links", "CHOICES"),
    "ROLES": ("messages", "ROLES"),
}
BY_ROOM = {"GATE_FACTS", "TICKS"}


def offered(module, name):
    """room -> what it offers under this name; a room without it is left out."""
    found = {}
    for room in house.rooms():
        folder = house.SRC / room
        if room == "config" or not any(
            path.exists() for path in (folder / f"{module}.py", folder / module)
        ):
            continue
        offer = getattr(import_module(f"cocrea.{room}.{module}"), name, None)
        # What a room imported from another one is not its own.
        if offer is not None and getattr(offer, "__module__", f"cocrea.{room}.").startswith(
            f"cocrea.{room}."
        ):
            found[room] = offer
    return found


@pytest.mark.parametrize("name", OFFERS)
def test_every_offer_of_a_room_is_listed_once(name):
    rooms = offered(*OFFERS[name])
    listed = getattr(composition, name)
    if name in BY_ROOM:
        assert listed == rooms
        return
    missing = [room for room, offer in rooms.items() if not any(offer is one for one in listed)]
    assert not missing, f"define {OFFERS[name][1]} and are not in {name}"
    assert len(listed) == len(rooms), f"{name} lists something twice, or what no room defines"


def test_every_list_of_the_composition_is_known_here():
    assert {name for name in vars(composition) if name.isupper()} == set(OFFERS)


def test_every_list_goes_from_the_ground_up():
    for name in BY_ROOM:
        heights = [house.height(room) for room in getattr(composition, name)]
        assert heights == sorted(heights)


def test_the_composition_is_plain_imports_and_lists():
    """Nothing is looked up by name: a misspelled offer fails when the portal starts."""
    body = house.tree(house.SRC / "config" / "composition.py").body
    plain = (ast.ImportFrom, ast.Assign, ast.Expr)
    assert not [ast.unparse(node) for node in body if not isinstance(node, plain)]
    assert not [node for node in ast.walk(ast.Module(body, [])) if isinstance(node, ast.Call)]


def test_no_kind_of_thing_has_two_addresses():
    kinds = [kind for links in composition.LINKS for kind in links]
    assert len(kinds) == len(set(kinds))
