"""What this room tells the rest of the house."""

from datetime import datetime

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cocrea.kernel.desk import DeskItem
from cocrea.kernel.permits import Actor
from cocrea.process.models import Process
from cocrea.sensemaking.models import Operation, Proposal
from cocrea.sensemaking.rules import lineage
from cocrea.sensemaking.rules.permits import PERMITS
from cocrea.sensemaking.selectors.workbench import unassigned
from cocrea.ui.doors import doors_of


def gate_facts(process: Process, now: datetime) -> dict[str, int]:
    """What is still missing before the systematization may be presented."""
    live = Proposal.objects.filter(process=process, state__in=lineage.LIVE)
    return {
        "sensemaking.unassigned_points": unassigned(process).count(),
        "sensemaking.pending_merges": Operation.objects.filter(
            process=process, state=Operation.PROPOSED
        ).count(),
        "sensemaking.draft_proposals": live.filter(state=Proposal.DRAFT).count(),
        "sensemaking.proposals_without_theme": live.filter(theme__isnull=True).count(),
        "sensemaking.without_funnel": int(not process.funnels.exists()),
    }


def public_counts(process: Process) -> dict[str, int]:
    published = Proposal.objects.filter(process=process, state=Proposal.PUBLISHED)
    return {"sensemaking.proposals": published.count()}


def desk_items(actor: Actor, process: Process, now: datetime) -> list[DeskItem]:
    """Oldest first; one query per thing that may wait for a role."""
    roles = actor.roles(now)
    found: list[DeskItem | None] = []
    if "systematizer" in roles:
        found.append(_to_group(process))
    second = next((r for r in ("systematizer", "facilitator") if r in roles), "")
    if second:
        found.append(_to_confirm(actor, process, second))
    if "publisher" in roles:
        found.append(_to_publish(process))
    return sorted((item for item in found if item is not None), key=lambda item: item.since)


def _to_group(process: Process) -> DeskItem | None:
    waiting = unassigned(process).order_by()
    row = waiting.aggregate(count=Count("pk"), since=Min("coded_at"))
    if not row["count"]:
        return None
    label = ngettext(
        "Agrupar %(count)s punto sin propuesta",
        "Agrupar %(count)s puntos sin propuesta",
        row["count"],
    )
    url = reverse("sensemaking:workbench", args=[process.slug])
    return DeskItem(label % {"count": row["count"]}, url, row["since"], "systematizer")


def _to_confirm(actor: Actor, process: Process, role: str) -> DeskItem | None:
    """Merges that somebody else proposed."""
    mine = (str(actor.person or ""), actor.office[:60])
    waiting = [
        at
        for at, account, office in Operation.objects.filter(
            process=process, state=Operation.PROPOSED
        ).values_list("at", "first_account", "first_office")
        if lineage.check_second((account, office), mine).ok
    ]
    if not waiting:
        return None
    count = len(waiting)
    label = ngettext(
        "Confirmar o rechazar %(count)s unión de propuestas",
        "Confirmar o rechazar %(count)s uniones de propuestas",
        count,
    )
    url = reverse("sensemaking:merges", args=[process.slug])
    return DeskItem(label % {"count": count}, url, min(waiting), role)


def _to_publish(process: Process) -> DeskItem | None:
    row = Proposal.objects.filter(process=process, state=Proposal.DRAFT).aggregate(
        count=Count("pk"), since=Min("created_at")
    )
    if not row["count"]:
        return None
    label = ngettext(
        "Publicar %(count)s propuesta",
        "Publicar %(count)s propuestas",
        row["count"],
    )
    url = reverse("sensemaking:drafts", args=[process.slug])
    return DeskItem(label % {"count": row["count"]}, url, row["since"], "publisher")


def doors(actor: Actor, process: Process, now: datetime) -> list[tuple[str, str]]:
    """(label, address) of what the actor may begin in this room."""
    rows = (
        ("proposal.create", "*", _("Agrupar puntos en propuestas"), "sensemaking:workbench"),
        ("proposal.publish", "draft", _("Revisar y publicar propuestas"), "sensemaking:drafts"),
        (
            "operation.confirm",
            "proposed",
            _("Confirmar uniones"),
            "sensemaking:merges",
        ),
        ("funnel.create", "*", _("Registrar un embudo"), "sensemaking:funnel_new"),
    )
    return doors_of(PERMITS.may, actor.roles(now), process.slug, rows)
