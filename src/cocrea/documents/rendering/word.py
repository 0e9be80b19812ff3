"""The DOCX of a document, on a template that officials edit; the same bytes for the same document.

Runs in a process of its own (``python -m cocrea.documents.rendering.word``): the job as lines
of JSON on standard input (``rules.drawing``), the file on standard output.

What a template may say, in Word: ``{{ titulo }}``, ``{{ subtitulo }}``, ``{{ antetitulo }}``,
``{{ fecha }}``, ``{{ aviso }}``, ``{{ edicion }}``, ``{{ pie }}``, ``{{ enlace }}``,
``{{ palabras.contents }}`` and the like; rows over ``datos`` (``d.nombre``, ``d.valor``) and
``firmas`` (``f.nombre``, ``f.calidad``); ``{{p indice }}``, ``{{p cuerpo }}`` and
``{{p comprobacion }}`` once, alone in a paragraph. The body is set in the template's own styles.
"""

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from cocrea.documents.rendering.word_xml import (
    LANGUAGES,
    Body,
    W,
    line_runs,
    paragraph,
    tongue_runs,
    written,
)
from cocrea.documents.rules.drawing import TEMPLATE_BROKEN, Broken, job_read
from cocrea.documents.rules.plain import safe

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP knows
PLACE = "cocrea"  # a processing instruction of this name holds the place of what is long
# What stands alone in a paragraph of the template, and whether a document can do without it.
MARKERS = {"indice": False, "cuerpo": True, "comprobacion": True}
# What an order of a template may raise as it is carried out.
FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_HOLDERS = {f"{{{W}}}{name}" for name in ("p", "r", "t")}
_QUOTED = re.compile(r"'([^']*)' is undefined|no (?:attribute|element) '([^']*)'")


class Xml:
    """Markup of our own making for ``{{p name }}``; everything else is escaped."""

    def __init__(self, xml: str) -> None:
        self._xml = xml

    def __html__(self) -> str:
        return self._xml

    def __str__(self) -> str:
        return self._xml


class Template(DocxTemplate):
    """A template that must stay a document: docxtpl would mend broken XML by leaving parts out."""

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml, etree.XMLParser(huge_tree=True))
        return super().fix_tables(xml)


def rendered(doc: Mapping[str, Any], template: str) -> bytes:
    """The DOCX of ``Doc.as_json()`` with the layout's own texts (see ``frame.framed``)."""
    return drawn(doc, doc["blocks"], template)


def drawn(doc: Mapping[str, Any], pieces: Iterable[Mapping[str, Any]], template: str) -> bytes:
    """The DOCX; ``pieces`` (see ``rules.blocks.pieces``) are written as they come.

    The template is filled without them, so that nothing that anybody wrote passes through it.
    Raises drawing.Broken for a template that cannot be filled.
    """
    made = filled(template, _context(doc))
    _properties(made, doc)
    out = io.BytesIO()
    made.save(out)
    body = Body(doc)
    long = {"cuerpo": body.xml(pieces)}
    long["indice"] = body.contents()
    long["comprobacion"] = b"".join(
        written(paragraph("CocreaNota", line_runs(line))) for line in doc["proof"]
    )
    # «word/document.xml» where Word wrote it, another name where Word in a browser did.
    main_part = str(made.docx.part.partname).lstrip("/")
    return repacked(out.getvalue(), {main_part: long}, small=not doc["frozen"])


def filled(template: str, context: Mapping[str, Any]) -> Template:
    """The template with its words; Broken says what is wrong with it."""
    made = Template(template)
    try:
        made.init_docx()
    except Exception as error:  # a damaged file fails in python-docx wherever it happens to
        what = f"{type(error).__name__}: {error}".replace(template, Path(template).name)
        raise Broken("unreadable", what=what) from error  # readers need not know where it lies
    jinja = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        made.render(dict(context), jinja, autoescape=True)
    except UndefinedError as error:
        found = _QUOTED.search(str(error))
        name = next(filter(None, found.groups()), "") if found else str(error)
        raise Broken("word_unknown", name=name) from error
    except TemplateSyntaxError as error:
        raise Broken("syntax", what=error.message or "", near=_near(error)) from error
    except etree.XMLSyntaxError as error:
        raise Broken("mixed", what=str(error)) from error
    except FAULTS as error:
        raise Broken("failed", what=f"{type(error).__name__}: {error}") from error
    _check_markers(made)
    return made


