"""The HTML of a document: one file that stands alone, without scripts, for any reader."""

import base64
import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from cocrea.documents.rendering import frame
from cocrea.documents.rules.blocks import Block, Doc, Heading, Line
from cocrea.documents.rules.plain import safe

TEMPLATE, STYLE = "documents/rendered.html", "documents/rendered.css"


@dataclass(slots=True)
class Part:
    """A heading with what follows it; cards and things are parts of a part."""

    heading: Heading | None
    blocks: list[Any] = field(default_factory=list)
    kind: str = "part"

    @property
    def things(self) -> list["Part"]:
        return [each for each in self.blocks if isinstance(each, Part)]


@dataclass(frozen=True, slots=True)
class Paging:
    """A document too long for one page, which its other formats hold whole.

    contents  (title, address) of its parts, on whichever page each begins
    files     (name of the format, address)
    """

    number: int
    pages: int
    contents: tuple[tuple[Line, str], ...] = ()
    files: tuple[tuple[str, str], ...] = ()

    @property
    def before(self) -> str:
        return self.address(self.number - 1) if self.number > 1 else ""

    @property
    def after(self) -> str:
        return self.address(self.number + 1) if self.number < self.pages else ""

    @staticmethod
    def address(number: int) -> str:
        return f"?page={number}"


def rendered(doc: Doc, paging: Paging | None = None) -> bytes:
    """The whole document, or the page of it that ``paging`` says ``doc`` is."""
    with translation.override(doc.language):
        context = {
            "doc": doc,
            "parts": parts_of(doc.blocks),
            "paging": paging,
            "later": bool(paging and paging.number > 1),  # its first page told what it is
            "words": frame.words(),
            "foot": frame.foot(doc),
            "proof": frame.proof(doc),
            "style": style(),
        }
        return safe(render_to_string(TEMPLATE, context)).encode()


def parts_of(blocks: Iterable[Block]) -> list[Part]:
    """Flat blocks as parts (level 1) that hold things (level 2). A Part's kind is ``part``."""
    found = [Part(None)]
    for block in blocks:
        level = block.level if isinstance(block, Heading) else 3
        if level == 1:
            found.append(Part(block))  # type: ignore[arg-type]
        elif level == 2:
            found[-1].blocks.append(Part(block))  # type: ignore[arg-type]
        else:
            last = found[-1].blocks[-1] if found[-1].blocks else None
            (last.blocks if isinstance(last, Part) else found[-1].blocks).append(block)
    return [part for part in found if part.heading or part.blocks]


@functools.cache
def style() -> str:
    return render_to_string(STYLE).strip()


@functools.cache
def policy() -> str:
    """The content security policy under which a browser shows the page: its own style only."""
    value = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{value}'; frame-ancestors 'none'; base-uri 'none'"
    )
