"""Invented campaigns around the calendar of 2018, and radio and assemblies where voices were missing.

Visits, proofs and voices are invented; texts are worded by the portal from the calendar of that day.
"""

import io
import random
import uuid
from datetime import date

from cocrea.kernel.permits import CITIZEN
from cocrea.outreach import http as outreach_pages
from cocrea.outreach import selectors as reaches
from cocrea.outreach import services as outreach
from cocrea.outreach.models import Campaign, Link, Material
from cocrea.outreach.rules.items import CalendarItem
from cocrea.process import selectors
from cocrea.site import agenda
from cocrea.site.demo.scenes.common import OPENINGS, admit, sentences, themes_of
from cocrea.site.demo.world import World
from cocrea.voices import services as voices
from cocrea.voices.models import Voice

INVENTED = "Campaña inventada de la demostración. "
INVENTED_EN = "Invented campaign of the demonstration. "
MISSING = 5  # departments that the second campaign looks for


def _campaign(world: World, key: str, **fields: object) -> Campaign:
    """Planned by the point of contact, published by somebody else; kept in ``world.kept[key]``."""
    made = outreach.campaign_draft(
        actor=world.actor("point_of_contact"), process=world.process, **fields
    )
    world.kept[key] = outreach.campaign_publish(
        actor=world.actor("publisher"), process=world.process, campaign=made
    )
    return world.kept[key]


def _text(
    world: World, campaign: Campaign, channel: str, language: str, items: list[CalendarItem]
) -> Material | None:
    """The text that the calendar gives, published as it is."""
    campaign.process = world.process
    link = campaign.links.get(channel=channel)
    link.campaign = campaign
    today = selectors.process_today(world.process)
    made = outreach_pages.ready(campaign, link, items, language=language, today=today)
    if not made.text:
        return None
    return outreach.material_publish(
        actor=world.actor("publisher"),
        process=world.process,
        campaign=campaign,
        channel=channel,
        language=language,
        title=made.title,
        text=made.text,
        items=items,
    )


def _items(world: World, *kinds: str) -> list[CalendarItem]:
    return [item for item in agenda.items(world.process, world.now()) if item.kind in kinds]


def invite_opinions(world: World) -> None:
    """The consultation on the methodology and the six forums, by the channels that cost little."""
    made = _campaign(
        world,
        "campaign:opinion",
        phase=2,
        title_es="Opine sobre la metodología y venga a los foros",
        title_en="Give your opinion on the methodology and come to the forums",
        goal_es=INVENTED
        + "Que cualquier persona sepa que se consulta la metodología y dónde hay foro.",
        goal_en=INVENTED_EN + "That anybody knows of the consultation and where the forums are.",
        channels=("portal", "social", "press", "poster", "messaging"),
        languages=("spa", "eng"),
        starts_on=date(2018, 4, 9),
        ends_on=date(2018, 5, 31),
    )
    codes = dict(made.links.values_list("channel", "code"))
    world.kept["codes"] = [codes["social"], codes["messaging"], codes["poster"], ""]
    consultation, forums = _items(world, "consultation"), _items(world, "meeting")
    for channel in ("portal", "social", "messaging"):
        _text(world, made, channel, "spa", consultation)
    _text(world, made, "portal", "eng", consultation)
    _text(world, made, "press", "spa", [*consultation, *forums])
    _text(world, made, "poster", "spa", forums)
    _prove(world, made, "social", "https://ejemplo.org/red-social/consulta", "Aviso inventado")


def look_for_the_missing(world: World) -> None:
    """After the forums: radio and assemblies in the departments from which least had come."""
    areas = [row.code for row in reaches.reach(world.process).areas][:MISSING]
    world.kept["missing"] = areas
    made = _campaign(
        world,
        "campaign:missing",
        phase=2,
        title_es="Donde faltan voces: radio y asambleas",
        title_en="Where voices are missing: radio and assemblies",
        goal_es=INVENTED
        + "Los cinco departamentos de donde menos voces habían llegado, por radio comunitaria y "
        "asambleas, para quien no usa internet.",
        goal_en=INVENTED_EN
        + "The five departments from which least voices had come, by community radio and "
        "assemblies, for those who do not use the internet.",
        channels=("radio", "assembly"),
        languages=("spa", "quc", "mam", "kek"),
        areas=tuple(areas),
        sectors=("citizen",),
        starts_on=date(2018, 5, 8),
        ends_on=date(2018, 5, 31),
    )
    consultation = _items(world, "consultation")
    for channel in ("radio", "assembly"):
        _text(world, made, channel, "spa", consultation)
    outreach.material_publish(
        actor=world.actor("publisher"),
        process=world.process,
        campaign=made,
        channel="assembly",
        language="spa",
        title="Hoja para la asamblea (inventada)",
        file=io.BytesIO(SHEET.encode()),
        file_name="hoja.txt",
    )


