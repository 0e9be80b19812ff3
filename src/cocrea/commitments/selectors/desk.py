"""What waits for somebody, and what somebody may begin."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.agreement import selectors as agreement
from cocrea.commitments.models import Commitment
from cocrea.commitments.rules import feasibility, lifecycle
from cocrea.commitments.rules.permits import PERMITS
from cocrea.commitments.selectors.checks import missing_opinions
from cocrea.commitments.selectors.freeze import FREEZING, whole
from cocrea.kernel.desk import DeskItem
from cocrea.kernel.permits import Actor
from cocrea.process.models import Process
from cocrea.ui.doors import doors_of

DESK_LIMIT = 50


def desk_items(actor: Actor, process: Any, now: datetime) -> list[DeskItem]:
    """What waits for this actor: acceptance, opinions, adoption, returned texts, letters."""
    roles = actor.roles(now)
    found: list[DeskItem] = []
    if roles & {"authority", "delegate_public"} and actor.organization:
        found += _desk_of_body(actor, process, roles)
    if "secretary" in roles:
        found += _desk_to_record(process)
    drafting = roles & {"delegate_public", "delegate_society", "facilitator", "systematizer"}
    if drafting:
        found += _desk_of_drafters(process, min(drafting))
    if actor.organization and roles & {"delegate_society", "delegate_public", "authority"}:
        found += _desk_letters(actor, process)
    return sorted(found, key=lambda item: item.since)


def _desk_to_record(process: Any) -> Iterator[DeskItem]:
    """Accepted ones that a session may have decided on since: before it nothing is to record."""
    closed = agreement.sessions(process, state="closed").select_related(None)
    last = closed.aggregate(at=Max("closed_at"))["at"]
    if last is None:
        return
    for each in whole(process, [lifecycle.ACCEPTED])[:DESK_LIMIT]:
        if each.state_since <= last and not missing_opinions(each):
            yield _desk(each, "adopt", _("Registrar la decisión sobre: %(title)s"), "secretary")


def _desk(commitment: Commitment, page: str, label: str, role: str) -> DeskItem:
    place = {"slug": commitment.process.slug, "public_id": commitment.public_id}
    url = reverse(f"commitments:{page}", kwargs=place)
    return DeskItem(label % {"title": commitment.title_es}, url, commitment.state_since, role)


def _desk_of_body(actor: Actor, process: Any, roles: Collection[str]) -> Iterator[DeskItem]:
    own = [
        each
        for each in whole(process, FREEZING)
        if each.responsible and each.responsible.slug == actor.organization
    ]
    for each in own[:DESK_LIMIT]:
        each.process = process
        missing = missing_opinions(each)
        if "authority" in roles and feasibility.INSTITUTIONAL in missing:
            yield _desk(each, "accept", _("Aceptar o devolver: %(title)s"), "authority")
        if missing & {feasibility.LEGAL, feasibility.FINANCIAL}:
            role = "authority" if "authority" in roles else "delegate_public"
            yield _desk(each, "opinion", _("Falta un dictamen de: %(title)s"), role)


def _desk_of_drafters(process: Any, role: str) -> Iterator[DeskItem]:
    waiting = (
        Commitment.objects.filter(process=process, state__in=(lifecycle.DRAFT, lifecycle.RETURNED))
        .select_related("process")
        .defer("fields")
        .order_by("state_since")[:DESK_LIMIT]
    )
    for each in waiting:
        returned = each.state == lifecycle.RETURNED
        label = (
            _("Revisar lo devuelto: %(title)s") if returned else _("Seguir el borrador: %(title)s")
        )
        yield _desk(each, "edit", label, role)


def _desk_letters(actor: Actor, process: Any) -> Iterator[DeskItem]:
    waiting = Commitment.objects.filter(
        process=process,
        letters__organization__slug=actor.organization,
        letters__state="drafted",
        state__in=lifecycle.LIVE,
    ).select_related("process")
    for each in waiting.order_by("state_since")[:DESK_LIMIT]:
        yield _desk(each, "letter", _("Firmar la carta de entendimiento: %(title)s"), "")


def doors(actor: Actor, process: Process, now: datetime) -> list[tuple[str, str]]:
    """(label, address) of what the actor may begin in this room."""
    rows = (("commitment.draft", "*", _("Escribir un compromiso"), "commitments:draft"),)
    return doors_of(PERMITS.may, actor.roles(now), process.slug, rows)
