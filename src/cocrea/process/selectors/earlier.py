"""Reads of the call's invitations and of earlier plans."""

from django.db.models import Count, QuerySet

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.people.rules.sectors import SECTORS
from cocrea.process.models import EarlierCommitment, EarlierPlan, Invitation, Process


def invitations(process: Process, *, sector: str = "") -> QuerySet[Invitation]:
    """Who was invited, by sector and name."""
    rows = process.invitations.select_related("organization")
    return rows.filter(sector=sector) if sector else rows


def invited_by_sector(process: Process) -> dict[str, int]:
    """Sector -> how many were invited, in the order of SECTORS. One query."""
    rows = process.invitations.order_by().values_list("sector").annotate(n=Count("pk"))
    counted = dict(rows)
    return {sector: counted[sector] for sector in SECTORS if sector in counted}


def earlier_plans(process: Process) -> QuerySet[EarlierPlan]:
    """The newest first, with what is known of their commitments. Two queries."""
    return process.earlier_plans.order_by("-number").prefetch_related("commitments")


def earlier_plan(process: Process, number: int) -> EarlierPlan:
    """Raises NotThere(process.unknown_earlier_plan)."""
    found = earlier_plans(process).filter(number=number).first()
    if found is None:
        params = {"number": number}
        raise NotThere(Finding("process.unknown_earlier_plan", params=params, where="plan"))
    return found


def earlier_commitments(process: Process) -> QuerySet[EarlierCommitment]:
    """Of every earlier plan, the newest first."""
    rows = EarlierCommitment.objects.filter(plan__process=process).select_related("plan")
    return rows.order_by("-plan__number", "number", "code", "pk")


def earlier_commitment(process: Process, public_id: str) -> EarlierCommitment | None:
    """One of this process, by its id; None when there is none."""
    return earlier_commitments(process).filter(public_id=parse_uuid(public_id)).first()
