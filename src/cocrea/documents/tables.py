"""What everybody may download of documents: what was published, with its digest."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocrea.documents import selectors
from cocrea.documents.messages import KIND_NAMES
from cocrea.documents.rules.kinds import KINDS
from cocrea.kernel.tables import Column, Table

CHUNK = 500
Row = tuple[Any, ...]


def document_rows(process: Any, filters: Mapping[str, str]) -> Iterator[Row]:
    """Current documents, or every version (``versiones=todas``), newest first."""
    kind = filters.get("tipo", "")
    found = selectors.documents(
        process.slug,
        kind=kind if kind in KINDS else "",
        all_versions=filters.get("versiones") == "todas",
    )
    for document in found.iterator(chunk_size=CHUNK):
        kept = document.has_file
        yield (
            str(document.public_id),
            reverse("documents:document", args=[process.slug, document.public_id]),
            document.title_es,
            document.title_en,
            document.kind,
            document.language,
            document.source,
            document.link,
            reverse("documents:download", args=[process.slug, document.public_id]) if kept else "",
            document.media_type,
            document.size if kept else None,
            document.digest,
            document.published_at,
            document.superseded_at,
        )


DOCUMENTS = Table(
    "documentos",
    _("Documentos"),
    (
        Column("id", _("Identificador"), "code", _("UUID del documento.")),
        Column("address", _("Dirección"), "address", _("Su página.")),
        Column("title_es", _("Título"), "text", _("En español."), width=50),
        Column("title_en", _("Título en inglés"), "text", _("Si lo hay."), width=40),
        Column("kind", _("Tipo"), "code", _("Qué clase de documento es."), codes=KIND_NAMES),
        Column("language", _("Idioma"), "code", _("En que está escrito.")),
        Column("source", _("De quién"), "text", _("De quién es o de dónde viene.")),
        Column("link", _("Enlace"), "text", _("Si se guarda en otro sitio.")),
        Column("file", _("Archivo"), "address", _("Si se guarda aquí.")),
        Column("media_type", _("Formato"), "code", _("Tipo de medio del archivo.")),
        Column("size", _("Tamaño"), "number", _("Del archivo."), "bytes"),
        Column("digest", _("Huella"), "code", _("SHA-256 del archivo.")),
        Column("published_at", _("Publicado"), "instant", _("Cuándo."), width=17),
        Column("superseded_at", _("Reemplazado"), "instant", _("Si hay una versión nueva.")),
    ),
    document_rows,
    ("tipo", "versiones"),
    "documents:list",
)
TABLES = (DOCUMENTS,)
