"""Where ``/r/<kind>/<id>`` leads for the things of this room. A draft leads nowhere."""

from uuid import UUID

from django.urls import reverse

from cocrea.kernel.ids import parse_uuid
from cocrea.sensemaking.models import Funnel, Proposal


def proposal_url(public_id: UUID | str) -> str | None:
    rows = Proposal.objects.filter(public_id=parse_uuid(str(public_id)), published_at__isnull=False)
    row = rows.values_list("process__slug", "public_id").first()
    return reverse("sensemaking:proposal", args=row) if row else None


def funnel_url(public_id: UUID | str) -> str | None:
    rows = Funnel.objects.filter(public_id=parse_uuid(str(public_id)))
    row = rows.values_list("process__slug", "slug").first()
    return reverse("sensemaking:funnel", args=row) if row else None


LINKS = {"proposal": proposal_url, "funnel": funnel_url}
