"""The test database is migrated once in a run: the other workers take a copy of the first one's.

Migrating takes eight seconds of processor; a copy, a tenth. Nothing is kept between runs.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection

from tests.beside import RUN, alone, copy_of


@contextlib.contextmanager
def once_in(run: str, blocker: Any) -> Iterator[None]:
    """While inside, the database for tests is made by copying, where one of this run is there.

    ``blocker`` is ``django_db_blocker``: who migrated takes the original away at the end.
    """
    creation = connection.creation
    whole, kept, made = creation.create_test_db, Migrated(f"migrated_{run}"), []

    def create(*args: Any, **options: Any) -> str:
        with alone("migrated"):
            if kept.there():
                with kept.copied(options):
                    return whole(*args, **options)
            name = whole(*args, **options)
            connection.close()
            kept.take(name)
            made.append(kept)
        return name

    creation.create_test_db = create
    try:
        yield
    finally:
        del creation.create_test_db
        with alone("migrated"), blocker.unblock():
            for each in made:
                each.drop()


class Migrated:
    """A database that was migrated and holds nothing else: a file, or a template of PostgreSQL."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.file = RUN / f"{name}.sqlite3"
        self.sqlite = connection.vendor == "sqlite"

    def there(self) -> bool:
        if self.sqlite:
            return self.file.exists()
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name])
            return cursor.fetchone() is not None

    def take(self, source: str) -> None:
        if self.sqlite:
            copy_of(source, self.file)
        else:
            self._say(f'CREATE DATABASE "{self.name}" TEMPLATE "{source}"')

    @contextlib.contextmanager
    def copied(self, options: dict[str, Any]) -> Iterator[None]:
        """Django then finds every table, and what to do after migrating is still done."""
        test = connection.settings_dict["TEST"]
        before = dict(test)
        test["MIGRATE"] = False
        if self.sqlite:
            target = Path(connection.creation._get_test_db_name())
            target.unlink(missing_ok=True)
            copy_of(self.file, target)
            options["keepdb"] = True
        else:
            test["TEMPLATE"] = self.name
        try:
            yield
        finally:
            test.clear()
            test.update(before)

    def drop(self) -> None:
        if self.sqlite:
            self.file.unlink(missing_ok=True)
        else:
            self._say(f'DROP DATABASE IF EXISTS "{self.name}"')

    def _say(self, statement: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)
