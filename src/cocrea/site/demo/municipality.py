"""The second process: an invented municipality on the real clock, always in consultation today."""

from datetime import date, timedelta

from cocrea.consultations import services as consultations
from cocrea.consultations.models import Window
from cocrea.kernel.permits import CITIZEN
from cocrea.outreach import services as outreach
from cocrea.people import services as people
from cocrea.process import selectors
from cocrea.process import services as process_services
from cocrea.process.models import Process
from cocrea.process.rules.loading import shipped
from cocrea.site import conduct
from cocrea.site.demo.scenes.common import admit, key_of
from cocrea.site.demo.world import OPERATOR, World, person
from cocrea.voices import services as voices
from cocrea.voices.models import Voice

SLUG = "villa-ejemplo"
DAYS_BEFORE = 20
WINDOW_DAYS = 39
LEAST_LEFT = timedelta(days=7)
SAID = (
    "Que el camión de la basura tenga horario fijo y se publique.",
    "Falta luz en la calle de la escuela.",
    "Quisiera ver en qué se gastó el dinero de la feria.",
    "La placita necesita rampas para las personas mayores.",
    "Que las reuniones del concejo se transmitan y quede el audio.",
    "El pozo del barrio norte se seca en verano; ¿qué plan hay?",
)


def begin(today: date) -> Process:
    """Found it twenty days ago in its own calendar, with its consultation open until later on."""
    law = shipped("municipality-example")
    process = process_services.process_create(
        actor=OPERATOR,
        methodology=law,
        slug=SLUG,
        starts_on=today - timedelta(days=DAYS_BEFORE),
        demo=True,
    )
    world = World(process=process)
    _team(world)
    contact = world.actor("point_of_contact")
    conduct.phase_open(actor=contact, process=process, phase=1, reason="Se publica el calendario.")
    conduct.phase_close(actor=contact, process=process, phase=1, reason="Quedó publicado.")
    conduct.phase_open(actor=contact, process=process, phase=2, reason="Se abre la consulta.")
    for rule in selectors.methodology(process).consultations:
        consultations.window_open(
            actor=contact,
            process=process,
            slug=rule.slug,
            closes_at=selectors.process_now(process) + timedelta(days=WINDOW_DAYS),
        )
    _first_voices(world)
    _campaign(world)
    return process


def _campaign(world: World) -> None:
    """A poster and a radio spot, so that short links can be tried."""
    today = selectors.process_today(world.process)
    made = outreach.campaign_draft(
        actor=world.actor("point_of_contact"),
        process=world.process,
        title_es="Su voz, en la tienda y en la radio",
        title_en="Your voice, at the shop and on the radio",
        goal_es="Campaña inventada de la demostración: que opine también quien no usa el portal.",
        goal_en="Invented campaign of the demonstration: that those off the portal are heard too.",
        channels=("poster", "radio", "messaging"),
        languages=("spa",),
        starts_on=today,
        ends_on=today + timedelta(days=WINDOW_DAYS),
        phase=2,
    )
    publisher = world.actor("publisher")
    outreach.campaign_publish(actor=publisher, process=world.process, campaign=made)
    outreach.material_publish(
        actor=publisher,
        process=world.process,
        campaign=made,
        channel="poster",
        language="spa",
        title="¿Qué le falta a Villa Ejemplo?",
        text="Dígalo con sus palabras. No necesita cuenta y recibe un comprobante con su folio.",
    )


def _team(world: World) -> None:
    world.users["point_of_contact"] = people.demo_user_for(world.process, "point_of_contact")
    organization = "municipalidad-villa-ejemplo"
    people.organization_create(
        actor=world.actor("point_of_contact"),
        process=world.process,
        name="Municipalidad de Villa Ejemplo (inventada)",
        slug=organization,
        sector="municipality",
        is_public_body=True,
        invented=True,
    )
    for role, post in (
        ("moderator", "Moderación"),
        ("publisher", "Publicación"),
        ("secretary", "Secretaría"),
        ("systematizer", "Sistematización"),
    ):
        person(world, role, role, post=post, organization=organization, by="point_of_contact")


def _first_voices(world: World) -> None:
    areas = selectors.territory(world.process).areas
    themes = list(selectors.themes(world.process))
    for place, text in enumerate(SAID):
        voices.voice_receive(
            actor=CITIZEN,
            process=world.process,
            key=key_of(world),
            text=text,
            theme=themes[place % len(themes)],
            area=areas[place % len(areas)].code if areas else "",
        )
    admit(world, Voice.objects.filter(process=world.process, state="received"))


def keep_open(process: Process) -> int:
    """Extend its consultations by a published act before they run out; how many were extended."""
    now = selectors.process_now(process)
    publisher = people.demo_user_for(process, "publisher")
    world = World(process=process, users={"publisher": publisher})
    due = Window.objects.filter(process=process, closes_at__gt=now, closes_at__lt=now + LEAST_LEFT)
    for window in due:
        consultations.window_extend(
            actor=world.actor("publisher"),
            window=window,
            until=now + timedelta(days=WINDOW_DAYS),
            reason="La demostración siempre está en consulta.",
        )
    return len(due)
