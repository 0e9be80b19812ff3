"""The files of a document: made once, kept by the digest of what they are made from.

``from cocrea.documents.rendering import files``: ``data_of(doc, format)`` for the bytes,
``respond(doc, format)`` for a page, ``make_ready(doc)`` for whoever prepares them beforehand. A
file that can be erased or changed later (``Doc.frozen`` is False) is kept as long as a page is.

A template of the installation that cannot be filled is a TemplateBroken, which says which one and
what is wrong with it; never is another taken in its place.
"""

import functools
import hashlib
import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase

from cocrea.documents.rendering import frame, html
from cocrea.documents.rules import drawing
from cocrea.documents.rules.blocks import Doc, Later, canonical, canonical_pieces, identity
from cocrea.kernel.errors import OutOfOrder, TooMany
from cocrea.kernel.findings import Finding, Severity

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent.parent.parent  # the folder that holds the package
SECONDS_MOST = 120
# A reader who waits keeps a thread of the portal, and there are few: four would stop it for all.
SECONDS_WAITING = 4  # for others' documents; then the reader is asked to come back
OWN_TEMPLATES = "templates"  # below DATA_DIR: where officials put the DOCX that they edited
MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
}
# What a file looks like depends on these, beside the document itself.
LAYOUTS = {
    "pdf": ("document.typ", "pdf.py", "fonts/manifest.json"),
    "docx": ("word.py", "word_xml.py"),
}
_one_at_a_time = threading.BoundedSemaphore(1)
logger = logging.getLogger(__name__)


class NotRendered(RuntimeError):
    """The layout refused a document: a fault of ours, with what it said."""


class TemplateBroken(OutOfOrder):
    """The installation's own template cannot be filled; its operator must mend it. HTTP 503."""

    def __init__(self, slug: str, path: Path, **params: str | int) -> None:
        said = {"file": f"{OWN_TEMPLATES}/{path.name}", **params}
        super().__init__(
            [
                Finding(f"documents.template_{slug}", params=said),
                Finding("documents.other_formats", Severity.NOTE),
            ]
        )


def data_of(doc: Doc, format: str) -> bytes:
    """The file. format: html, pdf, docx or json (ValueError for another).

    HTML and JSON are made here; PDF and DOCX in a process of their own, whose libraries the portal
    never loads. Raises TemplateBroken; TooMany(documents.drawing_busy); NotRendered.
    """
    if format == "json":
        return b"".join(json_pieces(doc))
    if format == "html":
        return html.rendered(doc)
    if format not in LAYOUTS:
        raise ValueError(f"no such document: {format}")
    if doc.frozen:
        return _kept(doc, format)
    key = f"document:{format}:{key_of(doc, format)}"
    found: bytes | None = cache.get(key) if settings.PAGES_KEPT_SECONDS else None
    if found is None:
        found = _pressed(doc, format)
        if settings.PAGES_KEPT_SECONDS:
            cache.set(key, found, settings.PAGES_KEPT_SECONDS)
    return found


def json_pieces(doc: Doc) -> Iterator[bytes]:
    """The JSON, of which never more is held than a piece of its longest list."""
    for piece in canonical_pieces(doc.machine()):
        yield piece.encode()
    yield b"\n"


def respond(doc: Doc, format: str, paging: html.Paging | None = None) -> HttpResponseBase:
    """The answer of a page: HTML to read in place, anything else to keep. paging: of the HTML."""
    shown, kind = format == "html", MEDIA_TYPES[format]
    response: HttpResponseBase
    if format == "json" and any(isinstance(each, Later) for each in doc.data.values()):
        response = _finished(json_pieces(doc), kind)
    else:
        data = html.rendered(doc, paging) if shown else data_of(doc, format)
        response = HttpResponse(data, content_type=kind)
    name = f"{doc.stem}.{format}"
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    response["Content-Security-Policy"] = html.policy() if shown else "default-src 'none'; sandbox"
    response["Content-Language"] = doc.language
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _finished(pieces: Iterator[bytes], kind: str) -> FileResponse:
    """Whole before its first byte leaves: a slow line keeps no reading of the database open, and
    what fails in the middle is no 200 (decision 0016). Raises TooMany(documents.drawing_busy)."""
    out = tempfile.TemporaryFile()
    try:
        with _turn():
            out.writelines(pieces)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return FileResponse(out, content_type=kind)


