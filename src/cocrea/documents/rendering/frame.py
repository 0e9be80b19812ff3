"""What stands around every document: labels of the layout, the head and foot of its pages."""

from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from cocrea.documents.rules.blocks import Doc, Line, Run, joined, pieces, say
from cocrea.documents.rules.spelled import paper_of
from cocrea.ui.words import number_text

SHORT = 12  # hexadecimal figures of a root that stand in a footer


def framed(doc: Doc) -> dict[str, Any]:
    """``Doc.as_json()`` with the layout's texts, in the document's language."""
    return head(doc) | {"blocks": joined(body(doc))}


def head(doc: Doc) -> dict[str, Any]:
    """``framed`` without the blocks."""
    with translation.override(doc.language):
        return doc.head() | {
            "words": words(),
            "region": doc.country.lower() if doc.language == "es" else "",
            "paper": paper_of(doc.country),
            "running": doc.title.text,
            "footer": foot(doc),
            "address": doc.record.url,
            "proof": [[_piece(run) for run in line] for line in proof(doc)],
        }


def body(doc: Doc) -> Iterator[dict[str, Any]]:
    """The blocks in pieces; what is made as it is read is made in the document's language."""
    with translation.override(doc.language):
        yield from pieces(doc.blocks)


def _piece(run: Run) -> dict[str, Any]:
    return {name: getattr(run, name) for name in run.__dataclass_fields__}


def words() -> dict[str, str]:
    return {
        "contents": _("Contenido"),
        "page": _("Página"),
        "of": _("de"),
        "signatures": _("Firmas"),
        "date": _("Fecha"),
        "record": _("Dónde comprobar este documento"),
        "missing": _(
            "Algún signo de este documento no existe en las letras del PDF y se ve como un rombo; "
            "la versión HTML lo muestra."
        ),
    }


def foot(doc: Doc) -> str:
    """Where the record stood, in one line."""
    record = doc.record
    return _("Registro público %(origin)s · %(size)s asientos · raíz %(root)s…") % {
        "origin": record.origin,
        "size": number_text(record.size),
        "root": record.root[:SHORT],
    }


def proof(doc: Doc) -> list[Line]:
    """What anybody needs to check the document against the record. Call it inside the language."""
    record = doc.record
    size = number_text(record.size)
    found: list[Line] = [
        (
            *say(_("Registro público:")),
            Run(f" {record.origin}, "),
            Run(_("%(size)s asientos. Raíz:") % {"size": size} + " "),
            Run(record.root, code=True),
        ),
    ]
    if record.position is not None:
        found.append(say(_("Asiento que lo publicó: %(number)s.") % {"number": record.position}))
    if record.digest:
        found.append(
            (
                Run(_("Huella de su contenido en el registro (SHA-256 con sal):") + " "),
                Run(record.digest, code=True),
            )
        )
    found.append((Run(_("Se consulta y se comprueba en:") + " "), Run(record.url, link=record.url)))
    return found
