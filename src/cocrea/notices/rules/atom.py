"""Atom feeds (RFC 4287) as bytes: values in, XML out, the same bytes for the same values."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

NAMESPACE = "http://www.w3.org/2005/Atom"
# Our own element: the signed note that whoever keeps the feed can later hold against the record.
RECORD = "urn:cocrea:record"
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ElementTree.register_namespace("", NAMESPACE)
ElementTree.register_namespace("record", RECORD)


@dataclass(frozen=True, slots=True)
class Item:
    """id: an IRI that never changes; url: absolute; facts: sentences."""

    id: str
    title: str
    at: datetime
    url: str
    facts: Sequence[str] = ()
    category: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """self_url, page_url: absolute; updated: of the newest item, or since when there is a feed."""

    id: str
    title: str
    subtitle: str
    author: str
    language: str
    updated: datetime
    self_url: str
    page_url: str
    items: Sequence[Item] = ()
    checkpoint: str = ""


def iri(owner: uuid.UUID, name: str) -> str:
    """A name that depends on no host: ``urn:uuid:`` of a public id and of what is named in it."""
    return f"urn:uuid:{uuid.uuid5(owner, name)}"


def feed_bytes(feed: Feed) -> bytes:
    """The document. Characters that XML cannot hold become U+FFFD."""
    root = ElementTree.Element(_tag("feed"), {"xml:lang": feed.language})
    for name, text in (("id", feed.id), ("title", feed.title), ("subtitle", feed.subtitle)):
        _add(root, name, text)
    _add(root, "updated", instant(feed.updated))
    _add(_add(root, "author"), "name", feed.author)
    _link(root, "self", feed.self_url, "application/atom+xml", feed.language)
    _link(root, "alternate", feed.page_url, "text/html", feed.language)
    _add(root, "generator", "Cocrea")
    if feed.checkpoint:
        note = ElementTree.SubElement(root, f"{{{RECORD}}}checkpoint")
        note.text = _clean(feed.checkpoint)
    for item in feed.items:
        _entry(root, item, feed.language)
    ElementTree.indent(root, space="")
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _entry(root: ElementTree.Element, item: Item, language: str) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", item.id)
    _add(entry, "title", item.title)
    _add(entry, "updated", instant(item.at))
    _add(entry, "published", instant(item.at))
    _link(entry, "alternate", item.url, "text/html", language)
    if item.category:
        _add(entry, "category").set("term", item.category)
    if item.facts:
        _add(entry, "summary", " ".join(item.facts))


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: ElementTree.Element, name: str, text: str = "") -> ElementTree.Element:
    made = ElementTree.SubElement(parent, _tag(name))
    if text:
        made.text = _clean(text)
    return made


def _link(parent: ElementTree.Element, rel: str, url: str, kind: str, language: str) -> None:
    values = {"rel": rel, "href": _clean(url), "type": kind, "hreflang": language}
    ElementTree.SubElement(parent, _tag("link"), values)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def instant(at: datetime) -> str:
    """RFC 3339, UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
