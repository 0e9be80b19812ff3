"""Builds the demonstration once and keeps it: replay, moments, and the process on the real clock."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management import call_command
from django.db import connection

import cocrea
from cocrea.kernel.errors import Conflict
from cocrea.kernel.findings import Finding
from cocrea.people import services as people
from cocrea.process import selectors
from cocrea.site import conduct
from cocrea.site.demo import municipality, store
from cocrea.site.demo.replay import SLUG, replay
from cocrea.site.demo.world import OPERATOR

Say = Callable[[str], None]


def release() -> str:
    """Changes when the scenes or the rules they play by change."""
    found = hashlib.sha256(cocrea.__version__.encode())
    package = Path(cocrea.__file__).parent
    for path in sorted(package.rglob("*.py")) + sorted(package.rglob("*.yaml")):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def build(*, as_of: date | None, scale: float, say: Say) -> None:
    """Make the demonstration, or leave it as it is when it was made by this release already.

    Raises Conflict(site.not_a_demo) when the data directory holds somebody's real database,
    Conflict(site.demo_served) when a server runs on it.
    """
    wanted = {
        "release": release(),
        "as_of": as_of.isoformat() if as_of else "",
        "scale": str(scale),
    }
    known = store.state()
    if known.get("done") and all(known.get(key) == value for key, value in wanted.items()):
        say("the demonstration is there already")
        _today()
        return
    with store.in_use(building=True):
        _build(known, wanted, as_of, scale, say)


def _build(
    known: dict[str, Any], wanted: dict[str, str], as_of: date | None, scale: float, say: Say
) -> None:
    _clear(known)
    store.state_write({**wanted, "done": False})
    call_command("migrate", verbosity=0, interactive=False)
    _fast()
    people.organizations_load(actor=OPERATOR, now=datetime.now(UTC))
    kept: list[dict[str, str]] = []

    def keep(name: str) -> None:
        store.moment_keep(name)
        kept.append(store.moment_note(name, selectors.process_now(selectors.process_get(SLUG))))

    replay(as_of=as_of, scale=scale, say=say, keep=keep)
    store.keys_reserve()
    zone = ZoneInfo("America/Santiago")
    process = municipality.begin(datetime.now(zone).date())
    conduct.tick()
    say(f"{process.slug}: in consultation today")
    store.state_write({**wanted, "done": True, "moments": kept})


def _today() -> None:
    municipality.keep_open(selectors.process_get(municipality.SLUG))
    conduct.tick()


def _clear(known: dict[str, object]) -> None:
    """Take away a former demonstration; never anything else."""
    if connection.vendor != "sqlite":
        return
    database = Path(connection.settings_dict["NAME"])
    if database.exists() and not known:
        raise Conflict(Finding("site.not_a_demo", params={"place": str(settings.DATA_DIR)}))
    connection.close()
    for path in (*database.parent.glob(f"{database.name}*"), *store.folder().glob("*.sqlite3*")):
        path.unlink()


def _fast() -> None:
    """A replay can be played again: it need not wait for the disk."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
