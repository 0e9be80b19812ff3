"""Phase 1: the amendments of the demonstration, the public call of 4 April, declared interests."""

from datetime import date

from cocrea.agreement import services as agreement
from cocrea.meetings import services as meetings
from cocrea.process import selectors
from cocrea.process import services as process_services
from cocrea.process.rules.loading import shipped
from cocrea.site import conduct
from cocrea.site.demo.scenes.common import attendance, hold, meeting, minutes, open_phase
from cocrea.site.demo.world import PUBLIC_BODIES, SOCIETY, World, moment


def announce_call(world: World) -> None:
    """Twenty days before: the call, with its agenda."""
    made = meeting(
        world,
        "convocatoria",
        kind="launch",
        phase=1,
        row=1,
        title_es="Convocatoria pública y apertura del proceso",
        title_en="Public call and opening of the process",
        venue="Salón Banderas, Palacio Nacional de la Cultura",
        day=date(2018, 4, 4),
        hour=10,
        hours=1,
        area="01",
        expected="Alrededor de 200 personas",
    )
    meetings.pack_publish(
        actor=world.actor("secretary"),
        meeting=made,
        kind="agenda",
        title="Agenda del acto de apertura",
        text="Bienvenida. Presentación de la metodología. Firma del acuerdo de cumplimiento.",
    )


def publish_amendments(world: World) -> None:
    """Seven amendments that belong to the demonstration, in force from the opening on."""
    law = shipped("guatemala-2018-demo")
    publisher = world.actor("publisher")
    for text in law.amendments:
        process_services.amendment_publish(
            actor=publisher,
            process=world.process,
            text=text,
            in_force_from=moment(date(2018, 4, 4), 0),
        )


def open_process(world: World) -> None:
    open_phase(world, 1, "Acto público de apertura.")
    made = world.kept["convocatoria"]
    hold(world, made)
    attendance(
        world,
        made,
        {
            "public": 96,
            "civil_society": 38,
            "private": 14,
            "academia": 12,
            "cooperation": 9,
            "municipality": 8,
            "citizen": 23,
        },
        source="lista de asistencia inventada; la metodología esperaba alrededor de 200 personas",
    )
    minutes(
        world,
        made,
        "Se presentó la metodología, se leyó el cronograma y se abrió el proceso. Ninguna "
        "decisión se tomó en este acto.",
    )
    for slug, _name in PUBLIC_BODIES:
        _declare(world, f"delegate:{slug}", organizations=())
    for slug, _name, _sector in SOCIETY:
        chosen = ("finanzas",) if slug == "observatorio-fiscal" else ()
        _declare(world, f"delegate:{slug}", organizations=chosen)
    world.say(f"{selectors.methodology(world.process).identity.title}: opened")


def _declare(world: World, name: str, *, organizations: tuple[str, ...]) -> None:
    agreement.interests_declare(
        actor=world.actor(name),
        process=world.process,
        none=not organizations,
        organizations=organizations,
        text="Declaración inventada: recibió fondos de esa institución en 2017."
        if organizations
        else "",
    )


def close_call(world: World) -> None:
    conduct.phase_close(
        actor=world.actor("point_of_contact"),
        process=world.process,
        phase=1,
        reason="El acto se realizó y las declaraciones de intereses son públicas.",
    )
    open_phase(world, 2, "Se abre el espacio de opinión en el portal.")
