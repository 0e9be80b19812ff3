"""A frozen version as a document that stands alone: HTML without scripts, and canonical JSON.

The same version, translations and acts give the same bytes: no clock, no address of a machine.
Texts of voices are not in it; they can be erased, a document that travelled cannot.
"""

from typing import Any, Literal

from django.template.loader import render_to_string
from django.utils import translation

from cocrea.plan import reading, selectors, words
from cocrea.plan.models import Approval, Submission, Version
from cocrea.plan.rules.content import TITLE_ID, by_theme, canonical
from cocrea.process.models import Process
from cocrea.ui.words import day_text, time_text
from cocrea.voices import words as voices

FORMAT = "cocrea-plan/1"
LANGUAGES = ("es", "en")


def render(
    process: Process,
    *,
    number: int | None = None,
    format: Literal["html", "json"] = "html",
    language: str = "es",
) -> bytes:
    """The document of a version (the latest without a number), UTF-8.

    language: es or en; what nobody has translated is shown in Spanish, and said so. Raises
    NotThere(plan.no_version); ValueError for another format or language.
    """
    if format not in ("html", "json") or language not in LANGUAGES:
        raise ValueError(f"no such document: {format} {language}")
    version = selectors.version_get(process, number)
    if format == "json":
        return (canonical(as_json(version, language)) + "\n").encode()
    with translation.override(language):
        return render_to_string("plan/document.html", context(version, language)).encode()


def as_json(version: Version, language: str = "es") -> dict[str, Any]:
    """The version with what anybody needs to check it: SHA-256 of salt and canonical content."""
    return {
        "format": FORMAT,
        "number": version.number,
        "kind": version.kind,
        "digest": version.digest,
        "salt": bytes(version.salt).hex(),
        "content": version.content,
        "findings": version.findings,
        "language": language,
        "translations": _translations(version, language),
        "approval": _approval_json(_approval(version)),
        "submission": _submission_json(_submission(version)),
    }


def _translations(version: Version, language: str) -> list[dict[str, Any]]:
    if language == reading.SOURCE:
        return []
    return [
        {
            "kind": line.original.kind,
            "id": line.original.subject_id,
            "field": line.original.field,
            "state": line.state,
            "text": line.translation.text if line.translation and line.translation.shown else "",
        }
        for line in selectors.lines(version, language)
    ]


def _approval(version: Version) -> Approval | None:
    return getattr(version, "approval", None)


def _submission(version: Version) -> Submission | None:
    return getattr(version, "submission", None)


def _approval_json(approval: Approval | None) -> dict[str, Any] | None:
    if approval is None:
        return None
    return {
        "at": approval.at.isoformat(),
        "body": approval.body_label,
        "decision": approval.decision_id,
        "balance": approval.balance,
    }


def _submission_json(sent: Submission | None) -> dict[str, Any] | None:
    if sent is None:
        return None
    return {"at": sent.at.isoformat(), "to": sent.to, "english": sent.english}


def context(version: Version, language: str) -> dict[str, Any]:
    """What the template shows; call it inside the language."""
    process, content = version.process, version.content
    texts = reading.Texts(version, language)
    names = reading.frames_of(process, version.frozen_at)
    themes = [
        (reading.theme_name(theme), [reading.commitment_view(c, texts, names) for c in rows])
        for theme, rows in by_theme(content)
    ]
    coverage = None
    if language != reading.SOURCE:
        coverage = selectors.coverage_of(selectors.lines(version, language))
    approval, sent = _approval(version), _submission(version)
    said = content["voices"]
    return {
        "language": language,
        "version": version,
        "kind": words.KINDS[version.kind],
        "title": texts.shown("process", content["process"]["slug"], TITLE_ID, content["title"]),
        "about": content["process"],
        "record": content["record"],
        "frozen": time_text(version.frozen_at, process.zone),
        "themes": themes,
        "commitments": [each for _, rows in themes for each in rows],
        "dissent": any(each["dissents"] for _, rows in themes for each in rows),
        "findings": selectors.findings_of(version),
        "coverage": coverage,
        "voices": said,
        "voice_kinds": [(voices.DISPOSITIONS[k], n) for k, n in said["by_kind"].items()],
        "approval": approval,
        "approved": day_text(approval.at, process.zone) if approval else "",
        "approval_balance": reading.balance_text(approval.balance) if approval else "",
        "submission": sent,
        "sent": day_text(sent.at, process.zone) if sent else "",
    }
