"""Phases 7 to 10: first version, comments, review by OGP, final version, approval, submission."""

from datetime import date

from cocrea.agreement import services as agreement
from cocrea.agreement.services.lookup import ref as session_ref
from cocrea.commitments import services as commitments
from cocrea.commitments.models import Commitment
from cocrea.kernel.errors import Refused
from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.refs import SubjectRef
from cocrea.languages import services as languages
from cocrea.people.selectors import bodies
from cocrea.plan import services as plan
from cocrea.site.demo.plan_data import DRAFTS
from cocrea.site.demo.scenes.common import (
    admit,
    answer,
    attendance,
    close_phase,
    exception_asked,
    exception_decided,
    exception_published,
    hold,
    key_of,
    meeting,
    minutes,
    open_phase,
)
from cocrea.site.demo.world import PUBLIC_BODIES, World
from cocrea.voices import services as voices
from cocrea.voices.models import Voice

COMMENTS = (
    "Me parece bien, pero ¿quién revisa que el dato sea cierto?",
    "Un comité más no cambia nada. Digan qué va a mejorar y para quién.",
    "Falta decir en qué idiomas se va a publicar.",
    "¿Por qué esperar hasta 2020? Se puede empezar ya.",
)
SUGGESTIONS = (
    (22, "Indicar quién publicará el registro de beneficiario final y en qué fecha.", "accepted"),
    (2, "Explicar qué cambio espera producir, además de publicar.", "partly"),
    (None, "Reducir el número de compromisos: 24 supera el tope de 20.", "not_accepted"),
)
ANSWERS = {
    "accepted": "Se incorporó en los medios de verificación de la meta 2: quién publica y cuándo.",
    "partly": "Se agregó el cambio que se espera en la contribución; el indicador queda para el seguimiento.",
    "not_accepted": "La Mesa adoptó 24 y publicó su excepción; se deja constancia de la sugerencia.",
}
WHO_AND_WHEN = (
    "Lo publica la unidad responsable en su portal a más tardar el 30 de junio de 2019. Fecha y unidad "
    "inventadas para la demostración."
)
EXPECTED_CHANGE = (
    "Cada municipio del área podrá decidir con datos publicados qué medidas toma, y quien vive allí podrá "
    "revisar si se cumplen. Texto inventado para la demostración."
)
BY_REVIEW = "Atiende una sugerencia de la revisión del borrador."
OPEN_VOICES = (
    "Una propuesta escrita sigue sin respuesta. El acto deja constancia de que el plan se cierra así; en "
    "2018 no hubo acto ni respuesta. Excepción de la demostración."
)


def freeze_refused(world: World) -> None:
    """Before the exception: the cap refuses the 21st and those after it, by name."""
    try:
        plan.version_freeze(actor=world.actor("publisher"), process=world.process, kind="first")
    except Refused as refusal:
        world.say(f"freeze refused: {len(refusal.findings)} findings")
    else:
        raise AssertionError("the cap of 20 did not hold")


def freeze_first(world: World) -> None:
    open_phase(world, 7, "Se publica la primera versión para comentarios.")
    world.kept["version:first"] = plan.version_freeze(
        actor=world.actor("publisher"), process=world.process, kind="first"
    )


def comment(world: World) -> None:
    version = world.kept["version:first"]
    for place, draft in enumerate(DRAFTS):
        for turn in range(world.count(2)):
            plan.comment_receive(
                actor=CITIZEN,
                version=version,
                commitment=draft.number,
                key=key_of(world),
                text=f"{COMMENTS[(place + turn) % len(COMMENTS)]} Hablo de «{draft.title}».",
                sector="citizen",
            )
    admit(world, Voice.objects.filter(process=world.process, state="received"))


def review(world: World) -> None:
    """The Support Unit's review, suggestion by suggestion; in the demonstration its words are
    invented, and the figure that brings them is marked so."""
    open_phase(world, 8, "Se envió el borrador a la Unidad de Apoyo.")
    _change_what_was_suggested(world)
    opened = plan.review_open(actor=world.actor("ogp_support"), version=world.kept["version:first"])
    for number, text, kind in SUGGESTIONS:
        suggestion = plan.suggestion_add(
            actor=world.actor("ogp_support"), review=opened, text=text, commitment=number
        )
        plan.suggestion_answer(
            actor=world.actor("point_of_contact"),
            suggestion=suggestion,
            answer=kind,
            reason=ANSWERS[kind],
        )
    plan.review_close(actor=world.actor("point_of_contact"), review=opened)


def _change_what_was_suggested(world: World) -> None:
    """The two texts that the answers speak of; each institution accepts its new words."""
    secretary = world.actor("secretary")
    first, second = (
        Commitment.objects.get(process=world.process, number=number) for number in (22, 2)
    )
    commitments.milestone_save(
        actor=secretary,
        milestone=first.milestones.get(number=2),
        expected=first.version,
        means=WHO_AND_WHEN,
        reason=BY_REVIEW,
    )
    commitments.commitment_save(
        actor=secretary,
        commitment=second,
        expected=second.version,
        fields={"contribution": EXPECTED_CHANGE},
        reason=BY_REVIEW,
    )
    for number, body in ((22, "finanzas"), (2, "ambiente")):
        changed = Commitment.objects.get(process=world.process, number=number)
        world.kept[f"commitment:{number}"] = commitments.commitment_accept(
            actor=world.actor(f"authority:{body}"), commitment=changed, expected=changed.version
        )


