"""Commitments, milestones and where they come from. Each makes a constant number of queries."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import get_language

from cocrea.commitments.models import (
    Commitment,
    Milestone,
    Source,
)
from cocrea.commitments.rules import lifecycle
from cocrea.commitments.rules.permits import PERMITS
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.refs import SubjectRef, Told
from cocrea.kernel.text import digest


def milestone_ref(milestone: Milestone) -> SubjectRef:
    return SubjectRef(
        "milestone", str(milestone.public_id), digest(milestone.text), str(milestone)[:200]
    )


def may_read_drafts(roles: Collection[str]) -> bool:
    return PERMITS.may(roles, "commitment.read_draft", lifecycle.DRAFT)


def commitments(
    process: Any, *, roles: Collection[str] = (), theme: str = "", state: str = ""
) -> QuerySet[Commitment]:
    """With theme and responsible body and ``milestone_count``; drafts for those who draft only."""
    found = Commitment.objects.filter(process=process)
    if not may_read_drafts(roles):
        found = found.exclude(state=lifecycle.DRAFT)
    if theme:
        found = found.filter(theme__slug=theme)
    if state:
        found = found.filter(state=state)
    return (
        found.select_related("theme", "responsible")
        .defer("fields")
        .annotate(milestone_count=Count("milestones"))
        .order_by("theme__number", "number")
    )


def commitment_get(
    process: Any, public_id: uuid.UUID | str, *, roles: Collection[str] = ()
) -> Commitment:
    """Raises NotThere(commitments.not_there), also for a draft that this reader may not see."""
    key = public_id if isinstance(public_id, uuid.UUID) else parse_uuid(public_id)
    found = (
        Commitment.objects.select_related("process__log", "theme", "responsible")
        .filter(process=process, public_id=key)
        .first()
    )
    if found is None or (found.state == lifecycle.DRAFT and not may_read_drafts(roles)):
        raise NotThere(Finding("commitments.not_there"))
    return found


def milestone_get(
    process: Any, public_id: uuid.UUID | str, *, roles: Collection[str] = ()
) -> Milestone:
    """With its commitment and organization. Raises NotThere as ``commitment_get`` does."""
    key = public_id if isinstance(public_id, uuid.UUID) else parse_uuid(public_id)
    found = (
        Milestone.objects.select_related(
            "commitment__process__log",
            "commitment__theme",
            "commitment__responsible",
            "organization",
        )
        .filter(commitment__process=process, public_id=key)
        .first()
    )
    hidden = found is not None and found.commitment.state == lifecycle.DRAFT
    if found is None or (hidden and not may_read_drafts(roles)):
        raise NotThere(Finding("commitments.not_there"))
    return found


def milestones_of(process: Any, *, states: Collection[str]) -> QuerySet[Milestone]:
    """Milestones of the commitments in these states, in the order of the plan."""
    return (
        Milestone.objects.filter(commitment__process=process, commitment__state__in=states)
        .select_related(
            "commitment", "commitment__theme", "commitment__responsible", "organization"
        )
        .order_by("commitment__number", "number")
    )


def commitments_of_proposal(proposal: Any) -> list[Source]:
    """Links from a proposal to commitments and milestones, without those of drafts. One query."""
    return list(
        Source.objects.filter(proposal=proposal)
        .exclude(commitment__state=lifecycle.DRAFT)
        .select_related("commitment", "milestone")
        .order_by("commitment__number", "pk")
    )


def sources_of(commitment: Commitment) -> list[Source]:
    """Links to what a commitment and its milestones come from, without unpublished proposals:
    linking must not show what is still a draft. One query."""
    rows = commitment.sources.select_related("proposal", "milestone")
    return list(rows.exclude(proposal__isnull=False, proposal__published_at__isnull=True))


def state_now(commitment: Commitment) -> str:
    """The state as it is in this transaction, not as it was when it was read."""
    return Commitment.objects.values_list("state", flat=True).get(pk=commitment.pk)


def owners_of(milestone: Milestone) -> frozenset[str]:
    """Slugs of the organizations that answer for a milestone: its own and its commitment's."""
    bodies = (milestone.organization, milestone.commitment.responsible)
    return frozenset(body.slug for body in bodies if body is not None)


def title_of(commitment: Commitment) -> Told:
    """For this reader: English where there is a translation. What was obtained only in English
    stands in both fields, and is marked as English."""
    english = (get_language() or "es").startswith("en")
    alone = commitment.title_en == commitment.title_es
    return Told.of(commitment.title_es, commitment.title_en, to_english=english or alone)
