"""Phase 6: acceptance, opinions, and the session that adopts 24 where the cap says 20."""

from datetime import date

from cocrea.agreement import services as agreement
from cocrea.agreement.services.lookup import ref as session_ref
from cocrea.commitments import services as commitments
from cocrea.kernel.refs import SubjectRef
from cocrea.meetings import services as meetings
from cocrea.people.selectors import bodies
from cocrea.site.demo.plan_data import DRAFTS
from cocrea.site.demo.scenes.common import (
    attendance,
    close_phase,
    exception_asked,
    exception_decided,
    exception_published,
    hold,
    meeting,
    minutes,
    open_phase,
)
from cocrea.site.demo.world import PUBLIC_BODIES, SOCIETY, World

EXCEPTION = (
    "Hay 24 propuestas por adoptar y la metodología dice 20 como máximo. En 2018 no se publicó ninguna "
    "razón; esta excepción es de la demostración y muestra cómo se habría visto."
)

# Who was there on 26 October, in the proportion that was reported of those tables.
HALL = {
    "public": {"member": 8, "observer": 83},
    "civil_society": {"member": 6},
    "academia": {"member": 1},
    "private": {"member": 1},
    "cooperation": {"observer": 1},
}


def to_feasibility(world: World) -> None:
    close_phase(world, 5, "Terminaron las mesas.")
    open_phase(world, 6, "Consenso técnico y político.")


def accept(world: World) -> None:
    """Each authority accepts its own; a delegate records the legal and the financial opinion."""
    for draft in DRAFTS:
        made = world.kept[f"commitment:{draft.number}"]
        made.refresh_from_db()
        authority = world.actor(f"authority:{draft.body}")
        world.kept[f"commitment:{draft.number}"] = commitments.commitment_accept(
            actor=authority, commitment=made, expected=made.version
        )
        for kind, opinion in (("legal", "favourable"), ("financial", "with_conditions")):
            commitments.opinion_record(
                actor=world.actor(f"delegate:{draft.body}"),
                commitment=made,
                kind=kind,
                opinion=opinion,
                text="Opinión inventada para la demostración.",
                condition="Con recursos ordinarios." if opinion == "with_conditions" else "",
            )


def announce_adoption(world: World) -> None:
    made = meeting(
        world,
        "adopcion",
        kind="feasibility",
        phase=6,
        row=6,
        body="forum",
        title_es="Sesión de la Mesa Técnica: análisis de factibilidad y adopción",
        title_en="Forum session: feasibility and adoption",
        venue="Palacio Nacional de la Cultura",
        day=date(2018, 10, 26),
        hour=9,
        hours=4,
        area="01",
        expected="Integrantes, observadores y autoridades",
    )
    meetings.pack_publish(
        actor=world.actor("secretary"),
        meeting=made,
        kind="agenda",
        title="Agenda",
        text="Adopción de compromisos. Documento inventado para la demostración.",
    )
    exception_asked(
        world,
        rule="commitments.over_cap",
        quantity=24,
        reason=EXCEPTION,
        place=SubjectRef("meeting", str(made.public_id), label=made.title_es),
    )


def open_adoption(world: World) -> None:
    """The rule is read, the hall is counted, 91 % of it officials; nobody has spoken yet."""
    made = world.kept["adopcion"]
    hold(world, made)
    sectors = {"public": 91, "civil_society": 6, "private": 1, "academia": 1, "cooperation": 1}
    attendance(world, made, sectors, source="lista inventada, con la proporción de octubre")
    forum = bodies(world.process.slug).get(slug="forum")
    session = agreement.session_declare(
        actor=world.actor("secretary"),
        process=world.process,
        body=forum,
        title="Adopción de los 24 compromisos",
        meeting=SubjectRef("meeting", str(made.public_id), label=made.title_es),
        subject=SubjectRef("process", world.process.slug, label="24 borradores de compromiso"),
        organizations=[slug for slug, _ in PUBLIC_BODIES if slug != "finanzas"],
    )
    world.kept["session:adopcion"] = agreement.session_open(
        actor=world.actor("secretary"), session=session, present=HALL
    )


def adopt(world: World) -> None:
    """The forum decides with 91 % officials; four organizations object; the label stays."""
    made, session = world.kept["adopcion"], world.kept["session:adopcion"]
    for slug, _name in PUBLIC_BODIES[:8]:
        agreement.position_record(
            actor=world.actor(f"delegate:{slug}"), session=session, stance="agree"
        )
    for place, (slug, _name, _sector) in enumerate(SOCIETY):
        actor = world.actor(f"delegate:{slug}")
        if place < 2:
            agreement.position_record(
                actor=actor,
                session=session,
                stance="agree_with_reservations",
                text="Veinticuatro no son veinte, y varios borradores sólo crean comités.",
            )
        else:
            agreement.position_record(
                actor=actor,
                session=session,
                stance="stand_aside",
                text="Nuestra propuesta escrita sigue sin respuesta.",
            )
    objection = agreement.objection_raise(
        actor=world.actor("delegate:red-del-maiz"),
        session=session,
        text="Nunca se fijó con qué regla se decide; hoy se lee por primera vez.",
    )
    agreement.objection_answer(
        actor=world.actor("point_of_contact"),
        objection=objection,
        reply="La regla R.2 está publicada desde el 4 de abril en esta demostración.",
    )
    closed = agreement.session_close(actor=world.actor("secretary"), session=session)
    world.kept["session:adopcion"] = closed
    allowed = exception_decided(
        world, "commitments.over_cap", present=HALL, aside="La metodología dice veinte."
    )
    minutes(
        world,
        made,
        "Se adoptaron los compromisos y una excepción al tope; constan reservas y una objeción.",
        decisions=[session_ref(closed), session_ref(allowed)],
    )
    for draft in DRAFTS:
        world.kept[f"commitment:{draft.number}"].refresh_from_db()
        world.kept[f"commitment:{draft.number}"] = commitments.commitment_adopt(
            actor=world.actor("secretary"),
            commitment=world.kept[f"commitment:{draft.number}"],
            decision=session_ref(closed),
            reason="Adoptado en la sesión de la Mesa Técnica.",
        )


def allow_four_more(world: World) -> None:
    """The exception of the competent body that lets 24 in; until then the freeze refuses."""
    exception_published(world, "commitments.over_cap")
    close_phase(world, 6, "Los compromisos tienen aceptación y opiniones.")
