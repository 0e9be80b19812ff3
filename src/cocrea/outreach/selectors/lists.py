"""Campaigns, their links, materials and proofs; constant numbers of queries."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import parse_uuid
from cocrea.ledger.models import Entry
from cocrea.outreach.models import Campaign, Link, Material, Proof, VisitDay
from cocrea.outreach.rules.aims import DRAFT, PUBLIC, RUNNING
from cocrea.outreach.rules.codes import code_parse
from cocrea.outreach.rules.items import MOVES
from cocrea.outreach.rules.permits import TEAM
from cocrea.process.models import Process

READERS = frozenset({*TEAM, "publisher"})  # whose drafts they are
PAGES = {
    "contribute": "voices:contribute",
    "process": "site:process",
    "calendar": "process:calendar",
    "consultations": "consultations:list",
    "meetings": "meetings:list",
}
VERSIONS_MOST = 50
PRESS = ("press", "radio")  # channels of those who tell it on


def campaigns(process: Process) -> QuerySet[Campaign]:
    """Public campaigns, the latest to begin first."""
    return Campaign.objects.filter(process=process, state__in=PUBLIC).order_by("-starts_on", "-pk")


def drafts(process: Process) -> QuerySet[Campaign]:
    return Campaign.objects.filter(process=process, state=DRAFT).order_by("starts_on", "pk")


def campaign_get(
    process: Process, public_id: UUID | str, *, roles: frozenset[str] = frozenset()
) -> Campaign:
    """Raises NotThere(outreach.not_there), for a draft too unless the reader prepares campaigns."""
    key = parse_uuid(str(public_id))
    found = Campaign.objects.filter(process=process, public_id=key).first() if key else None
    if found is None or (not found.public and not roles & READERS):
        raise NotThere(Finding("outreach.not_there", where="campaign"))
    found.process = process
    return found


def _counted() -> QuerySet[Link]:
    return Link.objects.annotate(visits=Coalesce(Sum("days__count"), 0)).order_by("pk")


def links_of(campaign: Campaign) -> list[Link]:
    """One for each channel, each with ``visits``. One query."""
    return list(_counted().filter(campaign=campaign))


def link_by_code(code: str) -> Link:
    """The link of a public campaign, with its process. Raises NotThere(outreach.unknown_code)."""
    rows = Link.objects.select_related("campaign__process__log")
    key = code_parse(code)
    found = rows.filter(code=key, campaign__state__in=PUBLIC).first() if key else None
    if found is None:
        raise NotThere(Finding("outreach.unknown_code", where="code"))
    return found


def link_get(process: Process, code: str) -> Link:
    """The same, of this process."""
    found = link_by_code(code)
    if found.campaign.process_id != process.pk:
        raise NotThere(Finding("outreach.unknown_code", where="code"))
    return found


def landing(link: Link) -> str:
    """Where a link leads, in the language of the request: a public page of its own process, with
    the code as a parameter that the form of a voice carries on. Nothing a stranger typed is in it.
    """
    campaign = link.campaign
    page = reverse(PAGES[campaign.target], args=[campaign.process.slug])
    return f"{page}?via={link.code}"


def address_of(link: Link) -> str:
    """The whole short address, as it is printed and drawn."""
    return f"{settings.BASE_URL}{reverse('outreach:follow', args=[link.code])}"


def visits_by_day(campaign: Campaign) -> list[tuple[date, int]]:
    """Visits of all its links, by local day; days without any left out. One query."""
    rows = VisitDay.objects.filter(link__campaign=campaign).order_by("day")
    return list(rows.values_list("day").annotate(n=Sum("count")))


def materials(
    process: Process, *, channel: str = "", running_on: date | None = None
) -> QuerySet[Material]:
    """Current materials of public campaigns, newest first, with campaign and document.

    running_on: only of campaigns that run on that day, so that nobody shares what is over
    """
    found = Material.objects.filter(
        campaign__process=process, campaign__state__in=PUBLIC, superseded_at__isnull=True
    )
    if channel:
        found = found.filter(channel=channel)
    if running_on is not None:
        found = found.filter(campaign__state=RUNNING, campaign__ends_on__gte=running_on)
    return found.select_related("campaign", "document").order_by("-published_at", "-pk")


def press_materials(process: Process) -> QuerySet[Material]:
    """What a press kit takes from the campaigns: texts and files for press and radio."""
    return materials(process).filter(channel__in=PRESS)


def material_get(process: Process, public_id: UUID | str) -> Material:
    """A material in whatever version. Raises NotThere(outreach.not_there)."""
    key = parse_uuid(str(public_id))
    rows = Material.objects.select_related("campaign", "document", "supersedes")
    rows = rows.filter(campaign__process=process, campaign__state__in=PUBLIC)
    found = rows.filter(public_id=key).first() if key else None
    if found is None:
        raise NotThere(Finding("outreach.not_there", where="material"))
    found.campaign.process = process
    return found


def versions(material: Material) -> list[Material]:
    """Every version of it, newest first. One query."""
    rows = Material.objects.filter(
        campaign=material.campaign, channel=material.channel, language=material.language
    )
    known = {row.pk: row for row in rows}
    after = {row.supersedes_id: row for row in known.values() if row.supersedes_id}
    newest = material
    while newest.pk in after and len(known) > 0:
        newest = after.pop(newest.pk)
    found: list[Material] = []
    row: Material | None = known.get(newest.pk)
    while row is not None and len(found) < VERSIONS_MOST:
        found.append(row)
        row = known.get(row.supersedes_id) if row.supersedes_id else None
    return found


def moved(process: Process, rows: Iterable[Material]) -> set[int]:
    """Keys of the materials that name something whose day or place has changed since. The public
    record says what changed, whichever room it lives in. One query."""
    named = {(row.pk, item["kind"], item["id"]): row for row in rows for item in row.items}
    if not named:
        return set()
    entries = Entry.objects.filter(log_id=process.log_id, kind__in=MOVES)
    latest: dict[tuple[str, str], Any] = {}
    told = entries.values_list("subject_kind", "subject_id", "recorded_at")
    for kind, public_id, at in told.order_by("position"):
        latest[kind, public_id] = at
    return {
        pk
        for (pk, kind, public_id), row in named.items()
        if (at := latest.get((kind, public_id))) is not None and at > row.published_at
    }


def proofs(campaign: Campaign) -> QuerySet[Proof]:
    return campaign.proofs.select_related("document").order_by("-done_on", "-pk")


def untranslated(campaign: Campaign, rows: Iterable[Material]) -> list[str]:
    """Languages that the campaign promised and in which nothing was published yet."""
    there = {row.language for row in rows}
    return [code for code in campaign.languages if code not in there]


def proved(rows: Iterable[Campaign]) -> dict[int, int]:
    """Campaign key -> how many proofs it has. One query."""
    found = Proof.objects.filter(campaign__in=list(rows)).order_by()
    return dict(found.values_list("campaign").annotate(n=Count("pk")))
