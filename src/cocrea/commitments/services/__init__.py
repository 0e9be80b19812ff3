"""Doors of commitments for writing. Each is one act: permit, lock, rules, save, record."""

from cocrea.commitments.services.deciding import (
    commitment_accept,
    commitment_adopt,
    commitment_not_adopt,
    commitment_propose,
    commitment_return,
    commitment_withdraw,
)
from cocrea.commitments.services.drafting import KEEP, commitment_draft, commitment_save
from cocrea.commitments.services.linking import (
    alignment_set,
    letter_draft,
    letter_sign,
    letter_withdraw,
    source_link,
)
from cocrea.commitments.services.milestones import (
    milestone_add,
    milestone_remove,
    milestone_save,
)
from cocrea.commitments.services.opinions import opinion_record

__all__ = [
    "KEEP",
    "alignment_set",
    "commitment_accept",
    "commitment_adopt",
    "commitment_draft",
    "commitment_not_adopt",
    "commitment_propose",
    "commitment_return",
    "commitment_save",
    "commitment_withdraw",
    "letter_draft",
    "letter_sign",
    "letter_withdraw",
    "milestone_add",
    "milestone_remove",
    "milestone_save",
    "opinion_record",
    "source_link",
]
