"""Every list as a file, and what its columns mean."""

import tempfile
import threading
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.http.request import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cocrea.kernel.errors import TooMany
from cocrea.kernel.findings import Finding
from cocrea.kernel.tables import Table
from cocrea.opendata.catalogue import TABLES, portal_table_get, table_get
from cocrea.process.http import public_page
from cocrea.process.models import Process
from cocrea.ui import downloads

# A long list takes seconds of a processor: one at a time in each worker, the others wait a little.
ONE_AT_A_TIME = threading.BoundedSemaphore(1)
WAIT_SECONDS = 20
PORTAL = SimpleNamespace(slug="portal", zone=settings.TIME_ZONE)  # stands for no process at all


@public_page
def index(request: HttpRequest, process: Process) -> HttpResponse:
    """Every list that may be downloaded."""
    context = {"process": process, "tables": [_shown(process, table) for table in TABLES]}
    return render(request, "opendata/index.html", context)


def _shown(process: Process, table: Table) -> dict[str, Any]:
    page = reverse(table.page, args=[process.slug]) if table.page else ""
    return {"table": table, "page": page, "count": len(table.columns)}


@public_page
def columns(request: HttpRequest, process: Process, table: str) -> HttpResponse:
    """What each column of a list means, in the reader's language, and its stable name."""
    found = table_get(table)
    context = {
        "process": process,
        **_shown(process, found),
        "columns": [
            {"of": column, "codes": list(column.codes.items())} for column in found.columns
        ],
    }
    return render(request, "opendata/columns.html", context)


@public_page
def columns_file(request: HttpRequest, process: Process, table: str) -> HttpResponse:
    """The same as CSV, in both languages."""
    out = tempfile.TemporaryFile()
    downloads.columns_csv(table_get(table), out)
    return downloads.finished(out, f"{table}-columnas.csv", "csv")


@public_page
def table(request: HttpRequest, process: Process, table: str, format: str) -> HttpResponse:
    """The list as a file, by the filters of its page."""
    return _file(request, process, table_get(table), format, request.now)


@require_safe
def portal_table(request: HttpRequest, table: str, format: str) -> HttpResponse:
    """A list that belongs to no process."""
    return _file(request, PORTAL, portal_table_get(table), format, datetime.now(UTC))


@require_safe
def portal_columns(request: HttpRequest, table: str) -> HttpResponse:
    """What its columns mean, in both languages."""
    out = tempfile.TemporaryFile()
    downloads.columns_csv(portal_table_get(table), out)
    return downloads.finished(out, f"{table}-columnas.csv", "csv")


def _file(
    request: HttpRequest, of: Any, found: Table, format: str, made_at: datetime
) -> HttpResponse:
    if not ONE_AT_A_TIME.acquire(timeout=WAIT_SECONDS):
        raise TooMany(Finding("opendata.busy", params={"seconds": WAIT_SECONDS}))
    try:
        return downloads.download(found, of, request.GET, format=format, made_at=made_at)
    finally:
        ONE_AT_A_TIME.release()
