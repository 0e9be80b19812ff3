"""Files by their digest below MEDIA_ROOT. The name that a stranger gave is never used.

Nothing serves this folder: a file leaves only through ``views.download``.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

from cocrea.documents.rules.files import SIZE_MAX, file_check, media_type_of
from cocrea.kernel.errors import Refused

FOLDER = "documents"
CHUNK = 64 * 1024


class Readable(Protocol):
    """A file opened for bytes, or Django's UploadedFile."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Stored:
    """digest: hex SHA-256; size: bytes; media_type: one of rules.files.ENDINGS."""

    digest: str
    size: int
    media_type: str


def path_of(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER / digest[:2] / digest


def keep(file: Readable, name: str = "") -> Stored:
    """Check a file and keep it under its digest; safe to repeat, whole or not at all.

    Raises Refused (rules.files.file_check). At most one byte over the limit is read.
    """
    data = file.read(SIZE_MAX + 1)
    media_type = media_type_of(data, name) if len(data) <= SIZE_MAX else None
    findings = file_check(len(data), media_type)
    if findings or media_type is None:
        raise Refused(findings)
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(digest)
    if not path.exists():
        _write(path, data)
    return Stored(digest, len(data), media_type)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def opened(digest: str) -> BinaryIO | None:
    """The kept file, or None when it is not there."""
    path = path_of(digest)
    return path.open("rb") if path.is_file() else None


def missing(digests: Iterator[str]) -> list[str]:
    """Digests whose file is not there or says something else, for a check after a restore."""
    bad = []
    for digest in digests:
        path = path_of(digest)
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            bad.append(digest)
    return bad
