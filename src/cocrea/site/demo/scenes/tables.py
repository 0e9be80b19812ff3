"""Phase 5: rounds of tables, a late change, an unanswered written proposal, 24 drafts for 20 places."""

from datetime import date

from cocrea.commitments import services as commitments
from cocrea.commitments.models import Commitment
from cocrea.commitments.selectors import commitment_ref
from cocrea.kernel.permits import CITIZEN
from cocrea.meetings import services as meetings
from cocrea.process import services as process_services
from cocrea.site.demo.plan_data import DRAFTS, Draft
from cocrea.site.demo.scenes.common import (
    admit,
    answer,
    attendance,
    hold,
    key_of,
    meeting,
    minutes,
    themes_of,
)
from cocrea.site.demo.world import World, moment
from cocrea.voices import services as voices
from cocrea.voices.models import Voice

REPORTED = (
    "Según el expediente de las organizaciones de sociedad civil de noviembre de 2018 "
    "(versión de una de las partes; en la demostración los actores son inventados). "
)
# The third to fifth meetings of the twelve tables: 727 attendances, 660 of them public officials
# and 2 citizens without organization, as the organizations counted from the official page.
OCTOBER = {
    "public": 660,
    "civil_society": 38,
    "academia": 8,
    "private": 7,
    "cooperation": 12,
    "citizen": 2,
}
OCTOBER_SOURCE = (
    "Conteo que las organizaciones de sociedad civil tomaron de la página oficial, noviembre de 2018: "
    "727 asistencias, 660 de funcionarios y 2 de ciudadanos sin organización. El reparto de las otras "
    "65 entre sectores es inventado."
)


VOLCANO = (
    "Acta inventada. "
    + REPORTED
    + "Se informó que una sola persona decidió no posponer la ronda después "
    "de la erupción del Volcán de Fuego del 3 de junio; no hubo sesión que lo decidiera."
)


def announce_round(world: World, number: int, day: date, *, packs: tuple[str, ...]) -> None:
    made = meeting(
        world,
        f"round:{number}",
        kind="round",
        phase=5,
        row=5,
        round=number,
        title_es=f"Ronda {number} de las doce mesas temáticas",
        title_en=f"Round {number} of the twelve thematic tables",
        venue="Salón mayor, Ciudad de Guatemala",
        day=day,
        hour=8,
        hours=6,
        area="01",
        expected="Alrededor de 150 personas",
        themes=list(themes_of(world).values()),
    )
    for kind in packs:
        meetings.pack_publish(
            actor=world.actor("secretary"),
            meeting=made,
            kind=kind,
            title={
                "agenda": "Agenda",
                "method": "Método de las mesas",
                "authorities": "Autoridades y delegados",
                "document": "Insumos de los foros",
            }[kind],
            text="Documento inventado para la demostración.",
        )


def round_held(world: World, number: int, sectors: dict[str, int], source: str, text: str) -> None:
    made = world.kept[f"round:{number}"]
    hold(world, made)
    attendance(world, made, sectors, source=source)
    minutes(world, made, text)


def move_three_days_before(world: World) -> None:
    """The second round is moved three days before it: red for ever."""
    meetings.meeting_change(
        actor=world.actor("secretary"),
        meeting=world.kept["round:2"],
        reason=REPORTED + "Se cambió la fecha y el lugar tres días antes de la ronda.",
        starts_at=moment(date(2018, 7, 19), 8),
        venue="Otro salón, Ciudad de Guatemala",
    )


def written_proposals(world: World) -> None:
    """Two organizations hand in written proposals of one kind; only one will be answered."""
    themes = themes_of(world)
    for key, name, number, text in (
        (
            "answered",
            "Institución de ejemplo",
            9,
            "Proponemos que se publique el registro de beneficiarios finales de quienes venden al Estado.",
        ),
        (
            "unanswered",
            "Red del Maíz por la Transparencia (inventada)",
            11,
            "Proponemos una mesa permanente que dé seguimiento a las convenciones contra la corrupción, "
            "con actas y plazos.",
        ),
    ):
        receipt = voices.voice_receive(
            actor=CITIZEN,
            process=world.process,
            key=key_of(world),
            text=text,
            kind="proposal",
            theme=themes[number],
            sector="civil_society",
            display="public",
            shown_name=name,
            voice_of="organization",
            voice_of_label=name,
            channel="portal",
            area="01",
        )
        world.kept[f"written:{key}"] = receipt.voice
    admit(world, Voice.objects.filter(process=world.process, state="received"))
    for key in ("answered", "unanswered"):
        voices.points_code(
            actor=world.actor("systematizer:2"),
            process=world.process,
            voice=world.kept[f"written:{key}"],
        )


