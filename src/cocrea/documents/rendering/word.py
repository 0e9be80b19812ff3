"""The DOCX of a document, on a template that officials edit; the same bytes for the same document.

Runs in a process of its own (``python -m cocrea.documents.rendering.word``): the job as JSON on
standard input (``doc`` and the path of the ``template``), the file on standard output.

What a template may say, in Word: ``{{ titulo }}``, ``{{ subtitulo }}``, ``{{ antetitulo }}``,
``{{ fecha }}``, ``{{ aviso }}``, ``{{ edicion }}``, ``{{ pie }}``, ``{{ palabras.contents }}`` and
the like; rows over ``datos`` (``d.nombre``, ``d.valor``) and ``firmas`` (``f.nombre``,
``f.calidad``); ``{{p indice }}``, ``{{p cuerpo }}`` and ``{{p comprobacion }}`` alone in a
paragraph. The body is set in the template's own styles.
"""

import io
import json
import sys
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from cocrea.documents.rendering.word_xml import LANGUAGES, Body, line_runs, paragraph
from cocrea.documents.rules.plain import safe

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP knows


class Xml:
    """Markup of our own making for ``{{p name }}``; everything else is escaped."""

    def __init__(self, xml: str) -> None:
        self._xml = xml

    def __html__(self) -> str:
        return self._xml

    def __str__(self) -> str:
        return self._xml


def rendered(doc: Mapping[str, Any], template: str) -> bytes:
    """The DOCX of ``Doc.as_json()`` with the layout's own texts (see ``frame.framed``)."""
    made = DocxTemplate(template)
    jinja = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.render(_context(doc), jinja, autoescape=True)
    _properties(made, doc)
    out = io.BytesIO()
    made.save(out)
    return repacked(out.getvalue())


def _context(doc: Mapping[str, Any]) -> dict[str, Any]:
    body = Body(doc)
    proof = [paragraph("CocreaNota", line_runs(line)) for line in doc["proof"]]
    return {
        "titulo": safe(doc["title"]["text"]),
        "subtitulo": safe(doc["subtitle"]),
        "antetitulo": safe(doc["eyebrow"]),
        "fecha": safe(doc["date_text"]),
        "aviso": safe(doc["notice"]),
        "edicion": safe(doc["edition"]),
        "pie": safe(doc["footer"]),
        "firma": safe(doc["signing"]),
        "palabras": doc["words"],
        "datos": [{"nombre": safe(name), "valor": _said(line)} for name, line in doc["facts"]],
        "firmas": [{"nombre": safe(who), "calidad": safe(role)} for who, role in doc["signers"]],
        "indice": Xml(body.contents()),
        "cuerpo": Xml(body.xml()),
        "comprobacion": Xml("".join(etree.tostring(p, encoding="unicode") for p in proof)),
    }


def _said(line: list[Mapping[str, Any]]) -> str:
    return safe("".join(f"{r['text']} [{r['note']}]" if r["note"] else r["text"] for r in line))


def _properties(made: DocxTemplate, doc: Mapping[str, Any]) -> None:
    """Written after rendering: docxtpl would run what stands in a title as a template."""
    at = datetime.fromisoformat(doc["at"]).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    # LibreOffice names the relation to the properties otherwise: two parts would have one name.
    package = made.docx.part.package
    for key, relation in list(package.rels.items()):
        kind = relation.reltype
        if kind.endswith("/core-properties") and kind != RELATIONSHIP_TYPE.CORE_PROPERTIES:
            del package.rels[key]
    # Not get_docx(): that begins again with the empty template.
    about = made.docx.core_properties
    about.title = safe(doc["title"]["text"])[:255]
    about.author = safe(doc["author"])[:255]
    about.last_modified_by = ""
    about.subject = safe(doc["subtitle"])[:255]
    about.keywords = doc["record"]["origin"][:255]
    about.language = LANGUAGES[doc["language"]]
    about.created = about.modified = at
    about.revision = 1
    for style in made.docx.styles.element.iter("{*}lang"):
        for name in list(style.attrib):
            if name.endswith("}val"):
                style.set(name, LANGUAGES[doc["language"]])


def repacked(data: bytes) -> bytes:
    """The same parts in the order of their names, of one day, stored: the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()


def main() -> int:
    job = json.load(sys.stdin)
    sys.stdout.buffer.write(rendered(job["doc"], job["template"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
