"""What tests stand on: built once in a worker by its acts, then put back as rows."""

import copyreg
import pickle
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.db.models.sql import InsertQuery, UpdateQuery

from cocrea.ledger.models import Log
from tests.settings import DATA_DIR

Rows = dict[type[models.Model], list[models.Model]]
Statement = tuple[str, tuple[Any, ...]]
NO_LESS = (
    "SELECT setval(pg_get_serial_sequence(%s, %s),"
    " GREATEST(%s, nextval(pg_get_serial_sequence(%s, %s))))"
)

copyreg.pickle(memoryview, lambda value: (memoryview, (bytes(value),)))  # PostgreSQL gives these


class Kept:
    """What a build writes: the first who asks builds it by its acts, the rest get its rows back.

    For what many tests start with and takes fifty milliseconds to build: putting the rows back
    takes two. They are those of any model that were added or changed; nothing may be taken away.
    Where the keys of the rows are taken by others it is built again, and so each hour: a day begins
    at each hour somewhere.
    """

    def __init__(self) -> None:
        self.kept: dict[Any, tuple[list[Statement], bytes]] = {}
        self.records: set[tuple[Any, ...]] = set()

    def put(self, name: str, build: Callable[[], Any]) -> Any:
        """What ``build`` gives, which stands on nothing."""
        key = (name, datetime.now(UTC).strftime("%Y-%m-%d %H"))
        made = self._from(key, build) if key in self.kept else self._keep(key, build)
        self.records |= set(_records())
        return made

    def on(self, process: Any, name: str, build: Callable[[], Any]) -> Any:
        """What ``build`` gives, which stands on this process as its record is now.

        Kept for each record that was itself put here: entries hold fresh identifiers, so two
        records with one root have the same history.
        """
        (record,) = _records(pk=process.log_id)
        if (name, record) in self.kept:
            return self._from((name, record), build)
        if record not in self.records:
            return build()
        made = self._keep((name, record), build)
        self.records |= set(_records(pk=process.log_id))
        return made

    def _keep(self, key: Any, build: Callable[[], Any]) -> Any:
        if settings.DATA_DIR != DATA_DIR:
            return build()  # its records are signed with keys that only this test has
        before = rows_of_all()
        made = build()
        self.kept[key] = _statements(before, rows_of_all()), pickle.dumps(made)
        return made

    def _from(self, key: Any, build: Callable[[], Any]) -> Any:
        statements, made = self.kept[key]
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(*statement)
        except IntegrityError:
            return build()
        return pickle.loads(made)


def _records(**which: Any) -> Iterable[tuple[Any, ...]]:
    """Root and clock of logs."""
    return Log.objects.filter(**which).values_list("origin", "root", "simulated_at")


def rows_of_all() -> Rows:
    """Every row of every model's table."""
    known = apps.get_models(include_auto_created=True)
    there = set(connection.introspection.table_names())
    return {
        model: list(model._base_manager.order_by("pk"))
        for model in known
        if not model._meta.proxy and model._meta.db_table in there
    }


def _statements(before: Rows, after: Rows) -> list[Statement]:
    found: list[Statement] = []
    for model, rows in after.items():
        old = {row.pk: _values(row) for row in before[model]}
        assert not set(old) - {row.pk for row in rows}, f"{model._meta.label}: rows went away"
        found += _inserts(model, [row for row in rows if row.pk not in old])
        found += [_update(row) for row in rows if row.pk in old and _values(row) != old[row.pk]]
    return found


def _values(row: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _inserts(model: type[models.Model], rows: list[models.Model]) -> list[Statement]:
    if not rows:
        return []
    query = InsertQuery(model)
    query.insert_values(model._meta.concrete_fields, rows, raw=True)
    found: list[Statement] = query.get_compiler(connection=connection).as_sql()
    if connection.vendor == "postgresql" and isinstance(model._meta.pk, models.AutoField):
        # A database put back from a template gives numbers again that were given here.
        sequence = (f'"{model._meta.db_table}"', model._meta.pk.column)
        found.append((NO_LESS, (*sequence, max(row.pk for row in rows), *sequence)))
    return found


def _update(row: models.Model) -> Statement:
    query = UpdateQuery(type(row)).chain()
    query.add_update_fields(
        [(f, None, getattr(row, f.attname)) for f in row._meta.concrete_fields if not f.primary_key]
    )
    query.add_filter("pk", row.pk)
    statement: Statement = query.get_compiler(connection=connection).as_sql()
    return statement
