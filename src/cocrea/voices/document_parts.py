"""What the answers report holds: its counts, its points by theme, and the tables made of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cocrea.documents.rules.blocks import (
    Block,
    Column,
    Heading,
    Later,
    Line,
    Para,
    Run,
    Table,
    say,
)
from cocrea.kernel.text import language_of_label
from cocrea.languages.rules.translations import tag
from cocrea.process.models import Process
from cocrea.ui.words import day_text, number_text
from cocrea.voices import selectors, words
from cocrea.voices.models import Disposition, Point

AT_ONCE = 500  # points that are read together for a file
QUOTED = 420  # letters of a point; the rest is on its page
SOURCE = "es"
Row = tuple[tuple[Line, ...], ...]


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


@dataclass(frozen=True, slots=True)
class Counts:
    """What the report tells of itself: every figure of points is of those that stand in it."""

    voices: int
    open: int
    oldest_open: datetime | None
    groups: tuple[Group, ...]
    by_kind: Mapping[str, int]

    @property
    def points(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def answered(self) -> int:
        return sum(group.answered for group in self.groups)


def counts_of(process: Process) -> Counts:
    """As the record stands: kept as long as a page is, so that its next page counts nothing."""
    key = f"answers:{process.slug}:{process.log.size}:{process.log.root}"
    found: Counts | None = cache.get(key) if settings.PAGES_KEPT_SECONDS else None
    if found is None:
        found = _counted(process)
        if settings.PAGES_KEPT_SECONDS:
            cache.set(key, found, settings.PAGES_KEPT_SECONDS)
    return found


def _counted(process: Process) -> Counts:
    """Groups by number of the theme, points without one last. Five queries."""
    points = selectors.points(process).order_by()
    rows = points.values_list("theme", "answer").annotate(n=Count("pk"))
    by_theme: dict[int | None, Counter[str]] = defaultdict(Counter)
    for theme, kind, count in rows:
        by_theme[theme][kind] += count
    whole: Counter[str] = sum(by_theme.values(), Counter())
    counts, oldest = selectors.public_counts(process), selectors.oldest_open(process)
    return Counts(
        voices=counts["voices"],
        open=counts["voices_open"],
        oldest_open=oldest.received_at if oldest else None,
        groups=tuple(_groups(process, by_theme)),
        by_kind={kind: n for kind, n in whole.most_common() if kind},
    )


def _groups(process: Process, by_theme: Mapping[int | None, Counter[str]]) -> Iterator[Group]:
    themes = [*process.themes.filter(pk__in=[key for key in by_theme if key]).order_by("number")]
    first = 0
    for theme in [*themes, *([None] if None in by_theme else [])]:
        kinds = by_theme[theme.pk if theme else None]
        yield Group(theme, first, kinds.total(), kinds.total() - kinds[""])
        first += kinds.total()


def _points(process: Process, group: Group) -> QuerySet[Point]:
    """Points of a theme, oldest first, each with ``answers`` (the current one)."""
    current = Disposition.objects.filter(current=True, published_at__isnull=False)
    rows = selectors.points(process).filter(theme=group.theme)
    rows = rows.prefetch_related(Prefetch("dispositions", current, "answers"))
    return rows.order_by("voice__received_at", "voice", "number")


def _every_point(process: Process, group: Group) -> Iterator[Point]:
    return iter(_points(process, group).iterator(chunk_size=AT_ONCE))


def _some_points(process: Process, group: Group, low: int, high: int) -> list[Point]:
    """The database sorts keys alone: sorting thousands of whole rows takes it far longer."""
    rows = _points(process, group)
    keys = rows.values_list("pk", flat=True)[low:high]
    return list(rows.filter(pk__in=list(keys)))


def blocks(process: Process, counts: Counts) -> Iterator[Block]:
    """The whole report; the points of a theme are read as its table is drawn."""
    yield from _figures(counts)
    for group in counts.groups:
        yield from _group_head(group)
        yield _table(group, Later(partial(_rows, process, group)))


def _rows(process: Process, group: Group) -> Iterator[Row]:
    return (_row(process, point) for point in _every_point(process, group))


def blocks_between(process: Process, counts: Counts, start: int, end: int) -> Iterator[Block]:
    """The same, of the points that stand from ``start`` to before ``end``."""
    if not start:
        yield from _figures(counts)
    for group in counts.groups:
        low, high = max(start - group.first, 0), min(end - group.first, group.count)
        if low >= high:
            continue
        if low:
            title = _("%(theme)s (continúa)") % {"theme": group.name}
            yield Heading(1, say(title), group.anchor, page=True)
        else:
            yield from _group_head(group)
        points = _some_points(process, group, low, high)
        yield _table(group, tuple(_row(process, point) for point in points))


def _figures(counts: Counts) -> Iterator[Block]:
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
    if not counts.groups:
        yield Para(say(_("Todavía no hay puntos con respuesta.")), "warn")


def _group_head(group: Group) -> Iterator[Block]:
    yield Heading(1, say(group.name), group.anchor, page=True)
    params = {"all": number_text(group.count), "answered": number_text(group.answered)}
    yield Para(say(_("%(answered)s de %(all)s puntos tienen respuesta.") % params))


def _table(group: Group, rows: Iterable[Row]) -> Table:
    columns = (
        Column(_("Folio"), 4),
        Column(_("Lo que usted dijo"), 8),
        Column(_("Lo que hicimos"), 9),
    )
    return Table(_("Puntos y respuestas: %(theme)s") % {"theme": group.name}, columns, rows)


def _row(process: Process, point: Point) -> Row:
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
        language = language_of_label(answer.target_label)
        here = (get_language() or SOURCE)[:2]
        yield (*say(f"{kind}: "), *say(answer.target_label, "" if language == here else language))
    yield say(day_text(answer.published_at, process.zone))


def point_data(process: Process, counts: Counts) -> Iterator[dict[str, Any]]:
    """Every point for machines, whole, in the order of the report."""
    for group in counts.groups:
        for point in _every_point(process, group):
            yield _point(point)


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
