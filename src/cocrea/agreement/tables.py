"""What everybody may download of decisions: the rule that was declared, what came of it; and of
the interests that those who decide declared."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocrea.agreement import selectors
from cocrea.agreement.messages import RESULT_NAMES, STATE_NAMES, TECHNIQUE_NAMES, TIE_NAMES
from cocrea.agreement.models import Session
from cocrea.kernel.tables import Column, Table
from cocrea.process.models import Process

CHUNK = 500
Row = tuple[Any, ...]


def decision_rows(process: Process, filters: Mapping[str, str]) -> Iterator[Row]:
    """Decisions of the list, newest first; public from their declaration on."""
    state = filters.get("estado", "")
    state = state if state in dict(Session.STATES) else ""
    for session in selectors.sessions(process, state=state).iterator(chunk_size=CHUNK):
        label = session.label or {}
        counted = label.get("params", {})
        yield (
            str(session.public_id),
            reverse("agreement:session", args=[process.slug, session.public_id]),
            session.title,
            session.state,
            session.result,
            session.body.slug if session.body else "",
            session.technique,
            session.quorum_share,
            session.threshold,
            session.tie_rule,
            session.clause,
            session.subject_label,
            f"/r/{session.subject_kind}/{session.subject_id}" if session.subject_kind else "",
            f"/r/{session.meeting_kind}/{session.meeting_id}" if session.meeting_kind else "",
            session.declared_at,
            session.opened_at,
            session.closed_at,
            counted.get("officials"),
            counted.get("total"),
            label.get("outside"),
            session.annulled_at,
            session.annul_reason,
        )


DECISIONS = Table(
    "decisiones",
    _("Decisiones"),
    (
        Column("id", _("Identificador"), "code", _("UUID de la decisión.")),
        Column("address", _("Dirección"), "address", _("Su página.")),
        Column("title", _("Qué se decide"), "text", _("Como se declaró."), width=60),
        Column("state", _("Estado"), "code", _("En qué está."), codes=STATE_NAMES),
        Column(
            "result", _("Resultado"), "code", _("Vacío mientras no cierra."), codes=RESULT_NAMES
        ),
        Column("body", _("Órgano"), "code", _("Quién decide.")),
        Column("technique", _("Técnica"), "code", _("Cómo se decide."), codes=TECHNIQUE_NAMES),
        Column("quorum_share", _("Quórum"), "number", _("Parte que debe estar."), "%"),
        Column("threshold", _("Umbral"), "number", _("Parte que debe estar de acuerdo."), "%"),
        Column("tie_rule", _("Si hay empate"), "code", _("Regla declarada."), codes=TIE_NAMES),
        Column("clause", _("Cláusula"), "code", _("De la metodología, si la hay.")),
        Column("subject_label", _("Sobre"), "text", _("Qué cosa publicada decide."), width=40),
        Column("subject", _("Sobre (dirección)"), "address", _("Enlace permanente.")),
        Column("meeting", _("Reunión"), "address", _("En cuál se decidió.")),
        Column("declared_at", _("Declarada"), "instant", _("Cuándo se dijo la regla.")),
        Column("opened_at", _("Se abrió"), "instant", _("Cuándo empezó.")),
        Column("closed_at", _("Cerrada"), "instant", _("Cuándo se cerró.")),
        Column("officials", _("Funcionarios"), "number", _("Presentes."), _("personas")),
        Column("present", _("Presentes"), "number", _("En total."), _("personas")),
        Column("outside", _("Fuera del equilibrio"), "flag", _("No se cumplió lo declarado.")),
        Column("annulled_at", _("Anulada"), "instant", _("Cuándo se anuló.")),
        Column("annul_reason", _("Por qué se anuló"), "text", _("Razón pública.")),
    ),
    decision_rows,
    ("estado",),
    "agreement:list",
)


def interest_rows(process: Process, _filters: Mapping[str, str]) -> Iterator[Row]:
    """Every declaration of who acts in public, with those that it took the place of."""
    page = reverse("agreement:interests", args=[process.slug])
    found = selectors.interests(process, all_versions=True)
    for one in found.iterator(chunk_size=CHUNK):
        yield (
            str(one.public_id),
            page,
            one.function.public_name,
            one.function.post,
            one.function.organization.slug,
            one.version,
            one.current,
            one.none,
            list(one.organizations),
            list(one.themes),
            one.text,
            one.declared_at,
            one.renewal_reason,
        )


INTERESTS = Table(
    "intereses",
    _("Intereses declarados"),
    (
        Column("id", _("Identificador"), "code", _("UUID de la declaración.")),
        Column("address", _("Dirección"), "address", _("Dónde se lee.")),
        Column("name", _("Quién"), "text", _("Quien ejerce una función pública."), width=30),
        Column("post", _("Cargo"), "text", _("El que ejerce."), width=30),
        Column("organization", _("Organización"), "code", _("En nombre de cuál.")),
        Column("version", _("Versión"), "number", _("De su declaración.")),
        Column("current", _("Vigente"), "flag", _("Ninguna más nueva la reemplazó.")),
        Column("none", _("Sin intereses"), "flag", _("Declara que no tiene.")),
        Column("organizations", _("Organizaciones"), "list", _("Con las que tiene relación.")),
        Column("themes", _("Temas"), "list", _("En los que tiene interés.")),
        Column("text", _("Explicación"), "text", _("Con sus palabras."), width=60),
        Column("declared_at", _("Declarado"), "instant", _("Cuándo.")),
        Column("renewal_reason", _("Por qué se renovó"), "text", _("Si reemplaza a otra.")),
    ),
    interest_rows,
    page="agreement:interests",
)
TABLES = (DECISIONS, INTERESTS)
