"""A copy of the public record that anybody can keep, and check without us."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from cocrea.ledger import verifier
from cocrea.ledger.models import Checkpoint, Entry, Log
from cocrea.ledger.rules import receipts
from cocrea.ledger.services.proofs import head_note

CHUNK = 2_000


class PublishedText(NamedTuple):
    """A text that is public now, as the room that holds it gives it. salt: 16 bytes."""

    digest: str
    salt: bytes
    text: str


def mirror_write(log: Log, directory: Path, texts: Iterable[PublishedText] = ()) -> int:
    """Write what ``verifier.py`` checks, streamed; returns the number of entries.

    ``log.json`` names the log; ``entries.jsonl`` has the canonical bytes, one entry a line;
    ``checkpoints.jsonl`` all signed notes, ``checkpoint.txt`` the newest (of the head as it is
    written); ``texts.jsonl`` the published texts with their salts; ``verifier.py`` the verifier.
    """
    directory.mkdir(parents=True, exist_ok=True)
    head = Log.objects.get(pk=log.pk)
    _write_entries(head, directory / "entries.jsonl")
    _write_notes(head, directory)
    with (directory / "texts.jsonl").open("w", encoding="utf-8") as out:
        for text in texts:
            row = {"digest": text.digest, "salt": bytes(text.salt).hex(), "text": text.text}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    about = {
        "format": receipts.MIRROR,
        "origin": head.origin,
        "vkey": head.vkey,
        "size": head.size,
        "predecessor": head.predecessor.origin if head.predecessor else None,
    }
    (directory / "log.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    shutil.copyfile(verifier.__file__, directory / "verifier.py")
    return head.size


def _write_entries(log: Log, path: Path) -> None:
    """Up to the head that was read: entries added meanwhile belong to the next mirror."""
    # One transaction: PostgreSQL's server-side cursor needs it, and SQLite reads one state.
    with transaction.atomic(), path.open("wb") as out:
        rows = Entry.objects.filter(log=log, position__lt=log.size).order_by("position")
        for raw in rows.values_list("raw", flat=True).iterator(chunk_size=CHUNK):
            out.write(bytes(raw) + b"\n")


def _write_notes(log: Log, directory: Path) -> None:
    with (directory / "checkpoints.jsonl").open("w", encoding="utf-8") as out:
        points = Checkpoint.objects.filter(log=log, size__lte=log.size).order_by("size")
        for size, note in points.values_list("size", "note").iterator(chunk_size=CHUNK):
            out.write(json.dumps({"size": size, "note": note}, ensure_ascii=False) + "\n")
    newest = directory / "checkpoint.txt"
    if log.size:
        newest.write_text(head_note(log), encoding="utf-8", newline="")
    else:
        newest.unlink(missing_ok=True)
