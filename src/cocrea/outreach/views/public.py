"""Pages that are the same for everybody, and the short links that lead here."""

import logging
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cocrea.kernel.dates import local_day
from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.refs import Told
from cocrea.languages.rules.translations import tag
from cocrea.ledger import selectors as ledger_selectors
from cocrea.outreach import selectors, services, words
from cocrea.outreach.messages import ACTS
from cocrea.outreach.models import Campaign, Material
from cocrea.outreach.rules.permits import PERMITS
from cocrea.outreach.rules.reach import FEW, NONE, Row
from cocrea.outreach.rules.visits import visit_counts
from cocrea.outreach.views.files import address_for, has_image, link_of
from cocrea.process import selectors as process_selectors
from cocrea.process.http import public_page
from cocrea.process.models import Process
from cocrea.ui import charts
from cocrea.ui.acts import roles_of
from cocrea.ui.paging import PAGE, page_of
from cocrea.ui.words import day_text
from cocrea.voices import words as voice_words

SHOWN = 12
AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
log = logging.getLogger(__name__)

Crumb = tuple[str, str]


def crumbs(process: Process, *more: Crumb) -> list[Crumb]:
    return [(_("Difusión"), reverse("outreach:list", args=[process.slug])), *more]


@never_cache
@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """A short link: one is added to its day and the reader goes on. No cookie, nothing kept of
    who came; a visit that cannot be counted is a visit all the same."""
    link = selectors.link_by_code(code)
    ahead = " ".join(request.headers.get(name, "") for name in AHEAD)
    if visit_counts(request.method or "", request.headers.get("User-Agent", ""), ahead):
        try:
            services.visit_count(actor=CITIZEN, link=link)
        except DatabaseError:
            log.warning("a visit was not counted")
    response = HttpResponseRedirect(selectors.landing(link))
    response["X-Robots-Tag"] = "noindex"
    return response


@public_page
def campaign_list(request: HttpRequest, process: Process) -> HttpResponse:
    """Campaigns, the newest materials to share, texts for the press."""
    roles = roles_of(request)
    page = page_of(request, selectors.campaigns(process))
    today = local_day(request.now, process.zone)
    rows = list(selectors.materials(process, running_on=today)[:SHOWN])
    stale = selectors.moved(process, rows)
    context = {
        "process": process,
        "page": page,
        "campaigns": [campaign_row(each) for each in page.object_list],
        "materials": [material_row(process, row, stale) for row in rows],
        "press": [
            material_row(process, row, ()) for row in selectors.press_materials(process)[:SHOWN]
        ],
        "drafts": list(selectors.drafts(process)[:PAGE]) if roles & selectors.READERS else [],
        "may_draft": PERMITS.may(roles, "campaign.draft"),
    }
    return render(request, "outreach/list.html", context)


def campaign_row(campaign: Campaign) -> dict[str, Any]:
    return {
        "campaign": campaign,
        "label": words.STATES[campaign.state],
        "tone": words.TONES[campaign.state],
        "channels": [words.CHANNELS[channel] for channel in campaign.channels],
    }


def material_row(process: Process, material: Material, stale: Any) -> dict[str, Any]:
    return {
        "material": material,
        "channel": words.CHANNELS[material.channel],
        "language": voice_words.languages(process).get(material.language, material.language),
        "lang": tag(material.language),
        "moved": material.pk in stale,
    }


ACTIONS = (
    ("campaign.edit", "edit"),
    ("campaign.publish", "publish"),
    ("material.publish", "text"),
    ("material.publish", "file"),
    ("proof.add", "proof"),
    ("link.add", "channel"),
    ("campaign.close", "close"),
)


