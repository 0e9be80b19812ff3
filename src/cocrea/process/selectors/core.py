"""Processes, their clock and the methodology that binds them, by version."""

import functools
import logging
from datetime import date, datetime

from django.db.models import QuerySet
from pydantic import ValidationError

from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import NotThere, OutOfOrder
from cocrea.kernel.findings import Finding, Report
from cocrea.ledger import services as ledger
from cocrea.process.models import MethodologyVersion, Process
from cocrea.process.rules.lint import lint
from cocrea.process.rules.schema import Methodology

logger = logging.getLogger(__name__)


def processes() -> QuerySet[Process]:
    return Process.objects.select_related("log").order_by("pk")


def process_get(slug: str) -> Process:
    """The process, with its log. Raises NotThere(process.unknown)."""
    found = Process.objects.select_related("log").filter(slug=slug).first()
    if found is None:
        raise NotThere(Finding("process.unknown", params={"slug": slug}))
    return found


def process_now(process: Process) -> datetime:
    """The instant on the clock of this process: aware, UTC; simulated for a demonstration."""
    return ledger.now_of(process.log)


def process_today(process: Process) -> date:
    return local_day(process_now(process), process.zone)


@functools.lru_cache(maxsize=32)
def _parsed(version_pk: int, digest: str) -> Methodology:
    """Raises OutOfOrder(process.version_unreadable): an older release wrote it otherwise."""
    row = MethodologyVersion.objects.select_related("process").get(pk=version_pk)
    try:
        return Methodology.model_validate(row.data)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        logger.error("methodology %s of %s: %s", row.number, row.process.slug, error)
        params = {"number": row.number, "where": where}
        raise OutOfOrder(Finding("process.version_unreadable", params=params)) from error


@functools.lru_cache(maxsize=32)
def _linted(version_pk: int, digest: str) -> Report:
    return lint(_parsed(version_pk, digest))


def version_at(process: Process, at: datetime | None = None) -> MethodologyVersion:
    """The version in force at ``at`` (aware; now when absent). One query per process object."""
    when = at or process_now(process)
    rows = _version_rows(process)
    found = [row for row in rows if row.in_force_from <= when]
    return max(found, key=lambda row: (row.in_force_from, row.number), default=rows[0])


def _version_rows(process: Process) -> list[MethodologyVersion]:
    """Kept on the object: a page asks for the law ten times. ``versions_forget`` after a change."""
    kept: list[MethodologyVersion] | None = process.__dict__.get("_version_rows")
    if kept is None:
        kept = list(process.versions.defer("data").order_by("number"))
        process.__dict__["_version_rows"] = kept
    return kept


def versions_forget(process: Process) -> None:
    """Call after a version was added, so that this object reads them anew."""
    process.__dict__.pop("_version_rows", None)


def version_get(process: Process, number: int) -> MethodologyVersion:
    """One version by its number. Raises NotThere(process.unknown_version)."""
    found = process.versions.defer("data").filter(number=number).first()
    if found is None:
        raise NotThere(Finding("process.unknown_version", params={"number": number}))
    return found


def law_of(version: MethodologyVersion) -> Methodology:
    """The methodology as this version has it. Parsed once per version and worker."""
    return _parsed(version.pk, version.digest)


def findings_of(version: MethodologyVersion) -> Report:
    """What the linter says of this version. Judged once per version and worker."""
    return _linted(version.pk, version.digest)


def methodology(process: Process, at: datetime | None = None) -> Methodology:
    """The law of this process at ``at``. Parsed once per version and worker. One query."""
    return law_of(version_at(process, at))


def methodology_first(process: Process) -> Methodology:
    """The first version: its days are the baseline. One query per process object."""
    return law_of(_version_rows(process)[0])


def versions(process: Process) -> QuerySet[MethodologyVersion]:
    return process.versions.defer("data").order_by("number")
