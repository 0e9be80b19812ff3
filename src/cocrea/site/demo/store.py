"""The moments that a replay left: whole copies of its database, swapped in within seconds.

Only where SQLite holds the demonstration. What visitors do in processes on the real clock, their
sessions and the roles they took are carried over; what they did inside the replayed process is not,
since its public record is another one at another moment.
"""

import fcntl
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, connections, models, transaction

from cocrea.kernel.errors import Conflict, NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.process.models import Process

SCRATCH = "scratch"
# Rows made after the replay have keys above this, so that carried ones never meet replayed ones.
FIRST_KEY_AFTER = 10_000_000
# The index of the search is made again from the rooms, by tick; permissions and content types come
# with the schema, and each database numbers its own.
NOT_CARRIED = frozenset({"search", "auth", "contenttypes"})
COLUMNS = """
    SELECT t.name, c.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'search_%'
"""


def folder() -> Path:
    return Path(settings.DATA_DIR) / "moments"


def state_path() -> Path:
    return Path(settings.DATA_DIR) / "demo.json"


def state() -> dict[str, Any]:
    """What the last build of the demonstration wrote; empty when there is none."""
    if not state_path().exists():
        return {}
    found: dict[str, Any] = json.loads(state_path().read_text())
    return found


def state_write(value: dict[str, Any]) -> None:
    partial = state_path().with_suffix(".partial")
    partial.write_text(json.dumps(value, indent=1, sort_keys=True))
    partial.replace(state_path())


def available() -> bool:
    return connection.vendor == "sqlite" and folder().is_dir()


def moment_keep(name: str) -> None:
    """Copy the database as it is now."""
    if connection.vendor != "sqlite":
        return
    folder().mkdir(parents=True, exist_ok=True)
    _copy(connection.settings_dict["NAME"], folder() / f"{name}.sqlite3")


def keys_reserve(using: str = "default") -> None:
    """From now on new rows get keys above those of any moment; never lower than it is now."""
    database = connections[using]
    if database.vendor != "sqlite":
        return
    with database.cursor() as cursor:
        for table in database.introspection.table_names(cursor):
            cursor.execute("SELECT MAX(seq) FROM sqlite_sequence WHERE name = %s", [table])
            last = cursor.fetchone()[0] or 0
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)",
                [table, max(last, FIRST_KEY_AFTER)],
            )


def moment_travel(process: Process, name: str) -> None:
    """Swap in a kept moment of ``process``; every other process stays as it is.

    Raises NotThere(site.no_moment), Refused(site.travel_sqlite_only,
    site.moment_of_another_release).
    """
    if connection.vendor != "sqlite":
        raise Refused(Finding("site.travel_sqlite_only"))
    kept = folder() / f"{name}.sqlite3"
    if name not in {row["name"] for row in moments()} or not kept.is_file():
        raise NotThere(Finding("site.no_moment", params={"name": name}))
    live = connection.settings_dict["NAME"]
    with lock(exclusive=True):
        scratch = folder() / f"travel-{os.getpid()}.sqlite3"
        try:
            _copy(kept, scratch)
            schema_check(scratch, live, name)
            _carry(process, scratch)
            _copy(scratch, live)
        finally:
            for extra in ("", "-wal", "-shm"):
                Path(f"{scratch}{extra}").unlink(missing_ok=True)


def moments() -> list[dict[str, Any]]:
    """Name and local day of every kept moment, in order."""
    found: list[dict[str, Any]] = state().get("moments", [])
    return found


def moment_note(name: str, at: datetime) -> dict[str, str]:
    return {"name": name, "at": at.isoformat()}


@contextmanager
def in_use(*, building: bool) -> Iterator[None]:
    """Servers hold the data directory shared; who builds a demonstration in it holds it alone.

    Raises Conflict(site.demo_served, site.demo_being_built) at once: nobody waits for a server.
    """
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    with (Path(settings.DATA_DIR) / "use.lock").open("w") as handle:
        kind = fcntl.LOCK_EX if building else fcntl.LOCK_SH
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            code = "site.demo_served" if building else "site.demo_being_built"
            params = {"place": str(settings.DATA_DIR)}
            raise Conflict(Finding(code, params=params)) from None
        yield


