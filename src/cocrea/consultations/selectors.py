"""Every read of consultations."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.consultations.models import Choice, Item, OpenText, Question, Response, Stance, Window
from cocrea.consultations.rules import statistics
from cocrea.consultations.rules.answers import SCALE, STANCES
from cocrea.consultations.rules.permits import PERMITS
from cocrea.consultations.rules.statistics import Crossing, Tally
from cocrea.kernel.dates import local_day
from cocrea.kernel.desk import DeskItem
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.people.rules.sectors import SECTORS
from cocrea.process import selectors as process_selectors
from cocrea.process.models import Process
from cocrea.ui.doors import doors_of


def windows_of(process: Process) -> QuerySet[Window]:
    """Every published window with its number of responses; the latest to open first."""
    return (
        Window.objects.filter(process=process)
        .annotate(response_count=Count("responses"))
        .order_by("-opens_at", "-pk")
    )


def window_get(process: Process, slug: str) -> Window:
    """Raises NotThere(consultations.unknown)."""
    found = Window.objects.filter(process=process, slug=slug).first()
    if found is None:
        raise NotThere(Finding("consultations.unknown"))
    found.process = process
    return found


def open_windows(process: Process, now: datetime) -> list[Window]:
    """What one can answer today, the first to close first."""
    found = Window.objects.filter(process=process, opens_at__lte=now, closes_at__gt=now)
    return list(found.order_by("closes_at", "pk"))


def closing_counts(window: Window) -> dict[str, Any]:
    """What the entry of the close fixes: responses, voices, and every count. JSON, five queries."""
    questions: dict[str, dict[str, int]] = {}
    for slug, value, count in (
        Choice.objects.filter(question__window=window)
        .values_list("question__slug", "value")
        .annotate(count=Count("pk"))
        .order_by("question__number", "value")
    ):
        questions.setdefault(slug, {})[value] = count
    items: dict[str, dict[str, int]] = {}
    for number, value, count in (
        Stance.objects.filter(item__window=window)
        .values_list("item__number", "value")
        .annotate(count=Count("pk"))
        .order_by("item__number", "value")
    ):
        items.setdefault(str(number), {})[value] = count
    return {
        "responses": Response.objects.filter(window=window).count(),
        "voices": OpenText.objects.filter(response__window=window).count(),
        "questions": questions,
        "items": items,
    }


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """median: lower and upper median of a scale. texts: voices that an open question brought."""

    question: Question
    tally: Tally | None
    median: tuple[int, int] | None = None
    by_sector: Crossing | None = None
    texts: int = 0


@dataclass(frozen=True, slots=True)
class ItemResult:
    item: Item
    tally: Tally
    texts: int


@dataclass(frozen=True, slots=True)
class Results:
    """Everything the results page shows. Sector counts are whole; crossings are suppressed."""

    responses: int
    voices: int
    questions: tuple[QuestionResult, ...]
    items: tuple[ItemResult, ...]
    by_sector: tuple[tuple[str, int], ...]
    by_area: tuple[tuple[str, int | None], ...]
    by_day: tuple[tuple[date, int], ...]


def results(window: Window) -> Results:
    """Exact counts of one window; a constant number of queries, however many answered."""
    responses = Response.objects.filter(window=window).count()
    sectors = _sector_counts(window)
    return Results(
        responses=responses,
        voices=OpenText.objects.filter(response__window=window).count(),
        questions=tuple(_question_results(window, responses, [s for s, _n in sectors])),
        items=tuple(_item_results(window, responses)),
        by_sector=sectors,
        by_area=_area_counts(window),
        by_day=_day_counts(window),
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


def _values_of(question: Question) -> Sequence[str]:
    return SCALE if question.kind == "scale" else [o["value"] for o in question.options]


def _question_results(
    window: Window, responses: int, sectors: list[str]
) -> Iterable[QuestionResult]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    crossed: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for pk, value, sector, count in (
        Choice.objects.filter(question__window=window)
        .values_list("question_id", "value", "response__sector")
        .annotate(count=Count("pk"))
        .order_by()
    ):
        counts[pk][value] += count
        crossed[pk][(sector, value)] += count
    answered = dict(
        Choice.objects.filter(question__window=window)
        .values_list("question_id")
        .annotate(count=Count("response", distinct=True))
        .order_by()
    )
    texts = _texts_by("question", window)
    for question in window.questions.order_by("number"):
        if question.kind == "open":
            yield QuestionResult(question, None, texts=texts.get(question.pk, 0))
            continue
        values, own = _values_of(question), counts[question.pk]
        tally = statistics.tally_of(
            values, own, answered=answered.get(question.pk, 0), responses=responses
        )
        yield QuestionResult(
            question,
            tally,
            median=statistics.scale_median(own) if question.kind == "scale" else None,
            by_sector=statistics.crossing(sectors, values, crossed[question.pk]),
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


def gate_facts(process: Process, now: datetime) -> dict[str, int]:
    """What is missing: open windows, closes not recorded, consultations never held."""
    counts = Window.objects.filter(process=process).aggregate(
        open=Count("pk", filter=Q(opens_at__lte=now, closes_at__gt=now)),
        upcoming=Count("pk", filter=Q(opens_at__gt=now)),
        unrecorded=Count("pk", filter=Q(closes_at__lte=now, close_recorded_at__isnull=True)),
    )
    law = process_selectors.methodology(process)
    held = set(
        Window.objects.filter(process=process, opens_at__lte=now).values_list("slug", flat=True)
    )
    return {
        "consultations.open_windows": counts["open"],
        "consultations.upcoming_windows": counts["upcoming"],
        "consultations.unrecorded_closes": counts["unrecorded"],
        "consultations.not_held": sum(c.slug not in held for c in law.consultations),
    }


def desk_items(actor: Actor, process: Process, now: datetime) -> list[DeskItem]:
    """For the point of contact: consultations that the methodology asks of an open phase."""
    if "point_of_contact" not in actor.roles(now):
        return []
    states = process_selectors.phase_states(process)
    held = set(Window.objects.filter(process=process).values_list("slug", flat=True))
    waiting = [
        c
        for c in process_selectors.methodology(process).consultations
        if c.slug not in held and states.get(c.phase) == "open"
    ]
    if not waiting:
        return []
    opened = dict(
        process.phase_acts.filter(kind="opened").values_list("phase").annotate(at=Max("at"))
    )
    return [
        DeskItem(
            label=_("Abrir la consulta «%(title)s»") % {"title": consultation.title},
            url=reverse("consultations:open", args=[process.slug])
            + f"?consulta={consultation.slug}",
            since=opened.get(consultation.phase, now),
            role="point_of_contact",
        )
        for consultation in waiting
    ]


def public_counts(process: Process) -> dict[str, int]:
    return {
        "consultations.windows": Window.objects.filter(process=process).count(),
        "consultations.responses": Response.objects.filter(window__process=process).count(),
    }


def doors(actor: Actor, process: Process, now: datetime) -> list[tuple[str, str]]:
    """(label, address) of what the actor may begin in this room."""
    rows = (("window.open", "*", _("Abrir una consulta"), "consultations:open"),)
    return doors_of(PERMITS.may, actor.roles(now), process.slug, rows)
