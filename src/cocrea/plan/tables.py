"""What everybody may download of the plan: its versions, and the review answered point by point."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.tables import Column, Table
from cocrea.plan import selectors, words
from cocrea.process.models import Process

Row = tuple[Any, ...]
GIVEN = {code: label for code, label in words.ANSWERS.items() if code}


def version_rows(process: Process, _filters: Mapping[str, str]) -> Iterator[Row]:
    """Frozen versions, oldest first."""
    for version in selectors.versions(process):
        approval, submission = (getattr(version, n, None) for n in ("approval", "submission"))
        yield (
            version.number,
            reverse("plan:version", args=[process.slug, version.number]),
            version.kind,
            version.title,
            version.frozen_at,
            version.label,
            version.digest,
            approval.at if approval else None,
            approval.body_label if approval else "",
            submission.at if submission else None,
            submission.to if submission else "",
        )


def suggestion_rows(process: Process, _filters: Mapping[str, str]) -> Iterator[Row]:
    """What the review suggested, the latest review first, and what was answered."""
    page = reverse("plan:review", args=[process.slug])
    for review in selectors.reviews(process):
        for one in review.suggestions.all():
            yield (
                str(one.public_id),
                f"{page}#sugerencia-{one.public_id}",
                review.label,
                review.version.number,
                one.number,
                one.commitment_number,
                one.commitment_label,
                one.text,
                one.given_at,
                one.answer,
                one.reason,
                one.answered_at,
                one.resulting,
            )


VERSIONS = Table(
    "versiones-del-plan",
    _("Versiones del plan"),
    (
        Column("version", _("Versión"), "number", _("Su número.")),
        Column("address", _("Dirección"), "address", _("Su página, con sus documentos.")),
        Column("kind", _("Clase"), "code", _("Primera, corregida o final."), codes=words.KINDS),
        Column("title", _("Título"), "text", _("Como se publicó."), width=50),
        Column("frozen_at", _("Congelada"), "instant", _("Desde entonces no cambia."), width=17),
        Column("frozen_by", _("Quién la congeló"), "text", _("Su función pública."), width=30),
        Column("digest", _("Huella"), "code", _("La que está en el registro.")),
        Column("approved_at", _("Aprobada"), "instant", _("Si un órgano la aprobó.")),
        Column("approved_by", _("Quién la aprobó"), "text", _("El órgano."), width=30),
        Column("submitted_at", _("Enviada"), "instant", _("Si se envió a la Alianza.")),
        Column("submitted_to", _("A quién se envió"), "text", _("Como se anotó."), width=30),
    ),
    version_rows,
    page="plan:home",
)
SUGGESTIONS = Table(
    "sugerencias-de-revision",
    _("Sugerencias de la revisión"),
    (
        Column("id", _("Identificador"), "code", _("UUID de la sugerencia.")),
        Column("address", _("Dirección"), "address", _("Dónde se lee.")),
        Column("review", _("De quién"), "text", _("Quién revisó."), width=30),
        Column("version", _("Versión"), "number", _("Del plan que se revisó.")),
        Column("number", _("Número"), "number", _("Dentro de la revisión.")),
        Column("commitment", _("Compromiso"), "number", _("Vacío: sobre todo el plan.")),
        Column("commitment_label", _("Compromiso (título)"), "text", _("Como se leía."), width=40),
        Column("text", _("Sugerencia"), "text", _("Lo que se sugirió."), width=60),
        Column("given_at", _("Recibida"), "instant", _("Cuándo.")),
        Column("answer", _("Respuesta"), "code", _("Vacío: falta."), codes=GIVEN),
        Column("reason", _("Razón"), "text", _("De la respuesta."), width=60),
        Column("answered_at", _("Respondida"), "instant", _("Cuándo.")),
        Column("resulting", _("Se ve en la versión"), "number", _("Si algo cambió.")),
    ),
    suggestion_rows,
    page="plan:review",
)
TABLES = (VERSIONS, SUGGESTIONS)
