"""The published minutes of a meeting as one document, from which every format is made.

It shows the meeting as it stood when the minutes were published: a later correction of the
attendance or a late document is on the meeting's page, not in what was signed. No text of a voice.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from cocrea.agreement import messages as agreement
from cocrea.agreement import selectors as sessions
from cocrea.agreement.rules.balance import balance, bounds_of
from cocrea.documents.rendering import files, standing
from cocrea.documents.rules.blocks import (
    FORMATS,
    LANGUAGES,
    Block,
    Bullets,
    Column,
    Doc,
    Heading,
    Line,
    Para,
    Run,
    Table,
    filled,
    say,
)
from cocrea.documents.rules.spelled import day_in_words, hour_in_words
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding, Severity
from cocrea.kernel.ids import parse_uuid
from cocrea.meetings import messages, selectors
from cocrea.meetings.models import AttendanceSheet, Meeting, Minutes
from cocrea.people.messages import SECTOR_NAMES
from cocrea.process.models import Process
from cocrea.process.selectors import area_names, methodology
from cocrea.ui.messages import text_of
from cocrea.ui.words import days_text, number_text, span_text, time_text
from cocrea.voices.models import Voice

SOURCE = "es"
_PARAGRAPHS = re.compile(r"\n{2,}")


def render(
    process: Process,
    *,
    meeting: Any,
    version: int | None = None,
    format: str = "html",
    language: str = "es",
) -> bytes:
    """The file of a meeting's minutes (the latest published version without a number).

    format: html, pdf, docx or json. Raises NotThere(meetings.not_there), for minutes that nobody
    has published too; ValueError for another format or language.
    """
    if format not in FORMATS or language not in LANGUAGES:
        raise ValueError(f"no such document: {format} {language}")
    return files.data_of(document(minutes_get(process, meeting, version), language), format)


def minutes_get(process: Process, meeting: Any, version: int | None = None) -> Minutes:
    """Published minutes with their meeting; the latest without a number. NotThere otherwise."""
    key = parse_uuid(str(meeting))
    rows = Minutes.objects.filter(
        meeting__process=process, meeting__public_id=key, published_at__isnull=False
    ).select_related("meeting__body", "meeting__process__log")
    found = (rows if version is None else rows.filter(version=version)).order_by("-version").first()
    if found is None or key is None:
        raise NotThere(Finding("meetings.not_there", where="minutes"))
    return found


def document(minutes: Minutes, language: str = "es") -> Doc:
    """What the minutes say, in one language. A constant number of queries."""
    with translation.override(language):
        return _document(minutes, language)


def _document(minutes: Minutes, language: str) -> Doc:
    meeting, process = minutes.meeting, minutes.meeting.process
    law = methodology(process, minutes.published_at)
    sheet = sheet_at(meeting, minutes.published_at)
    held = list(_decisions(minutes))
    entry = standing.entry_about(
        process.log_id, meeting.ref, "minutes.published", minutes=str(minutes.public_id)
    )
    title = selectors.title_of(meeting)
    number = {"number": minutes.version}
    return Doc(
        kind="minutes",
        language=language,
        title=Run(title, SOURCE if language != SOURCE and not meeting.title_en else ""),
        at=minutes.published_at,
        stem=f"acta-{meeting.starts_at:%Y%m%d}-{minutes.version}-{language}",
        subject=("minutes", str(minutes.public_id)),
        record=standing.record_with(entry) if entry else standing.record_now(process.log),
        eyebrow=f"{law.identity.country_name} · {_name(process)}",
        subtitle=_("Acta de la reunión"),
        author=law.identity.owner,
        country=law.identity.country,
        edition=_("Acta, versión %(number)s") % number,
        notice=_notice(process),
        facts=tuple(_facts(minutes, sheet)),
        blocks=tuple(_blocks(minutes, sheet, held, language)),
        signers=tuple(_signers(meeting)),
        signing=_("Firman el acta quienes condujeron la reunión y quienes dan fe de ella."),
        cover=False,
        frozen=True,
        data=as_json(minutes, sheet, held),
    )


def _name(process: Process) -> str:
    english = (translation.get_language() or SOURCE).startswith("en")
    return (english and process.name_en) or process.name_es


def _notice(process: Process) -> str:
    if not process.is_demo:
        return ""
    return _("Demostración: voces, personas y conductas inventadas. No es un acta oficial.")


def sheet_at(meeting: Meeting, at: datetime) -> AttendanceSheet | None:
    """The attendance as it was counted by then."""
    found = meeting.sheets.filter(recorded_at__lte=at).order_by("-version")
    return found.prefetch_related("rows").first()


def _decisions(minutes: Minutes) -> Iterator[Any]:
    """The closed sessions that the minutes name, in their order."""
    wanted = [d["id"] for d in minutes.decisions if d["kind"] == "session"]
    keys = [key for key in map(parse_uuid, wanted) if key]
    rows = sessions.sessions(minutes.meeting.process).filter(public_id__in=keys)
    found = {str(row.public_id): row for row in rows}
    yield from (found[key] for key in wanted if key in found)


def source(text: str) -> Line:
    """A text that is kept in Spanish only."""
    english = (translation.get_language() or SOURCE).startswith("en")
    return say(text, SOURCE if english else "")


def _facts(minutes: Minutes, sheet: AttendanceSheet | None) -> Iterator[tuple[str, Line]]:
    meeting = minutes.meeting
    zone = meeting.process.zone
    yield _("Fecha y hora"), say(span_text(meeting.starts_at, meeting.ends_at, zone))
    area = area_names(meeting.process).get(meeting.area, "")
    yield _("Lugar"), source(f"{meeting.venue}, {area}" if area else meeting.venue)
    yield _("Clase"), say(messages.KIND_NAMES.get(meeting.kind, meeting.kind))
    if meeting.body is not None:
        yield _("Convoca"), _body(meeting.body)
    if sheet is not None:
        yield _("Asistencias"), say(number_text(sheet.total))
    published = {
        "number": minutes.version,
        "when": time_text(minutes.published_at, zone),
    }
    yield _("Acta"), say(_("Versión %(number)s, publicada el %(when)s") % published)


def _body(body: Any) -> Line:
    english = (translation.get_language() or SOURCE).startswith("en")
    return say(body.name_en) if english and body.name_en else source(body.name_es)


def _blocks(
    minutes: Minutes, sheet: AttendanceSheet | None, held: list[Any], language: str
) -> Iterator[Block]:
    meeting = minutes.meeting
    yield Para(_opening(meeting, language), "lead")
    yield from _called(minutes)
    yield from _attended(sheet)
    yield from _tables(meeting)
    yield Heading(1, say(_("Lo que se trató")), "desarrollo")
    yield from (Para(source(part)) for part in _PARAGRAPHS.split(minutes.text))
    if minutes.funnel:
        yield Heading(1, say(_("Qué se agrupó, se redujo o quedó fuera")), "embudo")
        yield from (Para(source(part)) for part in _PARAGRAPHS.split(minutes.funnel))
    yield from _decided(held)
    yield Heading(1, say(_("Voces que se recibieron")), "voces")
    count = number_text(voices_by(minutes))
    yield Para(
        say(
            _(
                "En la reunión se recibieron %(count)s voces con comprobante. Sus textos están en "
                "el portal, donde cada quien puede retirar el suyo."
            )
            % {"count": count}
        )
    )


def _opening(meeting: Meeting, language: str) -> Line:
    zone = ZoneInfo(meeting.process.zone)
    start, end = meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)
    title = selectors.title_of(meeting)
    return filled(
        _("El %(day)s, de %(from)s a %(to)s, en %(venue)s, se realizó la reunión «%(title)s»."),
        **{
            "day": day_in_words(start.date(), language),
            "from": hour_in_words(start.time(), language),
            "to": hour_in_words(end.time(), language),
            "venue": source(meeting.venue),
            "title": say(title) if meeting.title_en else source(title),
        },
    )


def voices_by(minutes: Minutes) -> int:
    """How many voices had been received there when the minutes were published."""
    meeting = minutes.meeting
    return Voice.objects.filter(
        process=meeting.process,
        source_kind="meeting",
        source_id=str(meeting.public_id),
        received_at__lte=minutes.published_at,
    ).count()


def _called(minutes: Minutes) -> Iterator[Block]:
    """The call with its notice, every change, and what had to be known before."""
    meeting, at = minutes.meeting, minutes.published_at
    zone = meeting.process.zone
    yield Heading(1, say(_("Convocatoria")), "convocatoria")
    rows = [_announced(meeting, zone)]
    for change in meeting.changes.all():
        if change.announced_at <= at:
            rows.append(_changed(change, zone))
    for item in meeting.pack.all():
        if item.published_at <= at:
            name = messages.THING_NAMES.get(item.kind, item.kind)
            said = (Run(f"{name}: "), *source(item.title), *say(", "), *_noticed(item))
            rows.append(said)
    yield Bullets(tuple(rows))


def _announced(meeting: Meeting, zone: str) -> Line:
    if meeting.announced_at is None:
        return say(_("No consta cuándo se anunció."))
    when = time_text(meeting.announced_at, zone)
    return (*say(_("Se anunció el %(when)s, ") % {"when": when}), *_noticed(meeting))


def _changed(change: Any, zone: str) -> Line:
    params = {
        "from": time_text(change.old_start, zone),
        "to": time_text(change.new_start, zone),
    }
    said = _("Cambió del %(from)s al %(to)s, ") % params if change.moved else _("Cambió de lugar, ")
    return (*say(said), *_noticed(change), *say(". " + _("Razón:") + " "), *source(change.reason))


def _noticed(row: Any) -> Line:
    """With how much notice; in bold where the methodology asked for more."""
    if row.notice_days is None:
        return say(_("sin plazo de aviso en la metodología"))
    days = {"days": days_text(row.notice_days, row.notice_working)}
    if not row.late:
        return say(_("con %(days)s de anticipación") % days)
    asked = days | {"asked": days_text(row.required_days, row.notice_working)}
    late = _("con %(days)s de anticipación; la metodología pide %(asked)s") % asked
    return say(late, strong=True)


def _attended(sheet: AttendanceSheet | None) -> Iterator[Block]:
    yield Heading(1, say(_("Quiénes llegaron")), "asistencia")
    if sheet is None:
        yield Para(say(_("No consta la asistencia.")), "warn")
        return
    shares = balance(sheet.by_sector, bounds_of(sheet.floor))
    columns = (
        Column(_("Sector"), 5),
        Column(_("Asistencias"), 2, number=True),
        Column(_("De cada cien"), 2, number=True),
    )
    rows = tuple(
        (
            (say(SECTOR_NAMES.get(sector, sector)),),
            (say(number_text(count)),),
            (say(round(100 * count / sheet.total) if sheet.total else 0),),
        )
        for sector, count in selectors.attendance_of(sheet).by_sector.items()
    )
    note = _(
        "Fuente: %(source)s. Las asistencias no son personas. Los datos de género menores de cinco "
        "no se muestran."
    )
    yield Table(_("Asistencia por sector"), columns, rows)
    yield Para(filled(note, source=source(sheet.source.rstrip("."))), "note")
    for finding in shares.findings:
        name = SECTOR_NAMES.get(finding.where, finding.where)
        yield Para((Run(f"{name}. ", strong=True), *say(text_of(finding))), "warn")
    genders = selectors.attendance_of(sheet).genders
    if genders:
        hidden = _("no se muestra")
        said = "; ".join(
            f"{messages.GENDER_NAMES[name]}: {hidden if count is None else number_text(count)}"
            for name, count in genders.items()
        )
        yield Para(say(f"{said}."), "note")


def _tables(meeting: Meeting) -> Iterator[Block]:
    found = list(meeting.tables.select_related("theme"))
    if not found:
        return
    english = (translation.get_language() or SOURCE).startswith("en")
    columns = (Column(_("Mesa"), 1, number=True), Column(_("Tema"), 5), Column(_("Facilitan"), 5))
    rows = []
    for table in found:
        theme = ""
        if table.theme:
            theme = (english and table.theme.name_en) or table.theme.name_es
        people = tuple(source(label) for label in table.labels)
        rows.append(((say(table.number),), (say(theme or "–"),), people))
    yield Heading(1, say(_("Mesas")), "mesas")
    yield Table(_("Mesas, temas y facilitación"), columns, tuple(rows))


def _decided(held: list[Any]) -> Iterator[Block]:
    yield Heading(1, say(_("Decisiones")), "decisiones")
    if not held:
        yield Para(say(_("No consta ninguna decisión tomada en esta reunión.")))
    for place, session in enumerate(held, start=1):
        yield Heading(2, source(session.title), f"decision-{place}")
        yield Bullets(tuple(_decision(session)))


def _decision(session: Any) -> Iterator[Line]:
    result = agreement.RESULT_NAMES.get(session.result, "")
    if result:
        yield (Run(_("Resultado:") + " "), Run(str(result), strong=True))
    yield say(
        _("Técnica declarada antes de abrir: %(technique)s.")
        % {"technique": agreement.TECHNIQUE_NAMES.get(session.technique, session.technique)}
    )
    if session.label:
        finding = Finding(session.label["code"], Severity.NOTE, params=session.label["params"])
        yield say(f"{text_of(finding)}.", strong=session.label["outside"])


def _signers(meeting: Meeting) -> Iterable[tuple[Line, str]]:
    """Those who facilitated by public function, and lines for who keeps the minutes."""
    named = dict.fromkeys(label for table in meeting.tables.all() for label in table.labels)
    yield say(_("Secretaría")), _("Nombre y cargo:") + " " + "_" * 24
    if not named:
        yield say(_("Facilitación")), _("Nombre y cargo:") + " " + "_" * 24
    for label in named:
        yield source(label), _("Facilitación")
    yield say(_("Por las organizaciones presentes")), _("Nombre y organización:") + " " + "_" * 16


def as_json(minutes: Minutes, sheet: AttendanceSheet | None, held: list[Any]) -> dict[str, Any]:
    """The minutes as data; the genders of the attendance only as they may be shown."""
    meeting = minutes.meeting
    totals = selectors.attendance_of(sheet) if sheet else None
    return {
        "meeting": {
            "id": str(meeting.public_id),
            "kind": meeting.kind,
            "title_es": meeting.title_es,
            "title_en": meeting.title_en,
            "starts_at": meeting.starts_at.isoformat(),
            "ends_at": meeting.ends_at.isoformat(),
            "venue": meeting.venue,
            "area": meeting.area,
            "notice_days": meeting.notice_days,
            "required_days": meeting.required_days,
            "late": meeting.late,
        },
        "version": minutes.version,
        "published_at": minutes.published_at.isoformat(),
        "text": minutes.text,
        "funnel": minutes.funnel,
        "attendance": {
            "source": sheet.source,
            "total": totals.total,
            "by_sector": dict(totals.by_sector),
            "by_status": dict(totals.by_status),
            "genders": dict(totals.genders),
        }
        if sheet and totals
        else None,
        "decisions": [
            {
                "id": str(session.public_id),
                "title": session.title,
                "technique": session.technique,
                "result": session.result,
                "balance": session.label,
            }
            for session in held
        ],
        "voices_received": voices_by(minutes),
    }
