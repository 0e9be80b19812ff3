"""Where ``/r/progress/<id of a report>`` leads."""

from collections.abc import Collection

from django.urls import reverse

from cocrea.followup.models import Report
from cocrea.kernel.ids import parse_uuid, parse_uuids


def progress_url(public_id: str) -> str | None:
    found = (
        Report.objects.filter(public_id=parse_uuid(str(public_id)))
        .select_related("milestone__commitment__process")
        .first()
    )
    if found is None:
        return None
    milestone = found.milestone
    place = {"slug": milestone.commitment.process.slug, "public_id": milestone.public_id}
    return reverse("followup:milestone", kwargs=place) + f"#informe-{found.public_id}"


def progress_labels(ids: Collection[str]) -> dict[str, str]:
    """Of which milestone it is: its numbers."""
    rows = Report.objects.filter(public_id__in=parse_uuids(ids))
    found = rows.values_list("public_id", "milestone__commitment__number", "milestone__number")
    return {str(key): f"{commitment}.{number}" for key, commitment, number in found}


LINKS = {"progress": progress_url}
LABELS = {"progress": progress_labels}
