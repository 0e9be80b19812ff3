"""Checks of wording: acts of two bodies, events in two places, another plan's name, promises."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from cocrea.kernel.findings import Finding, Severity
from cocrea.process.rules.schema import Methodology

_PROMISES = ("decision", "answer", "notice", "sharing", "method")


def _found(
    slug: str, where: str, basis: str, severity: Severity = Severity.WARNING, **params: object
) -> Finding:
    return Finding(f"process.{slug}", severity, params, where, basis)


def act_of_two_bodies(m: Methodology) -> Iterator[Finding]:
    """The same act is given to different bodies in different clauses."""
    given: dict[str, dict[str, str]] = defaultdict(dict)
    for clause in m.clauses:
        for assignment in clause.assigns:
            given[assignment.act].setdefault(assignment.body, clause.id)
    names = {body.slug: body.name for body in m.bodies}
    for act, bodies in given.items():
        if len(bodies) > 1:
            said = "; ".join(f"{names.get(b, b)} ({clause})" for b, clause in bodies.items())
            basis = ", ".join(bodies.values())
            yield _found("act_of_two_bodies", act, basis, act=act, bodies=said)


def event_marked_twice(m: Methodology) -> Iterator[Finding]:
    """The same event is placed in different phases: one clause says it of the wrong moment."""
    marked: dict[str, dict[int | None, str]] = defaultdict(dict)
    for clause in m.clauses:
        for mark in clause.marks:
            marked[mark.event].setdefault(mark.phase, clause.id)
    for event, phases in marked.items():
        if len(phases) > 1:
            clauses = list(phases.values())
            yield _found(
                "event_marked_twice",
                clauses[-1],
                ", ".join(clauses),
                event=event,
                phases=", ".join("–" if p is None else str(p) for p in phases),
                clauses=", ".join(clauses),
            )


def other_plan(m: Methodology) -> Iterator[Finding]:
    """A clause means this plan and names another one's period."""
    for clause in m.clauses:
        for mention in clause.mentions_plan:
            if mention.this and mention.period != m.identity.period:
                yield _found(
                    "other_plan",
                    clause.id,
                    clause.id,
                    clause=clause.id,
                    named=mention.period,
                    period=m.identity.period,
                )


def body_with_two_names(m: Methodology) -> Iterator[Finding]:
    """Two names that may be one body: who answers for its acts?"""
    names = {body.slug: body.name for body in m.bodies}
    for body in m.bodies:
        if body.maybe_same_as is not None:
            yield _found(
                "body_with_two_names",
                f"bodies.{body.slug}",
                ", ".join(body.clauses),
                Severity.NOTE,
                name=body.name,
                other=names.get(body.maybe_same_as, body.maybe_same_as),
            )


def promised_rules(m: Methodology) -> Iterator[Finding]:
    """A clause promises a rule that no text states."""
    stated = {key for clause in m.clauses for key in clause.states}
    stated |= {n for n in type(m.rules).model_fields if getattr(m.rules, n) is not None}
    if m.phases and all(phase.method_document for phase in m.phases):
        stated.add("method")
    for clause in m.clauses:
        for key in clause.promises:
            if key not in stated:
                slug = f"promised_{key}_missing" if key in _PROMISES else "promise_not_kept"
                yield _found(slug, clause.id, clause.id, clause=clause.id, promised=key)


def instruments_unpublished(m: Methodology) -> Iterator[Finding]:
    """An instrument that the process needs has no published document yet."""
    for instrument in m.instruments:
        if not instrument.document:
            yield _found(
                "instrument_unpublished",
                f"instruments.{instrument.slug}",
                instrument.clause,
                Severity.NOTE,
                name=instrument.name,
            )


CHECKS: tuple[Callable[[Methodology], Iterator[Finding]], ...] = (
    act_of_two_bodies,
    event_marked_twice,
    other_plan,
    body_with_two_names,
    promised_rules,
    instruments_unpublished,
)
