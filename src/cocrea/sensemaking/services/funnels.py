"""A narrowing, step by step; a step whose counts do not add up is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cocrea.kernel.errors import Conflict, Refused
from cocrea.kernel.findings import Finding, Report
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean, digest, slugify
from cocrea.ledger import services as ledger
from cocrea.process.models import Process
from cocrea.sensemaking.models import (
    MAX_LABEL,
    MAX_REASON,
    MAX_TITLE,
    Funnel,
    FunnelItem,
    FunnelLink,
    FunnelStep,
)
from cocrea.sensemaking.rules import funnel as rules
from cocrea.sensemaking.rules.permits import PERMITS


@dataclass(frozen=True, slots=True)
class ItemIn:
    """One item of a new step. parents: keys of the step before that it holds (first step: none).

    subject  the theme or proposal that it is, where there is one
    """

    key: str
    label: str
    parents: tuple[str, ...] = ()
    subject: SubjectRef | None = None


def funnel_ref(funnel: Funnel) -> SubjectRef:
    return SubjectRef("funnel", str(funnel.public_id), label=funnel.title)


def funnel_create(*, actor: Actor, process: Process, title: str, slug: str = "") -> Funnel:
    """Raises Refused(sensemaking.title_missing), Conflict(sensemaking.funnel_slug_taken)."""
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "funnel.create", now=act.now)
        title = clean(title, max_length=MAX_TITLE, where="title", lines=False)
        slug = slugify(slug or title)
        if not title or not slug:
            raise Refused(Finding("sensemaking.title_missing", where="title"))
        if Funnel.objects.filter(process=process, slug=slug).exists():
            raise Conflict(
                Finding("sensemaking.funnel_slug_taken", params={"slug": slug}, where="slug")
            )
        funnel = Funnel.objects.create(process=process, slug=slug, title=title, created_at=act.now)
        act.record("funnel.created", subject=funnel_ref(funnel), body={"title": title}, role=role)
    return funnel


def funnel_step_add(
    *,
    actor: Actor,
    funnel: Funnel,
    label: str,
    items: Sequence[ItemIn],
    dropped: Mapping[str, str] | None = None,
    body: str = "",
    held_on: date | None = None,
) -> FunnelStep:
    """Add what remained after a narrowing.

    dropped  keys of the step before that no new item holds -> why; body: who decided
    held_on  the day it happened, as its reporter says; recorded now
    Raises Refused with everything that does not add up: sensemaking.funnel_lost, funnel_twice,
    funnel_no_reason, funnel_dropped_and_kept, funnel_unknown, funnel_from_nowhere,
    funnel_key_twice.
    """
    with ledger.act(funnel.process, actor=actor) as act:
        role = PERMITS.require(actor, "funnel.step", now=act.now)
        funnel = (
            Funnel.objects.select_for_update(no_key=True, of=("self",))
            .select_related("process")
            .get(pk=funnel.pk)
        )
        last = funnel.steps.order_by("-number").first()
        given = [_clean_item(item) for item in items]
        drops = {
            k: clean(r, max_length=MAX_REASON, where="dropped") for k, r in (dropped or {}).items()
        }
        before = _refuse_bad_step(last, given, drops)
        step = FunnelStep.objects.create(
            funnel=funnel,
            number=last.number + 1 if last else 1,
            label=clean(label, max_length=MAX_TITLE, where="label", lines=False),
            body=clean(body, max_length=MAX_TITLE, where="body", lines=False),
            held_on=held_on,
            recorded_at=act.now,
        )
        _items_add(step, given, before, drops)
        rows = [[i.key, digest(i.label), sorted(i.parents)] for i in given]
        rows += [[key, digest(reason)] for key, reason in sorted(drops.items())]
        act.record_batch(
            "funnel.narrowed" if last else "funnel.started",
            subject=funnel_ref(funnel),
            rows=rows,
            source_digest=digest(repr(rows)),
            body={
                "step": step.number,
                "label": step.label,
                "before": len(before),
                "dropped": len(drops),
                "items": len(given),
                "by": step.body,
                "held_on": held_on.isoformat() if held_on else "",
            },
            role=role,
        )
    return step


def _clean_item(item: ItemIn) -> ItemIn:
    label = clean(item.label, max_length=MAX_LABEL, where="items", lines=False)
    key = clean(item.key, max_length=60, where="items", lines=False)
    if not key or not label:
        raise Refused(Finding("sensemaking.funnel_item_empty", where="items"))
    return ItemIn(key, label, tuple(dict.fromkeys(item.parents)), item.subject)


def _refuse_bad_step(
    last: FunnelStep | None, given: Sequence[ItemIn], dropped: Mapping[str, str]
) -> dict[str, FunnelItem]:
    """The items of the step before by key; empty before the first step."""
    after = rules.Step(tuple(i.key for i in given), {i.key: i.parents for i in given})
    report: Report = rules.check_items(after)
    before: dict[str, FunnelItem] = {}
    if last is not None:
        before = {i.key: i for i in last.items.all()}
        report += rules.check_step(rules.Step(tuple(before), dropped=dropped), after)
    elif dropped or any(i.parents for i in given):
        report += Report.of([Finding("sensemaking.funnel_unknown", params={"count": 1})])
    if not report.ok:
        raise Refused(report.blockers)
    return before


def _items_add(
    step: FunnelStep,
    given: Sequence[ItemIn],
    before: Mapping[str, FunnelItem],
    dropped: Mapping[str, str],
) -> None:
    rows = FunnelItem.objects.bulk_create(
        FunnelItem(
            step=step,
            key=item.key,
            label=item.label,
            subject_kind=item.subject.kind if item.subject else "",
            subject_id=item.subject.public_id if item.subject else "",
        )
        for item in given
    )
    FunnelLink.objects.bulk_create(
        FunnelLink(item_from=before[parent], item_to=row)
        for row, item in zip(rows, given, strict=True)
        for parent in item.parents
    )
    gone = [before[key] for key in dropped]
    for row in gone:
        row.dropped_reason = dropped[row.key]
    FunnelItem.objects.bulk_update(gone, ["dropped_reason"])
