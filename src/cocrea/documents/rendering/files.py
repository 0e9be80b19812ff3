"""The files of a document: made once, kept by the digest of what they are made from.

``from cocrea.documents.rendering import files``: ``data_of(doc, format)`` for the bytes,
``respond(doc, format)`` for a page, ``make_ready(doc)`` for whoever prepares them beforehand. A
file that can be erased or changed later (``Doc.frozen`` is False) is kept as long as a page is.
"""

import functools
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse

from cocrea.documents.rendering import frame, html
from cocrea.documents.rules.blocks import Doc, canonical, identity

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent.parent.parent  # the folder that holds the package
SECONDS_MOST = 120
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


class NotRendered(RuntimeError):
    """The layout refused a document: a fault of ours, with what it said."""


def data_of(doc: Doc, format: str) -> bytes:
    """The file. format: html, pdf, docx or json (ValueError for another).

    HTML and JSON are made here; PDF and DOCX in a process of their own, whose libraries the portal
    never loads. Raises NotRendered.
    """
    if format == "json":
        return (canonical(doc.machine()) + "\n").encode()
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


def respond(doc: Doc, format: str) -> HttpResponse:
    """The answer of a page: HTML to read in place, anything else to keep."""
    response = HttpResponse(data_of(doc, format), content_type=MEDIA_TYPES[format])
    shown = format == "html"
    name = f"{doc.stem}.{format}"
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    response["Content-Security-Policy"] = html.policy() if shown else "default-src 'none'; sandbox"
    response["Content-Language"] = doc.language
    response["X-Content-Type-Options"] = "nosniff"
    return response


def attachment(data: bytes, name: str) -> HttpResponse:
    """A file to keep that is no document, by the ending of its name."""
    response = HttpResponse(data, content_type=MEDIA_TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def make_ready(doc: Doc, formats: tuple[str, ...] = ("pdf", "docx")) -> int:
    """Make the files of a frozen document that are not kept yet; how many were made."""
    missing = [each for each in formats if doc.frozen and not path_of(doc, each).is_file()]
    for format in missing:
        _kept(doc, format)
    return len(missing)


def key_of(doc: Doc, format: str) -> str:
    """Hex digest of all that the file is made from."""
    own = template_of(doc.kind)
    template = _digest(own) if format == "docx" else ""
    return identity(doc, json.dumps(frame.framed(doc)["words"]), _layout(format), template)


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


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


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
    job = {"doc": frame.framed(doc)}
    if format == "docx":
        job["template"] = str(template_of(doc.kind))
    module = {"pdf": "pdf", "docx": "word"}[format]
    run: Callable[..., subprocess.CompletedProcess[bytes]] = subprocess.run
    with _one_at_a_time:
        done = run(
            [sys.executable, "-m", f"cocrea.documents.rendering.{module}"],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=SECONDS_MOST,
            # Nothing of this installation: no key, no database, no address.
            env={"PYTHONPATH": str(SOURCE), "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            check=False,
        )
    if done.returncode:
        raise NotRendered(done.stderr.decode(errors="replace")[-2_000:])
    return done.stdout
