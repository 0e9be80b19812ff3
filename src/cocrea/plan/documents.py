"""A frozen version as one document, from which every format is made.

The same version, translations and acts give the same document: no clock. It holds no text of a
voice: those can be erased, a document that travelled cannot.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cocrea.documents.rendering import files, standing
from cocrea.documents.rules.blocks import FORMATS, LANGUAGES, Doc, Line, Record, filled, say
from cocrea.documents.rules.spelled import day_in_words
from cocrea.kernel.dates import local_day
from cocrea.plan import document_parts, ogp, reading, selectors, words
from cocrea.plan.models import Approval, Submission, Version
from cocrea.plan.rules.content import TITLE_ID, by_theme
from cocrea.plan.rules.lifecycle import FINAL
from cocrea.process import selectors as processes
from cocrea.process.models import Process
from cocrea.ui.words import day_text, time_text

FORMAT = "cocrea-plan/1"
OGP_CSV = "ogp-csv"


def render(
    process: Process,
    *,
    number: int | None = None,
    format: str = "html",
    language: str = "es",
) -> bytes:
    """The file of a version (the latest without a number).

    format: html, pdf, docx, json or ogp-csv. language: es or en; what nobody has translated is
    shown in Spanish, and said so. Raises NotThere(plan.no_version, plan.no_version_yet);
    ValueError for another format or language.
    """
    if format not in (*FORMATS, OGP_CSV) or language not in LANGUAGES:
        raise ValueError(f"no such document: {format} {language}")
    version = selectors.version_get(process, number)
    if format == OGP_CSV:
        return ogp.rendered(version, language)
    return files.data_of(document(version, language), format)


def document(version: Version, language: str = "es") -> Doc:
    """What a version says, in one language. A constant number of queries."""
    with translation.override(language):
        return _document(version, language)


def _document(version: Version, language: str) -> Doc:
    process, content = version.process, version.content
    texts = reading.Texts(version, language)
    about, law = content["process"], processes.methodology(process, version.frozen_at)
    names = reading.frames_of(process, version.frozen_at)
    bodies = reading.english_bodies(process, version.frozen_at)
    themes = [
        (theme, [reading.commitment_view(c, texts, names, bodies) for c in rows])
        for theme, rows in by_theme(content)
    ]
    shown = texts.shown("process", about["slug"], TITLE_ID, content["title"])
    approval = getattr(version, "approval", None)
    when = local_day(version.frozen_at, process.zone)
    return Doc(
        kind="plan",
        language=language,
        title=document_parts.run_of(shown),
        at=version.frozen_at,
        stem=f"plan-{process.slug}-{version.number}-{language}",
        subject=("plan", str(version.public_id)),
        record=record_of(version),
        eyebrow=f"{about['country']} · {about['period']}",
        subtitle=str(words.KINDS[version.kind]),
        author=law.identity.owner,
        country=law.identity.country,
        date_text=_("Publicado el %(day)s") % {"day": day_in_words(when, language)},
        edition=_("Versión %(number)s") % {"number": version.number},
        notice=notice_of(about["demo"]),
        facts=tuple(_facts(version, themes, language, bodies)),
        blocks=tuple(document_parts.blocks(version, themes)),
        signers=tuple(_signers(themes, approval, bodies)) if version.kind == FINAL else (),
        signing=_(
            "Firman el órgano que aprobó el plan y las entidades responsables de sus compromisos. "
            "Las decisiones en que se basan constan en el registro público."
        ),
        frozen=True,
        data=as_json(version, language),
    )


def notice_of(demo: bool) -> str:
    if not demo:
        return ""
    return _("Demostración: voces, personas y conductas inventadas. No es un plan oficial.")


def record_of(version: Version) -> Record:
    """The head that the version was frozen on, and the entry that froze it."""
    stood = version.content["record"]
    entry = standing.entry_about(version.process.log_id, version.ref, "plan.frozen")
    path = reverse("plan:version", args=[version.process.slug, version.number])
    return Record(
        origin=stood["origin"],
        size=stood["size"],
        root=stood["root"],
        url=standing.address_of(entry) if entry else f"{settings.BASE_URL}{path}",
        digest=version.digest,
        position=entry.position if entry else None,
    )


def _facts(
    version: Version, themes: Any, language: str, bodies: Mapping[str, str]
) -> list[tuple[str, Line]]:
    process, about = version.process, version.content["process"]
    rows = [each for _theme, rows in themes for each in rows]
    milestones = sum(len(each["milestones"]) for each in rows)
    counted = ", ".join(
        (
            ngettext("%(n)s tema", "%(n)s temas", len(themes)) % {"n": len(themes)},
            ngettext("%(n)s compromiso", "%(n)s compromisos", len(rows)) % {"n": len(rows)},
            ngettext("%(n)s hito", "%(n)s hitos", milestones) % {"n": milestones},
        )
    )
    law = _("versión %(number)s de la metodología") % {"number": about["methodology"]["version"]}
    found = [
        (_("Versión"), say(f"{version.number}. {words.KINDS[version.kind]}")),
        (_("Congelada"), say(time_text(version.frozen_at, process.zone))),
        (_("Contiene"), say(counted)),
        (_("Aprobación"), _approved(version, bodies)),
        (_("Envío"), _sent(version)),
        (_("Rige"), say(law)),
    ]
    if language != reading.SOURCE:
        coverage = selectors.coverage_of(selectors.lines(version, language))
        found.append((_("Traducción"), say(_translated(coverage))))
    return found


def _body(approval: Approval, bodies: Mapping[str, str]) -> Line:
    return (document_parts.run_of(reading.body_shown(approval.body_label, bodies)),)


def _approved(version: Version, bodies: Mapping[str, str]) -> Line:
    approval: Approval | None = getattr(version, "approval", None)
    if approval is None:
        return say(_("Esta versión no consta como aprobada."))
    when = day_text(approval.at, version.process.zone)
    said = filled(_("La aprobó %(body)s el %(when)s."), body=_body(approval, bodies), when=when)
    balance = reading.balance_text(approval.balance)
    return (*said, *say(f" {balance}.")) if balance else said


def _sent(version: Version) -> Line:
    sent: Submission | None = getattr(version, "submission", None)
    if sent is None:
        return say(_("No consta que se haya enviado."))
    params = {"to": sent.to, "when": day_text(sent.at, version.process.zone)}
    return say(_("Se envió a %(to)s el %(when)s.") % params)


def _translated(coverage: Any) -> str:
    return _(
        "La hacen personas: %(done)s de %(total)s textos están traducidos y revisados; %(draft)s "
        "esperan revisión, %(stale)s son de un original que cambió y %(missing)s no están "
        "traducidos. Lo que falta se muestra en español y se dice."
    ) % {
        "done": coverage.reviewed,
        "total": coverage.total,
        "draft": coverage.draft,
        "stale": coverage.stale,
        "missing": coverage.missing,
    }


def _signers(
    themes: Any, approval: Approval | None, bodies: Mapping[str, str]
) -> list[tuple[Line, str]]:
    """The approving body first, then each responsible body with its commitments."""
    owned: dict[str, list[int]] = {}
    for _theme, rows in themes:
        for each in rows:
            if each["data"]["responsible"]:
                owned.setdefault(each["data"]["responsible"], []).append(each["number"])
    first = [(_body(approval, bodies), _("Órgano que aprobó el plan"))] if approval else []
    return first + [
        (
            document_parts.source(name),
            ngettext("Compromiso %(list)s", "Compromisos %(list)s", len(numbers))
            % {"list": document_parts.spans(numbers)},
        )
        for name, numbers in owned.items()
    ]


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
        "translations": _translations(version, language),
        "approval": _approval_json(getattr(version, "approval", None)),
        "submission": _submission_json(getattr(version, "submission", None)),
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
