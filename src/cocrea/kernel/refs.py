"""How a room names a thing that lives in a higher room: by value, never by import."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


class Told(str):
    """A label in somebody's words: pages mark it where they speak another language."""

    language: str

    def __new__(cls, text: str, language: str = "es") -> "Told":
        told = super().__new__(cls, text)
        told.language = language
        return told

    @classmethod
    def of(cls, spanish: str, english: str, *, to_english: bool) -> "Told":
        """English for a reader of English where there is some, else the Spanish."""
        return cls(english, "en") if english and to_english else cls(spanish)


def in_order(ids: Iterable[str], labels: Mapping[str, str]) -> dict[str, str]:
    """The labels of these ids, in their order; ids without a label are left out."""
    return {key: labels[key] for key in ids if key in labels}


@dataclass(frozen=True, slots=True)
class SubjectRef:
    """Kind, public id and digest of the text at that moment; the label is stored with the act.

    kind        singular noun of the owning room: ``voice``, ``proposal``, ``commitment``
    public_id   UUID or slug as text; ``/r/<kind>/<public_id>`` resolves it
    digest      hex SHA-256 of the text when it was named ("" where it has no text)
    label       what people read
    """

    kind: str
    public_id: str
    digest: str = ""
    label: str = ""

    @property
    def path(self) -> str:
        return f"/r/{self.kind}/{self.public_id}"

    def as_json(self) -> dict[str, Any]:
        """What enters the ledger: no label, since a label may be published text."""
        return {"kind": self.kind, "id": self.public_id, "digest": self.digest}
