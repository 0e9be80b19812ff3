"""Counts of what was answered, never extrapolated: whoever answers a window is not a sample.

Every share stands beside the number of answers it is a share of. In crossings, cells under five
are suppressed, and more with them until no suppressed cell can be computed from the totals.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cocrea.voices.rules.small_cells import suppressed_table as suppress


@dataclass(frozen=True, slots=True)
class Cell:
    """``count`` answers of ``total``; the two together, so that no share travels alone."""

    value: str
    count: int
    total: int

    @property
    def permille(self) -> int | None:
        """Share in thousandths, rounded half up; None when nobody answered."""
        if not self.total:
            return None
        return (2000 * self.count + self.total) // (2 * self.total)


@dataclass(frozen=True, slots=True)
class Tally:
    """Cells of one question. ``answered``: people who answered it; ``blank``: those who did not."""

    cells: tuple[Cell, ...]
    answered: int
    blank: int


def tally(values: Sequence[str], answers: Iterable[Sequence[str]], *, responses: int) -> Tally:
    """Count answers (one sequence of values per person who answered) over the known values.

    values     every value the question knows, in its order; unanswered ones count zero
    responses  all responses to the window, those that left this question blank included
    """
    counts: Counter[str] = Counter()
    answered = 0
    for given in answers:
        answered += 1
        counts.update(set(given))
    return tally_of(values, counts, answered=answered, responses=responses)


def tally_of(
    values: Sequence[str], counts: Mapping[str, int], *, answered: int, responses: int
) -> Tally:
    """The same from counts that a database already made."""
    unknown = sorted(set(counts) - set(values))
    cells = tuple(Cell(v, counts.get(v, 0), answered) for v in (*values, *unknown))
    return Tally(cells, answered, responses - answered)


def scale_median(counts: Mapping[str, int]) -> tuple[int, int] | None:
    """Lower and upper median of a 1-5 scale (the same when they agree); None without answers.

    No mean: steps of a scale are an order, not a distance.
    """
    ordered = [int(v) for v in sorted(counts) for _ in range(counts[v])]
    if not ordered:
        return None
    return ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]


@dataclass(frozen=True, slots=True)
class Crossing:
    """groups x values. ``cells[g][v]`` is None where suppressed; ``suppressed``: how many are."""

    groups: tuple[str, ...]
    values: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]

    @property
    def suppressed(self) -> int:
        return sum(cell is None for row in self.cells for cell in row)


def crossing(
    groups: Sequence[str], values: Sequence[str], counts: Mapping[tuple[str, str], int]
) -> Crossing:
    """counts: (group, value) -> answers. Groups without any answer stay, as zeros."""
    grid = [[counts.get((g, v), 0) for v in values] for g in groups]
    safe = suppress(grid)
    return Crossing(tuple(groups), tuple(values), tuple(tuple(row) for row in safe))


@dataclass(frozen=True, slots=True)
class Change:
    """One value of a question that two windows asked: before and now, each with its answers.

    The two are different people who chose to answer: a difference is shown, never explained.
    """

    value: str
    before: Cell
    now: Cell

    @property
    def points(self) -> int | None:
        """Percentage points between the two shares, rounded; None where one has no answers."""
        if self.before.permille is None or self.now.permille is None:
            return None
        difference = self.now.permille - self.before.permille
        return (abs(difference) + 5) // 10 * (1 if difference >= 0 else -1)


def changes(before: Tally, now: Tally) -> tuple[Change, ...]:
    """Value by value, in the order of the later window."""
    first = {cell.value: cell for cell in before.cells}
    return tuple(
        Change(cell.value, first.get(cell.value, Cell(cell.value, 0, before.answered)), cell)
        for cell in now.cells
    )
