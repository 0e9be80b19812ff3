"""A commitment as the rules see it: plain values, the shape that is stored as a version."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class MilestoneText:
    """One milestone. responsible: who answers for it, as people read it ("" when nobody)."""

    number: int
    text: str
    public_id: str = ""
    responsible: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    status: str = "new"
    indicator: str = ""
    baseline: str = ""
    means: str = ""


@dataclass(frozen=True, slots=True)
class CommitmentText:
    """A whole commitment. fields: texts of the template by key; responsible: name of the body."""

    title: str
    template: str = "2018"
    fields: Mapping[str, str] = field(default_factory=dict)
    responsible: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    milestones: tuple[MilestoneText, ...] = ()
    title_en: str = ""
    theme: str = ""

    def as_json(self) -> dict[str, Any]:
        """JSON without floats; dates as ISO text. Inverse of ``of_json``."""
        data = asdict(self)
        data["fields"] = dict(self.fields)
        for part in (data, *data["milestones"]):
            for bound in ("start", "end"):
                part[bound] = part[bound].isoformat() if part[bound] else None
        data["milestones"] = list(data["milestones"])
        return data

    @classmethod
    def of_json(cls, data: Mapping[str, Any]) -> "CommitmentText":
        """Raises TypeError for a shape that ``as_json`` never wrote."""
        plain = {k: v for k, v in data.items() if k != "milestones"}
        milestones = tuple(MilestoneText(**_dated(m)) for m in data["milestones"])
        return cls(**_dated(plain), milestones=milestones)


def _dated(part: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(part)
    for bound in ("start", "end"):
        found[bound] = dt.date.fromisoformat(found[bound]) if found.get(bound) else None
    return found
