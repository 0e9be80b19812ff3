"""Answering a window: closed answers, and a voice for every open text, in one act."""

import json
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from cocrea.consultations.models import Choice, Item, OpenText, Question, Response, Stance, Window
from cocrea.consultations.refs import clause_ref, consultation_ref
from cocrea.consultations.rules import answers as rules
from cocrea.consultations.rules import windows as window_rules
from cocrea.consultations.rules.answers import Sheet
from cocrea.consultations.rules.permits import PERMITS
from cocrea.consultations.services.drafts import draft_drop
from cocrea.kernel.errors import Conflict, DomainError, Refused
from cocrea.kernel.findings import Finding, Report
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean, digest
from cocrea.ledger import services as ledger
from cocrea.people.rules.sectors import SECTORS
from cocrea.process import selectors as process_selectors
from cocrea.process.models import Process
from cocrea.process.rules.questionnaires import WRITTEN
from cocrea.voices import services as voices
from cocrea.voices.rules.intake import MAX_TEXT, MIN_TEXT


@dataclass(frozen=True, slots=True)
class TextReceipt:
    """label: what the text was about. code: its check code, which exists only here."""

    label: str
    folio: str
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ResponseReceipt:
    """replay: this sheet had already arrived, and was kept once."""

    response: Response
    texts: tuple[TextReceipt, ...]
    replay: bool


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    about: SubjectRef
    key: uuid.UUID
    field: str
    question: Question | None = None
    item: Item | None = None


def response_submit(
    *,
    actor: Actor,
    window: Window,
    key: uuid.UUID,
    sheet: Sheet,
    sector: str = "",
    area: str = "",
    language: str = "spa",
    covers: tuple[str, ...] = ("publish", "statistics"),
    draft: str = "",
    arrival: str = "",
) -> ResponseReceipt:
    """Keep a sheet and receive each of its open texts as a voice; all or nothing.

    key     made by the form: the same sheet under the same key is kept once and answered alike
    covers  what the consent covers (voices.rules.intake.CONSENT_COVERS); asked for open texts only
    draft   code of the draft that this sheet was; it is forgotten
    arrival code of the short link by which its author came; its voices are counted with it
    Raises Refused (consultations.closed with when, and all that is wrong with the sheet at once),
    Conflict (consultations.key_reused).
    """
    with ledger.act(window.process, actor=actor) as act:
        role = PERMITS.require(actor, "response.submit", now=act.now)
        locked = (
            Window.objects.select_for_update(no_key=True, of=("self",))
            .select_related("process")
            .get(pk=window.pk)
        )
        questions = list(locked.questions.order_by("number"))
        items = list(locked.items.order_by("number"))
        sheet = _clean(sheet)
        fingerprint = _fingerprint(sheet, sector, area, language)
        old = Response.objects.filter(key=key).first()
        if old is not None:
            _refuse_other_sheet(old, locked, fingerprint)
        else:
            _refuse_late(locked, act.now)
            _refuse_bad(locked.process, questions, items, sheet, sector, area)
        response = old or _keep(locked, key, sheet, sector, area, fingerprint, act.now)
        texts = _texts(locked, key, questions, items, sheet)
        received = _receive(actor, locked, texts, area, language, covers, arrival)
        draft_drop(locked, draft)
        if old is None:
            _store_answers(response, questions, items, sheet)
            OpenText.objects.bulk_create(
                OpenText(response=response, question=t.question, item=t.item, folio=r.folio)
                for t, r in zip(texts, received, strict=True)
            )
            act.record(
                "consultation.answered",
                subject=consultation_ref(locked),
                body={
                    "response": str(response.public_id),
                    "answers": response.answers,
                    "voices": [r.folio for r in received],
                },
                role=role,
            )
    return ResponseReceipt(response, tuple(received), replay=old is not None)


def _refuse_other_sheet(old: Response, window: Window, fingerprint: str) -> None:
    if old.window_id != window.pk or old.sheet != fingerprint:
        raise Conflict(Finding("consultations.key_reused"))


def _refuse_late(window: Window, now: datetime) -> None:
    """Under the window's lock: once its counts are recorded nothing more enters."""
    report = window_rules.check_open(window.opens_at, window.closes_at, now)
    if report.ok and window.close_recorded_at is not None:
        params = {"closed": window.closes_at.isoformat()}
        report = Report.of([Finding("consultations.closed", params=params)])
    if report.ok and process_selectors.phase_state(window.process, window.phase) != "open":
        params = {"phase": window.phase}
        report = Report.of([Finding("consultations.phase_not_open", params=params)])
    if not report.ok:
        raise Refused(report.blockers)


def _refuse_bad(
    process: Process,
    questions: list[Question],
    items: list[Item],
    sheet: Sheet,
    sector: str,
    area: str,
) -> None:
    report = rules.check_sheet([q.rule() for q in questions], [i.number for i in items], sheet)
    found = [*report, *_too_short(questions, sheet)]
    if sector and sector not in SECTORS:
        found.append(Finding("consultations.unknown_sector", where="sector"))
    known = {a.code for a in process_selectors.territory(process).areas} if area else set()
    if area and area not in known:
        found.append(Finding("consultations.unknown_area", where="area"))
    if found:
        raise Refused(found)


