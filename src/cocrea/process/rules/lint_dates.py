"""Checks of time: order of dates, of phases, and of what is reviewed, heard, used and approved."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from cocrea.kernel.findings import Finding, Severity
from cocrea.process.rules.figures import NOMINAL, Span, day_of, mixed_axes, row_span, span_of
from cocrea.process.rules.schedule import Need, Row
from cocrea.process.rules.schema import Methodology

_LATE = {"review": "review_before_product", "hear": "hearing_before_product"}


def _found(
    slug: str, where: str, basis: str, severity: Severity = Severity.WARNING, **params: Any
) -> Finding:
    return Finding(f"process.{slug}", severity, params, where, basis)


def axes(m: Methodology) -> Iterator[Finding]:
    """Dates and offsets in one methodology cannot be put in order."""
    if mixed_axes(m):
        yield _found("days_mixed", "phases", "", Severity.BLOCKER)


def reversed_windows(m: Methodology) -> Iterator[Finding]:
    """A window ends before it starts."""
    things = [(f"phases.{p.number}", p.clause, span_of(p.window)) for p in m.phases]
    things += [(f"rows.{r.number}", r.clause, span_of(r.window)) for r in m.rows]
    things += [
        (f"rows.{r.number}.places.{p.name}", r.clause, span_of(p.window))
        for r in m.rows
        for p in r.places
        if p.window is not None
    ]
    things += [
        (f"preparatory.{a.number}", a.clause, span_of(a.window))
        for a in m.preparatory
        if a.window is not None
    ]
    for where, clause, span in things:
        if span.end < span.start:
            yield _found(
                "end_before_start", where, clause, Severity.BLOCKER, **_days(m, span, where=where)
            )


def phases_in_order(m: Methodology) -> Iterator[Finding]:
    """A phase lies wholly before the one it follows (blocker), or ends first (warning)."""
    ordered = sorted(m.phases, key=lambda p: p.number)
    for before, after in zip(ordered, ordered[1:], strict=False):
        first, second = span_of(before.window), span_of(after.window)
        params: dict[str, Any] = {"before": before.number, "after": after.number}
        where = f"phases.{after.number}"
        if second.end < first.start or (not second.coarse and second.start < first.start):
            yield _found("phases_out_of_order", where, after.clause, Severity.BLOCKER, **params)
        elif second.end < first.end:
            yield _found(
                "later_phase_ends_first",
                where,
                f"{before.clause}, {after.clause}".strip(", "),
                **params,
                before_end=_day(m, first.end),
                after_end=_day(m, second.end),
            )


def stages_in_order(m: Methodology) -> Iterator[Finding]:
    """A phase belongs to an earlier stage than the phase before it."""
    numbers = {stage.key: stage.number for stage in m.stages}
    staged = [p for p in sorted(m.phases, key=lambda p: p.number) if p.stage in numbers]
    for before, after in zip(staged, staged[1:], strict=False):
        if numbers[str(after.stage)] < numbers[str(before.stage)]:
            yield _found(
                "stages_out_of_order",
                f"phases.{after.number}",
                f"{before.clause}, {after.clause}".strip(", "),
                before=before.number,
                after=after.number,
            )


def prepared_in_time(m: Methodology) -> Iterator[Finding]:
    """What was to happen before the call ends after the first phase began."""
    if not m.phases:
        return
    first = min(m.phases, key=lambda p: p.number)
    begins = span_of(first.window).start
    for activity in m.preparatory:
        if activity.window is None:
            continue
        ends = span_of(activity.window).end
        if ends > begins:
            yield _found(
                "preparatory_after_start",
                f"preparatory.{activity.number}",
                activity.clause,
                activity=activity.number,
                end=_day(m, ends),
                begins=_day(m, begins),
            )


def delivery_and_phases(m: Methodology) -> Iterator[Finding]:
    """A phase starts after the plan is due (blocker), or its window lets it (warning)."""
    if m.identity.delivery is None:
        return
    due = day_of(m.identity.delivery)
    for phase in m.phases:
        span = span_of(phase.window)
        if span.end <= due:
            continue
        late = span.start > due
        yield _found(
            "phase_after_delivery" if late else "window_passes_delivery",
            f"phases.{phase.number}",
            phase.clause,
            Severity.BLOCKER if late else Severity.WARNING,
            phase=phase.number,
            end=_day(m, span.end),
            delivery=_day(m, due),
        )


def implementation_after_delivery(m: Methodology) -> Iterator[Finding]:
    """Implementation starts before the plan is delivered."""
    given, starts = m.identity.delivery, m.identity.implementation
    if given is not None and starts is not None and day_of(starts) < day_of(given):
        yield _found(
            "implementation_before_delivery",
            "identity.implementation",
            "",
            Severity.BLOCKER,
            implementation=_day(m, day_of(starts)),
            delivery=_day(m, day_of(given)),
        )


def rows_in_phases(m: Methodology) -> Iterator[Finding]:
    """A row of the schedule lies outside the window of its phase."""
    for row in m.rows:
        phase = m.phase(row.phase)
        if phase is None:
            continue
        outer, inner = span_of(phase.window), span_of(row.window)
        if inner.start < outer.start or inner.end > outer.end:
            yield _found(
                "row_outside_phase",
                f"rows.{row.number}",
                row.clause,
                row=row.number,
                phase=phase.number,
            )


def needs_before_products(m: Methodology) -> Iterator[Finding]:
    """Something is reviewed, heard, approved or used when it may not exist yet."""
    makers = {what: row for row in m.rows for what in row.produces}
    for row in m.rows:
        for need in row.needs:
            maker = makers.get(need.what)
            if maker is None:
                yield _found(
                    "need_without_source",
                    f"rows.{row.number}",
                    row.clause,
                    row=row.number,
                    what=need.what,
                )
            elif maker.number != row.number:
                yield from _need(m, row, need, maker)


def _need(m: Methodology, row: Row, need: Need, maker: Row) -> Iterator[Finding]:
    mine, source = row_span(row), row_span(maker)
    if mine.end <= source.end and mine.start <= source.end and _needs_a_day(mine, source):
        yield _found(
            _LATE.get(need.how, "use_before_product"),
            f"rows.{row.number}",
            f"{row.clause}, {maker.clause}".strip(", "),
            row=row.number,
            what=need.what,
            maker=maker.number,
            end=_day(m, mine.end),
            ready=_day(m, source.end),
        )
    elif mine.start < source.start:
        yield _found(
            "starts_before_product",
            f"rows.{row.number}",
            f"{row.clause}, {maker.clause}".strip(", "),
            Severity.NOTE,
            row=row.number,
            what=need.what,
            maker=maker.number,
            start=_day(m, mine.start),
            ready=_day(m, source.end),
        )


def _needs_a_day(mine: Span, source: Span) -> bool:
    """Two things fixed to the same single day can happen one after the other within it."""
    return mine.coarse or source.coarse or mine.end < source.end


def comments_after_review(m: Methodology) -> Iterator[Finding]:
    """People may still comment on a text whose reviewer has finished: it never saw the comments."""
    uses = [(row, need) for row in m.rows for need in row.needs]
    for hearing, heard in uses:
        for reviewing, reviewed in uses:
            if (heard.how, reviewed.how) != ("hear", "review") or heard.what != reviewed.what:
                continue
            last, review = row_span(hearing).end, row_span(reviewing).end
            if review < last:
                yield _found(
                    "comments_after_review",
                    f"rows.{hearing.number}",
                    f"{hearing.clause}, {reviewing.clause}".strip(", "),
                    what=heard.what,
                    row=hearing.number,
                    review_row=reviewing.number,
                    comments_end=_day(m, last),
                    review_end=_day(m, review),
                )


def _day(m: Methodology, day: dt.date) -> str:
    """ISO day, or the number of the day for methodologies counted from their start."""
    return f"{(day - NOMINAL).days:+d}" if m.relative else day.isoformat()


def _days(m: Methodology, span: Span, *, where: str) -> dict[str, str]:
    return {"thing": where, "start": _day(m, span.start), "end": _day(m, span.end)}


CHECKS: tuple[Callable[[Methodology], Iterator[Finding]], ...] = (
    axes,
    reversed_windows,
    phases_in_order,
    stages_in_order,
    prepared_in_time,
    delivery_and_phases,
    implementation_after_delivery,
    rows_in_phases,
    needs_before_products,
    comments_after_review,
)
