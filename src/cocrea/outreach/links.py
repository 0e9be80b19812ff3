"""Where ``/r/<kind>/<id>`` leads for the things of this room, and their labels."""

from collections.abc import Collection

from django.urls import reverse

from cocrea.kernel.ids import parse_uuid, parse_uuids
from cocrea.kernel.refs import Told
from cocrea.languages.rules.translations import tag
from cocrea.outreach.models import Campaign, Material, Proof
from cocrea.outreach.rules.aims import PUBLIC


def _campaign(public_id: str) -> str | None:
    rows = Campaign.objects.filter(public_id=parse_uuid(str(public_id)), state__in=PUBLIC)
    slug = rows.values_list("process__slug", flat=True).first()
    return reverse("outreach:campaign", args=[slug, public_id]) if slug else None


def _material(public_id: str) -> str | None:
    rows = Material.objects.filter(public_id=parse_uuid(str(public_id)))
    slug = rows.values_list("campaign__process__slug", flat=True).first()
    return reverse("outreach:material", args=[slug, public_id]) if slug else None


def _proof(public_id: str) -> str | None:
    rows = Proof.objects.filter(public_id=parse_uuid(str(public_id)))
    row = rows.values_list("campaign__process__slug", "campaign__public_id").first()
    return f"{reverse('outreach:campaign', args=row)}#prueba-{public_id}" if row else None


def _campaign_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Campaign.objects.filter(public_id__in=parse_uuids(ids), state__in=PUBLIC)
    return {str(row.public_id): Told(str(row), row.language) for row in rows}


def _material_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Material.objects.filter(public_id__in=parse_uuids(ids))
    return {str(row.public_id): Told(row.title, tag(row.language)) for row in rows}


def _proof_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Proof.objects.filter(public_id__in=parse_uuids(ids))
    return {str(key): Told(note) for key, note in rows.values_list("public_id", "note")}


LINKS = {"campaign": _campaign, "material": _material, "proof": _proof}
LABELS = {"campaign": _campaign_labels, "material": _material_labels, "proof": _proof_labels}
