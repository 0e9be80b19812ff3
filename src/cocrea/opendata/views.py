"""Every list as a file, and what its columns mean."""

import tempfile
import threading
from typing import Any

from django.http import HttpResponse
from django.http.request import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from cocrea.kernel.errors import TooMany
from cocrea.kernel.findings import Finding
from cocrea.kernel.tables import Table
from cocrea.opendata.catalogue import TABLES, table_get
from cocrea.process.http import public_page
from cocrea.process.models import Process
from cocrea.ui import downloads

# A long list takes seconds of a processor: one at a time in each worker, the others wait a little.
ONE_AT_A_TIME = threading.BoundedSemaphore(1)
WAIT_SECONDS = 20


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
    found = table_get(table)
    if not ONE_AT_A_TIME.acquire(timeout=WAIT_SECONDS):
        raise TooMany(Finding("opendata.busy", params={"seconds": WAIT_SECONDS}))
    try:
        return downloads.download(found, process, request.GET, format=format, made_at=request.now)
    finally:
        ONE_AT_A_TIME.release()
