"""Kinds of documents and what a record of one must say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cocrea.kernel.findings import Finding

KINDS: tuple[str, ...] = (
    "call",
    "methodology",
    "agenda",
    "minutes",
    "report",
    "plan",
    "evidence",
    "letter",
    "opinion",
    "material",
    "reference",
    "other",
)
REFERENCE = "reference"
_LANGUAGE = re.compile(r"^[a-z]{2,3}$")
_LINK = re.compile(r"^https?://[^\s/$.?#][^\s]*$", re.IGNORECASE)
_DIGEST = re.compile(r"^[0-9a-f]{64}$")


@dataclass(frozen=True, slots=True)
class Record:
    """What is said of a document before it is published.

    link    web address of a thing kept elsewhere; digest: its hex SHA-256 where somebody took it
    source  who made it, where it comes from
    card    it is a card of the library: then a source is enough
    """

    kind: str
    title_es: str
    language: str
    source: str = ""
    link: str = ""
    digest: str = ""
    has_file: bool = False
    card: bool = False


def record_check(record: Record) -> Iterator[Finding]:
    """documents.kind_unknown, title_missing, language_unknown, link_invalid, digest_invalid,
    nothing_to_show, source_missing."""
    if record.kind not in KINDS:
        yield Finding("documents.kind_unknown", params={"value": record.kind[:30]}, where="kind")
    if not record.title_es:
        yield Finding("documents.title_missing", where="title_es")
    if not _LANGUAGE.match(record.language):
        yield Finding("documents.language_unknown", where="language")
    if record.link and not _LINK.match(record.link):
        yield Finding("documents.link_invalid", where="link")
    if record.digest and not _DIGEST.match(record.digest):
        yield Finding("documents.digest_invalid", where="digest")
    if not (record.has_file or record.link or record.digest or record.card):
        yield Finding("documents.nothing_to_show", where="file")
    if not record.source and (record.kind == REFERENCE or record.card or not record.has_file):
        yield Finding("documents.source_missing", where="source")
