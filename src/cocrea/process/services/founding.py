"""Founding a process, and going on after a restore."""

from datetime import date, datetime

from cocrea.kernel.errors import Conflict, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.text import slugify
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Log
from cocrea.process.keeping import process_ref, tasks_count, themes_add, version_add
from cocrea.process.models import Process
from cocrea.process.rules.lint import lint
from cocrea.process.rules.permits import PERMITS
from cocrea.process.rules.schema import Methodology
from cocrea.process.selectors import versions_forget


def process_create(
    *,
    actor: Actor,
    methodology: Methodology,
    slug: str,
    starts_on: date,
    demo: bool = False,
    now: datetime | None = None,
) -> Process:
    """A new process bound by a methodology; its log's first entry carries the digest of both.

    starts_on  day 0 of windows given as offsets (ignored by absolute ones)
    demo       its log's origin says demo, so that its clock may be simulated, from ``now`` on
    Raises Refused with the blockers of the linter: such a methodology binds nobody;
    Refused(process.slug_malformed), Conflict(process.slug_taken, process.prefix_taken).
    """
    report = lint(methodology)
    if not report.ok:
        raise Refused(report.blockers)
    prefix = methodology.identity.folio_prefix
    if not slug or slugify(slug) != slug:
        raise Refused(Finding("process.slug_malformed", params={"slug": slug[:60]}, where="slug"))
    if Process.objects.filter(slug=slug).exists():
        raise Conflict(Finding("process.slug_taken", params={"slug": slug}, where="slug"))
    if Process.objects.filter(folio_prefix=prefix).exists():
        params = {"prefix": prefix}
        raise Conflict(Finding("process.prefix_taken", params=params, where="folio_prefix"))
    log = ledger.log_create(name=slug, demo=demo)
    try:
        if demo and now is not None:
            ledger.clock_set(log, now)
        return _process_found(actor, methodology, slug, starts_on, log)
    except BaseException:
        log.delete()  # an act is a transaction of its own, so the empty log is taken back by hand
        raise


def _process_found(
    actor: Actor, methodology: Methodology, slug: str, starts_on: date, log: Log
) -> Process:
    identity = methodology.identity
    process = Process(
        slug=slug,
        name_es=identity.title,
        name_en=identity.title_en or identity.title,
        country=identity.country_name,
        zone=identity.zone,
        folio_prefix=identity.folio_prefix,
        log=log,
        starts_on=starts_on,
    )
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "process.create", now=act.now)
        process.created_at = act.now
        process.save()
        version = version_add(process, methodology, act.now)
        versions_forget(process)
        themes_add(process, methodology)
        tasks_count(process, methodology)
        act.record(
            "process.created",
            subject=process_ref(process),
            body={
                "methodology": version.digest,
                "starts_on": starts_on.isoformat(),
                "official": not methodology.not_official,
            },
            role=role,
        )
    return process


def process_continue(*, actor: Actor, process: Process, log: Log, reason: str) -> Process:
    """After a restore the process goes on in a new log, whose first entry cites the old one."""
    with ledger.act(log_holder(log), actor=actor) as act:
        role = PERMITS.require(actor, "process.continue", now=act.now)
        process.log = log
        process.save(update_fields=["log"])
        act.record(
            "process.continued", subject=process_ref(process), body={"reason": reason}, role=role
        )
    return process


def log_holder(log: Log) -> Process:
    """Something with a ``log_id``, to open an act on a log that no process holds yet."""
    return Process(log=log)
