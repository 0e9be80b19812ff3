"""Every write of outreach. Nothing is posted anywhere: people do that, and prove it here."""

from cocrea.outreach.services.campaigns import (
    campaign_close,
    campaign_draft,
    campaign_edit,
    campaign_publish,
    link_add,
)
from cocrea.outreach.services.materials import (
    MaterialInput,
    material_publish,
    material_supersede,
)
from cocrea.outreach.services.proofs import proof_add
from cocrea.outreach.services.visits import visit_count

__all__ = [
    "MaterialInput",
    "campaign_close",
    "campaign_draft",
    "campaign_edit",
    "campaign_publish",
    "link_add",
    "material_publish",
    "material_supersede",
    "proof_add",
    "visit_count",
]
