"""What a frozen version is: JSON without floats, that no later change can reach."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cocrea.commitments.rules.template import TEMPLATES
from cocrea.kernel.text import digest

SCHEMA = 1
MILESTONE_TEXTS = ("text", "indicator", "baseline", "means")
TITLE_ID = "title"  # the plan's own title, as a translatable text


def build(
    *,
    kind: str,
    number: int,
    title: str,
    process: Mapping[str, Any],
    frozen_at: str,
    record: Mapping[str, Any],
    commitments: Iterable[Mapping[str, Any]],
    voices: Mapping[str, Any],
) -> dict[str, Any]:
    """The whole content of a version.

    process      slug, title, title_en, period, country, methodology (its version and digest), demo
    frozen_at    ISO 8601 instant; record: origin, size and root of the public record just before
    commitments  in the order of the plan, each with texts, milestones, alignments, opinions,
                 decisions, dissents and what was said (counts only)
    voices       counts of the whole process at that moment
    """
    return {
        "schema": SCHEMA,
        "kind": kind,
        "number": number,
        "title": title,
        "process": dict(process),
        "frozen_at": frozen_at,
        "record": dict(record),
        "commitments": [dict(each) for each in commitments],
        "voices": dict(voices),
    }


def canonical(data: Any) -> str:
    """The text that the digest commits to: JSON, sorted keys, no spaces, UTF-8 as it is."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Original:
    """A text of a version that can be translated. given: an official translation it came with."""

    kind: str
    subject_id: str
    field: str
    text: str
    where: str = ""
    given: str = ""

    @property
    def digest(self) -> str:
        return digest(self.text)

    @property
    def key(self) -> tuple[str, str, str]:
        return self.kind, self.subject_id, self.field


def originals(content: Mapping[str, Any]) -> list[Original]:
    """Every text of a version that a translation is owed for, in the order of the document.

    Names of bodies and codes of frames are not translated; themes bring their own names.
    """
    process = content["process"]
    found = [
        Original("process", process["slug"], TITLE_ID, content["title"], "", process["title_en"])
    ]
    for each in content["commitments"]:
        found += _of_commitment(each)
    return [each for each in found if each.text]


def _of_commitment(each: Mapping[str, Any]) -> Iterable[Original]:
    where, key = str(each["number"]), each["public_id"]
    yield Original("commitment", key, "title", each["title"], where, each["title_en"])
    for field in TEMPLATES[each["template"]].texts:
        yield Original("commitment", key, field.key, each["fields"].get(field.key, ""), where)
    for step in each["milestones"]:
        place = f"{where}.{step['number']}"
        for name in MILESTONE_TEXTS:
            yield Original("milestone", step["public_id"], name, step[name], place)


def by_theme(content: Mapping[str, Any]) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """(theme, its commitments) in the order of themes, commitments by number."""
    groups: dict[str, tuple[dict[str, Any], list[dict[str, Any]]]] = {}
    rows = sorted(content["commitments"], key=lambda c: (c["theme"]["number"], c["number"]))
    for each in rows:
        theme = {**each["theme"], "en": each["theme_en"] or each["theme"]["es"]}
        groups.setdefault(theme["slug"], (theme, []))[1].append(each)
    return list(groups.values())


def commitment_of(content: Mapping[str, Any], number: int) -> dict[str, Any] | None:
    return next((c for c in content["commitments"] if c["number"] == number), None)


def touched(old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
    """Public ids of the commitments that are not the same text in both, or in one only."""
    before = {c["public_id"]: c["digest"] for c in old["commitments"]}
    after = {c["public_id"]: c["digest"] for c in new["commitments"]}
    return frozenset(k for k in before.keys() | after.keys() if before.get(k) != after.get(k))