def _too_short(questions: list[Question], sheet: Sheet) -> list[Finding]:
    """Each open text becomes a voice, and a voice has a few letters at least."""
    texts = {f"say-{n}": t for n, t in sheet.comments.items()}
    for question in questions:
        if question.kind in WRITTEN:
            texts[f"q-{question.slug}"] = "".join(sheet.answers.get(question.slug, ()))
    return [
        Finding("consultations.text_too_short", where=where)
        for where, text in texts.items()
        if 0 < len(text) < MIN_TEXT
    ]


def _clean(sheet: Sheet) -> Sheet:
    """Cleaned texts; over-long ones are refused, each at its own field."""
    problems: list[Finding] = []

    def cleaned(text: str, where: str) -> str:
        try:
            return clean(text, max_length=MAX_TEXT, where=where)
        except DomainError as error:
            problems.extend(error.findings)
            return ""

    answers = {
        slug: tuple(cleaned(v, f"q-{slug}") for v in values)
        for slug, values in sheet.answers.items()
    }
    comments = {n: cleaned(text, f"say-{n}") for n, text in sheet.comments.items()}
    if problems:
        raise Refused(problems)
    return Sheet(answers, {n: s for n, s in sheet.stances.items() if s}, comments)


def _closed_answers(sheet: Sheet, sector: str, area: str) -> dict[str, object]:
    return {
        "answers": {slug: sorted(values) for slug, values in sheet.answers.items() if any(values)},
        "stances": {str(n): s for n, s in sheet.stances.items()},
        "sector": sector,
        "area": area,
    }


def _fingerprint(sheet: Sheet, sector: str, area: str, language: str) -> str:
    whole = _closed_answers(sheet, sector, area) | {
        "comments": {str(n): t for n, t in sheet.comments.items() if t},
        "language": language,
    }
    return digest(json.dumps(whole, sort_keys=True, ensure_ascii=False))


def _keep(
    window: Window,
    key: uuid.UUID,
    sheet: Sheet,
    sector: str,
    area: str,
    fingerprint: str,
    now: datetime,
) -> Response:
    spelled = json.dumps(_closed_answers(sheet, sector, area), sort_keys=True, ensure_ascii=False)
    commitment = ledger.commit_text(spelled)
    return Response.objects.create(
        window=window,
        key=key,
        sheet=fingerprint,
        answers=commitment.digest,
        salt=commitment.salt,
        received_at=now,
        sector=sector,
        area=area,
    )


def _store_answers(
    response: Response, questions: list[Question], items: list[Item], sheet: Sheet
) -> None:
    Choice.objects.bulk_create(
        Choice(response=response, question=question, row=row, value=value)
        for question in questions
        if question.kind not in WRITTEN
        for row, value in map(
            rules.split_value, rules.normal_values(sheet.answers.get(question.slug, ()))
        )
    )
    Stance.objects.bulk_create(
        Stance(response=response, item=item, value=sheet.stances[item.number])
        for item in items
        if item.number in sheet.stances
    )


def _texts(
    window: Window, key: uuid.UUID, questions: list[Question], items: list[Item], sheet: Sheet
) -> list[_Text]:
    """Open answers, then comments, each with a key of its own made from the sheet's."""
    found = []
    for question in questions:
        text = "\n\n".join(filter(None, sheet.answers.get(question.slug, ())))
        if question.kind in WRITTEN and text:
            about = consultation_ref(window)
            about = SubjectRef(about.kind, about.public_id, about.digest, question.text_es[:200])
            field = f"q-{question.slug}"
            found.append(_Text(text, about, uuid.uuid5(key, field), field, question))
    for item in items:
        text = sheet.comments.get(item.number, "")
        if text:
            field = f"say-{item.number}"
            found.append(_Text(text, clause_ref(item), uuid.uuid5(key, field), field, item=item))
    return found


def _receive(
    actor: Actor,
    window: Window,
    texts: list[_Text],
    area: str,
    language: str,
    covers: tuple[str, ...],
    arrival: str,
) -> list[TextReceipt]:
    if not texts:
        return []
    phase = process_selectors.methodology(window.process).phase(window.phase)
    kind = window_rules.voice_kind(phase.admits if phase else ())
    source = consultation_ref(window)
    items = [
        voices.VoiceInput(
            key=str(text.key),
            text=text.text,
            kind=kind,
            area=area,
            language=language,
            covers=covers,
            channel="consultation",
            about=text.about,
            source_kind=source.kind,
            source_id=source.public_id,
            arrival=arrival,
        )
        for text in texts
    ]
    try:
        receipts = voices.voices_receive_many(
            actor=actor, process=window.process, items=items, phase=window.phase
        )
    except DomainError as error:
        raise type(error)(_at_field(f, texts) for f in error.findings) from error
    return [
        TextReceipt(text.about.label, receipt.folio, receipt.code)
        for text, receipt in zip(texts, receipts, strict=True)
    ]


def _at_field(finding: Finding, texts: list[_Text]) -> Finding:
    """``<row>.<field>`` of a list of voices becomes the field of the form that the text is in."""
    row, _, field = finding.where.partition(".")
    where = finding.where
    if row.isdigit() and 0 < int(row) <= len(texts):
        where = texts[int(row) - 1].field if field == "text" else field
    return Finding(finding.code, finding.severity, finding.params, where, finding.basis)
