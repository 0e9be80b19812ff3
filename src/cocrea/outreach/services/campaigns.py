"""Planning, publishing and closing a campaign; its short links are made when it is published."""

import secrets
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum

from cocrea.kernel.dates import local_day
from cocrea.kernel.errors import Conflict, DomainError, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.outreach.models import Campaign, Link, VisitDay
from cocrea.outreach.rules.aims import CHANNELS, CLOSED, RUNNING, Aim, aim_check
from cocrea.outreach.rules.codes import ALPHABET, LENGTH, code_of
from cocrea.outreach.rules.permits import PERMITS
from cocrea.outreach.rules.texts import MAX_TEXT, MAX_TITLE
from cocrea.outreach.services.shared import campaign_locked, known_of, refuse_if
from cocrea.process.models import Process


@dataclass(frozen=True, slots=True)
class CampaignInput:
    """A campaign as it was typed; see models.Campaign for the codes."""

    title_es: str
    goal_es: str
    channels: tuple[str, ...]
    languages: tuple[str, ...]
    starts_on: date
    ends_on: date
    title_en: str = ""
    goal_en: str = ""
    sectors: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    target: str = "contribute"
    phase: int | None = None


def campaign_draft(*, actor: Actor, process: Process, **fields: Any) -> Campaign:
    """Plan a campaign; ``fields``: see CampaignInput. A draft is the team's alone: no entry.

    Raises NotPermitted, Refused (rules.aims.aim_check, kernel.text_too_long).
    """
    given = CampaignInput(**fields)
    with ledger.act(process, actor=actor) as act:
        PERMITS.require(actor, "campaign.draft", now=act.now)
        columns = _columns(process, given)
        return Campaign.objects.create(process=process, drafted_at=act.now, **columns)


def campaign_edit(
    *, actor: Actor, process: Process, campaign: Campaign | UUID | str, **fields: Any
) -> Campaign:
    """Change a draft: the fields of ``campaign_draft``, all of them."""
    given = CampaignInput(**fields)
    with ledger.act(process, actor=actor) as act:
        found = campaign_locked(process, campaign)
        PERMITS.require(actor, "campaign.edit", now=act.now, state=found.state)
        columns = _columns(process, given)
        for name, value in columns.items():
            setattr(found, name, value)
        found.save(update_fields=list(columns))
    return found


def _columns(process: Process, given: CampaignInput) -> dict[str, Any]:
    """Cleaned and checked, every problem at once."""
    problems: list[Finding] = []
    cleaned: dict[str, Any] = asdict(given)
    texts = (("title_es", MAX_TITLE, False), ("title_en", MAX_TITLE, False))
    for name, most, lines in (*texts, ("goal_es", MAX_TEXT, True), ("goal_en", MAX_TEXT, True)):
        try:
            cleaned[name] = clean(cleaned[name], max_length=most, where=name, lines=lines)
        except DomainError as error:
            problems += error.findings
    if problems:
        raise Refused(problems)
    shared = {k: v for k, v in cleaned.items() if k not in ("title_en", "goal_en")}
    refuse_if(aim_check(Aim(**shared), known_of(process)))
    for name in ("sectors", "areas", "languages"):
        cleaned[name] = list(dict.fromkeys(cleaned[name]))
    cleaned["channels"] = [c for c in CHANNELS if c in given.channels]
    return cleaned


def campaign_publish(
    *, actor: Actor, process: Process, campaign: Campaign | UUID | str
) -> Campaign:
    """Make it public and give each channel its short link.

    Raises NotPermitted, NotThere, Refused(outreach.already_over) when its last day is past.
    """
    with ledger.act(process, actor=actor) as act:
        found = campaign_locked(process, campaign)
        role = PERMITS.require(actor, "campaign.publish", now=act.now, state=found.state)
        if found.ends_on < local_day(act.now, process.zone):
            raise Refused(Finding("outreach.already_over", where="ends_on"))
        text = ledger.commit_text(found.words())
        found.salt, found.digest = text.salt, text.digest
        found.state, found.published_at = RUNNING, act.now
        found.save(update_fields=["salt", "digest", "state", "published_at"])
        links = {channel: _link(found, channel, act).code for channel in found.channels}
        body = {
            "text": found.digest,
            "channels": links,
            "languages": found.languages,
            "areas": found.areas,
            "sectors": found.sectors,
            "days": [found.starts_on.isoformat(), found.ends_on.isoformat()],
        }
        act.record("campaign.published", subject=found.ref, body=body, role=role)
    return found


def link_add(
    *, actor: Actor, process: Process, campaign: Campaign | UUID | str, channel: str
) -> Link:
    """A channel that came later, with its short link. The same again gives the same back."""
    with ledger.act(process, actor=actor) as act:
        found = campaign_locked(process, campaign)
        role = PERMITS.require(actor, "link.add", now=act.now, state=found.state)
        if channel not in CHANNELS:
            params = {"value": channel[:40]}
            raise Refused(Finding("outreach.unknown_choice", params=params, where="channel"))
        known = found.links.filter(channel=channel).first()
        if known is not None:
            return known
        link = _link(found, channel, act)
        found.channels = [c for c in CHANNELS if c in (*found.channels, channel)]
        found.save(update_fields=["channels"])
        body = {"channel": channel, "code": link.code}
        act.record("link.added", subject=found.ref, body=body, role=role)
    return link


def _link(campaign: Campaign, channel: str, act: ledger.Act) -> Link:
    """A code that nobody has: twenty-seven letters to the sixth are enough to meet one twice."""
    while True:
        code = code_of([secrets.randbelow(len(ALPHABET)) for _ in range(LENGTH)])
        if not Link.objects.filter(code=code).exists():
            return Link.objects.create(
                campaign=campaign, channel=channel, code=code, made_at=act.now
            )


def campaign_close(*, actor: Actor, process: Process, campaign: Campaign | UUID | str) -> Campaign:
    """End it; the entry fixes what was done. Its links go on leading where they led.

    Raises NotPermitted, NotThere, Conflict(outreach.already_closed).
    """
    with ledger.act(process, actor=actor) as act:
        found = campaign_locked(process, campaign)
        if found.state == CLOSED:
            raise Conflict(Finding("outreach.already_closed", where="campaign"))
        role = PERMITS.require(actor, "campaign.close", now=act.now, state=found.state)
        found.state, found.closed_at = CLOSED, act.now
        found.save(update_fields=["state", "closed_at"])
        act.record("campaign.closed", subject=found.ref, body=_done(found), role=role)
    return found


def _done(campaign: Campaign) -> dict[str, Any]:
    """What the entry of the close fixes: visits per channel, materials and proofs. No voices:
    those of a small campaign would point at somebody."""
    days = VisitDay.objects.filter(link__campaign=campaign).order_by()
    visits = dict(days.values_list("link__channel").annotate(n=Sum("count")))
    proofs = campaign.proofs.order_by().values_list("channel").annotate(n=Count("pk"))
    return {
        "visits": {channel: visits.get(channel, 0) for channel in campaign.channels},
        "materials": campaign.materials.filter(superseded_at__isnull=True).count(),
        "proofs": dict(proofs),
    }