def _near(error: TemplateSyntaxError) -> str:
    """The paragraph in which an order is wrong. docxtpl keeps seven around it, the fifth is it."""
    lines = [line.strip() for line in getattr(error, "docx_context", ())]
    place = min(error.lineno - 1, 3)
    return next(filter(None, [*lines[place:], *reversed(lines)]), "")


def _check_markers(made: Template) -> None:
    """Each marker that a document needs stands in it once, in a paragraph of its own."""
    found: dict[str, list[Any]] = {name: [] for name in MARKERS}
    for place in made.docx.element.iter(etree.PI):
        if place.target == PLACE:
            found[place.text].append(place.getparent().tag)
    for name, needed in MARKERS.items():
        holders = found[name]
        if len(holders) > 1 or len(holders) < needed or _HOLDERS & set(holders):
            raise Broken("marker", name=name)


def _context(doc: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "titulo": _said([doc["title"]]),
        "subtitulo": safe(doc["subtitle"]),
        "antetitulo": safe(doc["eyebrow"]),
        "fecha": safe(doc["date_text"]),
        "aviso": safe(doc["notice"]),
        "edicion": safe(doc["edition"]),
        "pie": safe(doc["footer"]),
        "enlace": safe(doc["address"]),
        "firma": safe(doc["signing"]),
        "palabras": doc["words"],
        "datos": [{"nombre": safe(name), "valor": _said(line)} for name, line in doc["facts"]],
        "firmas": [{"nombre": _said(who), "calidad": safe(role)} for who, role in doc["signers"]],
        **{name: Xml(f"<?{PLACE} {name}?>") for name in MARKERS},
    }


def _said(line: list[Mapping[str, Any]]) -> str | Xml:
    """A line for a blank of the template; with runs that say so where it changes its language."""
    text = safe("".join(f"{r['text']} [{r['note']}]" if r["note"] else r["text"] for r in line))
    if not any(run["language"] for run in line):
        return text
    runs = b"".join(written(each) for each in tongue_runs(line)).decode()
    return Xml(f'</w:t></w:r>{runs}<w:r><w:t xml:space="preserve">')


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


def repacked(
    data: bytes, long: Mapping[str, Mapping[str, bytes]] | None = None, *, small: bool = False
) -> bytes:
    """The same parts in the order of their names, of one day: the same bytes each time.

    long   of a part: what stands in the places that the template kept
    small  pressed: for what nobody keeps; else stored, so that no library's release can change it
    """
    out, how = io.BytesIO(), zipfile.ZIP_DEFLATED if small else zipfile.ZIP_STORED
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr, entry.compress_type = 0o600 << 16, how
            with new.open(entry, "w") as part:
                for piece in _whole(old.read(name), (long or {}).get(name)):
                    part.write(piece)
    return out.getvalue()


def _whole(data: bytes, long: Mapping[str, bytes] | None) -> Iterable[bytes]:
    """The main part with what is long in its place."""
    pieces = re.split(rf"<\?{PLACE} (\w+)\?>".encode(), data) if long else [data]
    for place, piece in enumerate(pieces):
        yield long[piece.decode()] if long and place % 2 else piece


def main() -> int:
    head, pieces = job_read(sys.stdin.buffer)
    try:
        data = drawn(head["doc"], pieces, head["template"])
    except Broken as broken:
        sys.stderr.write("\n" + json.dumps(broken.as_json()) + "\n")
        return TEMPLATE_BROKEN
    sys.stdout.buffer.write(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
