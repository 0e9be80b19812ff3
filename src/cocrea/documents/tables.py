"""What everybody may download of documents: what was published, with its digest; the library of
references; editorial pages."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocrea.documents import selectors
from cocrea.documents.messages import INSTRUMENT_NAMES, KIND_NAMES, PLACE_NAMES, TRUST_NAMES
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


def library_rows(process: Any, filters: Mapping[str, str]) -> Iterator[Row]:
    """References with how we know of them, by kind of instrument and title."""
    found = selectors.library(
        process.slug, instrument=filters.get("tipo", ""), language=filters.get("idioma", "")
    )
    for card in found.iterator(chunk_size=CHUNK):
        document = card.document
        kept = document.has_file
        yield (
            str(document.public_id),
            reverse("documents:document", args=[process.slug, document.public_id]),
            card.instrument,
            document.title_es,
            document.title_en,
            card.year,
            document.source,
            document.language,
            document.link,
            reverse("documents:download", args=[process.slug, document.public_id]) if kept else "",
            document.digest,
            card.licence,
            card.why_absent,
            list(card.cited),
            card.trust,
        )


def page_rows(process: Any, _filters: Mapping[str, str]) -> Iterator[Row]:
    """Published pages, as they stand."""
    for version in selectors.pages_public(process.slug):
        texts = {text.language: text.title for text in version.texts.all()}
        yield (
            version.page.slug,
            reverse("documents:page", args=[process.slug, version.page.slug]),
            texts.get("es", ""),
            texts.get("en", ""),
            sorted(texts),
            version.place,
            version.number,
            version.note,
            version.published_at,
            version.digest,
        )


LIBRARY = Table(
    "biblioteca",
    _("Biblioteca de referencia"),
    (
        Column("id", _("Identificador"), "code", _("UUID del documento.")),
        Column("address", _("Dirección"), "address", _("Su página.")),
        Column("instrument", _("Qué es"), "code", _("Clase de norma."), codes=INSTRUMENT_NAMES),
        Column("title_es", _("Título"), "text", _("En español."), width=50),
        Column("title_en", _("Título en inglés"), "text", _("Si lo hay."), width=40),
        Column("year", _("Año"), "number", _("Si se sabe.")),
        Column("source", _("De quién"), "text", _("De quién es o de dónde viene."), width=40),
        Column("language", _("Idioma"), "code", _("En que está escrito.")),
        Column("link", _("Enlace"), "text", _("Donde está publicado.")),
        Column("file", _("Archivo"), "address", _("Si se guarda aquí.")),
        Column("digest", _("Huella"), "code", _("SHA-256 del archivo.")),
        Column("licence", _("Licencia"), "text", _("La que permite guardarlo.")),
        Column("why_absent", _("Por qué no está"), "text", _("Si solo hay ficha."), width=30),
        Column("cited", _("Se cita en"), "list", _("Cláusulas de la metodología.")),
        Column("trust", _("Cómo lo sabemos"), "code", _("Leído o no."), codes=TRUST_NAMES),
    ),
    library_rows,
    ("tipo", "idioma"),
    "documents:library",
)
PAGES = Table(
    "paginas",
    _("Páginas"),
    (
        Column("page", _("Página (código)"), "code", _("Dirección corta.")),
        Column("address", _("Dirección"), "address", _("Dónde se lee.")),
        Column("title_es", _("Título"), "text", _("En español."), width=50),
        Column("title_en", _("Título en inglés"), "text", _("Si lo hay."), width=40),
        Column("languages", _("Idiomas"), "list", _("En que se puede leer.")),
        Column("place", _("Lugar"), "code", _("Dónde se enlaza."), codes=PLACE_NAMES),
        Column("version", _("Versión"), "number", _("La que se lee hoy.")),
        Column("note", _("Qué cambió"), "text", _("Con la anterior."), width=40),
        Column("published_at", _("Publicada"), "instant", _("Cuándo."), width=17),
        Column("digest", _("Huella"), "code", _("De lo que se aprobó.")),
    ),
    page_rows,
    page="documents:pages",
)
TABLES = (DOCUMENTS, LIBRARY, PAGES)
