"""Triggers that refuse to change or remove an entry, whoever asks the database.

They do not replace the proofs (an administrator can drop a trigger); they stop accidents.
PostgreSQL's TRUNCATE and dropping the table stay possible: tests empty their databases.
"""

from typing import Any

NO_UPDATE = "ledger_entry_no_update"
NO_DELETE = "ledger_entry_no_delete"

_SQLITE = """
CREATE TRIGGER {name} BEFORE {verb} ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'ledger.append_only'); END
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
RAISE EXCEPTION 'ledger.append_only' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_POSTGRESQL = """
CREATE TRIGGER {name} BEFORE {verb} ON ledger_entry
FOR EACH ROW EXECUTE FUNCTION ledger_append_only()
"""


def install(connection: Any) -> None:
    """Create both triggers on SQLite or PostgreSQL; elsewhere nothing."""
    template = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}.get(connection.vendor)
    if template is None:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        cursor.execute(template.format(name=NO_UPDATE, verb="UPDATE"))
        cursor.execute(template.format(name=NO_DELETE, verb="DELETE"))


def allow_delete(connection: Any) -> None:
    """Drop the trigger against removal: for tests, whose databases SQLite empties by DELETE."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {NO_DELETE}")


def remove(connection: Any) -> None:
    """Drop both (to undo the migration)."""
    suffix = " ON ledger_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in (NO_UPDATE, NO_DELETE):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")
