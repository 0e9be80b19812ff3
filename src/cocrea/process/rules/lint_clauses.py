"""Checks of what is encoded against the clause that it was read from: figures, days, rules.

The clauses are what was published. A row, an activity or a day that says something else would run a
process that nobody agreed to.
"""

import re
from collections.abc import Callable, Iterator

from cocrea.kernel.findings import Finding, Severity
from cocrea.process.rules.charter import Rules
from cocrea.process.rules.figures import day_of, disagree, shown
from cocrea.process.rules.parts import Amount, Moment, Quantity
from cocrea.process.rules.schedule import PreparatoryActivity, Row
from cocrea.process.rules.schema import Methodology

Figures = dict[str, Amount]

# Smaller numbers are often spelled as words, so their absence as figures says nothing.
SPELLED = 12
_NUMBER = re.compile(r"\d+(?:[.,]\d{3})*")


def _warning(slug: str, where: str, basis: str, **params: object) -> Finding:
    return Finding(f"process.{slug}", Severity.WARNING, params, where, basis)


def _exactly(value: int) -> Amount:
    return Amount(op="exactly", value=value)


_AMOUNTS = (
    "attendance",
    "facilitators",
    "tables",
    "facilitators_per_table",
    "duration_minutes",
)


def _of_row(row: Row) -> Figures:
    """What a row says in figures, by the last part of the name that clauses give it."""
    found = {name: amount for name in _AMOUNTS if (amount := getattr(row, name)) is not None}
    if row.rounds is not None:
        found["rounds"] = _exactly(row.rounds)
    certain = [place for place in row.places if place.status != "alternate"]
    if certain:
        found["places"] = _exactly(len(certain))
    return found


def _of_activity(activity: PreparatoryActivity) -> Figures:
    found: Figures = {}
    if activity.participants is not None:
        found["trained"] = activity.participants
    if activity.narrowing:
        found["proposals"] = _exactly(activity.narrowing[0])
        found["themes"] = _exactly(activity.narrowing[-1])
    return found


def _encoded(m: Methodology) -> Iterator[tuple[str, str, Figures, tuple[int, ...]]]:
    """(where, clause, figures, numbers that its text must show) of rows and activities."""
    for row in m.rows:
        figures = _of_row(row)
        told = {name: figure for name, figure in figures.items() if name not in _COUNTED}
        yield f"rows.{row.number}", row.clause, figures, _numbers(told)
    for activity in m.preparatory:
        figures = _of_activity(activity)
        numbers = (*_numbers(figures), *activity.narrowing)
        yield f"preparatory.{activity.number}", activity.clause, figures, numbers


# Counted or converted by whoever encoded the text, which may list places and say hours.
_COUNTED = ("places", "duration_minutes")


def _numbers(figures: Figures) -> tuple[int, ...]:
    amounts = figures.values()
    return tuple(n for a in amounts for n in (a.value, a.upto, *a.among) if n is not None)


def figures_and_clauses(m: Methodology) -> Iterator[Finding]:
    """A row or an activity has another figure than its clause states of the same thing."""
    for where, clause_id, figures, _shown in _encoded(m):
        clause = m.clause(clause_id)
        stated: dict[str, list[Quantity]] = {}
        for quantity in clause.quantities if clause else ():
            stated.setdefault(quantity.name.rpartition(".")[2], []).append(quantity)
        for name, said in stated.items():
            mine = figures.get(name)
            if mine is not None and all(disagree(mine, quantity) for quantity in said):
                yield _warning(
                    "figure_contradicts_clause",
                    where,
                    clause_id,
                    thing=where,
                    figure=name,
                    encoded=shown(mine),
                    stated=" / ".join(map(shown, said)),
                    clause=clause_id,
                )


def figures_in_the_text(m: Methodology) -> Iterator[Finding]:
    """A row or an activity has a figure that its clause, and those that state the same things, do
    not show."""
    for where, clause_id, _figures, numbers in _encoded(m):
        clause = m.clause(clause_id)
        if clause is None:
            continue
        names = {quantity.name for quantity in clause.quantities}
        kin = [c.text for c in m.clauses if names.intersection(q.name for q in c.quantities)]
        read = {
            int(re.sub(r"\D", "", number))
            for text in (clause.text, *kin)
            for number in _NUMBER.findall(text)
        }
        for number in sorted({n for n in numbers if n > SPELLED} - read):
            yield _warning(
                "figure_not_in_clause", where, clause_id, thing=where, figure=number,
                clause=clause_id,
            )  # fmt: skip


def days_and_clauses(m: Methodology) -> Iterator[Finding]:
    """The day that runs the process is not the one that a clause gives to the same event."""
    days: dict[str, Moment | None] = {
        "plan.delivery": m.identity.delivery,
        "implementation.start": m.identity.implementation,
    }
    for clause in m.clauses:
        for mark in clause.marks:
            mine = days.get(mark.event)
            if mark.moment is not None and mine is not None and day_of(mark.moment) != day_of(mine):
                yield _warning(
                    "day_contradicts_clause",
                    clause.id,
                    clause.id,
                    event=mark.event,
                    encoded=_shown(mine),
                    stated=_shown(mark.moment),
                    clause=clause.id,
                )


def _shown(moment: Moment) -> str:
    return moment.date.isoformat() if moment.date is not None else f"{moment.day:+d}"


def stated_rules_are_encoded(m: Methodology) -> Iterator[Finding]:
    """A clause states a rule that nothing will apply, since it was not encoded."""
    for clause in m.clauses:
        for key in clause.states:
            if key in Rules.model_fields and getattr(m.rules, key) is None:
                yield _warning(
                    "stated_rule_not_encoded", clause.id, clause.id, rule=key, clause=clause.id
                )


CHECKS: tuple[Callable[[Methodology], Iterator[Finding]], ...] = (
    figures_and_clauses,
    figures_in_the_text,
    days_and_clauses,
    stated_rules_are_encoded,
)
