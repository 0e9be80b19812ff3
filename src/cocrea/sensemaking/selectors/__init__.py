"""Doors of sensemaking for reading. ``from cocrea.sensemaking import selectors as sensemaking``."""

from cocrea.sensemaking.selectors.desks import desk_items, doors, gate_facts, public_counts
from cocrea.sensemaking.selectors.funnels import (
    FunnelView,
    StepView,
    funnel_get,
    funnel_view,
    funnels,
)
from cocrea.sensemaking.selectors.proposals import (
    Lineage,
    drafts,
    lineage_of,
    members,
    merge_agreement,
    proposal_get,
    proposal_ref,
    proposals,
    proposals_of_points,
    published_texts,
)
from cocrea.sensemaking.selectors.workbench import (
    Pipeline,
    Suggested,
    live,
    operation_get,
    operation_inputs,
    operations_waiting,
    pipeline,
    suggestions,
    unassigned,
)

__all__ = [
    "FunnelView",
    "Lineage",
    "Pipeline",
    "StepView",
    "Suggested",
    "desk_items",
    "doors",
    "drafts",
    "funnel_get",
    "funnel_view",
    "funnels",
    "gate_facts",
    "lineage_of",
    "live",
    "members",
    "merge_agreement",
    "operation_get",
    "operation_inputs",
    "operations_waiting",
    "pipeline",
    "proposal_get",
    "proposal_ref",
    "proposals",
    "proposals_of_points",
    "public_counts",
    "published_texts",
    "suggestions",
    "unassigned",
]
