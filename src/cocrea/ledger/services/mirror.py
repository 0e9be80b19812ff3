"""A copy of the public record that anybody can keep, and check without us."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from cocrea.ledger import selectors, verifier
from cocrea.ledger.models import Log
from cocrea.ledger.services.proofs import head_note


class PublishedText(NamedTuple):
    """A text that is public now, as the room that holds it gives it. salt: 16 bytes."""

    digest: str
    salt: bytes
    text: str


def mirror_write(log: Log, directory: Path, texts: Iterable[PublishedText] = ()) -> int:
    """Write what ``verifier.py`` checks, streamed; returns the number of entries.

    ``log.json`` names the log; ``entries.jsonl`` has the canonical bytes, one entry a line;
    ``checkpoints.jsonl`` all signed notes, ``checkpoint.txt`` the newest (of the head as it is
    written, where the key that signs it is here: after a restore the old one is not);
    ``texts.jsonl`` the published texts with their salts; ``verifier.py`` the verifier.
    """
    directory.mkdir(parents=True, exist_ok=True)
    head = Log.objects.select_related("predecessor").get(pk=log.pk)
    _write(directory / "entries.jsonl", selectors.entry_lines(head))
    _write(directory / "checkpoints.jsonl", selectors.note_lines(head))
    _write(directory / "checkpoint.txt", _newest_note(head))
    _write(directory / "texts.jsonl", map(text_line, texts))
    about = json.dumps(selectors.mirror_about(head), indent=1)
    _write(directory / "log.json", [about.encode() + b"\n"])
    shutil.copyfile(verifier.__file__, directory / "verifier.py")
    return int(head.size)


def _newest_note(head: Log) -> list[bytes]:
    if head.size == 0:
        return []
    if not selectors.succeeded(head):
        return [head_note(head).encode()]
    latest = selectors.checkpoint_latest(head.pk)
    return [] if latest is None else [latest.note.encode()]


def _write(path: Path, lines: Iterable[bytes]) -> None:
    """Replace the file whole: somebody may be reading the mirror."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as out:
        out.writelines(lines)
    fresh.replace(path)


def text_line(given: PublishedText) -> bytes:
    """One line of ``texts.jsonl``."""
    row = {"digest": given.digest, "salt": bytes(given.salt).hex(), "text": given.text}
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"