SHEET = (
    "HOJA PARA LA ASAMBLEA (inventada para la demostración)\n\n"
    "1. Lea en voz alta qué se consulta y hasta qué día.\n"
    "2. Pregunte: ¿qué le pediría usted al gobierno que hiciera a la vista de todos?\n"
    "3. Una hoja por propuesta, con las palabras de quien habla y en su idioma.\n"
    "4. Entregue a cada persona su comprobante con folio.\n"
)


def hear_the_missing(world: World) -> None:
    """Some of them write by the address that the radio read and the assembly showed."""
    made: Campaign = world.kept["campaign:missing"]
    codes = dict(made.links.values_list("channel", "code"))
    themes = themes_of(world)
    rng = random.Random(520)
    for area in world.kept["missing"]:
        for channel in ("radio", "assembly"):
            for _ in range(world.count(rng.randint(2, 4))):
                number = rng.randint(1, 12)
                voices.voice_receive(
                    actor=CITIZEN,
                    process=world.process,
                    key=str(uuid.UUID(int=rng.getrandbits(128), version=4)),
                    text=f"{rng.choice(OPENINGS)}{rng.choice(sentences()[number])[1]}",
                    theme=themes[number],
                    area=area,
                    sector="citizen",
                    arrival=codes[channel],
                )
    admit(world, Voice.objects.filter(process=world.process, state="received"))
    _prove(world, made, "radio", "https://ejemplo.org/radio-comunitaria/cuna", "Cuña inventada")
    outreach.proof_add(
        actor=world.actor("publisher"),
        process=world.process,
        campaign=made,
        channel="assembly",
        kind="photo",
        done_on=selectors.process_today(world.process),
        note="Constancia inventada de cinco asambleas, en lugar de una fotografía",
        file=io.BytesIO(b"Constancia inventada para la demostracion.\n"),
        file_name="constancia.txt",
    )


def _prove(world: World, campaign: Campaign, channel: str, link: str, note: str) -> None:
    outreach.proof_add(
        actor=world.actor("secretary"),
        process=world.process,
        campaign=campaign,
        channel=channel,
        kind="link",
        done_on=selectors.process_today(world.process),
        note=f"{note}: enlace de ejemplo",
        link=link,
    )


def follow_links(world: World) -> None:
    """An invented day of visits to every link of the campaigns that run."""
    today = selectors.process_today(world.process)
    rng = random.Random(today.toordinal())
    rows = Link.objects.filter(
        campaign__process=world.process, campaign__state="running", campaign__ends_on__gte=today
    )
    for link in rows.select_related("campaign__process__log").order_by("pk"):
        for _ in range(world.count(rng.randint(2, 12))):
            outreach.visit_count(actor=CITIZEN, link=link)


def close_opinion(world: World) -> None:
    for key in ("campaign:opinion", "campaign:missing"):
        outreach.campaign_close(
            actor=world.actor("secretary"), process=world.process, campaign=world.kept[key]
        )


def close_round(world: World) -> None:
    outreach.campaign_close(
        actor=world.actor("secretary"),
        process=world.process,
        campaign=world.kept["campaign:round"],
    )


def invite_round(world: World) -> None:
    """The second round of tables, announced for 24 July."""
    made = _campaign(
        world,
        "campaign:round",
        phase=5,
        title_es="Segunda ronda de mesas",
        title_en="Second round of tables",
        goal_es=INVENTED + "Que cada mesa tenga sillas de todos los sectores.",
        goal_en=INVENTED_EN + "That every table has seats of all sectors.",
        channels=("poster", "messaging"),
        languages=("spa",),
        sectors=("civil_society", "academia", "private", "citizen"),
        target="meetings",
        starts_on=date(2018, 7, 3),
        ends_on=date(2018, 7, 24),
    )
    meetings = _items(world, "meeting")
    world.kept["texts:round"] = [
        _text(world, made, channel, "spa", meetings) for channel in ("poster", "messaging")
    ]


def correct_round(world: World) -> None:
    """The round was moved after its texts were out: one is replaced, the other keeps its mark."""
    made: Campaign = world.kept["campaign:round"]
    old: Material = world.kept["texts:round"][0]
    link = made.links.get(channel=old.channel)
    link.campaign = made
    meetings = _items(world, "meeting")
    today = selectors.process_today(world.process)
    new = outreach_pages.ready(made, link, meetings, language="spa", today=today)
    outreach.material_supersede(
        actor=world.actor("publisher"),
        process=world.process,
        material=old,
        reason="La ronda se adelantó y cambió de salón; el cartel anterior dice otra fecha.",
        title=new.title,
        text=new.text,
        items=meetings,
    )
