"""Opening, extending and closing a window: each a published act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cocrea.consultations import selectors
from cocrea.consultations.models import Extension, Item, Question, Window
from cocrea.consultations.refs import consultation_ref
from cocrea.consultations.rules import windows as rules
from cocrea.consultations.rules.permits import PERMITS
from cocrea.kernel.errors import Conflict, NotThere, Refused
from cocrea.kernel.findings import Finding, Report
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean, digest
from cocrea.ledger import services as ledger
from cocrea.process import selectors as process_selectors
from cocrea.process.models import Process
from cocrea.process.rules.questionnaires import Consultation
from cocrea.process.rules.questionnaires import Question as QuestionRule
from cocrea.process.rules.schema import Methodology

__all__ = ["ItemText", "consultation_ref", "window_close_due", "window_extend", "window_open"]


@dataclass(frozen=True, slots=True)
class ItemText:
    """A clause to be heard on. clause_id: its id where it comes from ("" when it has none)."""

    text: str
    clause_id: str = ""
    title: str = ""


def window_open(
    *,
    actor: Actor,
    process: Process,
    slug: str,
    closes_at: datetime,
    opens_at: datetime | None = None,
    phase: int | None = None,
    title_es: str = "",
    title_en: str = "",
    about: SubjectRef | None = None,
    items: Sequence[ItemText] | None = None,
    questions: Sequence[QuestionRule] | None = None,
) -> Window:
    """Publish a window. What is not given comes from the methodology's consultation of that slug.

    opens_at, closes_at  aware; opens now when absent. about: the document, with its digest.
    Raises Refused (consultations.opens_in_past, closes_before_opening, nothing_to_ask),
    NotThere (consultations.unknown, unknown_phase), Conflict (consultations.slug_taken).
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "window.open", now=act.now)
        law = process_selectors.methodology(process)
        entry = next((c for c in law.consultations if c.slug == slug), None)
        if entry is None and (phase is None or not title_es):
            raise NotThere(Finding("consultations.unknown", where="slug"))
        number = phase if phase is not None else _phase_of(entry)
        start = act.now if opens_at is None else opens_at
        given = _items_of(process, law, entry) if items is None else items
        asked = (entry.questions if entry else ()) if questions is None else questions
        _refuse_bad_window(
            process, law, slug, number, rules.check_opening(start, closes_at, act.now)
        )
        if not given and not asked:
            raise Refused(Finding("consultations.nothing_to_ask"))
        window = Window.objects.create(
            process=process,
            slug=slug,
            phase=number,
            title_es=_line(title_es or (entry.title if entry else ""), "title_es"),
            title_en=_line(title_en or (entry.title_en if entry else ""), "title_en"),
            **_about_fields(about or _methodology_ref(process)),
            opens_at=start,
            closes_at=closes_at,
            published_at=act.now,
        )
        body = {
            "slug": slug,
            "phase": number,
            "title": window.title_es,
            "opens_at": start.isoformat(),
            "closes_at": closes_at.isoformat(),
            "items": _items_add(window, given),
            "questions": _questions_add(window, asked),
        }
        act.record("consultation.opened", subject=consultation_ref(window), body=body, role=role)
    return window


def window_extend(*, actor: Actor, window: Window, until: datetime, reason: str) -> Window:
    """Keep an open or upcoming window open until later, by a published act with its reason."""
    with ledger.act(window.process, actor=actor) as act:
        locked = Window.objects.select_for_update(no_key=True).get(pk=window.pk)
        role = PERMITS.require(actor, "window.extend", now=act.now, state=locked.state(act.now))
        reason = clean(reason, max_length=2000, where="reason")
        report = rules.check_extension(locked.closes_at, until, act.now, reason)
        if not report.ok:
            raise Refused(report.blockers)
        Extension.objects.create(
            window=locked,
            old_closes_at=locked.closes_at,
            closes_at=until,
            reason=reason,
            published_at=act.now,
        )
        body = {
            "old": locked.closes_at.isoformat(),
            "new": until.isoformat(),
            "reason": reason,
        }
        locked.closes_at = until
        locked.save(update_fields=["closes_at"])
        act.record("consultation.extended", subject=consultation_ref(locked), body=body, role=role)
    return locked


