"""The answers report, «lo que usted dijo, lo que hicimos», as one document.

Drawn up as the record stands. It quotes what is public now, so it is never kept longer than a page:
an author who takes words back takes them out of the next copy too. There may be tens of thousands
of points: the files hold them all and read them some at a time, the page shows PAGE of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cocrea.documents.rendering import files, standing
from cocrea.documents.rendering.html import Paging
from cocrea.documents.rules.blocks import (
    FORMATS,
    LANGUAGES,
    Block,
    Column,
    Doc,
    Heading,
    Later,
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

PAGE = 50  # points on a page
AT_ONCE = 500  # points that are read together for a file
QUOTED = 420  # letters of a point; the rest is on its page
SOURCE = "es"


def render(process: Process, *, format: str = "html", language: str = "es") -> bytes:
    """The file: html, pdf, docx or json. ValueError for another format or language."""
    if format not in FORMATS or language not in LANGUAGES:
        raise ValueError(f"no such document: {format} {language}")
    return files.data_of(document(process, language), format)


@dataclass(frozen=True, slots=True)
class Group:
    """The points of one theme. first: how many points stand before them."""

    theme: Any  # process.Theme, or None for points without one
    first: int
    count: int
    answered: int

    @property
    def anchor(self) -> str:
        return f"tema-{self.theme.slug if self.theme else 'ninguno'}"

    @property
    def name(self) -> str:
        return words.local(self.theme, "name_es", "name_en") if self.theme else _("Sin tema")


def document(process: Process, language: str = "es") -> Doc:
    """The whole report as it stands now, in one language; its points are read as they are drawn."""
    with translation.override(language):
        groups, counts = _groups(process), selectors.coverage(process)
        blocks = Later(lambda: _blocks(process, groups, counts))
        return _document(process, language, counts, blocks, _data(process, groups, counts))


def page(process: Process, language: str, number: int) -> tuple[Doc, Paging]:
    """One page of the report; the nearest there is to that number. A constant number of queries."""
    with translation.override(language):
        groups, counts = _groups(process), selectors.coverage(process)
        paging = _paging(process, groups, number)
        blocks = tuple(_page_blocks(process, groups, counts, paging.number))
        return _document(process, language, counts, blocks, {}), paging


def _paging(process: Process, groups: list[Group], number: int) -> Paging:
    points = sum(group.count for group in groups)
    pages = max(1, -(-points // PAGE))
    contents = ((say(_("En cifras")), f"{Paging.address(1)}#cifras"),) + tuple(
        (say(group.name), f"{Paging.address(group.first // PAGE + 1)}#{group.anchor}")
        for group in groups
    )
    formats = tuple(
        (name.upper(), reverse(f"voices:answers_{name}", args=[process.slug]))
        for name in FORMATS
        if name != "html"
    )
    return Paging(min(max(1, number), pages), pages, contents, formats)


def _groups(process: Process) -> list[Group]:
    """By number of the theme, those without one last. Two queries."""
    answered = Q(dispositions__current=True, dispositions__published_at__isnull=False)
    rows = {
        row["theme"]: row
        for row in selectors.points(process)
        .order_by()
        .values("theme")
        .annotate(count=Count("pk", distinct=True), answered=Count("pk", answered, distinct=True))
    }
    themes = [*process.themes.filter(pk__in=[k for k in rows if k]).order_by("number")]
    found, first = [], 0
    for theme in [*themes, *([None] if None in rows else [])]:
        row = rows[theme.pk if theme else None]
        found.append(Group(theme, first, row["count"], row["answered"]))
        first += row["count"]
    return found


def _points(process: Process, group: Group) -> QuerySet[Point]:
    """Points of a theme, oldest first, each with ``answers`` (the current one)."""
    current = Disposition.objects.filter(current=True, published_at__isnull=False)
    rows = selectors.points(process).filter(theme=group.theme)
    rows = rows.prefetch_related(Prefetch("dispositions", current, "answers"))
    return rows.order_by("voice__received_at", "voice", "number")


def _every_point(process: Process, group: Group) -> Iterator[Point]:
    return iter(_points(process, group).iterator(chunk_size=AT_ONCE))


def _document(
    process: Process, language: str, counts: Any, blocks: Iterable[Block], data: dict[str, Any]
) -> Doc:
    log, law = process.log, processes.methodology(process)
    at: datetime = log.last_recorded_at or processes.process_now(process)
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
        blocks=blocks,
        data=data,
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


def _blocks(process: Process, groups: list[Group], counts: Any) -> Iterator[Block]:
    yield from _figures(counts, bool(groups))
    for group in groups:
        yield from _group_head(group)
        points = Later(lambda group=group: _rows(process, _every_point(process, group)))  # type: ignore[misc]
        yield _table(group, points)


def _page_blocks(
    process: Process, groups: list[Group], counts: Any, number: int
) -> Iterator[Block]:
    """The same, of the points that stand on one page."""
    if number == 1:
        yield from _figures(counts, bool(groups))
    start, end = PAGE * (number - 1), PAGE * number
    for group in groups:
        low, high = max(start - group.first, 0), min(end - group.first, group.count)
        if low >= high:
            continue
        if low:
            yield Heading(1, say(_("%(theme)s (continúa)") % {"theme": group.name}), group.anchor)
        else:
            yield from _group_head(group)
        yield _table(group, tuple(_rows(process, _points(process, group)[low:high])))


def _figures(counts: Any, some: bool) -> Iterator[Block]:
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
    if not some:
        yield Para(say(_("Todavía no hay puntos con respuesta.")), "warn")


def _group_head(group: Group) -> Iterator[Block]:
    yield Heading(1, say(group.name), group.anchor, page=True)
    params = {"all": number_text(group.count), "answered": number_text(group.answered)}
    yield Para(say(_("%(answered)s de %(all)s puntos tienen respuesta.") % params))


def _table(group: Group, rows: Iterable[tuple[tuple[Line, ...], ...]]) -> Table:
    columns = (
        Column(_("Folio"), 4),
        Column(_("Lo que usted dijo"), 8),
        Column(_("Lo que hicimos"), 9),
    )
    return Table(group.name, columns, rows)


def _rows(process: Process, points: Iterable[Point]) -> Iterator[tuple[tuple[Line, ...], ...]]:
    return (_row(process, point) for point in points)


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


def _data(process: Process, groups: list[Group], counts: Any) -> dict[str, Any]:
    return {
        "counts": {
            "voices": counts.total,
            "open": counts.open,
            "points": counts.points,
            "answered": counts.answered,
            "by_kind": dict(counts.by_kind),
        },
        "points": Later(
            lambda: (_point(point) for group in groups for point in _every_point(process, group))
        ),
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "folio": point.voice.folio,
        "number": point.number,
        "theme": point.theme.slug if point.theme else "",
        "language": tag(point.voice.language) or "und",
        "text": point.text or point.voice.text,
        "answer": _answered(point),
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
