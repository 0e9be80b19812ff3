"""Locks and look-ups that several services of this room need."""

from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding, Report
from cocrea.plan.models import Review, Version
from cocrea.process.models import Process


def process_lock(process: Process) -> None:
    """Two freezes at once must not take one number: the process row is their lock."""
    Process.objects.select_for_update(no_key=True).get(pk=process.pk)


def version_locked(version: Version) -> Version:
    return (
        Version.objects.select_for_update(of=("self",))
        .select_related("process__log")
        .get(pk=version.pk)
    )


def review_locked(review: Review) -> Review:
    return (
        Review.objects.select_for_update(of=("self",))
        .select_related("process__log", "version")
        .get(pk=review.pk)
    )


def latest(process: Process) -> Version | None:
    return Version.objects.filter(process=process).order_by("-number").first()


def latest_needed(process: Process) -> Version:
    """Raises NotThere(plan.no_version)."""
    found = latest(process)
    if found is None:
        raise NotThere(Finding("plan.no_version"))
    return found


def refuse_if(report: Report) -> None:
    if not report.ok:
        raise Refused(report.blockers)
