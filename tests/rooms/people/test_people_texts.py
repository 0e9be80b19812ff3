"""Every code of the room has a text, and every code list a name."""

import re
from pathlib import Path

import cocrea.people
from cocrea.people import messages
from cocrea.people.rules import bodies, roles, sectors

ROOM = Path(cocrea.people.__file__).parent


def test_every_code_has_a_text():
    used = set()
    for path in [*ROOM.glob("*.py"), *ROOM.glob("rules/*.py"), *ROOM.glob("services/*.py")]:
        if path.name in {"messages.py", "apps.py", "selectors.py"}:
            continue
        code = re.sub(r"act\.record\(\s*\"people\.\w+\"", "", path.read_text(encoding="utf-8"))
        used |= set(re.findall(r"\"(people\.[a-z_]+)\"", code))
    assert used == set(messages.TEXTS)


def test_every_list_has_names():
    assert set(messages.ROLE_TEXTS) == set(roles.CODES)
    assert set(messages.SECTOR_NAMES) == set(sectors.SECTORS)
    assert set(messages.STATUS_NAMES) == set(sectors.STATUSES)
    assert set(messages.BRANCH_NAMES) == set(sectors.BRANCHES)
    assert set(messages.KIND_NAMES) == set(bodies.KINDS)
    assert set(messages.GIVEN_BY_NAMES) == set(bodies.GIVEN_BY)
