"""What gates and counts ask."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from cocrea.commitments.models import Commitment, Milestone
from cocrea.commitments.rules import caps, feasibility, lifecycle
from cocrea.commitments.selectors.checks import missing_opinions
from cocrea.commitments.selectors.freeze import FREEZING, caps_fact, exceptions, freeze_item, whole


def gate_facts(process: Any, now: datetime) -> dict[str, int]:
    """Counts of what is missing, and of what there is. See README."""
    live = whole(process, (*FREEZING, lifecycle.RETURNED))
    standing = [each for each in live if each.state in FREEZING]
    items = [freeze_item(each, len(each.milestones.all())) for each in standing]
    report = caps.at_freeze(items, caps_fact(process), exceptions(process))
    codes = [finding.code for finding in report.blockers]
    missing = {str(each.public_id): missing_opinions(each) for each in standing}
    undecided = (lifecycle.PROPOSED, lifecycle.ACCEPTED, lifecycle.RETURNED)
    count = len(standing)
    return {
        "commitments.count": count,
        "commitments.none": 0 if count else 1,
        "commitments.drafts": Commitment.objects.filter(
            process=process, state=lifecycle.DRAFT
        ).count(),
        "commitments.over_cap": codes.count(caps.OVER_CAP),
        "commitments.milestones_over_cap": codes.count(caps.MILESTONES_OVER_CAP),
        "commitments.without_acceptance": _count(missing.values(), feasibility.INSTITUTIONAL),
        "commitments.without_legal": _count(missing.values(), feasibility.LEGAL),
        "commitments.without_financial": _count(missing.values(), feasibility.FINANCIAL),
        "commitments.without_milestones": sum(not each.milestones.all() for each in standing),
        "commitments.undecided": sum(each.state in undecided for each in live),
    }


def _count(missing: Iterable[set[str]], kind: str) -> int:
    return sum(kind in each for each in missing)


def public_counts(process: Any) -> dict[str, int]:
    """Commitments that are no drafts, and the milestones of the adopted ones. Two queries."""
    shown = Commitment.objects.filter(process=process).exclude(state=lifecycle.DRAFT)
    return {
        "commitments.public": shown.count(),
        "commitments.milestones": Milestone.objects.filter(
            commitment__process=process, commitment__state=lifecycle.ADOPTED
        ).count(),
    }
