"""Phase 4 and the answers: points, proposals, a merge by two people, the report to the forum."""

from collections import defaultdict
from datetime import date

from cocrea.meetings import services as meetings
from cocrea.process import services as process_services
from cocrea.sensemaking import services as sensemaking
from cocrea.sensemaking.models import Proposal
from cocrea.site.demo.scenes.common import (
    attendance,
    close_phase,
    hold,
    meeting,
    minutes,
    open_phase,
    sentences,
    themes_of,
)
from cocrea.site.demo.world import World
from cocrea.voices import services as voices
from cocrea.voices.models import Voice

# The sentence that the tour of the demonstration follows to a milestone.
FOLLOWED = (
    "Queremos saber quiénes son los verdaderos dueños de las empresas que le venden al Estado."
)
TITLES = {
    "cabildo": "Presupuesto municipal explicado en asamblea antes de aprobarse",
    "cocode": "Lista pública de obras pedidas por las comunidades y su estado",
    "agua-municipal": "Informe mensual de la calidad del agua municipal",
    "tramites": "Trámites que se puedan hacer desde el municipio y el teléfono",
    "agenda": "Un solo lugar con los servicios públicos en línea y sus plazos",
    "conexion": "Internet abierto en bibliotecas y escuelas",
    "denuncias": "Consulta del estado de una denuncia con un número",
    "policia": "Datos de patrullas y actas de los comités de prevención",
    "metas-seguridad": "Metas anuales del sector seguridad y su cumplimiento",
    "padron": "Padrón de programas sociales revisado por la comunidad",
    "discapacidad": "Atención y edificios accesibles",
    "idiomas": "Información en idiomas nacionales y por radio",
    "medicinas": "Existencias de medicinas publicadas cada semana",
    "desnutricion": "Datos de desnutrición compartidos con la comunidad",
    "personal": "Horarios y personal de salud a la vista",
    "escuelas": "Censo abierto del estado de las escuelas",
    "permanencia": "Seguimiento comunitario a quienes dejan la escuela",
    "refaccion": "Cuentas claras de la refacción escolar",
    "empleo": "Empleo público: plazas y selección publicadas",
    "negocio": "Ventanilla única departamental para pequeños negocios",
    "clima": "Datos abiertos de clima y adaptación por municipio",
    "rios": "Calidad y permisos de agua de los ríos",
    "emergencias": "Rendición de cuentas de los fondos y albergues de emergencia",
    "compras": "Compras públicas que se entiendan, y los dueños de los proveedores",
    "presupuesto": "Presupuesto explicado con ejemplos",
    "personal-publico": "Atención con respeto y calificación del servicio",
    "ideas": "Concurso de soluciones de los departamentos",
    "conflictos": "Declaraciones de intereses y protección a quien denuncia",
    "cicc": "Informe sencillo del cumplimiento de las convenciones",
    "campanas": "Financiamiento de campañas antes de votar",
    "centros": "Centros de votación consultados y resultados por mesa",
}


def code_points(world: World) -> None:
    """Every admitted voice of the forums gets its points."""
    coder = world.actor("systematizer:1")
    for voice in Voice.objects.filter(process=world.process, state="admitted").order_by("pk"):
        voices.points_code(actor=coder, process=world.process, voice=voice)


def group_points(world: World) -> None:
    """Points that say the same become proposals; a machine only suggests, here a person groups."""
    themes, groups = themes_of(world), world.kept.get("groups", {})
    members = defaultdict(list)
    rows = Voice.objects.filter(process=world.process, pk__in=groups).prefetch_related("points")
    for voice in rows.order_by("pk"):
        members[groups[voice.pk]].extend(voice.points.all())
    made = {}
    for (number, group), points in sorted(members.items()):
        if not points:
            continue
        proposal = sensemaking.proposal_create(
            actor=world.actor("systematizer:1"),
            process=world.process,
            points=points,
            title=TITLES[group],
            theme=themes[number],
            reason="Dicen lo mismo con otras palabras; cada hoja conserva su folio.",
        )
        made[group] = proposal
    world.kept["proposals"] = made


def merge_and_publish(world: World) -> None:
    """Two proposals on online services are merged: one systematizer asks, another confirms."""
    made: dict[str, Proposal] = world.kept["proposals"]
    if "tramites" in made and "agenda" in made:
        operation = sensemaking.proposal_merge(
            actor=world.actor("systematizer:1"),
            process=world.process,
            proposals=[made["tramites"], made["agenda"]],
            title="Servicios públicos en línea, en un solo lugar y desde el teléfono",
            reason="Las dos piden que el trámite no obligue a viajar.",
        )
        merged = sensemaking.operation_confirm(
            actor=world.actor("systematizer:2"),
            operation=operation,
            reason="Leí las hojas de las dos; ninguna se pierde.",
        )
        made["agenda"] = made["tramites"] = merged
    for proposal in {p.pk: p for p in made.values()}.values():
        sensemaking.proposal_publish(actor=world.actor("publisher"), proposal=proposal)


def announce_presentation(world: World) -> None:
    made = meeting(
        world,
        "presentacion",
        kind="plenary",
        phase=4,
        row=4,
        body="forum",
        title_es="Presentación de la sistematización a la Mesa Técnica",
        title_en="Systematization presented to the forum",
        venue="Palacio Nacional de la Cultura",
        day=date(2018, 5, 30),
        hour=9,
        hours=3,
        area="01",
        expected="Integrantes y observadores",
    )
    for kind in ("agenda", "method", "document"):
        meetings.pack_publish(
            actor=world.actor("secretary"),
            meeting=made,
            kind=kind,
            title={
                "agenda": "Agenda",
                "method": "Método",
                "document": "Informe de sistematización",
            }[kind],
            text="Documento inventado para la demostración.",
        )


def present(world: World) -> None:
    close_phase(world, 3, "Los seis foros se realizaron y cada hoja tiene sus puntos.")
    open_phase(world, 4, "Se presenta la sistematización.")
    made = world.kept["presentacion"]
    hold(world, made)
    attendance(
        world,
        made,
        {
            "public": 41,
            "civil_society": 17,
            "academia": 4,
            "cooperation": 5,
            "private": 3,
            "citizen": 2,
        },
        source="lista inventada de la demostración",
    )
    minutes(world, made, "Se presentaron las propuestas y los doce temas se mantienen.")
    process_services.theme_set(
        actor=world.actor("point_of_contact"),
        process=world.process,
        states={theme.slug: "prioritised" for theme in themes_of(world).values()},
        reason="Revisados después de los foros: los doce temas se mantienen.",
    )


def to_the_tables(world: World) -> None:
    close_phase(world, 4, "La sistematización está publicada.")
    open_phase(world, 5, "Comienzan las mesas temáticas.")


def followed_sentence() -> tuple[int, str, str]:
    """(theme number, group, sentence) that the tour follows; one of the invented voices."""
    return next(
        (number, group, text)
        for number, found in sentences().items()
        for group, text in found
        if text == FOLLOWED
    )
