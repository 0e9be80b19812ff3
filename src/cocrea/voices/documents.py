"""The answers report, «lo que usted dijo, lo que hicimos», as one document.

Drawn up as the record stands. It quotes what is public now, so it is never kept longer than a page:
an author who takes words back takes them out of the next copy too.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cocrea.documents.rendering import files, standing
from cocrea.documents.rules.blocks import (
    FORMATS,
    LANGUAGES,
    Block,
    Column,
    Doc,
    Heading,
    Line,
    Para,
    Run,
    Table,
    say,
)
from cocrea.documents.rules.spelled import day_in_words
from cocrea.kernel.dates import local_day
from cocrea.languages.rules.translations import tag
from cocrea.process import selectors as processes
from cocrea.process.models import Process
from cocrea.ui.words import day_text, number_text, share_text
from cocrea.voices import selectors, words
from cocrea.voices.models import Disposition, Point

QUOTED = 420  # letters of a point; the rest is on its page
SOURCE = "es"


def render(process: Process, *, format: str = "html", language: str = "es") -> bytes:
    """The file: html, pdf, docx or json. ValueError for another format or language."""
    if format not in FORMATS or language not in LANGUAGES:
        raise ValueError(f"no such document: {format} {language}")
    return files.data_of(document(process, language), format)


def document(process: Process, language: str = "es") -> Doc:
    """What the report says now, in one language. A constant number of queries."""
    with translation.override(language):
        return _document(process, language)


def points_answered(process: Process) -> Iterable[Point]:
    """Points of public voices by theme, oldest first, each with ``answers`` (the current one)."""
    current = Disposition.objects.filter(current=True, published_at__isnull=False)
    rows = selectors.points(process).prefetch_related(Prefetch("dispositions", current, "answers"))
    return rows.order_by("theme__number", "voice__received_at", "voice", "number")


def _document(process: Process, language: str) -> Doc:
    log, law = process.log, processes.methodology(process)
    at: datetime = log.last_recorded_at or processes.process_now(process)
    found, counts = list(points_answered(process)), selectors.coverage(process)
    day = day_in_words(local_day(at, process.zone), language)
    return Doc(
        kind="answers",
        language=language,
        title=Run(_("Lo que usted dijo, lo que hicimos")),
        at=at,
        stem=f"respuestas-{process.slug}-{language}",
        subject=("answers", process.slug),
        record=standing.record_now(log),
        eyebrow=f"{law.identity.country_name} · {law.identity.period}",
        subtitle=_("Informe de respuestas"),
        author=law.identity.owner,
        country=law.identity.country,
        date_text=_("Según el registro público al %(day)s") % {"day": day},
        edition=day_text(at, process.zone),
        notice=_notice(process),
        facts=tuple(_facts(process, counts)),
        blocks=tuple(_blocks(process, found, counts)),
        data=_data(found, counts),
    )


def _notice(process: Process) -> str:
    if not process.is_demo:
        return ""
    return _("Demostración: voces, personas y conductas inventadas. No es un informe oficial.")


def _facts(process: Process, counts: Any) -> Iterator[tuple[str, Line]]:
    yield _("Proceso"), say(words.local(process, "name_es", "name_en"))
    yield _("Voces recibidas"), say(number_text(counts.total))
    yield _("Esperan algo de nosotros"), say(number_text(counts.open))
    yield _("Puntos"), say(number_text(counts.points))
    answered = f"{number_text(counts.answered)} ({share_text(counts.answered, counts.points)})"
    yield _("Con respuesta publicada"), say(answered)
    if counts.oldest_open:
        yield _("La que más espera"), say(day_text(counts.oldest_open, process.zone))


def _blocks(process: Process, found: list[Point], counts: Any) -> Iterator[Block]:
    yield Heading(1, say(_("En cifras")), "cifras", page=True)
    yield Para(
        say(
            _(
                "Cada punto tiene una respuesta con su razón, o consta que todavía no la tiene. Se "
                "cita lo que era público al hacer este documento; con su folio, cada quien puede "
                "leer su voz completa, retirarla o borrarla en el portal."
            )
        ),
        "lead",
    )
    if counts.by_kind:
        rows = tuple(
            ((say(words.DISPOSITIONS[kind]),), (say(number_text(count)),))
            for kind, count in counts.by_kind.items()
        )
        columns = (Column(_("Respuesta"), 4), Column(_("Puntos"), 1, number=True))
        yield Table(_("Qué se hizo con los puntos"), columns, rows)
    by_theme = groupby(found, key=lambda point: point.theme_id)
    for _theme, group in by_theme:
        yield from _theme_of(process, list(group))
    if not found:
        yield Para(say(_("Todavía no hay puntos con respuesta.")), "warn")


def _theme_of(process: Process, group: list[Point]) -> Iterator[Block]:
    theme = group[0].theme
    name = words.local(theme, "name_es", "name_en") if theme else _("Sin tema")
    yield Heading(1, say(name), f"tema-{theme.slug if theme else 'ninguno'}", page=True)
    answered = sum(1 for point in group if point.answers)
    params = {"all": number_text(len(group)), "answered": number_text(answered)}
    yield Para(say(_("%(answered)s de %(all)s puntos tienen respuesta.") % params))
    columns = (
        Column(_("Folio"), 4),
        Column(_("Lo que usted dijo"), 8),
        Column(_("Lo que hicimos"), 9),
    )
    rows = tuple(_row(process, point) for point in group)
    yield Table(str(name), columns, rows)


def _row(process: Process, point: Point) -> tuple[tuple[Line, ...], ...]:
    voice = point.voice
    folio = f"{voice.folio}.{point.number}"
    return ((say(folio),), (_said(point),), tuple(_answer(process, point)))


def _said(point: Point) -> Line:
    text = point.text or point.voice.text
    shown = text if len(text) <= QUOTED else f"{text[:QUOTED].rstrip()}…"
    language = tag(point.voice.language)
    here = (get_language() or SOURCE)[:2]
    return say(shown, "" if language == here else language)


def _answer(process: Process, point: Point) -> Iterator[Line]:
    if not point.answers:
        yield say(_("Sin respuesta todavía."), strong=True)
        return
    answer: Disposition = point.answers[0]
    english = (get_language() or SOURCE).startswith("en")
    reason = say(answer.reason, SOURCE if english else "")
    yield (Run(f"{words.DISPOSITIONS[answer.kind]}. ", strong=True), *reason)
    if answer.target_label:
        kind = words.TARGETS.get(answer.target_kind, answer.target_kind)
        yield (*say(f"{kind}: "), *say(answer.target_label, SOURCE if english else ""))
    yield say(day_text(answer.published_at, process.zone))


def _data(found: list[Point], counts: Any) -> dict[str, Any]:
    return {
        "counts": {
            "voices": counts.total,
            "open": counts.open,
            "points": counts.points,
            "answered": counts.answered,
            "by_kind": dict(counts.by_kind),
        },
        "points": [
            {
                "folio": point.voice.folio,
                "number": point.number,
                "theme": point.theme.slug if point.theme else "",
                "language": tag(point.voice.language) or "und",
                "text": point.text or point.voice.text,
                "answer": _answered(point),
            }
            for point in found
        ],
    }


def _answered(point: Point) -> dict[str, Any] | None:
    if not point.answers:
        return None
    answer: Disposition = point.answers[0]
    return {
        "kind": answer.kind,
        "reason": answer.reason,
        "target": answer.target.as_json() if answer.target else None,
        "published_at": answer.published_at.isoformat() if answer.published_at else None,
    }
