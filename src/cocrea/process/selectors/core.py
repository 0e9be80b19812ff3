"""Processes, their clock and the methodology that binds them, by version."""

import functools
from datetime import date, datetime

from django.db.models import QuerySet

from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding, Report
from cocrea.ledger import services as ledger
from cocrea.process.models import MethodologyVersion, Process
from cocrea.process.rules.lint import lint
from cocrea.process.rules.schema import Methodology


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
    return Methodology.model_validate(MethodologyVersion.objects.get(pk=version_pk).data)


@functools.lru_cache(maxsize=32)
def _linted(version_pk: int, digest: str) -> Report:
    return lint(_parsed(version_pk, digest))


def version_at(process: Process, at: datetime | None = None) -> MethodologyVersion:
    """The version in force at ``at`` (aware; now when absent)."""
    when = at or process_now(process)
    found = (
        process.versions.filter(in_force_from__lte=when)
        .order_by("-in_force_from", "-number")
        .defer("data")
        .first()
    )
    return found or process.versions.defer("data").earliest("number")


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
    """The first version: its days are the baseline. One query."""
    return law_of(process.versions.defer("data").earliest("number"))


def versions(process: Process) -> QuerySet[MethodologyVersion]:
    return process.versions.defer("data").order_by("number")
