"""Exact counts of one window; a constant number of queries, however many answered."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from cocrea.consultations.models import Choice, Item, OpenText, Question, Response, Stance, Window
from cocrea.consultations.rules import statistics
from cocrea.consultations.rules.answers import STANCES
from cocrea.consultations.rules.statistics import Change, Crossing, Tally
from cocrea.kernel.dates import local_day
from cocrea.people.rules.sectors import SECTORS
from cocrea.process import selectors as process_selectors
from cocrea.process.rules.questionnaires import WRITTEN, same_question


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What one question got.

    asked   people whom the question was for, whether they answered it or not
    tally   of single, multiple and scale; None for the others
    grid    of matrix (a tally for each row) and rank (for each option, over the places)
    median  lower and upper median of a scale. texts: voices that a written question brought
    before  value by value beside the consultation that this one repeats; () when it repeats none
    """

    question: Question
    asked: int
    tally: Tally | None = None
    grid: tuple[tuple[str, Tally], ...] = ()
    median: tuple[int, int] | None = None
    by_sector: Crossing | None = None
    by_area: Crossing | None = None
    texts: int = 0
    before: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemResult:
    item: Item
    tally: Tally
    texts: int

    @property
    def heard(self) -> bool:
        """Whether anybody said anything of it."""
        return bool(self.tally.answered or self.texts)


@dataclass(frozen=True, slots=True)
class Results:
    """Everything the results page shows. Sector counts are whole; crossings are suppressed.

    repeats  the earlier window whose answers stand beside these; None when there is none
    """

    responses: int
    voices: int
    questions: tuple[QuestionResult, ...]
    items: tuple[ItemResult, ...]
    by_sector: tuple[tuple[str, int], ...]
    by_area: tuple[tuple[str, int | None], ...]
    by_day: tuple[tuple[date, int], ...]
    repeats: Window | None = None


@dataclass(slots=True)
class _Counts:
    """Choices of one question as the database counted them."""

    plain: Counter[str] = field(default_factory=Counter)
    rows: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    sectors: Counter[tuple[str, str]] = field(default_factory=Counter)
    areas: Counter[tuple[str, str]] = field(default_factory=Counter)


def results(window: Window) -> Results:
    """Counts of a window, beside those of the window that it repeats."""
    earlier = _repeated(window)
    found = _results(window)
    if earlier is None:
        return found
    return _beside(found, _results(earlier), earlier)


def _results(window: Window) -> Results:
    responses = Response.objects.filter(window=window).count()
    sectors, areas = _sector_counts(window), _area_counts(window)
    return Results(
        responses=responses,
        voices=OpenText.objects.filter(response__window=window).count(),
        questions=tuple(
            _question_results(
                window, responses, [s for s, _n in sectors], [a for a, _n in areas if a]
            )
        ),
        items=tuple(_item_results(window, responses)),
        by_sector=sectors,
        by_area=areas,
        by_day=_day_counts(window),
    )


def _repeated(window: Window) -> Window | None:
    """The window that the methodology says is asked again here."""
    law = process_selectors.methodology(window.process)
    entry = next((c for c in law.consultations if c.slug == window.slug), None)
    if entry is None or entry.repeats is None:
        return None
    found = Window.objects.filter(process=window.process, slug=entry.repeats).first()
    if found is not None:
        found.process = window.process
    return found


def _beside(now: Results, before: Results, earlier: Window) -> Results:
    first = {r.question.slug: r for r in before.questions}
    return Results(
        responses=now.responses,
        voices=now.voices,
        questions=tuple(_compared(r, first.get(r.question.slug)) for r in now.questions),
        items=now.items,
        by_sector=now.by_sector,
        by_area=now.by_area,
        by_day=now.by_day,
        repeats=earlier,
    )


def _compared(now: QuestionResult, before: QuestionResult | None) -> QuestionResult:
    if before is None or now.tally is None or before.tally is None:
        return now
    if not same_question(before.question.rule(), now.question.rule()):
        return now
    return QuestionResult(
        question=now.question,
        asked=now.asked,
        tally=now.tally,
        grid=now.grid,
        median=now.median,
        by_sector=now.by_sector,
        by_area=now.by_area,
        texts=now.texts,
        before=statistics.changes(before.tally, now.tally),
    )


