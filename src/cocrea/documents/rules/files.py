"""What a file may be. Its bytes decide; its name only tells two kinds of plain text apart.

Nothing that a browser would run: no HTML, SVG, script, archive or document with macros.
"""

import io
import zipfile

from cocrea.kernel.findings import Finding

SIZE_MAX = 10 * 1024 * 1024
PARTS_MAX = 5_000  # entries of an office file

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
# media type: ending of the name under which it is given out
ENDINGS: dict[str, str] = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "text/plain": "txt",
    "text/csv": "csv",
    f"{_OFFICE}.wordprocessingml.document": "docx",
    f"{_OFFICE}.spreadsheetml.sheet": "xlsx",
    f"{_OFFICE}.presentationml.presentation": "pptx",
    f"{_OPEN}.text": "odt",
    f"{_OPEN}.spreadsheet": "ods",
    f"{_OPEN}.presentation": "odp",
}
_TYPES = {ending: media_type for media_type, ending in ENDINGS.items()}
_MAGIC = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
_MAIN_PART = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
_MACROS = ("vbaproject.bin", "basic/script-lc.xml")
_ACTIVE = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml")


def media_type_of(data: bytes, name: str = "") -> str | None:
    """Media type of a whole file, one of ENDINGS; None when it may not be published.

    name: as a stranger gave it; only ``.csv`` at its end means something.
    """
    for magic, ending in _MAGIC.items():
        if data.startswith(magic):
            return _TYPES[ending]
    if data.startswith(b"PK\x03\x04"):
        return _office_type(data)
    return _text_type(data, name)


def _office_type(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = parts.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return None
    if len(names) > PARTS_MAX or any(n.lower().endswith(_MACROS) for n in names):
        return None
    declared = _TYPES.get(_open_document(data))
    if declared:
        return declared
    if "[Content_Types].xml" not in names:
        return None
    return next((_TYPES[e] for part, e in _MAIN_PART.items() if part in names), None)


def _open_document(data: bytes) -> str:
    """Ending of an OpenDocument file: its type stands uncompressed at a fixed place."""
    for ending in ("odt", "ods", "odp"):
        if data[30:].startswith(b"mimetype" + _TYPES[ending].encode() + b"PK"):
            return ending
    return ""


def _text_type(data: bytes, name: str) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if not text.strip() or any(c < " " and c not in "\t\n\r\f" for c in text):
        return None
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_ACTIVE):
        return None
    return _TYPES["csv" if name.lower().endswith(".csv") else "txt"]


def file_check(size: int, media_type: str | None) -> tuple[Finding, ...]:
    """documents.file_empty, documents.file_too_large, documents.file_type."""
    if size == 0:
        return (Finding("documents.file_empty", where="file"),)
    if size > SIZE_MAX:
        params = {"limit": SIZE_MAX // (1024 * 1024)}
        return (Finding("documents.file_too_large", params=params, where="file"),)
    if media_type is None:
        endings = sorted(ENDINGS.values())
        return (Finding("documents.file_type", params={"types": endings}, where="file"),)
    return ()
