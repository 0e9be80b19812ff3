"""Doors of this room for writing."""

from cocrea.sensemaking.services.funnels import ItemIn, funnel_create, funnel_step_add
from cocrea.sensemaking.services.lineage import (
    Part,
    operation_confirm,
    operation_reject,
    point_move,
    proposal_merge,
    proposal_split,
)
from cocrea.sensemaking.services.proposals import (
    point_add,
    proposal_create,
    proposal_publish,
    proposal_retitle,
    proposal_withdraw,
)

__all__ = [
    "ItemIn",
    "Part",
    "funnel_create",
    "funnel_step_add",
    "operation_confirm",
    "operation_reject",
    "point_add",
    "point_move",
    "proposal_create",
    "proposal_merge",
    "proposal_publish",
    "proposal_retitle",
    "proposal_split",
    "proposal_withdraw",
]
