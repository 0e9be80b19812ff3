"""PostgreSQL's own programs, told all that ``DATABASE_URL`` says: port, socket, TLS, password.

The password goes by the environment of the program, never by its arguments, which every user of
the machine may list.
"""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import connection
from psycopg import pq
from psycopg.conninfo import make_conninfo

# What a connection string may hold; Django's parameters name things of psycopg as well.
KEYWORDS = frozenset(option.keyword.decode() for option in pq.Conninfo.get_defaults()) - {
    "password",
    "client_encoding",
}


def told(parameters: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """(connection string without the password, variables that carry it)."""
    known = {
        name: value
        for name, value in parameters.items()
        if name in KEYWORDS and value not in (None, "")
    }
    password = parameters.get("password")
    return make_conninfo("", **known), {"PGPASSWORD": str(password)} if password else {}


def dump(target: Path) -> None:
    """The database in ``pg_dump``'s custom format, as it was at one instant."""
    where, secret = told(connection.get_connection_params())
    _run(["pg_dump", "-Fc", "-d", where, "-f", str(target)], secret)


def load(source: Path) -> None:
    """Bring a dump back into the (empty) database; all or nothing. Whoever restores owns it."""
    where, secret = told(connection.get_connection_params())
    options = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"]
    _run(["pg_restore", *options, "-d", where, str(source)], secret)


def is_empty() -> bool:
    """Has the database no table of ours yet?"""
    return "ledger_log" not in connection.introspection.table_names()


def _run(command: list[str], secret: Mapping[str, str]) -> None:
    subprocess.run(command, check=True, env={**os.environ, **secret})
