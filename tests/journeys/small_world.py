"""The whole demonstration at a twentieth, built once and put back whole before each module.

On SQLite every worker shares one copy beside the test databases; on PostgreSQL each worker keeps a
template of its own.
"""

import contextlib
import fcntl
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from cocrea.people import services as people
from cocrea.site import conduct
from cocrea.site.demo import municipality, store
from cocrea.site.demo.replay import SLUG, replay
from cocrea.site.demo.world import OPERATOR

SCALE = 0.05
MOMENT = Path(settings.DATA_DIR) / "small-world-moment.sqlite3"
GUATEMALA, VILLA = SLUG, municipality.SLUG


def build() -> None:
    """The process of 2018 played to its end, and the one that is in consultation today."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    people.organizations_load(actor=OPERATOR, now=datetime.now(UTC))
    replay(scale=SCALE)
    if connection.vendor == "sqlite":  # as ``demo.build`` does, so that one may travel
        _copy(connection.settings_dict["NAME"], MOMENT)
        store.keys_reserve()
    municipality.begin(datetime.now(ZoneInfo("America/Santiago")).date())
    conduct.tick()
    connection.close()


class Keeper:
    """Keeps two states of the test database, empty and full, and swaps them in."""

    def __init__(self) -> None:
        self.kept: set[str] = set()

    def put(self, state: str) -> None:
        cache.clear()
        if connection.vendor == "sqlite":
            self._put_sqlite(state)
        else:
            self._put_postgresql(state)

    def _put_sqlite(self, state: str) -> None:
        live = connection.settings_dict["NAME"]
        folder = Path(settings.DATA_DIR)
        with (folder / "small-world.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            if not (folder / "small-world-full.sqlite3").exists():
                _copy(live, folder / "small-world-empty.sqlite3")
                build()
                _copy(live, folder / "small-world-full.sqlite3")
        connection.close()
        _copy(folder / f"small-world-{state}.sqlite3", live)

    def _put_postgresql(self, state: str) -> None:
        live = connection.settings_dict["NAME"]
        if not self.kept:
            _clone(live, f"{live}_empty")
            build()
            _clone(live, f"{live}_full")
            self.kept = {f"{live}_empty", f"{live}_full"}
        _clone(f"{live}_{state}", live)

    def forget(self) -> None:
        for name in self.kept:
            _drop(name)
        self.kept = set()


KEEPER = Keeper()


def _copy(source: Path | str, target: Path | str) -> None:
    with closing(sqlite3.connect(source)) as given, closing(sqlite3.connect(target)) as taken:
        given.backup(taken)


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
    """The small world as a SQLite file of its own (the fixture ``_small_world`` has built it)."""
    _copy(Path(settings.DATA_DIR) / "small-world-full.sqlite3", target)
