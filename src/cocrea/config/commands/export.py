"""Write the public lists of a process as files: open data in CSV, or workbooks for people.

With each CSV goes the dictionary of its columns. A file is there whole or not at all.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import IO

from django.db import connection

from cocrea.config.output import data_dir_argument, emit, format_argument, say
from cocrea.opendata.catalogue import BY_NAME, TABLES, table_get
from cocrea.process.selectors import process_get, process_now
from cocrea.ui import downloads


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--process", required=True, metavar="SLUG")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--kind", choices=["csv", "xlsx"], default="csv")
    parser.add_argument(
        "--table", action="append", metavar="NAME", help=f"some of: {', '.join(BY_NAME)}"
    )
    format_argument(parser)
    data_dir_argument(parser)


def run(options: argparse.Namespace) -> int:
    process = process_get(options.process)
    chosen = [table_get(name) for name in options.table] if options.table else TABLES
    options.out.mkdir(exist_ok=True)
    _small_cache()
    now, counts = process_now(process), {}
    for table in chosen:
        path = options.out / f"{table.name}.{options.kind}"
        if options.kind == "csv":
            rows = _written(path, lambda out, t=table: downloads.csv_table(t, process, {}, out))
            columns = options.out / f"{table.name}-columnas.csv"
            _written(columns, lambda out, t=table: downloads.columns_csv(t, out))
        else:
            rows = _written(
                path,
                lambda out, t=table: downloads.xlsx_table(t, process, {}, out, made_at=now),
            )
        counts[table.name] = rows
        if options.format == "text":
            say(f"{path}: {rows} rows")
    if options.format == "json":
        emit(counts)
    return 0


def _small_cache() -> None:
    """Every page is read once: keeping sixteen megabytes of them would help nobody."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size=-2000")


def _written(path: Path, write: Callable[[IO[bytes]], int | None]) -> int:
    """Under its own name only when it is finished."""
    partial = path.with_suffix(path.suffix + ".partial")
    with partial.open("w+b") as out:
        count = write(out)
    partial.replace(path)
    return count or 0
