"""A frozen version as people read it: the official template's labels, texts beside translations.

Pages and documents show the same rows; nothing here decides anything.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from cocrea.agreement import messages as agreement
from cocrea.commitments import messages as commitments
from cocrea.commitments.rules.template import TEMPLATES
from cocrea.kernel.findings import Finding, Severity
from cocrea.languages.rules.translations import tag
from cocrea.people import selectors as people
from cocrea.people.messages import SECTOR_NAMES
from cocrea.plan import selectors, words
from cocrea.plan.models import Version
from cocrea.process import selectors as processes
from cocrea.ui.messages import text_of
from cocrea.ui.words import day_text
from cocrea.voices import words as voices

SOURCE = "es"


def reader() -> str:
    return tag((get_language() or SOURCE)[:2]) or SOURCE


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as it is shown. foreign: it is not in the page's language; note: why, a code."""

    text: str
    language: str
    note: str = ""

    @property
    def foreign(self) -> bool:
        return self.language != reader()

    @property
    def note_text(self) -> str:
        return str(words.TRANSLATION[self.note]) if self.note else ""


class Texts:
    """Texts of one version in one language; what nobody translated stays in Spanish, said so."""

    def __init__(self, version: Version, language: str) -> None:
        self.language = language
        self._lines: dict[tuple[str, str, str], selectors.Line] = {}
        if language != SOURCE:
            found = selectors.lines(version, language)
            self._lines = {line.original.key: line for line in found}

    def shown(self, kind: str, key: str, field: str, text: str) -> Shown:
        line = self._lines.get((kind, key, field))
        if line is None:
            return Shown(text, SOURCE, "")
        if line.state == "given":
            return Shown(line.original.given, self.language)
        if line.translation is None or not line.translation.shown:
            return Shown(text, SOURCE, line.state)
        return Shown(line.translation.text, self.language, "stale" if line.state == "stale" else "")

    def title(self, each: Mapping[str, Any]) -> Shown:
        """Of a commitment, as a version holds it."""
        if language_of_title(each) != SOURCE:
            return Shown(each["title"], language_of_title(each))
        return self.shown("commitment", each["public_id"], "title", each["title"])


def language_of_title(each: Mapping[str, Any]) -> str:
    """What was obtained only in English stands in both fields."""
    return "en" if each["title"] == each["title_en"] else SOURCE


@dataclass(frozen=True, slots=True)
class Row:
    """One field of the template. kind: text, dates, responsible or milestones."""

    kind: str
    label: str
    section: str
    value: Shown | None = None


def day(value: str | None) -> str:
    return day_text(dt.date.fromisoformat(value)) if value else "–"


def commitment_view(
    each: Mapping[str, Any],
    texts: Texts,
    names: Mapping[str, Mapping[str, str]],
    bodies: Mapping[str, str],
) -> dict[str, Any]:
    """Everything that is shown of one commitment. names: of frames and codes, see ``frames_of``;
    bodies: see ``english_bodies``."""
    language = texts.language
    return {
        "data": each,
        "number": each["number"],
        "anchor": f"compromiso-{each['number']}",
        "title": texts.title(each),
        "start": day(each["start"]),
        "end": day(each["end"]),
        "standing": words.STANDING[each["state"]],
        "rows": [*_rows(each, texts, language)],
        "milestones": [_milestone(step, texts) for step in each["milestones"]],
        "alignments": _alignments(each["alignments"], names),
        "opinions": [_opinion(opinion) for opinion in each["opinions"]],
        "decisions": [_decision(one, bodies) for one in each["decisions"]],
        "dissents": [_dissent(one) for one in each["dissents"]],
        "said": [(voices.DISPOSITIONS[k], n) for k, n in each["said"]["by_kind"].items()],
        "points": each["said"]["points"],
        "comments": each["said"]["comments"],
        "answered": sum(
            n
            for state, n in each["said"]["comments_by_state"].items()
            if state in ("answered", "followed")
        ),
    }


def _rows(each: Mapping[str, Any], texts: Texts, language: str) -> Iterable[Row]:
    for field in TEMPLATES[each["template"]].fields:
        label, section = field.label(language), field.section(language)
        if field.key == "title":
            continue
        if field.column:
            yield Row(field.key, label, section)
            continue
        text = each["fields"].get(field.key, "")
        value = texts.shown("commitment", each["public_id"], field.key, text) if text else None
        yield Row("text", label, section, value)


