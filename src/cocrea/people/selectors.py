"""Every read of the room that other rooms and pages need; constant numbers of queries."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cocrea.kernel.desk import DeskItem
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import CITIZEN, Actor, Grant
from cocrea.kernel.text import fold
from cocrea.people.bodies_read import BodyCard, BodyDetail, body_card, body_detail, card_list
from cocrea.people.models import Body, BodyExit, Mandate, Organization, PublicFunction, RoleGrant
from cocrea.people.rules.permits import PERMITS, TEAM
from cocrea.people.rules.roles import ROLE_OF_BODY
from cocrea.ui.doors import doors_of

__all__ = [
    "BodyCard",
    "BodyDetail",
    "actor_for",
    "bodies",
    "body_card",
    "body_detail",
    "card_list",
    "desk_items",
    "doors",
    "gate_facts",
    "offices",
    "organization",
    "organization_page",
    "organizations",
    "public_bodies",
    "role_holders",
    "sector_of",
]


def actor_for(user: Any, process_slug: str, now: datetime | None = None) -> Actor:
    """Who acts in a process: grants, roles that mandates carry, and the public function.

    user  an account or Django's AnonymousUser
    now   chooses among several public functions; the newest open one when absent
    Three queries; none for somebody without account.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return CITIZEN
    held = RoleGrant.objects.filter(user_id=user.pk, process_slug=process_slug)
    grants = [Grant(g.role, g.since, g.until) for g in held]
    functions = list(PublicFunction.objects.filter(user_id=user.pk).select_related("organization"))
    mandates = list(
        Mandate.objects.filter(
            function__user_id=user.pk, seat__body__process_slug=process_slug
        ).select_related("seat__body")
    )
    grants += [
        Grant(ROLE_OF_BODY[m.seat.body.kind], m.since, m.until)
        for m in mandates
        if m.seat.body.kind in ROLE_OF_BODY and m.seat.status in {"member", "authority"}
    ]
    office = _office(functions, mandates, now)
    if office is None:
        return Actor(person=user.pk, grants=tuple(grants))
    return Actor(
        person=user.pk,
        grants=tuple(grants),
        office=str(office.public_id),
        organization=office.organization.slug,
        sector=office.organization.sector,
        label=f"{office.public_name}, {office.post}",
    )


def _office(
    functions: list[PublicFunction], mandates: list[Mandate], now: datetime | None
) -> PublicFunction | None:
    """The function that sits in this process, else the newest that runs."""
    seated = {m.function_id for m in mandates if _runs(m, now)}
    running = [f for f in functions if _runs(f, now)]
    return max(running, key=lambda f: (f.pk in seated, f.since, f.pk), default=None)


def _runs(row: PublicFunction | Mandate, now: datetime | None) -> bool:
    if now is None:
        return row.until is None
    return row.since <= now and (row.until is None or now < row.until)


# Name of a list of public bodies that the release brings -> the source of what it entered.
LISTS = {"guatemala": "entidades_publicas_gt.csv (2018-2019)"}


def organizations(
    *, sector: str = "", branch: str = "", search: str = "", public: bool | None = None
) -> QuerySet[Organization]:
    """Organizations in the order of their folded names; ``search`` in name or acronym."""
    found = Organization.objects.all()
    if sector:
        found = found.filter(sector=sector)
    if branch:
        found = found.filter(branch=branch)
    if public is not None:
        found = found.filter(is_public_body=public)
    if search:
        found = found.filter(
            Q(name_key__contains=fold(search)[:200]) | Q(acronym__iexact=search.strip()[:20])
        )
    return found


def seated_organizations(process_slug: str) -> QuerySet[Organization]:
    """Those for which somebody sits, or sat, in a body of the process; as a subquery."""
    return Organization.objects.filter(
        functions__mandates__seat__body__process_slug=process_slug
    ).values("pk")


def organization(slug: str) -> Organization:
    """Raises NotThere(people.not_there)."""
    found = Organization.objects.filter(slug=slug).first()
    if found is None:
        raise NotThere(Finding("people.not_there", where="organization"))
    return found


def public_bodies() -> QuerySet[Organization]:
    """The public bodies, in order."""
    return organizations(public=True)


def sector_of(slug: str) -> str:
    """Sector of an organization; ``citizen`` for "" (somebody without organization)."""
    return organization(slug).sector if slug else "citizen"


