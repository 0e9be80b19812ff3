"""Canaries: invented personal data that no place outside the vault may ever hold.

A journey plants them, then asks where they are. Reuse: ``plant`` in any test, then ``tables_with``,
``files_with`` and ``bytes_with``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from cocrea.people import vault
from cocrea.people.models import User

NEEDLES = (
    "canaria.quetzal",
    "Canaria Quetzalteca",
    "3141-59265-3589",
    "5555-27182",
    "canaria_mensajera",
)


@dataclass
class Planted:
    user: User
    contacts: list


def plant(user=None):
    """Somebody with a name, a document, an e-mail, a telephone and a messenger."""
    user = user or User.objects.create_user()
    vault.identity_store(
        user_id=user.pk, full_name="Canaria Quetzalteca", document="3141-59265-3589"
    )
    contacts = [
        vault.contact_store(kind, value, owner=user.pk, purpose="answer", consent="receipt-1")
        for kind, value in (
            ("email", "canaria.quetzal@ejemplo.org.gt"),
            ("phone", "+502 5555-27182"),
            ("messaging", "canaria_mensajera"),
        )
    ]
    return Planted(user, contacts)


def _found(value, needles: Iterable[str]) -> bool:
    if value is None:
        return False
    if isinstance(value, memoryview):
        value = bytes(value)
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    folded = text.casefold()
    return any(needle.casefold() in folded for needle in needles)


def tables_with(needles: Iterable[str] = NEEDLES) -> dict[str, set[str]]:
    """Table -> columns that hold a needle, over every table of the database."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                hits = {c for c, v in zip(columns, row, strict=True) if _found(v, needles)}
                if hits:
                    found.setdefault(table, set()).update(hits)
    return found


def files_with(root: Path, needles: Iterable[str] = NEEDLES) -> list[str]:
    """Files below ``root`` whose bytes hold a needle."""
    files = [p for p in sorted(root.rglob("*")) if p.is_file()]
    return [str(p) for p in files if _found(p.read_bytes(), needles)]


def bytes_with(needles: Iterable[str] = NEEDLES) -> list[str]:
    """The SQLite files (database, write-ahead log, index of it) that hold a needle anywhere."""
    name = Path(connection.settings_dict["NAME"])
    files = [name, *(name.with_name(name.name + end) for end in ("-wal", "-shm"))]
    return [p.name for p in files if p.exists() and _found(p.read_bytes(), needles)]
