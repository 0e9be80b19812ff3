"""What everybody may download of the process itself: its themes, its calendar, what was published
about its rules, whom it invited, what is known of earlier plans."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.tables import Column, Table
from cocrea.people.messages import SECTOR_NAMES
from cocrea.process import selectors, words
from cocrea.process.models import Process
from cocrea.process.words import THEME_STATES

Row = tuple[Any, ...]


def theme_rows(process: Process, _filters: Mapping[str, str]) -> Iterator[Row]:
    """Every theme, whatever became of it."""
    for theme in selectors.themes(process, state=None):
        yield (
            theme.number,
            theme.slug,
            reverse("process:theme", args=[process.slug, theme.slug]),
            theme.name_es,
            theme.name_en,
            theme.state,
            list(theme.keywords),
        )


THEMES = Table(
    "temas",
    _("Temas"),
    (
        Column("number", _("Número"), "number", _("Dentro del proceso.")),
        Column("theme", _("Tema (código)"), "code", _("Dirección corta del tema.")),
        Column("address", _("Dirección"), "address", _("Su página.")),
        Column("name_es", _("Nombre"), "text", _("En español."), width=40),
        Column("name_en", _("Nombre en inglés"), "text", _("Si lo hay."), width=40),
        Column(
            "state",
            _("Estado"),
            "code",
            _("Si se priorizó o no."),
            codes={code: label for code, (label, _tone) in THEME_STATES.items()},
        ),
        Column("keywords", _("Palabras clave"), "list", _("Con que se reconoce."), width=40),
    ),
    theme_rows,
    page="process:themes",
)


def calendar_rows(process: Process, _filters: Mapping[str, str]) -> Iterator[Row]:
    """Every row of the schedule: as it was planned, and as published acts fixed it."""
    law = {row.number: row for row in selectors.methodology(process).rows}
    page = reverse("process:calendar", args=[process.slug])
    for planned in selectors.rows_planned(process):
        row = law[planned.number]
        yield (
            planned.number,
            page,
            row.activity,
            row.activity_en,
            row.phase,
            *planned.baseline,
            *planned.actual,
            planned.precision,
            planned.slip_days,
            len(planned.fixed_by),
            any(act.late for act in planned.fixed_by),
            [act.reason for act in planned.fixed_by],
        )


def amendment_rows(process: Process, _filters: Mapping[str, str]) -> Iterator[Row]:
    """Amendments in their order: those that came with the methodology, those published here."""
    page = reverse("process:amendments", args=[process.slug])
    law = selectors.law_of(list(selectors.versions(process))[-1])
    published = list(selectors.amendments(process).order_by("version__number"))
    bodies = {body.slug: body.name for body in law.bodies}
    rows = [None] * (len(law.amendments) - len(published)) + published
    for text, row in zip(law.amendments, rows, strict=True):
        place = f"version-{row.version.number}" if row else f"enmienda-{text.number}"
        yield (
            text.number,
            f"{page}#{place}",
            text.clause,
            text.old,
            text.new,
            text.reason,
            bodies.get(text.body, text.body),
            list(row.answers) if row else [],
            row.version.number if row else None,
            row.published_at if row else None,
            row.in_force_from if row else None,
        )


def exception_rows(process: Process, _filters: Mapping[str, str]) -> Iterator[Row]:
    """Every exception that was asked for, in whatever state, in that order."""
    page = reverse("process:exceptions", args=[process.slug])
    for one in selectors.exceptions(process, state=""):
        yield (
            str(one.public_id),
            f"{page}#e-{one.public_id}",
            one.rule,
            one.state,
            one.subject_kind,
            one.subject_id,
            one.quantity,
            one.reason,
            one.body_name,
            one.decision_label,
            f"/r/{one.decision_kind}/{one.decision_id}" if one.decision_kind else "",
            one.proposed_at,
            one.published_at,
        )


def invitation_rows(process: Process, _filters: Mapping[str, str]) -> Iterator[Row]:
    """Who was invited to the call, by sector and name."""
    page = reverse("site:call", args=[process.slug])
    for one in selectors.invitations(process):
        proof = f"/r/document/{one.proof_document}" if one.proof_document else ""
        yield (
            f"{page}#invitados",
            one.organization.slug if one.organization else "",
            one.organization.name if one.organization else one.name,
            one.sector,
            one.channel,
            one.invited_on,
            proof,
            one.proof_link,
            one.note,
        )


def earlier_rows(process: Process, _filters: Mapping[str, str]) -> Iterator[Row]:
    """What sources say of the commitments of earlier plans; a plan without any has one row."""
    page = reverse("site:earlier_plans", args=[process.slug])
    for plan in selectors.earlier_plans(process):
        of_plan = (plan.number, plan.name_es, plan.period, plan.state, plan.commitments_count)
        known = list(plan.commitments.all())
        for one in known:
            yield (
                f"{page}#c-{one.public_id}",
                *of_plan,
                one.number,
                one.code,
                one.title_es,
                one.title_en,
                one.state,
                one.achievement,
                one.source,
                one.link,
                one.trust,
            )
        if not known:
            ground = next(iter(plan.grounds.values()), {"source": "", "trust": ""})
            told = (ground["source"], "", ground["trust"])
            yield (f"{page}#plan-{plan.number}", *of_plan, None, *[""] * 5, *told)


CALENDAR = Table(
    "calendario",
    _("Calendario"),
    (
        Column("row", _("Fila"), "number", _("Número dentro del calendario.")),
        Column("address", _("Dirección"), "address", _("El calendario.")),
        Column("activity_es", _("Actividad"), "text", _("En español."), width=60),
        Column("activity_en", _("Actividad en inglés"), "text", _("Si la hay."), width=40),
        Column("phase", _("Fase"), "number", _("Fase del proceso.")),
        Column("planned_from", _("Previsto desde"), "day", _("Como se publicó al comenzar.")),
        Column("planned_to", _("Previsto hasta"), "day", _("Como se publicó al comenzar.")),
        Column("starts_on", _("Desde"), "day", _("Después de los actos publicados.")),
        Column("ends_on", _("Hasta"), "day", _("Después de los actos publicados.")),
        Column(
            "precision", _("Precisión"), "code", _("Qué tan fijo está."), codes=words.PRECISIONS
        ),
        Column("slip", _("Diferencia"), "number", _("Con lo previsto, al final."), _("días")),
        Column("acts", _("Actos"), "number", _("Que fijaron o movieron el día."), _("actos")),
        Column(
            "short_notice", _("Aviso corto"), "flag", _("Se avisó con menos días de los debidos.")
        ),
        Column("reasons", _("Razones"), "list", _("De esos actos, en orden."), width=40),
    ),
    calendar_rows,
    page="process:calendar",
)
AMENDMENTS = Table(
    "enmiendas",
    _("Enmiendas de la metodología"),
    (
        Column("number", _("Enmienda"), "number", _("Su número.")),
        Column("address", _("Dirección"), "address", _("Dónde se lee.")),
        Column("clause", _("Cláusula"), "code", _("La que cambió.")),
        Column("old", _("Decía"), "text", _("Vacío: la cláusula es nueva."), width=60),
        Column("new", _("Dice"), "text", _("Vacío: la cláusula se quitó."), width=60),
        Column("reason", _("Razón"), "text", _("Por qué."), width=60),
        Column("body", _("Lo decidió"), "text", _("El órgano."), width=30),
        Column("answers", _("Opiniones que responde"), "list", _("Sus folios."), width=30),
        Column("version", _("Versión"), "number", _("De la metodología que resultó, si fue aquí.")),
        Column("published_at", _("Publicada"), "instant", _("Cuándo.")),
        Column(
            "in_force_from", _("Rige desde"), "instant", _("Lo de antes se juzga por lo de antes.")
        ),
    ),
    amendment_rows,
    page="process:amendments",
)
EXCEPTIONS = Table(
    "excepciones",
    _("Excepciones"),
    (
        Column("id", _("Identificador"), "code", _("UUID de la excepción.")),
        Column("address", _("Dirección"), "address", _("Dónde se lee.")),
        Column("rule", _("Regla"), "code", _("La que deja de aplicarse."), width=30),
        Column(
            "state",
            _("Estado"),
            "code",
            _("Solo la vigente vale."),
            codes={code: label for code, (label, _tone) in words.EXCEPTION_STATES.items()},
        ),
        Column("subject_kind", _("Sobre (clase)"), "code", _("Vacío: sobre todas las cosas.")),
        Column("subject", _("Sobre"), "code", _("Identificador de la cosa.")),
        Column("quantity", _("Límite"), "number", _("El que vale en su lugar, si es un tope.")),
        Column("reason", _("Razón"), "text", _("Por qué se pidió."), width=60),
        Column("body", _("Órgano"), "text", _("A quién se pidió."), width=30),
        Column("decision_label", _("Decisión"), "text", _("La que la aprobó o no."), width=40),
        Column("decision", _("Decisión (dirección)"), "address", _("Enlace permanente.")),
        Column("proposed_at", _("Pedida"), "instant", _("Cuándo.")),
        Column("published_at", _("Publicada"), "instant", _("Cuándo.")),
    ),
    exception_rows,
    page="process:exceptions",
)
INVITATIONS = Table(
    "invitaciones",
    _("Invitaciones a la convocatoria"),
    (
        Column("address", _("Dirección"), "address", _("La convocatoria.")),
        Column("organization", _("Organización (código)"), "code", _("Si está en el directorio.")),
        Column("name", _("A quién"), "text", _("Institución, organización o grupo."), width=50),
        Column("sector", _("Sector"), "code", _("Al que pertenece."), codes=SECTOR_NAMES),
        Column("channel", _("Medio"), "code", _("Por cuál."), codes=words.CHANNEL_NAMES),
        Column("invited_on", _("Fecha"), "day", _("El día en que se invitó.")),
        Column("proof", _("Prueba"), "address", _("Documento publicado aquí.")),
        Column("proof_link", _("Prueba en otro sitio"), "text", _("Su enlace.")),
        Column("note", _("Nota"), "text", _("Cómo se sabe, si no hay prueba."), width=40),
    ),
    invitation_rows,
    page="site:call",
)
EARLIER = Table(
    "planes-anteriores",
    _("Planes anteriores"),
    (
        Column("address", _("Dirección"), "address", _("Dónde se lee.")),
        Column("plan", _("Plan"), "number", _("Su número.")),
        Column("plan_name", _("Nombre del plan"), "text", _("En español."), width=40),
        Column("period", _("Años"), "text", _("Vacío: ninguna fuente lo dice.")),
        Column(
            "plan_state",
            _("Estado del plan"),
            "code",
            _("Vacío: ninguna fuente lo dice."),
            codes={code: label for code, label in words.EARLIER_PLAN_STATES.items() if code},
        ),
        Column("commitments", _("Compromisos"), "number", _("Cuántos tuvo, si se sabe.")),
        Column("number", _("Compromiso"), "number", _("Vacío: no se sabe.")),
        Column("code", _("Código"), "code", _("El de la Alianza, si lo hay.")),
        Column("title_es", _("Título"), "text", _("En español."), width=50),
        Column("title_en", _("Título en inglés"), "text", _("Si lo hay."), width=50),
        Column(
            "state",
            _("Cumplimiento"),
            "code",
            _("Vacío: ninguna fuente lo dice."),
            codes={code: label for code, label in words.EARLIER_COMMITMENT_STATES.items() if code},
        ),
        Column("achievement", _("Qué se logró"), "text", _("Según la fuente."), width=50),
        Column("source", _("Fuente"), "text", _("De dónde se sabe."), width=40),
        Column("link", _("Enlace"), "text", _("A la fuente.")),
        Column(
            "trust",
            _("Cómo lo sabemos"),
            "code",
            _("Leído o por cotejar."),
            codes=words.TRUST_NAMES,
        ),
    ),
    earlier_rows,
    page="site:earlier_plans",
)
TABLES = (THEMES, CALENDAR, AMENDMENTS, EXCEPTIONS, INVITATIONS, EARLIER)
