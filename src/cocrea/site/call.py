"""The public call and its press kit, made from the methodology, the calendar and the records."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cocrea.agreement import selectors as agreement
from cocrea.documents import selectors as documents
from cocrea.kernel.dates import local_day
from cocrea.kernel.permits import Actor
from cocrea.languages.rules.translations import tag
from cocrea.meetings import selectors as meetings
from cocrea.outreach import selectors as outreach
from cocrea.outreach import words as outreach_words
from cocrea.people import selectors as people
from cocrea.people.models import PublicFunction
from cocrea.process import selectors, words
from cocrea.process.http import public_page
from cocrea.process.models import Process
from cocrea.process.rules.permits import PERMITS
from cocrea.process.rules.schedule import Phase
from cocrea.process.rules.schema import Methodology
from cocrea.site import overview
from cocrea.voices.words import languages

OPEN, CLOSED = "open", "closed"
MATERIALS = 50  # the rest is on the page of outreach


@public_page
def call(request: HttpRequest, process: Process) -> HttpResponse:
    """Who calls, for what, when, how to take part, who was invited, what everybody signed."""
    roles = _roles(request)
    context = {
        **_facts(process, request.now),
        "invited": list(_invited(process)),
        "standing": agreement.compact_standing(process, request.now),
        "asked": agreement.call_phase(process) is not None,
        "pages": documents.placed(process, "call"),
        "may_invite": PERMITS.may(roles, "invitation.record"),
    }
    return render(request, "site/call.html", context)


@public_page
def press(request: HttpRequest, process: Process) -> HttpResponse:
    """Texts to copy, figures, the mark, and whom to ask: public functions only."""
    return render(request, "site/press.html", press_kit(process, request.now))


@public_page
def press_text(request: HttpRequest, process: Process) -> HttpResponse:
    """The same as plain text, to keep."""
    text = render_to_string("site/press.txt", press_kit(process, request.now))
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="convocatoria.txt"'
    return response


def _roles(request: HttpRequest) -> frozenset[str]:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return frozenset({"citizen"})
    actor: Actor = request.actor
    return actor.roles(request.now)


def _facts(process: Process, now: datetime) -> dict[str, Any]:
    """What the call and its press kit both say."""
    law = selectors.methodology(process)
    number = agreement.call_phase(process) or law.phases[0].number
    row = next((row for row in law.rows if row.phase == number), None)
    return {
        "process": process,
        "law": law,
        "phase": law.phase(number),
        "row": row,
        "row_days": selectors.row_planned(process, row.number) if row else None,
        "event": meetings.meetings(process).filter(kind="launch").first(),
        "steps": [_step(process, law, step) for step in overview.phase_steps(process)],
        "figures": list(figures(process, law)),
        "contacts": contacts(process, now),
    }


def contacts(process: Process, now: datetime) -> list[PublicFunction]:
    """Who answers questions, in the post that they hold in public; never a private contact."""
    return people.role_holders(process.slug, now).get("point_of_contact", [])


def _step(process: Process, law: Methodology, step: dict[str, Any]) -> dict[str, Any]:
    """A phase of the calendar with what anybody may do in it."""
    return {**step, "ways": list(_ways(process, law, step["phase"], step["state"] == OPEN))}


def _ways(
    process: Process, law: Methodology, phase: Phase, is_open: bool
) -> Iterator[tuple[str, str]]:
    """(what one may do, address; "" while it is not open)."""
    admits = set(phase.admits)
    known = (
        ({"voice", "proposal"}, _("Dar su voz o una propuesta"), "voices:contribute"),
        ({"comment"}, _("Comentar el plan"), "plan:home"),
    )
    for kinds, said, name in known:
        if kinds & admits:
            yield said, reverse(name, args=[process.slug]) if is_open else ""
    if any(each.phase == phase.number for each in law.consultations):
        url = reverse("consultations:list", args=[process.slug])
        yield _("Responder la consulta"), url if is_open else ""
    if any(row.phase == phase.number and (row.attendance or row.places) for row in law.rows):
        url = reverse("meetings:list", args=[process.slug])
        yield _("Asistir"), f"{url}?fase={phase.number}" if is_open else ""


def figures(process: Process, law: Methodology) -> Iterator[tuple[str, str]]:
    """(what, how much) as the methodology and the records say it; nothing estimated."""
    yield _("Fases"), str(len(law.phases))
    themes = selectors.themes(process).count()
    if themes:
        yield _("Temas priorizados"), str(themes)
    if law.caps.commitments:
        yield _("Compromisos, como máximo"), str(law.caps.commitments.at_most)
    if law.caps.milestones_per_commitment:
        most = law.caps.milestones_per_commitment.at_most
        yield _("Metas por compromiso, como máximo"), str(most)
    for row in law.rows:
        if len(row.places) > 1:
            yield words.short(words.said(row, "activity")[0]), _places(row)
    due = selectors.delivery_day(process)
    if due:
        yield _("Entrega prevista a OGP"), _day(due)
    invited = sum(selectors.invited_by_sector(process).values())
    if invited:
        yield _("Instituciones y organizaciones invitadas"), str(invited)


def _places(row: Any) -> str:
    sure = [place.name for place in row.places if place.status != "alternate"]
    return words.joined(sure)


def _day(day: date) -> str:
    return str(date_format(day, "DATE_FORMAT"))


def _invited(process: Process) -> Iterator[tuple[str, list[Any]]]:
    """Sector -> invitations, in the order of the sectors."""
    rows = list(selectors.invitations(process))
    found = {sector: list(group) for sector, group in groupby(rows, key=lambda row: row.sector)}
    for sector in selectors.invited_by_sector(process):
        yield sector, found[sector]


def press_kit(process: Process, now: datetime) -> dict[str, Any]:
    """Facts, and texts of three lengths made from them, in the language of the page."""
    facts = _facts(process, now)
    return {
        **facts,
        "texts": list(_texts(process, facts, now)),
        "materials": _materials(process, now),
        "crumbs": _crumbs(),
    }


def _materials(process: Process, now: datetime) -> list[dict[str, Any]]:
    """Texts and files of the campaigns for press and radio, in the version that holds; those of
    campaigns that are over last. Three queries."""
    rows = list(outreach.press_materials(process)[:MATERIALS])
    stale, tongues = outreach.moved(process, rows), languages(process)
    today = local_day(now, process.zone)
    found = [
        {
            "material": row,
            "channel": outreach_words.CHANNELS[row.channel],
            "language": tongues.get(row.language, row.language),
            "lang": tag(row.language),
            "moved": row.pk in stale,
            "over": row.campaign.state != "running" or row.campaign.ends_on < today,
            "url": settings.BASE_URL
            + reverse("outreach:material", args=[process.slug, row.public_id]),
        }
        for row in rows
    ]
    return sorted(found, key=lambda row: row["over"])


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Convocatoria pública"), "../"), (_("Para medios"), "")]


def _texts(process: Process, facts: dict[str, Any], now: datetime) -> Iterator[tuple[str, str]]:
    """(how long, text)."""
    here = settings.BASE_URL + reverse("site:call", args=[process.slug])
    name = str(process)
    yield (
        _("Una línea"),
        _("Cocreación en público: %(name)s. %(url)s") % {"name": name, "url": here},
    )
    if all(step["state"] == CLOSED for step in facts["steps"]):
        yield (
            _("Un párrafo"),
            _(
                "El proceso %(name)s terminó. Lo que se dijo, lo que se respondió y lo que se "
                "decidió sigue público, con un registro que cualquiera verifica: %(url)s"
            )
            % {"name": name, "url": here},
        )
        return
    open_now = [str(step["label"]) for step in facts["steps"] if step["state"] == OPEN]
    today = _day(local_day(now, process.zone))
    stands = (
        _("Hoy, %(today)s, está abierto: %(phases)s.")
        % {"today": today, "phases": "; ".join(open_now)}
        if open_now
        else _("Hoy, %(today)s, no hay ninguna fase abierta.") % {"today": today}
    )
    plain = _(
        "Cualquier persona puede participar, sin cuenta y sin dar su nombre. Cada voz recibe al "
        "momento un comprobante con folio y después una respuesta con razones."
    )
    yield (
        _("Un párrafo"),
        " ".join([_("Se convoca a cocrear: %(name)s.") % {"name": name}, stands, plain, here]),
    )
    event = facts["event"]
    said = [
        _("Se convoca a cocrear: %(name)s.") % {"name": name},
        _("Convoca: %(owner)s.") % {"owner": facts["law"].identity.owner},
    ]
    if event is not None:
        day = _day(local_day(event.starts_at, process.zone))
        said.append(_("Acto público: %(day)s, %(place)s.") % {"day": day, "place": event.venue})
    said += [stands, plain]
    said.append(
        _("Los plazos, las reglas y cada decisión están en el portal, con un registro público.")
    )
    yield _("Una nota"), "\n".join([*said, here])
