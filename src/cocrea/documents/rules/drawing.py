"""What the process that draws and the portal agree on: how a job is told, how a refusal is."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

TEMPLATE_BROKEN = 3  # exit status; standard error then holds ``refusal`` as JSON
SHORT = 200  # letters of what a library said
# Finding codes are ``documents.template_<slug>``.
BROKEN = ("unreadable", "word_unknown", "syntax", "marker", "mixed", "failed")


class Broken(Exception):
    """A template that cannot be filled. slug: one of BROKEN; params: for the text of its code."""

    def __init__(self, slug: str, **params: str) -> None:
        self.slug, self.params = slug, {k: short(v) for k, v in params.items()}
        super().__init__(slug, self.params)

    def as_json(self) -> dict[str, Any]:
        return {"slug": self.slug, "params": self.params}


def short(text: object) -> str:
    """On one line, not longer than a line or two."""
    return " ".join(str(text).split())[:SHORT]


def refusal_of(stderr: bytes) -> Broken:
    """What the process that draws said as it left with TEMPLATE_BROKEN."""
    try:
        said = json.loads(stderr.splitlines()[-1])
        return Broken(said["slug"], **said["params"])
    except (ValueError, LookupError, TypeError):
        return Broken("failed", what=stderr.decode(errors="replace"))


def job_lines(head: Mapping[str, Any], pieces: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """A job as lines of JSON: what is said once, then a piece of the document on each line."""
    for each in chain((head,), pieces):
        yield json.dumps(each).encode() + b"\n"


def job_read(lines: Iterable[bytes]) -> tuple[dict[str, Any], Iterator[dict[str, Any]]]:
    """``job_lines`` the other way round; the pieces are read as they are asked for."""
    found = iter(lines)
    return json.loads(next(found)), (json.loads(line) for line in found)
