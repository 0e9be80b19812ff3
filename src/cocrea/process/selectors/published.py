"""Published acts: amendments, exceptions; and the themes."""

from uuid import UUID

from django.db.models import QuerySet

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.process.models import Amendment, Process, PublishedException, Theme
from cocrea.process.rules.exceptions import PUBLISHED


def amendments(process: Process) -> QuerySet[Amendment]:
    return process.amendments.select_related("version").defer("version__data")


def exceptions(process: Process, *, state: str = PUBLISHED) -> QuerySet[PublishedException]:
    """Those that lift something now, or those in another state; "": all, as they were asked for."""
    found = process.exceptions.order_by("published_at", "pk")
    return found.filter(state=state) if state else found.order_by("pk")


def exception_get(process: Process, public_id: UUID | str) -> PublishedException:
    """Raises NotThere(process.unknown_exception)."""
    rows = process.exceptions.select_related("process")
    found = rows.filter(public_id=parse_uuid(str(public_id))).first()
    if found is None:
        raise NotThere(Finding("process.unknown_exception", where="exception"))
    return found


def exception_for(
    process: Process, rule: str, *, subject_kind: str = "", subject_id: str = ""
) -> PublishedException | None:
    """The latest published exception that lifts ``rule`` for this subject, or for all of them."""
    found = exceptions(process).filter(rule=rule, subject_kind__in=["", subject_kind])
    if subject_id:
        found = found.filter(subject_id__in=["", subject_id])
    return found.order_by("-published_at", "-pk").first()


def themes(process: Process, *, state: str | None = Theme.PRIORITISED) -> QuerySet[Theme]:
    found = process.themes.order_by("number")
    return found if state is None else found.filter(state=state)


def theme_get(process: Process, slug: str) -> Theme:
    found = process.themes.filter(slug=slug).first()
    if found is None:
        raise NotThere(Finding("process.unknown_theme", params={"slug": slug}))
    return found