def slip(world: World) -> None:
    """Two days before the planned delivery the calendar is moved to November."""
    for row, start, end in (
        (5, date(2018, 5, 21), date(2018, 10, 18)),
        (6, date(2018, 10, 26), date(2018, 10, 26)),
        (7, date(2018, 10, 29), date(2018, 11, 12)),
        (8, date(2018, 11, 5), date(2018, 11, 14)),
        (9, date(2018, 11, 28), date(2018, 11, 28)),
        (10, date(2018, 11, 28), date(2018, 11, 28)),
    ):
        process_services.calendar_fix(
            actor=world.actor("point_of_contact"),
            process=world.process,
            row=row,
            start=start,
            end=end,
            reason="Las mesas no terminaron. La entrega prevista para el 30 de agosto no se hizo.",
        )


def draft_commitments(world: World) -> None:
    """Twenty-four drafts against a cap of twenty. Ten titles are the real ones, the rest invented."""
    themes, proposals = themes_of(world), world.kept["proposals"]
    for draft in DRAFTS:
        made = _drafted(world, draft, themes[draft.theme].slug)
        for group in draft.groups:
            if group in proposals:
                commitments.source_link(
                    actor=world.actor(f"delegate:{draft.body}"),
                    commitment=made,
                    proposal=proposals[group],
                    note="Base del compromiso: lo que dijo la ciudadanía en los foros.",
                )
        world.kept[f"commitment:{draft.number}"] = made


def _drafted(world: World, draft: Draft, theme: str) -> Commitment:
    actor = world.actor(f"delegate:{draft.body}")
    made = commitments.commitment_draft(
        actor=actor,
        process=world.process,
        title=draft.title,
        theme=theme,
        responsible=draft.body,
        fields=draft.fields(),
        start=date(2018, 11, 1),
        end=date(2020, 8, 30),
        title_en=draft.title_en,
        number=draft.number,
        invented=draft.invented,
        source=draft.source,
        ogp_id=draft.ogp_id,
    )
    for text, responsible in draft.steps():
        commitments.milestone_add(
            actor=actor,
            commitment=made,
            text=text,
            responsible=responsible,
            organization=draft.body,
            start=date(2018, 11, 1),
            end=date(2020, 8, 30),
            indicator="Publicación hecha (sí o no), con su enlace",
            baseline="No existe al iniciar el plan",
            means="Enlace público al producto y acta de presentación",
        )
    return made


def propose(world: World) -> None:
    for draft in DRAFTS:
        world.kept[f"commitment:{draft.number}"] = commitments.commitment_propose(
            actor=world.actor(f"delegate:{draft.body}"),
            commitment=world.kept[f"commitment:{draft.number}"],
        )


# What a group of voices hears, all of it the same: its commitment took it, or took a part of it.
TAKEN = (
    ("incorporated", "Su voz es base de este compromiso; vea sus metas y siga su avance."),
    (
        "partly",
        "Su voz es base de este compromiso, en parte: sus metas piden publicar la información y revisarla "
        "dos veces al año con la ciudadanía; lo demás que usted pidió no quedó como meta.",
    ),
)


def answer_voices(world: World) -> None:
    """Every voice of the forums is answered, with the commitment that took it or the reason why not.
    So is, again, what the consultation had left for the tables; its first answer stays as history.
    The written proposal of one organization is not: its age is shown from then on."""
    taken = {g: world.kept[f"commitment:{d.number}"] for d in DRAFTS for g in d.groups}
    order = {group: place for place, group in enumerate(taken)}
    groups = world.kept.get("groups", {})
    treated = Voice.objects.filter(process=world.process, state="treated").order_by("pk")
    left = Voice.objects.filter(
        process=world.process, phase=2, kind="voice", state__in=("answered", "followed")
    ).order_by("pk")
    again = [v for v in left if groups.get(v.pk, (0, ""))[1] in taken]
    for voice in (*treated.prefetch_related("points"), *again):
        if voice.pk == world.kept["written:unanswered"].pk:
            continue
        _theme, group = groups.get(voice.pk, (0, "compras"))
        commitment = taken.get(group)
        if commitment is None:
            answer(
                world,
                voice,
                "deferred",
                "Ningún compromiso de este plan la recoge; queda en la lista para el siguiente plan.",
            )
            continue
        kind, reason = TAKEN[order[group] % 2]
        answer(world, voice, kind, reason, commitment_ref(commitment))
