"""Pages that are the same for everybody."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.documents.rendering import files
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.plan import documents, reading, selectors, words
from cocrea.plan.models import Approval, Review, Version
from cocrea.plan.rules import diff, lifecycle
from cocrea.plan.rules.content import TITLE_ID, by_theme, commitment_of
from cocrea.plan.rules.permits import PERMITS
from cocrea.process.http import public_page
from cocrea.process.models import Process
from cocrea.ui.paging import page_of
from cocrea.voices import words as voices


def roles_of(request: HttpRequest) -> frozenset[str]:
    """Roles of somebody signed in; on a page that is the same for everybody nobody is asked."""
    if getattr(request, "cacheable", False):
        return frozenset()
    found: frozenset[str] = request.actor.roles(request.now)  # type: ignore[attr-defined]
    return found


def crumbs(process: Process, *more: tuple[str, str]) -> list[tuple[str, str]]:
    home = reverse("plan:home", args=[process.slug])
    return [(_("Plan"), home if more else ""), *more]


def version_crumb(process: Process, version: Version) -> tuple[str, str]:
    url = reverse("plan:version", args=[process.slug, version.number])
    return _("Versión %(number)s") % {"number": version.number}, url


def _doors(process: Process, roles: frozenset[str], latest: Version | None) -> list[Any]:
    """(label, url) of what these roles may do now."""
    approved = bool(latest and hasattr(latest, "approval"))
    state = lifecycle.APPROVED if approved else (latest.kind if latest else "")
    rows = (
        ("version.freeze", "freeze", _("Congelar y publicar una versión"), "*"),
        ("review.open", "review_open", _("Abrir la revisión de OGP"), "*"),
        ("suggestion.add", "suggest", _("Dar una sugerencia"), "open"),
        ("version.approve", "approve", _("Registrar la aprobación"), state),
        ("plan.submit", "submit", _("Enviar a OGP"), state),
    )
    return [
        (label, reverse(f"plan:{name}", args=[process.slug]))
        for action, name, label, at in rows
        if PERMITS.may(roles, action, at) and (latest or name == "freeze")
    ]


@public_page
def home(request: HttpRequest, process: Process) -> HttpResponse:
    """Versions, where the plan stands, until when comments are taken, review, approval."""
    window = selectors.comment_window(process)
    fact = selectors.plan_fact(process, commenting=window.open)
    rows = list(selectors.versions(process))
    latest = rows[-1] if rows else None
    stage = lifecycle.stage(fact)
    approval = selectors.approval_of(process)
    context = {
        "process": process,
        "crumbs": crumbs(process),
        "stage": words.STAGES[stage],
        "reached": _steps(stage),
        "versions": [(each, words.KINDS[each.kind]) for each in reversed(rows)],
        "latest": latest,
        "previous": rows[-2] if len(rows) > 1 else None,
        "window": window,
        "fact": fact,
        **selectors.suggestion_counts(process),
        "approval": approval,
        "approved_by": _approver(process, approval),
        "balance": reading.balance_text(approval.balance) if approval else "",
        "submission": selectors.submission_of(process),
        "doors": _doors(process, roles_of(request), latest),
    }
    return render(request, "plan/home.html", context)


def _approver(process: Process, approval: Approval | None) -> reading.Shown | None:
    if approval is None:
        return None
    bodies = reading.english_bodies(process, approval.version.frozen_at)
    return reading.body_shown(approval.body_label, bodies)


def _steps(stage: str) -> list[dict[str, Any]]:
    """The road in steps; comments and mere publication are one of them."""
    road = ("comments", "in_review", "reviewed", "final", "approved", "submitted")
    labels = (
        _("Primera versión"),
        _("En revisión"),
        _("Revisado"),
        _("Versión final"),
        _("Aprobado"),
        _("Enviado"),
    )
    here = {"none": -1, "published": 0}.get(stage, road.index(stage) if stage in road else -1)
    done = here + 1 if stage == "submitted" else here
    return [
        {
            "number": number,
            "label": label,
            "state": "closed" if number - 1 < done else "open" if number - 1 == here else "pending",
            "current": number - 1 == here,
        }
        for number, label in enumerate(labels, start=1)
    ]


@public_page
def version(request: HttpRequest, process: Process, number: int) -> HttpResponse:
    """One version: its commitments by theme, what the freeze found, and its documents."""
    found = selectors.version_get(process, number)
    texts = reading.Texts(found, reading.reader())
    counts = selectors.comment_counts(process)
    themes = [
        (reading.theme_name(theme), [_line(each, texts, counts) for each in rows])
        for theme, rows in by_theme(found.content)
    ]
    others = [each for each in selectors.versions(process) if each.number != number]
    context = {
        "process": process,
        "crumbs": crumbs(process, (version_crumb(process, found)[0], "")),
        "version": found,
        "kind": words.KINDS[found.kind],
        "title": texts.shown("process", process.slug, TITLE_ID, found.title),
        "themes": themes,
        "others": others,
        "findings": selectors.findings_of(found),
        "approval": getattr(found, "approval", None),
        "approved_by": _approver(process, getattr(found, "approval", None)),
        "record": found.content["record"],
        "english": selectors.english_coverage(found),
    }
    return render(request, "plan/version.html", context)


def _line(each: dict[str, Any], texts: reading.Texts, counts: dict[str, Any]) -> dict[str, Any]:
    comments, answered = counts.get(each["public_id"], (0, 0))
    return {
        "number": each["number"],
        "title": texts.title(each),
        "responsible": each["responsible"],
        "milestones": len(each["milestones"]),
        "comments": comments,
        "answered": answered,
    }


@public_page
def commitment(
    request: HttpRequest, process: Process, number: int, commitment: int
) -> HttpResponse:
    """One commitment as this version has it, with the comments on it and what became of them."""
    found = selectors.version_get(process, number)
    each = commitment_of(found.content, commitment)
    if each is None:
        raise NotThere(Finding("plan.no_commitment"))
    texts = reading.Texts(found, reading.reader())
    names = reading.frames_of(process, found.frozen_at)
    bodies = reading.english_bodies(process, found.frozen_at)
    view = reading.commitment_view(each, texts, names, bodies)
    rows = selectors.comments(process, each["public_id"])
    page = page_of(request, rows)
    window = selectors.comment_window(process)
    newest = selectors.latest_number(process) == number
    context = {
        "process": process,
        "crumbs": crumbs(process, version_crumb(process, found), (str(each["number"]), "")),
        "version": found,
        "each": view,
        "page": page,
        "comments": [_comment(process, voice) for voice in page],
        "window": window,
        "may_comment": window.open and newest,
        "newest": newest,
        "suggestions": [
            (s, words.ANSWERS[s.answer], words.ANSWER_TONES[s.answer])
            for s in selectors.suggestions_about(process, each["public_id"])
        ],
    }
    return render(request, "plan/commitment.html", context)


def _comment(process: Process, voice: Any) -> dict[str, Any]:
    """A comment with its published answers; no text where it may not be read."""
    answers = [
        {"label": voices.DISPOSITIONS[d.kind], "reason": d.reason, "at": d.published_at}
        for point in voice.points.all()
        for d in point.dispositions.all()
        if d.current
    ]
    public = voice.text_public
    return {
        "voice": voice,
        "text": voice.text if public else "",
        "name": voice.shown_name if public else "",
        "language": reading.tag(voice.language) or "und",
        "state": voices.STATES[voice.state],
        "answers": answers if public else [],
        "url": reverse("voices:voice", args=[process.slug, voice.folio]),
    }


@public_page
def compare(request: HttpRequest, process: Process, number: int, other: int) -> HttpResponse:
    """What changed from version ``number`` to version ``other``, word by word."""
    old, new = selectors.version_get(process, number), selectors.version_get(process, other)
    found = diff.compare(old.content, new.content)
    language = reading.reader()
    codes = {
        c["public_id"]: c["template"]
        for content in (old.content, new.content)
        for c in content["commitments"]
    }
    spoken = {c["public_id"]: reading.language_of_title(c) for c in new.content["commitments"]}
    changed = [
        {
            "change": change,
            "language": spoken[change.public_id],
            "fields": [
                (
                    reading.field_label(f.key, codes[change.public_id], language),
                    f,
                    _spoken(f.key, spoken[change.public_id]),
                )
                for f in change.fields
            ],
        }
        for change in found.changed
    ]
    context = {
        "process": process,
        "crumbs": crumbs(process, version_crumb(process, new), (_("Qué cambió"), "")),
        "old": old,
        "new": new,
        "found": found,
        "added": _named(new, found.added),
        "removed": _named(old, found.removed),
        "changed": changed,
        "reader": language,
    }
    return render(request, "plan/compare.html", context)


def _named(version: Version, rows: Iterable[tuple[int, str]]) -> list[tuple[int, str, str]]:
    """(number, title, its language) of commitments of a version."""
    spoken = {c["number"]: reading.language_of_title(c) for c in version.content["commitments"]}
    return [(number, title, spoken[number]) for number, title in rows]


def _spoken(key: str, title: str) -> str:
    """Of a field of the comparison. title: the language of the commitment's title."""
    return {"title": title, "title_en": "en"}.get(key, reading.SOURCE)