def _sector_counts(window: Window) -> tuple[tuple[str, int], ...]:
    """In the order of SECTORS; "" (did not say) last; sectors of nobody are left out."""
    rows = dict(
        Response.objects.filter(window=window)
        .values_list("sector")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return tuple((s, rows[s]) for s in (*SECTORS, "") if s in rows)


def _area_counts(window: Window) -> tuple[tuple[str, int | None], ...]:
    """Per department code, those under five suppressed (None): few neighbours know each other."""
    rows = list(
        Response.objects.filter(window=window)
        .values_list("area")
        .annotate(count=Count("pk"))
        .order_by("area")
    )
    safe = statistics.suppress([[count for _area, count in rows]]) if rows else [[]]
    return tuple((area, shown) for (area, _n), shown in zip(rows, safe[0], strict=True))


def _day_counts(window: Window) -> tuple[tuple[date, int], ...]:
    """Responses per local day of the process, days without any left out."""
    zone = window.process.zone
    times = Response.objects.filter(window=window).values_list("received_at", flat=True)
    return tuple(sorted(Counter(local_day(t, zone) for t in times.iterator()).items()))


def _counts(window: Window) -> dict[int, _Counts]:
    counts: dict[int, _Counts] = defaultdict(_Counts)
    for pk, row, value, sector, area, count in (
        Choice.objects.filter(question__window=window)
        .values_list("question_id", "row", "value", "response__sector", "response__area")
        .annotate(count=Count("pk"))
        .order_by()
    ):
        own = counts[pk]
        own.plain[value] += count
        own.rows[row][value] += count
        own.sectors[(sector, value)] += count
        own.areas[(area, value)] += count
    return counts


def _answered(window: Window) -> dict[int, int]:
    """Per question, how many sheets answered it."""
    return dict(
        Choice.objects.filter(question__window=window)
        .values_list("question_id")
        .annotate(count=Count("response", distinct=True))
        .order_by()
    )


def _asked(questions: Sequence[Question], responses: int, window: Window) -> dict[int, int]:
    """Per question, how many sheets it was for: one more query when some depend on another."""
    if all(question.only_if is None for question in questions):
        return {question.pk: responses for question in questions}
    chosen: dict[tuple[str, str], set[int]] = defaultdict(set)
    deciding = {q.only_if["question"] for q in questions if q.only_if}
    rows = Choice.objects.filter(question__window=window, question__slug__in=deciding)
    for slug, value, response in rows.values_list("question__slug", "value", "response_id"):
        chosen[(slug, value)].add(response)
    found = {}
    for question in questions:
        wanted = question.only_if
        found[question.pk] = responses
        if wanted:
            each = (chosen[(wanted["question"], value)] for value in wanted["any_of"])
            found[question.pk] = len(set().union(*each))
    return found


def _question_results(
    window: Window, responses: int, sectors: Sequence[str], areas: Sequence[str]
) -> Iterable[QuestionResult]:
    questions = list(window.questions.order_by("number"))
    counts, answered = _counts(window), _answered(window)
    asked, texts = _asked(questions, responses, window), _texts_by("question", window)
    for question in questions:
        own, of = counts[question.pk], asked[question.pk]
        given = answered.get(question.pk, 0)
        if question.kind in WRITTEN:
            yield QuestionResult(question, of, texts=texts.get(question.pk, 0))
        elif question.kind in ("rank", "matrix"):
            yield QuestionResult(question, of, grid=_grid(question, own.rows, of))
        else:
            values = question.rule().values
            yield QuestionResult(
                question,
                of,
                tally=statistics.tally_of(values, own.plain, answered=given, responses=of),
                median=statistics.scale_median(own.plain) if question.kind == "scale" else None,
                by_sector=statistics.crossing(sectors, values, own.sectors),
                by_area=statistics.crossing(areas, values, own.areas) if areas else None,
            )


def _grid(
    question: Question, rows: Mapping[str, Counter[str]], asked: int
) -> tuple[tuple[str, Tally], ...]:
    """matrix: each row over the options. rank: each option over the places it was given."""
    rule = question.rule()
    if question.kind == "matrix":
        each = {row.value: rows.get(row.value, Counter()) for row in rule.rows}
        values: Sequence[str] = rule.values
    else:
        values = [str(place) for place in range(1, len(rule.values) + 1)]
        each = {
            value: Counter({place: rows.get(place, Counter())[value] for place in values})
            for value in rule.values
        }
    return tuple(
        (key, statistics.tally_of(values, own, answered=own.total(), responses=asked))
        for key, own in each.items()
    )


def _item_results(window: Window, responses: int) -> Iterable[ItemResult]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for pk, value, count in (
        Stance.objects.filter(item__window=window)
        .values_list("item_id", "value")
        .annotate(count=Count("pk"))
        .order_by()
    ):
        counts[pk][value] = count
    texts = _texts_by("item", window)
    for item in window.items.order_by("number"):
        own = counts[item.pk]
        tally = statistics.tally_of(STANCES, own, answered=own.total(), responses=responses)
        yield ItemResult(item, tally, texts.get(item.pk, 0))


def _texts_by(what: str, window: Window) -> dict[int, int]:
    found = OpenText.objects.filter(response__window=window, **{f"{what}__isnull": False})
    return dict(found.values_list(f"{what}_id").annotate(count=Count("pk")).order_by())
