"""Files and names that were handed in, kept in the vault's tables and nowhere else.

Other rooms call these through ``people.vault``.
"""

import hashlib
import io
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.ids import uuid7
from cocrea.kernel.text import clean
from cocrea.people.models import Contact, HeldFile, HeldPiece, WrittenName

PIECE = 512 * 1024  # bytes written in one short transaction


@dataclass(frozen=True, slots=True)
class FileCard:
    """digest: hex SHA-256; size: bytes."""

    public_id: uuid.UUID
    digest: str
    size: int


def file_store(chunks: Iterable[bytes], *, name: str, purpose: str) -> FileCard:
    """Keeps a file, piece by piece. A crash leaves one without a size, which ``files_purge`` takes.

    Call it outside a transaction: others write between the pieces.
    """
    safe = clean(name[-200:], max_length=200, where="name", lines=False)
    file = HeldFile.objects.create(name=safe, purpose=purpose, digest="", size=0)
    found, size = hashlib.sha256(), 0
    for number, piece in enumerate(_pieces(chunks)):
        HeldPiece.objects.create(file=file, number=number, data=piece)
        found.update(piece)
        size += len(piece)
    HeldFile.objects.filter(pk=file.pk).update(digest=found.hexdigest(), size=size)
    return FileCard(file.public_id, found.hexdigest(), size)


def _pieces(chunks: Iterable[bytes]) -> Iterable[bytes]:
    left = bytearray()
    for chunk in chunks:
        left += chunk
        while len(left) >= PIECE:
            yield bytes(left[:PIECE])
            del left[:PIECE]
    if left:
        yield bytes(left)


class _Held(io.RawIOBase):
    """A held file as an open file; one piece in memory at a time."""

    def __init__(self, file: HeldFile) -> None:
        self.file, self.place = file, 0
        self.number, self.piece = -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.place, io.SEEK_END: self.file.size}[whence]
        if start + offset < 0:
            raise ValueError("before the start of the file")
        self.place = start + offset
        return self.place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self.place >= self.file.size:
            return 0
        number, inside = divmod(self.place, PIECE)
        if number != self.number:
            row = HeldPiece.objects.filter(file=self.file, number=number).first()
            if row is None:
                raise NotThere(Finding("people.not_there", where="file"))
            self.number, self.piece = number, bytes(row.data)
        part = self.piece[inside : inside + len(buffer)]
        buffer[: len(part)] = part
        self.place += len(part)
        return len(part)


def file_open(public_id: uuid.UUID) -> io.BufferedReader:
    """The file, to be read from any place. Raises NotThere(people.not_there)."""
    file = HeldFile.objects.filter(public_id=public_id, size__gt=0).first()
    if file is None:
        raise NotThere(Finding("people.not_there", where="file"))
    return io.BufferedReader(_Held(file), buffer_size=64 * 1024)


def file_name(public_id: uuid.UUID) -> str:
    """What it was called, for the one who handed it in; "" when it was erased."""
    row = HeldFile.objects.filter(public_id=public_id).first()
    return row.name if row else ""


def file_erase(public_id: uuid.UUID) -> bool:
    """Erases a file, a few pieces at a time. True when there was one."""
    file = HeldFile.objects.filter(public_id=public_id).first()
    if file is None:
        return False
    while some := list(file.pieces.order_by("number").values_list("pk", flat=True)[:16]):
        HeldPiece.objects.filter(pk__in=some).delete()
    file.delete()
    return True


def files_purge(*, purpose: str, before: datetime, kept: Iterable[uuid.UUID]) -> int:
    """Erases what was handed in before an instant (of real time) and nobody keeps; how many."""
    old = HeldFile.objects.filter(purpose=purpose, created_at__lt=before)
    doomed = set(old.values_list("public_id", flat=True)) - set(kept)
    return sum(file_erase(public_id) for public_id in doomed)


def names_store(names: Sequence[str], *, purpose: str) -> list[uuid.UUID]:
    """Keeps persons as sheets name them; ids in the order of ``names``. One query per 500."""
    rows = [
        WrittenName(
            public_id=uuid7(),
            full_name=clean(name[:2000], max_length=2000, lines=False)[:160],
            purpose=purpose,
        )
        for name in names
    ]
    WrittenName.objects.bulk_create(rows, batch_size=500)
    return [row.public_id for row in rows]


def name_of(public_id: uuid.UUID) -> str | None:
    """The person as the sheet names them; None when it was erased."""
    row = WrittenName.objects.filter(public_id=public_id).first()
    return row.full_name if row else None


@transaction.atomic
def written_erase(*, names: Iterable[uuid.UUID] = (), contacts: Iterable[uuid.UUID] = ()) -> int:
    """Really erases names and contacts that were handed in; how many rows went.

    The caller asks ``vault.after_erase`` when its transaction has ended.
    """
    gone = _erase(WrittenName.objects.all(), list(names))
    return gone + _erase(Contact.objects.all(), list(contacts))


def _erase(rows: QuerySet, ids: list[uuid.UUID]) -> int:
    return sum(
        rows.filter(public_id__in=ids[at : at + 500]).delete()[0] for at in range(0, len(ids), 500)
    )