@public_page
def review(request: HttpRequest, process: Process) -> HttpResponse:
    """Every suggestion of OGP's review with its answer, its reason and the version it led to."""
    roles = roles_of(request)
    found = [
        {
            "review": each,
            "suggestions": [_suggestion(s) for s in each.suggestions.all()],
            "may_answer": PERMITS.may(roles, "suggestion.answer", each.state),
            "may_add": PERMITS.may(roles, "suggestion.add", each.state),
            "may_close": _may_close(each, roles),
        }
        for each in selectors.reviews(process)
    ]
    context = {
        "process": process,
        "crumbs": crumbs(process, (_("Revisión de OGP"), "")),
        "reviews": found,
    }
    return render(request, "plan/review.html", context)


def _may_close(each: Review, roles: frozenset[str]) -> bool:
    answered = all(s.answer for s in each.suggestions.all())
    return answered and PERMITS.may(roles, "review.close", each.state)


def _suggestion(each: Any) -> dict[str, Any]:
    return {
        "of": each,
        "answer": words.ANSWERS[each.answer],
        "tone": words.ANSWER_TONES[each.answer],
    }


@public_page
def translation(request: HttpRequest, process: Process) -> HttpResponse:
    """The latest version's texts, original beside translation, with what is stale or missing."""
    found = selectors.version_get(process)
    rows = selectors.lines(found, "en")
    state = request.GET.get("estado", "")
    chosen = [r for r in rows if r.state == state] if state in words.TRANSLATION else rows
    page = page_of(request, chosen)
    context = {
        "process": process,
        "crumbs": crumbs(process, (_("Traducción"), "")),
        "version": found,
        "coverage": selectors.coverage_of(rows),
        "page": page,
        "rows": [_translated(found, line) for line in page],
        "states": words.TRANSLATION.items(),
        "state": state,
        "may_translate": PERMITS.may(roles_of(request), "text.translate"),
    }
    return render(request, "plan/translation.html", context)


def _translated(found: Version, line: selectors.Line) -> dict[str, Any]:
    own = line.translation
    text = own.text if own and own.shown else line.original.given
    return {
        "label": reading.original_label(found, line, reading.reader()),
        "original": line.original,
        "language": "en" if line.original.given == line.original.text else reading.SOURCE,
        "text": text,
        "by": own.label if own and own.shown else "",
        "state": words.TRANSLATION[line.state],
        "tone": words.TRANSLATION_TONES[line.state],
    }


@public_page
def document(request: HttpRequest, process: Process, number: int, format: str) -> HttpResponse:
    """The document of a version, in the page's language: HTML to read, the rest to take away."""
    version = selectors.version_get(process, number)
    return files.respond(documents.document(version, reading.reader()), format)


@public_page
def ogp(request: HttpRequest, process: Process, number: int) -> HttpResponse:
    """The version in the columns of OGP's table."""
    language = reading.reader()
    data = documents.render(process, number=number, format=documents.OGP_CSV, language=language)
    return files.attachment(data, f"ogp-{process.slug}-{number}-{language}.csv")