def attachment(data: bytes, name: str) -> HttpResponse:
    """A file to keep that is no document, by the ending of its name."""
    response = HttpResponse(data, content_type=MEDIA_TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def make_ready(doc: Doc, formats: tuple[str, ...] = ("pdf", "docx")) -> int:
    """Make the files of a frozen document that are not kept yet; how many were made.

    A broken template is written to the log and keeps no other file from being made.
    """
    made = 0
    for format in formats if doc.frozen else ():
        try:
            if not path_of(doc, format).is_file():
                _kept(doc, format)
                made += 1
        except TemplateBroken as broken:
            logger.error("%s not made: %s", doc.stem, [f.as_json() for f in broken.findings[:1]])
    return made


def key_of(doc: Doc, format: str) -> str:
    """Hex digest of all that the file is made from; where the record stands names what goes on."""
    template = _template_digest(template_of(doc.kind)) if format == "docx" else ""
    around = frame.head(doc)
    parts = (json.dumps(around["words"]), _layout(format), template)
    if doc.frozen:
        return identity(doc, *parts)
    return hashlib.sha256(canonical([around, *parts]).encode()).hexdigest()


def path_of(doc: Doc, format: str) -> Path:
    kind, public_id = doc.subject
    folder = Path(settings.MEDIA_ROOT) / "rendered" / f"{kind}-{public_id}"
    return folder / f"{doc.language}-{key_of(doc, format)[:32]}.{format}"


def template_of(kind: str) -> Path:
    """The DOCX template: the installation's own where there is one, else the one of the release."""
    own = Path(settings.DATA_DIR) / OWN_TEMPLATES / f"{kind}.docx"
    return own if own.is_file() else HERE / "templates" / f"{kind}.docx"


@functools.cache
def _layout(format: str) -> str:
    return hashlib.sha256(b"".join((HERE / n).read_bytes() for n in LAYOUTS[format])).hexdigest()


def _template_digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise TemplateBroken("unreadable", path, what=error.strerror or str(error)) from error


def _kept(doc: Doc, format: str) -> bytes:
    """Two at once make the same bytes; the file appears whole or not at all."""
    path = path_of(doc, format)
    if path.is_file():
        return path.read_bytes()
    data = _pressed(doc, format)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    for older in path.parent.glob(f"{doc.language}-*.{format}"):
        if older != path:  # before a translation was reviewed, or the version approved
            older.unlink(missing_ok=True)
    return data


def _pressed(doc: Doc, format: str) -> bytes:
    template = template_of(doc.kind)
    head = {"doc": frame.head(doc), "template": str(template)}
    module = {"pdf": "pdf", "docx": "word"}[format]
    run: Callable[..., subprocess.CompletedProcess[bytes]] = subprocess.run
    own = format == "docx" and template.parent != HERE / "templates"
    with _turn():
        try:
            done = run(
                [sys.executable, "-m", f"cocrea.documents.rendering.{module}"],
                input=b"".join(drawing.job_lines(head, frame.body(doc))),
                capture_output=True,
                timeout=SECONDS_MOST,
                # Nothing of this installation: no key, no database, no address.
                env={"PYTHONPATH": str(SOURCE), "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            if own:
                raise TemplateBroken("slow", template, seconds=SECONDS_MOST) from late
            raise NotRendered(f"no {format} in {SECONDS_MOST} s") from late
    if done.returncode == drawing.TEMPLATE_BROKEN and own:
        broken = drawing.refusal_of(done.stderr)
        raise TemplateBroken(broken.slug, template, **broken.params)
    if done.returncode:
        raise NotRendered(done.stderr.decode(errors="replace")[-2_000:])
    return done.stdout


@contextmanager
def _turn() -> Iterator[None]:
    """One document is drawn at a time. Raises TooMany where others take too long."""
    if not _one_at_a_time.acquire(timeout=SECONDS_WAITING):
        raise TooMany(Finding("documents.drawing_busy"))
    try:
        yield
    finally:
        _one_at_a_time.release()
