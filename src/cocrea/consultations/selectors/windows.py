"""Windows, and what the entry of their close fixes."""

from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from cocrea.consultations.models import Choice, OpenText, Response, Stance, Window
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.process.models import Process


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
    for slug, row, value, count in (
        Choice.objects.filter(question__window=window)
        .values_list("question__slug", "row", "value")
        .annotate(count=Count("pk"))
        .order_by("question__number", "row", "value")
    ):
        questions.setdefault(slug, {})[f"{row}:{value}" if row else value] = count
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
