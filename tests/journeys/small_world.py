"""The whole demonstration at a twentieth, built once and put back whole before each module.

The first worker that needs it builds it; the others share its copy: a file beside the test databases
on SQLite, a template on PostgreSQL.
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

from cocrea.kernel.text import digest
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

    def put(self, state: str) -> None:
        cache.clear()
        if connection.vendor == "sqlite":
            self._put_sqlite(state)
        else:
            self._put_postgresql(state)

    def _put_sqlite(self, state: str) -> None:
        live = connection.settings_dict["NAME"]
        folder = Path(settings.DATA_DIR)
        with _alone():
            if not (folder / "small-world-full.sqlite3").exists():
                _copy(live, folder / "small-world-empty.sqlite3")
                build()
                _copy(live, folder / "small-world-full.sqlite3")
        connection.close()
        _copy(folder / f"small-world-{state}.sqlite3", live)

    def _put_postgresql(self, state: str) -> None:
        live = connection.settings_dict["NAME"]
        shared = f"small_world_{digest(str(settings.DATA_DIR))[:8]}"
        built = Path(settings.DATA_DIR) / "small-world-postgresql"
        with _alone():
            if not built.exists():
                _clone(live, f"{shared}_empty")
                build()
                _clone(live, f"{shared}_full")
                built.touch()
            _clone(f"{shared}_{state}", live)  # a template serves one at a time


@contextlib.contextmanager
def _alone():
    with (Path(settings.DATA_DIR) / "small-world.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


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