def finished_check() -> None:
    """Raises Conflict(site.demo_unfinished) where a build was broken off: half a process is none."""
    if state() and not state().get("done"):
        raise Conflict(Finding("site.demo_unfinished", params={"place": str(settings.DATA_DIR)}))


@contextmanager
def lock(*, exclusive: bool) -> Iterator[None]:
    """Acts hold it shared, a journey holds it alone: nothing written meanwhile is lost."""
    path = Path(settings.DATA_DIR) / "travel.lock"
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield


def _copy(source: Path | str, target: Path | str) -> None:
    """One transaction, whoever else has the target open."""
    with (
        closing(sqlite3.connect(source, timeout=30)) as given,
        closing(sqlite3.connect(target, timeout=30)) as taken,
    ):
        given.backup(taken)


def schema_check(kept: Path | str, live: Path | str, name: str) -> None:
    """Raises Refused(site.moment_of_another_release) unless both files have the same columns."""
    found = []
    for path in (kept, live):
        with closing(sqlite3.connect(path, timeout=30)) as opened:
            found.append(set(opened.execute(COLUMNS)))
    if found[0] != found[1]:
        raise Refused(Finding("site.moment_of_another_release", params={"name": name}))


def _carry(process: Process, scratch: Path) -> None:
    """Bring over the rows of other processes, and those of no process."""
    connections.databases[SCRATCH] = {
        **connections.databases["default"],
        "NAME": str(scratch),
        "ATOMIC_REQUESTS": False,
    }
    target = connections[SCRATCH]
    try:
        # One transaction: a child may come before its parent, keys are checked at its end.
        with transaction.atomic(using=SCRATCH):
            for model in apps.get_models(include_auto_created=True):
                if model._meta.managed and model._meta.app_label not in NOT_CARRIED:
                    _carry_model(model, process)
            # A moment is older than the reservation: without it the next rows would be lost at
            # the next journey.
            keys_reserve(SCRATCH)
    finally:
        target.close()
        del connections[SCRATCH]
        del connections.databases[SCRATCH]


def _carry_model(model: type[models.Model], process: Process) -> None:
    rows = model._default_manager.all()
    label, path = model._meta.label, owner_path(model)
    if label == "process.Process":
        rows = rows.exclude(pk=process.pk)
    elif label == "ledger.Log":
        rows = rows.exclude(pk=process.log_id)
    elif path is not None and path.endswith("process_slug"):
        rows = rows.exclude(**{path: process.slug})
    elif path is not None:
        own = process.pk if path.endswith("process") else process.log_id
        rows = rows.exclude(**{path: own})
    elif isinstance(model._meta.pk, models.BigAutoField):
        rows = rows.filter(pk__gt=FIRST_KEY_AFTER)
    found = list(rows.iterator(chunk_size=2000))
    model._default_manager.using(SCRATCH).bulk_create(found, batch_size=500, ignore_conflicts=True)


def owner_path(model: type[models.Model], depth: int = 5) -> str | None:
    """Look-up from a model to its process (``voice__process``) or log; None when it has none.

    A relation that may be empty says nothing of the rows where it is: such a path comes last.
    """
    return _path(model, depth, empty=False) or _path(model, depth, empty=True)


def _path(model: type[models.Model], depth: int, *, empty: bool) -> str | None:
    names = {field.name for field in model._meta.get_fields()}
    if "process_slug" in names:
        return "process_slug"
    paths: list[tuple[type[models.Model], str]] = [(model, "")]
    for _ in range(depth):
        longer = []
        for each, path in paths:
            for field in each._meta.concrete_fields:
                if not field.is_relation or field.related_model is None or field.null > empty:
                    continue
                step = f"{path}{field.name}"
                if field.related_model._meta.label in ("process.Process", "ledger.Log"):
                    return step
                if "process_slug" in {f.name for f in field.related_model._meta.concrete_fields}:
                    return f"{step}__process_slug"
                longer.append((field.related_model, f"{step}__"))
        paths = longer
    return None
