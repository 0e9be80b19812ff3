"""Where ``/r/commitment/<id>`` and ``/r/milestone/<id>`` lead; None for drafts and unknown ids."""

from django.urls import reverse

from cocrea.commitments.models import Commitment, Milestone
from cocrea.commitments.rules import lifecycle
from cocrea.kernel.ids import parse_uuid


def commitment_url(public_id: str) -> str | None:
    found = (
        Commitment.objects.filter(public_id=parse_uuid(str(public_id)), state__in=lifecycle.PUBLIC)
        .select_related("process")
        .defer("fields")
        .first()
    )
    if found is None:
        return None
    place = {"slug": found.process.slug, "public_id": found.public_id}
    return reverse("commitments:detail", kwargs=place)


def milestone_url(public_id: str) -> str | None:
    found = (
        Milestone.objects.filter(
            public_id=parse_uuid(str(public_id)), commitment__state__in=lifecycle.PUBLIC
        )
        .select_related("commitment__process")
        .first()
    )
    if found is None:
        return None
    url = commitment_url(str(found.commitment.public_id))
    return f"{url}#hito-{found.number}"


LINKS = {"commitment": commitment_url, "milestone": milestone_url}