def answer_comments(world: World) -> None:
    for voice in Voice.objects.filter(process=world.process, phase=7, state="admitted"):
        voices.points_code(actor=world.actor("systematizer:1"), process=world.process, voice=voice)
        answer(
            world,
            voice,
            "opinion_noted",
            "Su comentario llegó a la institución responsable; el plan publica cuántos comentarios tuvo "
            "cada compromiso.",
        )
    close_phase(world, 7, "Cada comentario tiene respuesta publicada.")
    close_phase(world, 8, "Cada sugerencia tiene respuesta publicada.")


def freeze_final(world: World) -> None:
    """One voice is still open: only a published act lets the plan be final without it."""
    exception_published(world, "plan.open_voices")
    world.kept["version:final"] = plan.version_freeze(
        actor=world.actor("publisher"), process=world.process, kind="final"
    )


def ask_open_voice(world: World) -> None:
    """The forum is asked to let the plan close with a voice unanswered."""
    exception_asked(world, rule="plan.open_voices", reason=OPEN_VOICES)


def allow_open_voice(world: World) -> None:
    """The forum lets the plan close with a voice unanswered; two days later eight leave it."""
    exception_decided(
        world,
        "plan.open_voices",
        present={
            "public": {"member": 8},
            "civil_society": {"member": 6},
            "academia": {"member": 1},
            "private": {"member": 1},
        },
        aside="Una propuesta escrita espera respuesta desde junio.",
    )


def announce_approval(world: World) -> None:
    meeting(
        world,
        "aprobacion",
        kind="approval",
        phase=9,
        row=9,
        body="high-level",
        title_es="Presentación y aprobación del plan en la Mesa de Alto Nivel",
        title_en="Presentation and approval of the plan by the high-level table",
        venue="Palacio Nacional de la Cultura",
        day=date(2018, 11, 28),
        hour=9,
        hours=2,
        area="01",
        expected="Altas autoridades",
    )


def present_plan(world: World) -> None:
    """The high-level table has the plan before it; its rule is declared, nobody has spoken yet."""
    open_phase(world, 9, "Se presenta el plan.")
    made = world.kept["aprobacion"]
    hold(world, made)
    attendance(
        world,
        made,
        {"public": 58, "cooperation": 6, "private": 2, "citizen": 1},
        source="lista inventada de la demostración",
    )
    version = world.kept["version:final"]
    session = agreement.session_declare(
        actor=world.actor("secretary"),
        process=world.process,
        body=bodies(world.process.slug).get(slug="high-level"),
        title="Aprobación del plan",
        subject=version.ref,
        meeting=SubjectRef("meeting", str(made.public_id), label=made.title_es),
        rule=agreement.Declaration(
            technique="majority",
            floor=(),
            tie="not_adopted",
            quorum=agreement.QuorumRule(share=50),
            threshold=51,
        ),
    )
    world.kept["session:aprobacion"] = agreement.session_open(
        actor=world.actor("secretary"),
        session=session,
        present={"public": {"member": 4, "observer": 54}, "cooperation": {"observer": 6}},
    )


def approve(world: World) -> None:
    version, session = world.kept["version:final"], world.kept["session:aprobacion"]
    for slug, _name in PUBLIC_BODIES[:4]:
        agreement.position_record(
            actor=world.actor(f"authority:{slug}"), session=session, stance="agree"
        )
    closed = agreement.session_close(actor=world.actor("secretary"), session=session)
    plan.version_approve(
        actor=world.actor("secretary"), version=version, decision=session_ref(closed)
    )
    minutes(
        world,
        world.kept["aprobacion"],
        "Se presentó la versión final del plan y se aprobó con la regla declarada antes.",
        decisions=[session_ref(closed)],
    )
    close_phase(world, 9, "Aprobado por la Mesa de Alto Nivel.")


def submit(world: World) -> None:
    open_phase(world, 10, "Se envía el plan a OGP.")
    plan.plan_submit(actor=world.actor("point_of_contact"), version=world.kept["version:final"])
    close_phase(world, 10, "El plan se envió; comienza la implementación.")


def translate(world: World) -> None:
    """Some texts in English, read by a second person; the rest stays honestly untranslated."""
    version = world.kept["version:final"]
    for draft in DRAFTS:
        if draft.title_en or draft.number > 16:
            continue
        made = plan.text_translate(
            actor=world.actor("systematizer:1"),
            version=version,
            kind="commitment",
            subject_id=str(world.kept[f"commitment:{draft.number}"].public_id),
            field="title",
            text=ENGLISH[draft.number],
        )
        if draft.number % 2:
            languages.translation_review(
                actor=world.actor("systematizer:2"), process=world.process, translation=made
            )


ENGLISH = {
    10: "Municipal budgets explained in assembly",
    11: "Quality of municipal water in plain sight",
    12: "Registers of social programmes reviewed by the community",
    13: "Public information in national languages",
    14: "Stocks of medicines published every week",
    15: "Malnutrition data by municipality",
    16: "Public posts and their selection in plain sight",
}
