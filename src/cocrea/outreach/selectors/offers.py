"""What outreach offers to the composition: desks, doors, facts, the index."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.kernel.dates import local_day
from cocrea.kernel.desk import DeskItem
from cocrea.kernel.permits import Actor
from cocrea.outreach.models import Campaign, Proof
from cocrea.outreach.rules.aims import PUBLIC, RUNNING
from cocrea.outreach.rules.permits import PERMITS, TEAM
from cocrea.outreach.selectors.lists import campaigns, drafts, materials, moved
from cocrea.process.models import Process
from cocrea.process.selectors import methodology
from cocrea.search.rules.items import SearchItem
from cocrea.ui.doors import doors_of

MANY = 50


def _url(campaign: Campaign, name: str) -> str:
    return reverse(f"outreach:{name}", args=[campaign.process.slug, campaign.public_id])


def desk_items(actor: Actor, process: Process, now: datetime) -> list[DeskItem]:
    """Drafts to publish, texts that say an old day, campaigns that lack proof or are over. Five
    queries at most."""
    roles = actor.roles(now)
    items: list[DeskItem] = []
    if "publisher" in roles:
        items += _to_publish(process)
        items += _to_replace(process)
    if held := roles & {*TEAM, "publisher"}:
        items += _running(process, now, min(held))
    return sorted(items, key=lambda item: item.since)


def _to_publish(process: Process) -> Iterator[DeskItem]:
    for campaign in drafts(process).select_related("process")[:MANY]:
        label = _("Publicar la campaña «%(title)s»") % {"title": campaign}
        yield DeskItem(label, _url(campaign, "publish"), campaign.drafted_at, "publisher")


def _to_replace(process: Process) -> Iterator[DeskItem]:
    rows = list(materials(process).filter(campaign__state=RUNNING).exclude(items=[]))
    stale = moved(process, rows)
    for row in rows:
        if row.pk in stale:
            label = _("Reemplazar «%(title)s»: cambió la fecha que anuncia") % {"title": row.title}
            url = reverse("outreach:replace", args=[process.slug, row.public_id])
            yield DeskItem(label, url, row.published_at, "publisher", overdue=True)


def _running(process: Process, now: datetime, role: str) -> Iterator[DeskItem]:
    today = local_day(now, process.zone)
    shown = Exists(Proof.objects.filter(campaign=OuterRef("pk")))
    rows = Campaign.objects.filter(process=process, state=RUNNING).annotate(shown=shown)
    for campaign in rows.select_related("process").order_by("starts_on")[:MANY]:
        title, since = {"title": campaign}, campaign.published_at or now
        if campaign.ends_on < today:
            label = _("Cerrar la campaña «%(title)s», que ya terminó") % title
            yield DeskItem(label, _url(campaign, "close"), since, role, overdue=True)
        if not campaign.shown and campaign.starts_on < today:
            label = _("Mostrar que «%(title)s» se difundió") % title
            yield DeskItem(label, _url(campaign, "proof"), since, role)


def doors(actor: Actor, process: Process, now: datetime) -> list[tuple[str, str]]:
    """(label, address) of what the actor may begin in this room."""
    label = _("Preparar una campaña de difusión")
    rows = (("campaign.draft", "*", label, "outreach:draft"),)
    return doors_of(PERMITS.may, actor.roles(now), process.slug, rows)


def gate_facts(process: Process, now: datetime) -> dict[str, Any]:
    """``outreach.campaigns`` and ``outreach.campaigns_proved`` (published ones, and those with
    proof), for the whole process and ``.phase_3`` per phase. One query."""
    proof = Proof.objects.filter(campaign=OuterRef("pk"))
    rows = Campaign.objects.filter(process=process, state__in=PUBLIC).annotate(shown=Exists(proof))
    facts: dict[str, Any] = {"outreach.campaigns": 0, "outreach.campaigns_proved": 0}
    for phase in methodology(process).phases:
        facts[f"outreach.campaigns.phase_{phase.number}"] = 0
        facts[f"outreach.campaigns_proved.phase_{phase.number}"] = 0
    for number, shown in rows.values_list("phase", "shown"):
        for name in ("campaigns", *(("campaigns_proved",) if shown else ())):
            facts[f"outreach.{name}"] += 1
            if f"outreach.{name}.phase_{number}" in facts:
                facts[f"outreach.{name}.phase_{number}"] += 1
    return facts


def search_items(process: Process) -> Iterator[SearchItem]:
    """Campaigns and current materials, for the index."""
    for campaign in campaigns(process).iterator():
        url = reverse("outreach:campaign", args=[process.slug, campaign.public_id])
        texts = (("es", campaign.title_es, campaign.goal_es),)
        texts += (("en", campaign.title_en, campaign.goal_en),)
        for language, title, goal in texts:
            if title:
                yield SearchItem(
                    kind="campaign",
                    public_id=str(campaign.public_id),
                    language=language,
                    title=title,
                    text=goal,
                    url=url,
                    at=campaign.published_at,
                )
    for row in materials(process).iterator():
        yield SearchItem(
            kind="material",
            public_id=str(row.public_id),
            language={"spa": "es", "eng": "en"}.get(row.language, row.language),
            title=row.title,
            text=row.text,
            url=reverse("outreach:material", args=[process.slug, row.public_id]),
            at=row.published_at,
        )