def window_close_due(*, actor: Actor, process: Process) -> list[Window]:
    """Record the counts of every window whose time is over; ``tick`` calls it, safe to repeat."""
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "window.close", now=act.now, state=rules.CLOSED)
        due = list(
            Window.objects.select_for_update(no_key=True)
            .filter(process=process, closes_at__lte=act.now, close_recorded_at__isnull=True)
            .order_by("pk")
        )
        for window in due:
            window.close_recorded_at = act.now
            window.save(update_fields=["close_recorded_at"])
            act.record(
                "consultation.closed",
                subject=consultation_ref(window),
                body=selectors.closing_counts(window),
                role=role,
                occurred_at=window.closes_at,
            )
    return due


def _refuse_bad_window(
    process: Process, law: Methodology, slug: str, phase: int, report: Report
) -> None:
    if law.phase(phase) is None:
        raise NotThere(Finding("consultations.unknown_phase", params={"phase": phase}))
    if not report.ok:
        raise Refused(report.blockers)
    if Window.objects.filter(process=process, slug=slug).exists():
        raise Conflict(Finding("consultations.slug_taken", params={"slug": slug}, where="slug"))


def _phase_of(entry: Consultation | None) -> int:
    if entry is None:
        raise NotThere(Finding("consultations.unknown", where="slug"))
    return entry.phase


def _line(value: str, where: str) -> str:
    return clean(value, max_length=200, where=where, lines=False)


def _methodology_ref(process: Process) -> SubjectRef:
    version = process_selectors.version_at(process)
    return SubjectRef("methodology", f"{process.slug}-{version.number}", version.digest)


def _about_fields(about: SubjectRef) -> dict[str, str]:
    return {
        "about_kind": about.kind,
        "about_id": about.public_id,
        "about_digest": about.digest,
        "about_label": about.label[:200],
    }


def _items_of(process: Process, law: Methodology, entry: Consultation | None) -> Sequence[ItemText]:
    """Clauses, themes and axis that the methodology's consultation names, as they read today."""
    if entry is None:
        return ()
    found = [
        ItemText(clause.text, clause.id)
        for clause in map(law.clause, entry.clauses)
        if clause is not None
    ]
    if "axis" in entry.about:
        found += [ItemText(a.text or a.name, f"axis-{a.slug}", a.name) for a in law.axis]
    if "themes" in entry.about:
        found += [
            ItemText(_theme_text(t.name_es, t.keywords), f"theme-{t.number}", t.name_es)
            for t in process_selectors.themes(process)
        ]
    return found


def _theme_text(name: str, keywords: Iterable[str]) -> str:
    return ": ".join(filter(None, (name, ", ".join(keywords))))


def _items_add(window: Window, items: Sequence[ItemText]) -> list[dict[str, Any]]:
    rows = []
    for number, item in enumerate(items, start=1):
        text = clean(item.text, max_length=8000, where="items")
        rows.append(
            Item(
                window=window,
                number=number,
                clause_id=clean(item.clause_id, max_length=60, where="items", lines=False),
                title=_line(item.title, "items"),
                text=text,
                digest=digest(text),
            )
        )
    Item.objects.bulk_create(rows)
    return [{"number": r.number, "clause": r.clause_id, "digest": r.digest} for r in rows]


def _questions_add(window: Window, questions: Sequence[QuestionRule]) -> list[dict[str, Any]]:
    Question.objects.bulk_create(
        Question(
            window=window,
            number=number,
            slug=question.slug,
            kind=question.kind,
            text_es=clean(question.text, max_length=6000, where="questions"),
            text_en=clean(question.text_en, max_length=6000, where="questions"),
            options=[option.model_dump() for option in question.options],
            rows=[row.model_dump() for row in question.rows],
            only_if=question.only_if.model_dump(mode="json") if question.only_if else None,
            required=question.required,
        )
        for number, question in enumerate(questions, start=1)
    )
    return [{"slug": q.slug, "kind": q.kind, "digest": digest(q.text)} for q in questions]
