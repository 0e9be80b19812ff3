"""The whole demonstration at a twentieth, put back whole before each module of tests.

On SQLite it is a copy of the one that ``cocrea demo`` made for this run; on PostgreSQL the first
worker plays it again there, and the others share its copy as a template.
"""

import contextlib
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.db import connection
from tests import demonstration
from tests.beside import RUN, alone, copy_of
from tests.demonstration import SCALE

from cocrea.kernel.text import digest
from cocrea.ledger import triggers
from cocrea.people import services as people
from cocrea.site import conduct
from cocrea.site.demo import municipality
from cocrea.site.demo.replay import SLUG, replay
from cocrea.site.demo.world import OPERATOR

GUATEMALA, VILLA = SLUG, municipality.SLUG
FULL = RUN / "small-world-full.sqlite3"
EMPTY = RUN / "small-world-empty.sqlite3"
PLAYED = RUN / "small-world-postgresql.json"


def moment() -> Path:
    """The database as it was when the process of 2018 had ended, before the one of today began."""
    return demonstration.demonstration() / "moments" / f"{demonstration.moments()[-1]}.sqlite3"


def played() -> tuple[list[str], list[str]]:
    """What the replay told, and the moments that it kept, in order."""
    if connection.vendor == "sqlite":
        return demonstration.said(), demonstration.moments()
    told = json.loads(PLAYED.read_text(encoding="utf-8"))
    return told["said"], told["kept"]


def build() -> dict[str, list[str]]:
    """The process of 2018 played to its end, and the one that is in consultation today."""
    told: dict[str, list[str]] = {"said": [], "kept": []}
    people.organizations_load(actor=OPERATOR, now=datetime.now(UTC))
    replay(scale=SCALE, say=told["said"].append, keep=told["kept"].append)
    municipality.begin(datetime.now(ZoneInfo("America/Santiago")).date())
    conduct.tick()
    connection.close()
    return told


class Keeper:
    """Keeps two states of the test database, empty and full, and swaps them in."""

    def put(self, state: str) -> None:
        cache.clear()
        if connection.vendor == "sqlite":
            self._put_sqlite(state)
        else:
            self._put_postgresql(state)

    def _put_sqlite(self, state: str) -> None:
        live = connection.settings_dict["NAME"]
        with alone("small-world"):
            if not FULL.exists():
                made = demonstration.demonstration()
                shutil.copytree(made / "media", RUN / "media", dirs_exist_ok=True)
                copy_of(live, EMPTY)
                copy_of(made / "cocrea.sqlite3", live)
                triggers.allow_delete(connection)  # a test that commits is emptied by DELETE
                connection.close()
                copy_of(live, FULL)
        connection.close()
        copy_of(FULL if state == "full" else EMPTY, live)

    def _put_postgresql(self, state: str) -> None:
        live = connection.settings_dict["NAME"]
        shared = f"small_world_{digest(str(RUN))[:8]}"
        with alone("small-world"):
            if not PLAYED.exists():
                _clone(live, f"{shared}_empty")
                told = build()
                _clone(live, f"{shared}_full")
                PLAYED.write_text(json.dumps(told), encoding="utf-8")
            _clone(f"{shared}_{state}", live)  # a template serves one at a time


KEEPER = Keeper()


def _clone(source: str, target: str) -> None:
    _drop(target)
    with _nodb() as cursor:
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def _drop(name: str) -> None:
    with _nodb() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextlib.contextmanager
def _nodb():
    connection.close()
    with connection._nodb_cursor() as cursor:
        yield cursor


def full_copy(target: Path) -> None:
    """The small world as a SQLite file of its own, as an installation has it."""
    copy_of(demonstration.demonstration() / "cocrea.sqlite3", target)