@public_page
def campaign(request: HttpRequest, process: Process, campaign: UUID) -> HttpResponse:
    """One campaign: whom it wants to reach, its links, materials and proofs, who came."""
    roles = roles_of(request)
    found = selectors.campaign_get(process, campaign, roles=roles)
    rows = list(selectors.materials(process).filter(campaign=found))
    stale = selectors.moved(process, rows)
    names = process_selectors.area_names(process)
    arrived = selectors.arrivals_of(process, map(str, _keys(process)))
    days = selectors.visits_by_day(found)
    missing = selectors.untranslated(found, rows)
    context = {
        "process": process,
        "crumbs": crumbs(process, (Told(str(found), found.language), "")),
        "campaign": found,
        "label": words.STATES[found.state],
        "tone": words.TONES[found.state],
        "areas": [names.get(code, code) for code in found.areas],
        "sectors": [voice_words.SECTORS.get(code, code) for code in found.sectors],
        "tongues": [name for _code, name in voice_words.language_choices(process, found.languages)],
        "target": words.TARGETS[found.target],
        "links": [
            {
                "link": link,
                "channel": words.CHANNELS[link.channel],
                "address": selectors.address_of(link),
                "path": reverse("outreach:follow", args=[link.code]),
                "voices": arrived.cells.get((str(found.public_id), link.channel), 0),
            }
            for link in selectors.links_of(found)
        ],
        "visits": charts.bars(
            _("Visitas por día"), [(day_text(day), n) for day, n in days], unit=_("visitas")
        )
        if days
        else None,
        "materials": [material_row(process, row, stale) for row in rows],
        "missing": [name for _code, name in voice_words.language_choices(process, missing)],
        "proofs": [
            {
                "proof": proof,
                "channel": words.CHANNELS[proof.channel],
                "kind": words.PROOFS[proof.kind],
            }
            for proof in selectors.proofs(found)
        ],
        "acts": _acts(process, found, roles),
        "entries": [
            (entry, ACTS.get(entry.kind, entry.kind))
            for entry in ledger_selectors.entries_about(process.log_id, found.ref)
        ],
    }
    return render(request, "outreach/campaign.html", context)


def _keys(process: Process) -> list[UUID]:
    return list(selectors.campaigns(process).values_list("public_id", flat=True))


def _acts(process: Process, found: Campaign, roles: frozenset[str]) -> list[Crumb]:
    """(name, address) of what the reader may do with it now."""
    place = [process.slug, found.public_id]
    return [
        (
            name,
            reverse("site:outreach_text" if name == "text" else f"outreach:{name}", args=place),
        )
        for action, name in ACTIONS
        if PERMITS.may(roles, action, found.state)
    ]


@public_page
def material(request: HttpRequest, process: Process, material: UUID) -> HttpResponse:
    """One version: its text to copy, its image, its link, and the versions before and after."""
    found = selectors.material_get(process, material)
    versions = selectors.versions(found)
    link = link_of(found)
    place = [process.slug, found.campaign.public_id]
    language = tag(found.language)
    campaign = Told(str(found.campaign), found.campaign.language)
    context = {
        "process": process,
        "crumbs": crumbs(
            process,
            (campaign, reverse("outreach:campaign", args=place)),
            (Told(found.title, language), ""),
        ),
        "material": found,
        "channel": words.CHANNELS[found.channel],
        "language": voice_words.languages(process).get(found.language, found.language),
        "lang": language,
        "address": address_for(found),
        "link": link,
        "has_image": has_image(found),
        "versions": versions,
        "newest": versions[0],
        "moved": found.pk in selectors.moved(process, [found]),
        "may_replace": PERMITS.may(roles_of(request), "material.supersede", found.state),
    }
    return render(request, "outreach/material.html", context)


@public_page
def reach(request: HttpRequest, process: Process) -> HttpResponse:
    """Who has been heard and who has not, beside the campaigns that wanted them."""
    found = selectors.reach(process)
    territory = process_selectors.territory(process)
    names = process_selectors.area_names(process)
    areas = _rows(found, found.areas, names)
    tongues = _rows(found, found.languages, voice_words.languages(process))
    context = {
        "process": process,
        "crumbs": crumbs(process, (_("A quién falta escuchar"), "")),
        "reach": found,
        "level": voice_words.local(territory, "level", "level_en"),
        "areas_missing": [row for row in areas if row["row"].level in (NONE, FEW)],
        "areas_heard": [row for row in areas if row["row"].level not in (NONE, FEW)],
        "sectors": _rows(found, found.sectors, voice_words.SECTORS),
        "tongues": tongues,
        "silent": [row["name"] for row in tongues if row["row"].level == NONE],
        "map": charts.departments_map(
            _("Voces por departamento"), {row.code: row.count or 0 for row in found.areas}
        )
        if territory.dataset == "guatemala"
        else None,
        "doors": [(voice_words.CHANNELS.get(code, code), n) for code, n in found.by_door],
        "channels": [
            (words.CHANNELS[code], found.visits.get(code, 0), found.arrivals.by_channel[code])
            for code in found.arrivals.by_channel
        ],
    }
    return render(request, "outreach/reach.html", context)


def _rows(found: selectors.Reach, rows: tuple[Row, ...], names: Any) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "name": names.get(row.code, row.code),
            "level": words.LEVELS[row.level],
            "tone": words.LEVEL_TONES[row.level],
            "aimed": [found.campaigns[key] for key in row.aimed],
        }
        for row in rows
    ]
