"""Narrowings, with their counts."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding, Report
from cocrea.process.models import Process
from cocrea.sensemaking.models import Funnel, FunnelItem, FunnelLink, FunnelStep
from cocrea.sensemaking.rules import funnel as rules


def funnels(process: Process) -> QuerySet[Funnel]:
    return Funnel.objects.filter(process=process).order_by("created_at", "pk")


def untraced(process: Process) -> tuple[Funnel, int, int] | None:
    """First funnel that ends in themes and starts from items that refer to nothing public.

    With how many items it starts and ends; None when there is none. Two queries and one a funnel.
    """
    for funnel in funnels(process):
        steps = FunnelStep.objects.filter(funnel=funnel).order_by("number")
        if len(steps) < 2:
            continue
        ends = [steps[0], steps[len(steps) - 1]]
        kinds: dict[int, list[str]] = {step.pk: [] for step in ends}
        items = FunnelItem.objects.filter(step__in=ends)
        for step, kind in items.values_list("step", "subject_kind"):
            kinds[step].append(kind)
        start, end = kinds.values()
        if not any(start) and set(end) == {"theme"}:
            return funnel, len(start), len(end)
    return None


def funnel_get(process: Process, slug: str) -> Funnel:
    """Raises NotThere(sensemaking.unknown_funnel)."""
    found = Funnel.objects.filter(process=process, slug=slug).first()
    if found is None:
        raise NotThere(Finding("sensemaking.unknown_funnel"))
    found.process = process
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """An item and the items of the step before that it holds."""

    item: FunnelItem
    members: tuple[FunnelItem, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """dropped: items of this step that went nowhere, each with ``dropped_reason``."""

    step: FunnelStep
    count: rules.Count
    groups: tuple[Group, ...]
    dropped: tuple[FunnelItem, ...]


@dataclass(frozen=True, slots=True)
class FunnelView:
    """``report`` says whether the stored counts add up; the page shows it."""

    funnel: Funnel
    steps: tuple[StepView, ...]
    report: Report

    @property
    def numbers(self) -> tuple[int, ...]:
        """131, 26, 19, 12."""
        return tuple(s.count.items for s in self.steps)


def funnel_view(funnel: Funnel) -> FunnelView:
    """Every step with its groups. Three queries, however many items."""
    steps = list(FunnelStep.objects.filter(funnel=funnel).order_by("number"))
    items: dict[int, list[FunnelItem]] = defaultdict(list)
    for item in FunnelItem.objects.filter(step__funnel=funnel).order_by("pk"):
        items[item.step_id].append(item)
    by_key = {item.pk: item for group in items.values() for item in group}
    came: dict[int, list[FunnelItem]] = defaultdict(list)
    links = FunnelLink.objects.filter(item_to__step__funnel=funnel).order_by("item_from_id")
    for start, end in links.values_list("item_from_id", "item_to_id"):
        came[end].append(by_key[start])
    values = [
        rules.Step(
            tuple(i.key for i in items[step.pk]),
            {i.key: tuple(m.key for m in came[i.pk]) for i in items[step.pk]},
            {i.key: i.dropped_reason for i in items[step.pk] if i.dropped_reason},
        )
        for step in steps
    ]
    counts = rules.counts(values)
    views = tuple(
        StepView(
            step,
            count,
            tuple(Group(i, tuple(came[i.pk])) for i in items[step.pk]),
            tuple(i for i in items[step.pk] if i.dropped_reason),
        )
        for step, count in zip(steps, counts, strict=True)
    )
    return FunnelView(funnel, views, rules.check(values))
