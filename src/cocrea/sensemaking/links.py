"""Where ``/r/<kind>/<id>`` leads for the things of this room. A draft leads nowhere."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.urls import reverse

from cocrea.kernel.ids import parse_uuid, parse_uuids
from cocrea.kernel.refs import Told, in_order
from cocrea.sensemaking.models import Funnel, Proposal


def proposal_url(public_id: UUID | str) -> str | None:
    rows = Proposal.objects.filter(public_id=parse_uuid(str(public_id)), published_at__isnull=False)
    row = rows.values_list("process__slug", "public_id").first()
    return reverse("sensemaking:proposal", args=row) if row else None


def funnel_url(public_id: UUID | str) -> str | None:
    rows = Funnel.objects.filter(public_id=parse_uuid(str(public_id)))
    row = rows.values_list("process__slug", "slug").first()
    return reverse("sensemaking:funnel", args=row) if row else None


def proposal_labels(ids: Collection[str]) -> dict[str, str]:
    """Number and title of those that were published."""
    rows = Proposal.objects.filter(public_id__in=parse_uuids(ids), published_at__isnull=False)
    found = rows.values_list("public_id", "number", "title")
    return {str(key): Told(f"{number}. {title}") for key, number, title in found}


def funnel_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Funnel.objects.filter(public_id__in=parse_uuids(ids))
    return {str(key): Told(title) for key, title in rows.values_list("public_id", "title")}


def proposal_choices(process: Any) -> dict[str, str]:
    """Labels of those of a process that stand in public, by number. Two queries."""
    rows = Proposal.objects.filter(
        process=process, published_at__isnull=False, state=Proposal.PUBLISHED
    )
    keys = [str(key) for key in rows.order_by("number").values_list("public_id", flat=True)]
    return in_order(keys, proposal_labels(keys))


LINKS = {"proposal": proposal_url, "funnel": funnel_url}
LABELS = {"proposal": proposal_labels, "funnel": funnel_labels}
CHOICES = {"proposal": proposal_choices}
