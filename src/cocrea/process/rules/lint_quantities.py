"""Checks of figures: stated differently, of two things, more seats than people, tables, themes."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from cocrea.kernel.findings import Finding, Severity
from cocrea.process.rules.figures import disagree, high, low, shown
from cocrea.process.rules.parts import Amount, Quantity
from cocrea.process.rules.schedule import Row
from cocrea.process.rules.schema import Cap, Methodology

Stated = list[tuple[str, Quantity]]


def _stated(m: Methodology) -> dict[str, Stated]:
    """Each countable thing with the clauses that state it, in the order of the text."""
    found: dict[str, Stated] = defaultdict(list)
    for clause in m.clauses:
        for quantity in clause.quantities:
            found[quantity.name].append((clause.id, quantity))
    return found


def _warning(slug: str, where: str, basis: str, **params: object) -> Finding:
    return Finding(f"process.{slug}", Severity.WARNING, params, where, basis)


def contradictory_quantities(m: Methodology) -> Iterator[Finding]:
    """The same thing stated with figures that cannot both stand; once per thing and figure."""
    for name, stated in _stated(m).items():
        seen = {shown(stated[0][1])}
        for place, (clause, other) in enumerate(stated):
            against = [(c, q) for c, q in stated[:place] if disagree(q, other)]
            if against and shown(other) not in seen:
                seen.add(shown(other))
                first_clause, first = against[0]
                yield _warning(
                    "quantity_contradicted",
                    clause,
                    f"{first_clause}, {clause}",
                    quantity=name,
                    first=f"{shown(first)} {first.of}".strip(),
                    second=f"{shown(other)} {other.of}".strip(),
                    first_clause=first_clause,
                    second_clause=clause,
                )


def limit_of_two_things(m: Methodology) -> Iterator[Finding]:
    """One figure is said of two different things, so nobody knows what it limits."""
    for name, stated in _stated(m).items():
        by_thing: dict[str, str] = {}
        for clause, quantity in stated:
            if quantity.of:
                by_thing.setdefault(quantity.of, clause)
        limit = stated[0][1]
        agreeing = not any(disagree(limit, other) for _, other in stated[1:])
        if len(by_thing) > 1 and agreeing:
            clauses = sorted({clause for clause, _ in stated})
            yield _warning(
                "limit_of_two_things",
                name,
                ", ".join(clauses),
                quantity=name,
                value=shown(limit) if limit.value is None else limit.value,
                things=" / ".join(by_thing),
                clauses=", ".join(clauses),
            )


def cap_contradicted(m: Methodology) -> Iterator[Finding]:
    """The cap that will bite is not the one that its clauses state."""
    caps: tuple[Cap | None, ...] = (
        m.caps.areas,
        m.caps.commitments,
        m.caps.milestones_per_commitment,
    )
    for cap in caps:
        for clause_id, quantity in _said_of(m, cap):
            if cap is not None and quantity.value != cap.at_most:
                yield _warning(
                    "cap_contradicted",
                    clause_id,
                    clause_id,
                    cap=f"{cap.at_most} {cap.of}".strip(),
                    stated=f"{shown(quantity)} {quantity.of}".strip(),
                    clause=clause_id,
                )


def cap_of_another_thing(m: Methodology) -> Iterator[Finding]:
    """Its clauses limit something, and not what the cap counts."""
    for cap in (m.caps.areas, m.caps.commitments, m.caps.milestones_per_commitment):
        limits = {
            quantity.of: clause_id
            for clause_id in (cap.clauses if cap else ())
            for quantity in _limits(m, clause_id)
        }
        if cap is not None and limits and cap.of not in limits:
            clauses = ", ".join(cap.clauses)
            yield _warning(
                "cap_of_another_thing",
                "caps",
                clauses,
                cap=f"{cap.at_most} {cap.of}".strip(),
                things=" / ".join(filter(None, limits)),
                clauses=clauses,
            )


def _limits(m: Methodology, clause_id: str) -> list[Quantity]:
    clause = m.clause(clause_id)
    return [q for q in (clause.quantities if clause else ()) if q.op == "at_most"]


def _said_of(m: Methodology, cap: Cap | None) -> Iterator[tuple[str, Quantity]]:
    """The limits that the clauses of a cap state of the thing that it limits."""
    for clause_id in cap.clauses if cap else ():
        for quantity in _limits(m, clause_id):
            if cap is not None and quantity.of == cap.of:
                yield clause_id, quantity


def count_contradicted(m: Methodology) -> Iterator[Finding]:
    """The text counts its phases or themes differently from what it lists."""
    counts = (("phases", len(m.phases)), ("themes", len(m.themes)))
    for name, listed in counts:
        for clause, quantity in _stated(m).get(name, ()):
            top = high(quantity)
            if listed and (listed < low(quantity) or (top is not None and listed > top)):
                yield _warning(
                    f"{name}_miscounted",
                    clause,
                    clause,
                    stated=shown(quantity),
                    listed=listed,
                    clause=clause,
                )


def _seats(row: Row) -> int | None:
    """Places for facilitators at the tables that are certain; None when the text does not say."""
    if row.tables is None or row.facilitators_per_table is None:
        return None
    return low(row.tables) * low(row.facilitators_per_table)


def _most_seats(row: Row) -> int | None:
    """Places for facilitators at as many tables as the text allows; None when it sets no end."""
    if row.tables is None or row.facilitators_per_table is None:
        return None
    tables, each = high(row.tables), high(row.facilitators_per_table)
    return None if tables is None or each is None else tables * each


def facilitators_and_seats(m: Methodology) -> Iterator[Finding]:
    """Facilitators without a table, or tables without facilitators."""
    for row in m.rows:
        seats = _seats(row)
        if row.facilitators is None or seats is None:
            continue
        most = high(row.facilitators)
        params = {
            "row": row.number,
            "facilitators": most or low(row.facilitators),
            "tables": low(row.tables) if row.tables else 0,
            "per_table": low(row.facilitators_per_table) if row.facilitators_per_table else 0,
            "seats": seats,
        }
        if most is not None and most < seats:
            yield _warning("more_seats_than_people", f"rows.{row.number}", row.clause, **params)
        elif low(row.facilitators) > (seats or _most_seats(row) or 0) > 0:
            params["seats"] = seats or _most_seats(row) or 0
            yield _warning("facilitators_without_seat", f"rows.{row.number}", row.clause, **params)


def tables_and_people(m: Methodology) -> Iterator[Finding]:
    """More tables than people who are expected, or than facilitators."""
    for row in m.rows:
        for kind, people in (("attendance", row.attendance), ("facilitators", row.facilitators)):
            most = high(people) if people is not None else None
            if row.tables is not None and most is not None and low(row.tables) > most:
                yield _warning(
                    "more_tables_than_people",
                    f"rows.{row.number}",
                    row.clause,
                    row=row.number,
                    tables=low(row.tables),
                    kind=kind,
                    people=most,
                )


def tables_and_themes(m: Methodology) -> Iterator[Finding]:
    """Every theme is to be treated, but the tables that are certain are fewer than the themes."""
    for row in m.rows:
        if row.all_themes and row.tables is not None and 0 < low(row.tables) < len(m.themes):
            yield _warning(
                "fewer_tables_than_themes",
                f"rows.{row.number}",
                row.clause,
                row=row.number,
                tables=low(row.tables),
                themes=len(m.themes),
            )


def facilitators_trained(m: Methodology) -> Iterator[Finding]:
    """A row needs more facilitators than were trained."""
    trained = [a.participants for a in m.preparatory if a.participants is not None]
    tops: list[int | None] = [high(amount) for amount in trained]
    most = max((top for top in tops if top is not None), default=None)
    if most is None or None in tops:
        return
    for row in m.rows:
        needed: list[Amount] = [row.facilitators] if row.facilitators is not None else []
        count = max([low(n) for n in needed] + [_seats(row) or 0])
        if count > most:
            yield _warning(
                "more_facilitators_than_trained",
                f"rows.{row.number}",
                row.clause,
                row=row.number,
                facilitators=count,
                trained=most,
            )


def narrowing_narrows(m: Methodology) -> Iterator[Finding]:
    """A selection that leaves more than it started from."""
    for activity in m.preparatory:
        steps = activity.narrowing
        if list(steps) != sorted(steps, reverse=True):
            yield _warning(
                "narrowing_grows",
                f"preparatory.{activity.number}",
                activity.clause,
                activity=activity.number,
                steps=" → ".join(map(str, steps)),
            )


CHECKS: tuple[Callable[[Methodology], Iterator[Finding]], ...] = (
    contradictory_quantities,
    limit_of_two_things,
    cap_contradicted,
    cap_of_another_thing,
    count_contradicted,
    facilitators_and_seats,
    tables_and_people,
    tables_and_themes,
    facilitators_trained,
    narrowing_narrows,
)
