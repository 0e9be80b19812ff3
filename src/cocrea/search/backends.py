"""The two full-text indexes: FTS5 on SQLite, ``tsvector`` with GIN on PostgreSQL.

Terms are ASCII letters and digits (rules.terms.spell), hence nothing needs escaping here and no
parser of a database splits or normalises anything.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from cocrea.search.rules.terms import Query

_SQLITE = (
    # detail=none: phrases are never asked for; the row id is that of search_entry.
    "CREATE VIRTUAL TABLE search_fts USING fts5(terms, detail=none, columnsize=0)",
)
_POSTGRESQL = (
    "CREATE INDEX search_entry_terms ON search_entry "
    "USING gin (array_to_tsvector(string_to_array(terms, ' ')))",
)
_DROP = {
    "sqlite": "DROP TABLE IF EXISTS search_fts",
    "postgresql": "DROP INDEX IF EXISTS search_entry_terms",
}
_MATCH = {
    "sqlite": "SELECT rowid FROM search_fts WHERE search_fts MATCH %s",
    "postgresql": "SELECT id FROM search_entry "
    "WHERE array_to_tsvector(string_to_array(terms, ' ')) @@ %s::tsquery",
}


def install(used: Any) -> None:
    """Create the index of this vendor; called by the migration."""
    statements = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}.get(used.vendor, ())
    with used.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove(used: Any) -> None:
    """Drop it (to undo the migration)."""
    if used.vendor in _DROP:
        with used.cursor() as cursor:
            cursor.execute(_DROP[used.vendor])


def matching(query: Query) -> RawSQL:
    """Row ids of the entries in which every word of the query matches, of every process."""
    vendor = connection.vendor
    spelled = _fts5(query) if vendor == "sqlite" else _tsquery(query)
    return RawSQL(_MATCH[vendor], [spelled])


def _fts5(query: Query) -> str:
    groups = []
    for word in query.words:
        options = [f'"{term}"' for term in word.terms]
        options += [f'"{word.prefix}"*'] if word.prefix else []
        groups.append(f"({' OR '.join(options)})")
    return " AND ".join(groups)


def _tsquery(query: Query) -> str:
    groups = []
    for word in query.words:
        options = [f"'{term}'" for term in word.terms]
        options += [f"'{word.prefix}':*"] if word.prefix else []
        groups.append(f"({' | '.join(options)})")
    return " & ".join(groups)


def put(rows: Iterable[tuple[int, str]]) -> None:
    """Index or index again rows (id, terms). PostgreSQL does it with the row itself."""
    if connection.vendor != "sqlite":
        return
    found = list(rows)
    take([key for key, _ in found])
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO search_fts (rowid, terms) VALUES (%s, %s)", found)


def take(keys: Iterable[int]) -> None:
    """Take rows out of the index."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_fts WHERE rowid = %s", [(key,) for key in keys])


def merge() -> None:
    """Merge FTS5's segments: only then are the words of removed rows gone from the file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_fts (search_fts) VALUES ('optimize')")
