"""Doors of commitments for reading. Each makes a constant number of queries."""

from cocrea.commitments.selectors.checks import Findings as Findings
from cocrea.commitments.selectors.checks import findings_of as findings_of
from cocrea.commitments.selectors.core import commitment_get as commitment_get
from cocrea.commitments.selectors.core import commitments as commitments
from cocrea.commitments.selectors.core import commitments_of_proposal as commitments_of_proposal
from cocrea.commitments.selectors.core import may_read_drafts as may_read_drafts
from cocrea.commitments.selectors.core import milestone_get as milestone_get
from cocrea.commitments.selectors.core import milestone_ref as milestone_ref
from cocrea.commitments.selectors.core import milestones_of as milestones_of
from cocrea.commitments.selectors.core import owners_of as owners_of
from cocrea.commitments.selectors.core import sources_of as sources_of
from cocrea.commitments.selectors.core import state_now as state_now
from cocrea.commitments.selectors.desk import desk_items as desk_items
from cocrea.commitments.selectors.desk import doors as doors
from cocrea.commitments.selectors.facts import gate_facts as gate_facts
from cocrea.commitments.selectors.facts import public_counts as public_counts
from cocrea.commitments.selectors.freeze import COMPETENT_KINDS as COMPETENT_KINDS
from cocrea.commitments.selectors.freeze import FREEZING as FREEZING
from cocrea.commitments.selectors.freeze import FreezeRow as FreezeRow
from cocrea.commitments.selectors.freeze import cap_lifted as cap_lifted
from cocrea.commitments.selectors.freeze import caps_fact as caps_fact
from cocrea.commitments.selectors.freeze import drafts_against_cap as drafts_against_cap
from cocrea.commitments.selectors.freeze import freeze_report as freeze_report
from cocrea.commitments.selectors.freeze import freeze_set as freeze_set
from cocrea.commitments.selectors.published import published_texts as published_texts
from cocrea.commitments.texts import commitment_ref as commitment_ref
