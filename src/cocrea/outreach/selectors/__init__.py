"""Every read of outreach. Drafts exist for their team only; voices are only counted."""

from collections.abc import Iterator

from cocrea.ledger.services import PublishedText
from cocrea.outreach.models import Campaign, Material, Proof
from cocrea.outreach.rules.aims import PUBLIC
from cocrea.outreach.selectors.lists import (
    READERS,
    address_of,
    campaign_get,
    campaigns,
    drafts,
    landing,
    link_by_code,
    link_get,
    links_of,
    material_get,
    materials,
    moved,
    press_materials,
    proofs,
    untranslated,
    versions,
    visits_by_day,
)
from cocrea.outreach.selectors.offers import (
    desk_items,
    doors,
    gate_facts,
    search_items,
)
from cocrea.outreach.selectors.reach import Reach, arrivals_of, reach
from cocrea.process.models import Process

__all__ = [
    "READERS",
    "Reach",
    "address_of",
    "arrivals_of",
    "campaign_get",
    "campaigns",
    "desk_items",
    "doors",
    "drafts",
    "gate_facts",
    "landing",
    "link_by_code",
    "link_get",
    "links_of",
    "material_get",
    "materials",
    "moved",
    "press_materials",
    "proofs",
    "published_texts",
    "reach",
    "search_items",
    "untranslated",
    "versions",
    "visits_by_day",
]


def published_texts(process: Process) -> Iterator[PublishedText]:
    """(digest, salt, text) of campaigns, materials and proofs, for the mirror; streamed."""
    rows = Campaign.objects.filter(process=process, state__in=PUBLIC).order_by("pk")
    for campaign in rows.iterator():
        yield PublishedText(campaign.digest, bytes(campaign.salt), campaign.words())
    for material in Material.objects.filter(campaign__process=process).order_by("pk").iterator():
        yield PublishedText(material.digest, bytes(material.salt), material.words())
    for proof in Proof.objects.filter(campaign__process=process).order_by("pk").iterator():
        yield PublishedText(proof.digest, bytes(proof.salt), proof.note)
