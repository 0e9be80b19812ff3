"""What tests stand on, built once: for a file of tests, or kept as rows for all of a worker."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models.sql import InsertQuery


@contextmanager
def standing(blocker: Any) -> Iterator[None]:
    """A transaction around the tests of a file; what is built at its start is there for each.

    For a fixture of scope "module" that asks for ``django_db_setup``; ``blocker`` is
    ``django_db_blocker``. Every test goes back to a savepoint inside, so none sees what another
    wrote. Not for files with tests that really commit (``transaction=True``).
    """
    outer = transaction.atomic()
    outer._from_testcase = True  # acts of the ledger are durable: they accept a test's own alone
    with blocker.unblock():
        outer.__enter__()
    try:
        yield
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def built_once(build: Callable[[], Any]) -> Any:
    """A fixture that builds this once for each file of tests; what it gives is what was built."""

    @pytest.fixture(scope="module")
    def fixture(django_db_setup, django_db_blocker):
        with standing(django_db_blocker):
            with django_db_blocker.unblock():
                made = build()
            yield made

    return fixture


Rows = dict[type[models.Model], list[models.Model]]
Statement = tuple[str, tuple[Any, ...]]
NO_LESS = (
    "SELECT setval(pg_get_serial_sequence(%s, %s),"
    " GREATEST(%s, nextval(pg_get_serial_sequence(%s, %s))))"
)


class Kept:
    """What a build writes: the first who asks builds it by its acts, the rest get its rows back.

    For what a large part of the tests starts with and takes fifty milliseconds to build: putting
    the rows back takes two. They are those of any model that were not there before; a build that
    also changes what was there is refused. Where the keys of the rows are taken by others it is
    built again, and so each day (UTC).
    """

    def __init__(self) -> None:
        self.kept: dict[Any, list[Statement]] = {}

    def put(self, name: str, build: Callable[[], Any]) -> None:
        key = (name, datetime.now(UTC).date())
        if key not in self.kept:
            before = rows_of_all()
            build()
            self.kept[key] = _inserts(_added(before, rows_of_all()))
            return
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in self.kept[key]:
                    cursor.execute(*statement)
        except IntegrityError:
            build()


def rows_of_all() -> Rows:
    """Every row of every model's table."""
    known = apps.get_models(include_auto_created=True)
    there = set(connection.introspection.table_names())
    return {
        model: list(model._base_manager.order_by("pk"))
        for model in known
        if not model._meta.proxy and model._meta.db_table in there
    }


def _added(before: Rows, after: Rows) -> Rows:
    added: Rows = {}
    for model, rows in after.items():
        old = {row.pk: _values(row) for row in before[model]}
        same = {row.pk: _values(row) for row in rows if row.pk in old}
        assert same == old, f"a build that changes {model._meta.label} cannot be kept as rows"
        new = [row for row in rows if row.pk not in old]
        if new:
            added[model] = new
    return added


def _values(row: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _inserts(rows: Rows) -> list[Statement]:
    found: list[Statement] = []
    for model, each in rows.items():
        query = InsertQuery(model)
        query.insert_values(model._meta.concrete_fields, each, raw=True)
        found += query.get_compiler(connection=connection).as_sql()
        if connection.vendor == "postgresql" and isinstance(model._meta.pk, models.AutoField):
            # A database put back from a template gives numbers again that were given here.
            sequence = (f'"{model._meta.db_table}"', model._meta.pk.column)
            last = max(row.pk for row in each)
            found.append((NO_LESS, (*sequence, last, *sequence)))
    return found
