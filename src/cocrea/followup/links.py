"""Where ``/r/progress/<id of a report>`` leads."""

from django.urls import reverse

from cocrea.followup.models import Report
from cocrea.kernel.ids import parse_uuid


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


LINKS = {"progress": progress_url}
