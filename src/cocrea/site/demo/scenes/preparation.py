"""February and March 2018: bodies, people, the narrowing of 131 proposals, facilitators."""

from datetime import date

from cocrea.kernel.refs import SubjectRef
from cocrea.people import services as people
from cocrea.process import selectors
from cocrea.process import services as process_services
from cocrea.sensemaking import services as sensemaking
from cocrea.site.demo.world import PUBLIC_BODIES, SOCIETY, World, moment, person

FORUM_RULES = (
    "La Mesa Técnica se integra por sectores, sesiona al menos cada tres meses y publica actas. "
    "Texto inventado para la demostración: el proceso de 2018 no fijó cómo se decide."
)


NO_TRACE = "reparto inventado: de este paso no hay registro"
# Left undone: neither was published fifteen days before, as R.6 of the demonstration asks.
UNDONE = ("factibilidad-documento", "aprobacion-documento")


def found_bodies(world: World) -> None:
    """The forum and its high-level table, with the team that runs the calendar."""
    world.users["point_of_contact"] = people.demo_user_for(world.process, "point_of_contact")
    contact = world.actor("point_of_contact")
    create = {"actor": contact, "process": world.process}
    people.organization_create(
        **create,
        name="Punto de contacto de ejemplo (inventado)",
        slug="punto-de-contacto",
        sector="public",
        is_public_body=True,
        invented=True,
        branch="executive",
    )
    for slug, name in PUBLIC_BODIES:
        people.organization_create(
            **create,
            name=f"{name} (inventada)",
            slug=slug,
            sector="public",
            is_public_body=True,
            invented=True,
            branch="executive",
        )
    for slug, name, sector in SOCIETY:
        people.organization_create(
            **create, name=f"{name} (inventada)", slug=slug, sector=sector, invented=True
        )
    basis = "Acuerdo Gubernativo 41-2018"
    people.body_create(
        **create,
        slug="forum",
        kind="forum",
        legal_basis=basis,
        name_es="Mesa Técnica de Gobierno Abierto (demostración)",
        name_en="Open Government Technical Table (demonstration)",
    )
    people.body_create(
        **create,
        slug="high-level",
        kind="high_level",
        legal_basis=basis,
        parent="forum",
        name_es="Mesa Técnica de Alto Nivel (demostración)",
        name_en="High-Level Table (demonstration)",
    )
    people.body_create(
        **create,
        slug="systematizing",
        kind="systematizing_committee",
        parent="forum",
        legal_basis="Sesión de la Mesa Técnica del 28 de febrero de 2018",
        name_es="Comité Sistematizador (demostración)",
        name_en="Systematizing committee (demonstration)",
    )


def enter_people(world: World) -> None:
    """The several roles of the team, the delegates of each organization, and their seats."""
    team = {"organization": "punto-de-contacto", "by": "point_of_contact"}
    for role, post in (
        ("moderator", "Moderación"),
        ("publisher", "Publicación"),
        ("secretary", "Secretaría técnica"),
    ):
        person(world, role, role, post=post, **team)
    for number in (1, 2):
        organization = "planificacion" if number == 1 else "universidad-ejemplo"
        person(
            world,
            f"systematizer:{number}",
            "systematizer",
            post="Comité Sistematizador",
            organization=organization,
            by="point_of_contact",
        )
    person(
        world,
        "ogp_support",
        "ogp_support",
        post="Unidad de Apoyo (figura de demostración)",
        organization="punto-de-contacto",
        by="point_of_contact",
    )
    person(
        world,
        "observer",
        "observer",
        post="Observación independiente",
        organization="universidad-ejemplo",
        by="point_of_contact",
    )
    for slug, name in PUBLIC_BODIES:
        common = {"organization": slug, "by": "point_of_contact"}
        delegate = person(world, f"delegate:{slug}", "delegate_public", post="Delegación", **common)
        person(world, f"authority:{slug}", "authority", post=f"Autoridad de {name}", **common)
        world.kept[f"function:{slug}"] = delegate.public_id
    for slug, _name, _sector in SOCIETY:
        made = person(
            world,
            f"delegate:{slug}",
            "delegate_society",
            post="Representación",
            organization=slug,
            by="point_of_contact",
        )
        world.kept[f"function:{slug}"] = made.public_id
    _seats(world)


