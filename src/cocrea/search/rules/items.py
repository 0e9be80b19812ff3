"""What a room offers to the index."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cocrea.kernel.text import digest

TITLE_MAX = 300
EXCERPT_MAX = 240
URL_MAX = 300


@dataclass(frozen=True, slots=True)
class SearchItem:
    """One public thing in one language. Never anything that is not public at this moment.

    kind       singular noun of the owning room, as in a SubjectRef: ``voice``, ``document``
    public_id  as text; kind, public_id and language name the item
    language   ``es``, ``en`` or the code of another language (``quc``)
    text       everything by which it may be found; an excerpt of its start is shown
    url        path of its Spanish page, with a leading slash
    at         aware datetime by which newer things come first; None: undated
    facets     a few small values to filter or show by
    """

    kind: str
    public_id: str
    language: str
    title: str
    text: str
    url: str
    at: datetime | None = None
    facets: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.kind, self.public_id, self.language)

    @property
    def digest(self) -> str:
        """Hex SHA-256 of all it says: the same digest needs no new indexing."""
        at = self.at.isoformat() if self.at else ""
        facets = sorted(self.facets.items())
        return digest(repr((*self.key, self.title, self.text, self.url, at, facets)))


def excerpt_of(text: str, most: int = EXCERPT_MAX) -> str:
    """The start of a text in one line, cut at a word."""
    line = " ".join(text[: most * 4].split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0] + "…"