def organization_page(slug: str) -> dict[str, Any]:
    """What is public of an organization: functions, seats, mandates, exits. Four queries."""
    found = organization(slug)
    return {
        "organization": found,
        "functions": list(found.functions.all()[:200]),
        "mandates": list(
            Mandate.objects.filter(function__organization=found)
            .select_related("seat__body", "function")
            .order_by("-since")[:200]
        ),
        "exits": list(BodyExit.objects.filter(organization=found).select_related("body")),
    }


def bodies(process_slug: str) -> QuerySet[Body]:
    """Bodies of a process: the forum first, then as they were created."""
    return Body.objects.filter(process_slug=process_slug).order_by("created_at", "pk")


def offices(public_ids: Iterable[uuid.UUID | str]) -> dict[str, PublicFunction]:
    """Public functions by id (as text), for those who show who acted. One query."""
    rows = PublicFunction.objects.filter(public_id__in=list(public_ids))
    return {str(f.public_id): f for f in rows.select_related("organization")}


def functions_of(user: Any, now: datetime) -> list[PublicFunction]:
    """The public functions that an account holds now. One query."""
    rows = PublicFunction.objects.filter(user=user, since__lte=now).exclude(until__lte=now)
    return list(rows.select_related("organization").order_by("since", "pk"))


def role_holders(process_slug: str, now: datetime) -> dict[str, list[PublicFunction]]:
    """Role -> public functions that hold it now by grant. Two queries."""
    grants = RoleGrant.objects.filter(process_slug=process_slug, since__lte=now).exclude(
        until__lte=now
    )
    roles = [(g.role, g.user_id) for g in grants.order_by("role", "since", "pk")]
    shown: dict[uuid.UUID, PublicFunction] = {}
    rows = PublicFunction.objects.filter(user_id__in={u for _, u in roles}, since__lte=now)
    for row in rows.exclude(until__lte=now).select_related("organization").order_by("since"):
        if row.user_id is not None:
            shown[row.user_id] = row
    holders: dict[str, list[PublicFunction]] = {}
    for role, user_id in roles:
        if user_id in shown:
            holders.setdefault(role, []).append(shown[user_id])
    return holders


def gate_facts(process: Any, now: datetime) -> dict[str, Any]:
    """What the gates of phases may ask of this room."""
    cards = card_list(process.slug, now)
    forum = next((c for c in cards if c.body.kind == "forum"), None)
    return {
        "people.forum": forum is not None,
        "people.high_level": any(c.body.kind == "high_level" for c in cards),
        "people.forum_rules_published": bool(forum and forum.rules),
        "people.forum_vacant_seats": forum.vacant if forum else None,
        "people.forum_percent_government": forum.balance.percent_government if forum else None,
    }


def desk_items(actor: Actor, process: Any, now: datetime) -> list[DeskItem]:
    """For the team: bodies with vacant seats; for who publishes: bodies without rules."""
    roles = actor.roles(now)
    found = []
    for card in card_list(process.slug, now) if roles & {*TEAM, "publisher"} else ():
        url, since = (
            reverse("people:body", args=[process.slug, card.body.slug]),
            card.body.created_at,
        )
        if card.vacant and roles & set(TEAM):
            text = ngettext(
                "%(body)s: %(count)s asiento sin titular",
                "%(body)s: %(count)s asientos sin titular",
                card.vacant,
            ) % {"body": card.name, "count": card.vacant}
            waiting = card.vacant_since or since
            found.append(DeskItem(text, url, waiting, min(roles & set(TEAM))))
        if card.rules is None and "publisher" in roles:
            text = _("%(body)s: falta publicar sus reglas") % {"body": card.name}
            found.append(DeskItem(text, url, since, "publisher"))
    return sorted(found, key=lambda item: item.since)


def doors(actor: Actor, process: Any, now: datetime) -> list[tuple[str, str]]:
    """(label, address) of what the actor may begin in this room."""
    rows = (
        ("role.grant", "running", _("Personas, funciones y órganos"), "people:staff"),
        ("body.rules_publish", "*", _("Publicar las reglas de un órgano"), "people:bodies"),
        ("organization.exit", "*", _("Retirarse de un órgano, o regresar"), "people:bodies"),
    )
    return doors_of(PERMITS.may, actor.roles(now), process.slug, rows)