def _seats(world: World) -> None:
    contact = world.actor("point_of_contact")
    common = {"actor": contact, "process": world.process}
    for slug, name in PUBLIC_BODIES[:8]:
        _seat(world, common, slug, "public", name)
    for slug, name, sector in SOCIETY:
        _seat(world, common, slug, sector, name)
    for slug, name in PUBLIC_BODIES[:4]:
        seat = people.seat_define(
            **common,
            body="high-level",
            title=f"Autoridad: {name}",
            given_by="branch",
            sector="public",
            basis="Acuerdo Gubernativo 41-2018",
            branch="executive",
            organization=slug,
        )
        function = world.users[f"authority:{slug}"].functions.get()
        people.mandate_start(**common, seat=seat.public_id, function=function.public_id)
    publisher = world.actor("publisher")
    people.body_rules_publish(
        actor=publisher,
        process=world.process,
        body="forum",
        text=FORUM_RULES,
        agreed_by=[SOCIETY[0][0], SOCIETY[1][0], PUBLIC_BODIES[0][0]],
        meets_every_days=92,
    )


def _seat(world: World, common: dict, slug: str, sector: str, name: str) -> None:
    seat = people.seat_define(
        **common,
        body="forum",
        title=f"Asiento de {name}",
        given_by="sector",
        sector=sector,
        basis="Acuerdo Gubernativo 41-2018",
        organization=slug,
    )
    people.mandate_start(**common, seat=seat.public_id, function=world.kept[f"function:{slug}"])


def narrow_proposals(world: World) -> None:
    """131 -> 26 -> 19 -> 12, as the methodology reports it. Neither the labels of the 131 nor what
    went into what is public: they stand as numbers, grouped by invention, and say so."""
    actor = world.actor("systematizer:1")
    funnel = sensemaking.funnel_create(
        actor=actor,
        process=world.process,
        slug="temas-2018",
        title="De 131 propuestas de temática a 12 temas priorizados",
    )
    themes = list(selectors.themes(world.process))
    steps = [
        ("propuestas", 131, "Propuestas de los delegados", "Mesa Técnica", date(2018, 2, 28)),
        ("consenso", 26, "Consenso inicial", "Comité Técnico", date(2018, 3, 7)),
        ("segunda", 19, "Segunda reducción", "Comité Sistematizador", date(2018, 3, 7)),
        ("temas", 12, "Temas priorizados", "Comité Sistematizador", date(2018, 3, 7)),
    ]
    before: list[str] = []
    for prefix, size, label, body, day in steps:
        keys = [f"{prefix}-{n:03d}" for n in range(1, size + 1)]
        items = []
        for place, key in enumerate(keys):
            parents = tuple(before[place::size]) if before else ()
            text, subject = f"{label}, n.º {place + 1} (sin texto público)", None
            if prefix == "temas":
                text = themes[place].name_es
                public_id = f"{world.process.slug}-{themes[place].slug}"
                subject = SubjectRef("theme", public_id, label=text)
            items.append(sensemaking.ItemIn(key, text, parents, subject))
        sensemaking.funnel_step_add(
            actor=actor,
            funnel=funnel,
            label=f"{label} ({NO_TRACE})",
            items=items,
            body=body,
            held_on=day,
        )
        before = keys


def do_tasks(world: World, until: date) -> None:
    """What was due up to a day is done on its day by its owner, except what nobody did."""
    due = world.process.tasks.filter(done_at=None, due_on__lte=until).exclude(key__in=UNDONE)
    for task in due.order_by("due_on", "pk"):
        world.move_to(moment(task.due_on, 8))
        numbered = task.owner_role in ("facilitator", "systematizer")
        process_services.task_done(
            actor=world.actor(f"{task.owner_role}:1" if numbered else task.owner_role),
            process=world.process,
            key=task.key,
        )


def train_facilitators(world: World) -> None:
    """Forty facilitators; in the demonstration ten of them act."""
    for number in range(1, 11):
        slug = (PUBLIC_BODIES[number - 1] if number <= 6 else SOCIETY[number - 7])[0]
        person(
            world,
            f"facilitator:{number}",
            "facilitator",
            post="Facilitación (certificada)",
            organization=slug,
            by="point_of_contact",
        )