def _milestone(step: Mapping[str, Any], texts: Texts) -> dict[str, Any]:
    found = {
        name: texts.shown("milestone", step["public_id"], name, step[name]) if step[name] else None
        for name in ("text", "indicator", "baseline", "means")
    }
    return found | {
        "number": step["number"],
        "public_id": step["public_id"],
        "responsible": step["responsible"],
        "start": day(step["start"]),
        "end": day(step["end"]),
        "status": commitments.MILESTONE[step["status"]],
    }


def _opinion(each: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": commitments.KINDS[each["kind"]],
        "opinion": commitments.OPINIONS[each["opinion"]],
        "signatory": each["signatory"],
        "condition": each["condition"],
        "on": day(each["on"]),
    }


def english_bodies(process: Any, at: dt.datetime | None = None) -> dict[str, str]:
    """{Spanish name: English name} of the bodies that have one, where the page is in English: as
    the methodology of that day has it, or as the body itself was given it. One query."""
    if reader() != "en":
        return {}
    named = [(b.name, b.name_en) for b in processes.methodology(process, at).bodies]
    own = [(b.name_es, b.name_en) for b in people.bodies(process.slug)]
    return {spanish: english for spanish, english in (*named, *own) if english}


def body_shown(name: str, bodies: Mapping[str, str]) -> Shown:
    """A body by its name in the page's language, else by its Spanish one."""
    return Shown(bodies[name], reader()) if name in bodies else Shown(name, SOURCE)


def _decision(each: Mapping[str, Any], bodies: Mapping[str, str]) -> dict[str, Any]:
    own = {each["body"]: each["body_en"]} if reader() == "en" and each["body_en"] else {}
    return {
        "label": each["label"],
        "body": body_shown(each["body"], {**bodies, **own}) if each["body"] else None,
        "result": agreement.RESULT_NAMES.get(each["result"], ""),
        "on": day(each["at"][:10] or None),
        "balance": balance_text(each["balance"]),
        "outside": bool(each["balance"] and each["balance"]["outside"]),
        "session": each["id"] if each["balance"] else "",
    }


def balance_text(balance: Mapping[str, Any] | None) -> str:
    """The label that a decision bears for ever; "" where none was computed."""
    if not balance:
        return ""
    return text_of(Finding(balance["code"], Severity.NOTE, params=balance["params"]))


def _dissent(each: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "who": each["who"],
        "sector": SECTOR_NAMES.get(each["sector"], each["sector"]),
        "stance": agreement.STANCE_NAMES.get(each["stance"], each["stance"]),
        "text": each["text"],
    }


def frames_of(process: Any, at: dt.datetime | None = None) -> dict[str, dict[str, str]]:
    """{frame: {"": its name, code: name}} as the methodology of that day lists them."""
    english = reader() == "en"
    return {
        frame.slug: {
            "": (english and frame.name_en) or frame.name,
            **{i.code: (english and i.name_en) or i.name for i in frame.items},
        }
        for frame in processes.methodology(process, at).frames
    }


def _alignments(
    pairs: Iterable[Iterable[str]], names: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, str]]:
    found = []
    for frame, code in pairs:
        known = names.get(frame, {})
        found.append((known.get("", frame), f"{code} {known.get(code, '')}".strip()))
    return found


def theme_name(theme: Mapping[str, Any]) -> str:
    return str(theme["en"] if reader() == "en" else theme["es"])


def field_label(key: str, template: str, language: str) -> str:
    """How a key of ``rules.diff.flat`` is called by people."""
    name = key.rsplit(".", 1)[-1]
    field = TEMPLATES[template].field(name) if key.startswith("fields.") else None
    return field.label(language) if field else str(words.PARTS.get(name, name))


def original_label(version: Version, line: selectors.Line, language: str) -> str:
    """Where a text to translate stands: «2. Problema», «2.1 Indicador»."""
    original = line.original
    name = str(words.PARTS.get(original.field, original.field))
    if original.kind == "commitment" and original.field != "title":
        rows = version.content["commitments"]
        code = next(c["template"] for c in rows if c["public_id"] == original.subject_id)
        name = field_label(f"fields.{original.field}", code, language)
    return f"{original.where}. {name}" if original.where else name
