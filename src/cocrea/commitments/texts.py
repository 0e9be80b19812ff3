"""Rows as the rules see them, and as digests commit to them. Reads only."""

import json
from collections.abc import Mapping
from typing import Any

from cocrea.commitments.models import Commitment, Feasibility, Milestone
from cocrea.commitments.rules.feasibility import OpinionFact
from cocrea.commitments.rules.values import CommitmentText, MilestoneText
from cocrea.kernel.refs import SubjectRef


def text_of(commitment: Commitment) -> CommitmentText:
    """The commitment with its milestones as plain values, from the database."""
    milestones = commitment.milestones.select_related("organization").order_by("number")
    return as_text(commitment, milestones)


def as_text(commitment: Commitment, milestones: Any) -> CommitmentText:
    """Expects theme, responsible and the milestones' organization loaded."""
    return CommitmentText(
        title=commitment.title_es,
        title_en=commitment.title_en,
        template=commitment.template,
        theme=commitment.theme.slug,
        fields=dict(commitment.fields),
        responsible=commitment.responsible.name if commitment.responsible else "",
        start=commitment.start,
        end=commitment.end,
        milestones=tuple(milestone_text(each) for each in milestones),
    )


def milestone_text(milestone: Milestone) -> MilestoneText:
    owner = milestone.responsible
    if not owner and milestone.organization:
        owner = milestone.organization.name
    return MilestoneText(
        number=milestone.number,
        public_id=str(milestone.public_id),
        text=milestone.text,
        responsible=owner,
        start=milestone.start,
        end=milestone.end,
        status=milestone.status,
        indicator=milestone.indicator,
        baseline=milestone.baseline,
        means=milestone.means,
    )


def canonical(data: Mapping[str, Any]) -> str:
    """The text that a digest commits to: JSON, sorted keys, no spaces."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def commitment_ref(commitment: Commitment) -> SubjectRef:
    """How other rooms name it; the digest is that of its current version."""
    return SubjectRef(
        "commitment", str(commitment.public_id), commitment.digest, commitment.title_es
    )


def opinion_fact(row: Feasibility) -> OpinionFact:
    return OpinionFact(
        kind=row.kind,
        opinion=row.opinion,
        signatory=row.signatory,
        on=row.on,
        version=row.version,
        condition=row.condition,
    )


def opinion_facts(commitment: Commitment) -> list[OpinionFact]:
    return [opinion_fact(row) for row in commitment.opinions.all() if row.current]
