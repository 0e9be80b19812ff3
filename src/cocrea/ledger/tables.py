"""What everybody may download of the public record: every entry, in its order."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.tables import Column, Table
from cocrea.ledger import selectors
from cocrea.ledger.models import Log

CHUNK = 500
Row = tuple[Any, ...]


def record_rows(process: Any, filters: Mapping[str, str]) -> Iterator[Row]:
    """Entries from the first on, in short reads; of one kind of act where it is asked for."""
    log = Log.objects.get(pk=process.log_id)
    kind, position = filters.get("acto", ""), 0
    page = reverse("ledger:entry", args=[log.public_id, 0]).removesuffix("0/")
    while found := selectors.entries_from(log.pk, position, limit=CHUNK):
        position = found[-1].position + 1
        for entry in found:
            if not kind or entry.kind == kind:
                yield _row(page, entry)


def _row(page: str, entry: Any) -> Row:
    document = json.loads(bytes(entry.raw))  # canonical since it was written
    author, subject = document["author"], document["subject"]
    return (
        entry.position,
        f"{page}{entry.position}/",
        entry.kind,
        entry.recorded_at,
        entry.occurred_at,
        subject["kind"],
        subject["id"],
        subject.get("digest", ""),
        author.get("role", ""),
        author.get("office", ""),
        author.get("organization", ""),
        json.dumps(document["body"], ensure_ascii=False, sort_keys=True),
        bytes(entry.leaf_hash).hex(),
    )


RECORD = Table(
    "registro",
    _("Registro público"),
    (
        Column("position", _("Posición"), "number", _("Lugar en el registro, desde 0.")),
        Column("address", _("Dirección"), "address", _("Página del asiento, con su prueba.")),
        Column("kind", _("Acto"), "code", _("Qué se hizo."), width=24),
        Column("recorded_at", _("Asentado"), "instant", _("Por el reloj del registro."), width=17),
        Column("occurred_at", _("Ocurrido"), "instant", _("Si alguien dice que fue antes.")),
        Column("subject_kind", _("Sobre (clase)"), "code", _("Qué clase de cosa.")),
        Column("subject", _("Sobre"), "code", _("Identificador de la cosa.")),
        Column("subject_digest", _("Huella"), "code", _("De su texto en ese momento.")),
        Column("role", _("Función"), "code", _("Con qué función se hizo.")),
        Column("office", _("Cargo"), "code", _("UUID del cargo público, si lo hay.")),
        Column("organization", _("Organización"), "code", _("En nombre de cuál.")),
        Column("body", _("Contenido"), "text", _("JSON, como está en el asiento."), width=60),
        Column("leaf_hash", _("Hoja"), "code", _("SHA-256 de la hoja en el árbol.")),
    ),
    record_rows,
    ("acto",),
)
TABLES = (RECORD,)
