"""Small groups are not shown: a count under five may point at somebody."""

from collections.abc import Mapping, Sequence

LEAST = 5


def suppressed(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The counts with None for those under five; one lone hidden cell would follow from the total,
    so the next smallest is hidden too."""
    shown: dict[str, int | None] = {k: (None if 0 < v < LEAST else v) for k, v in counts.items()}
    hidden = [k for k, v in shown.items() if v is None]
    rest = [k for k, v in shown.items() if v]
    if len(hidden) == 1 and rest:
        shown[min(rest, key=lambda k: (counts[k], k))] = None
    return shown


def suppressed_table(grid: Sequence[Sequence[int | None]]) -> list[list[int | None]]:
    """A crossing with its small cells out (None). Rows: groups; columns: values.

    A cell from 1 to LEAST - 1 is hidden. While a row or a column has exactly one hidden cell, its
    smallest other cell goes too (one that is not zero, where there is one): the published totals
    would give the lone one away. Totals that are small themselves belong in the grid, as a last
    row and column. None in ``grid``: no such cell, as everybody can see; it can hide nothing.
    """
    cells = {(r, c): n for r, row in enumerate(grid) for c, n in enumerate(row) if n is not None}
    hidden = {place for place, n in cells.items() if 0 < n < LEAST}
    rows = range(len(grid))
    columns = range(len(grid[0]) if grid else 0)
    lines = [[(r, c) for c in columns if (r, c) in cells] for r in rows]
    lines += [[(r, c) for r in rows if (r, c) in cells] for c in columns]
    changed = True
    while changed:
        changed = False
        for line in lines:
            shown = [place for place in line if place not in hidden]
            if len(line) - len(shown) == 1 and shown:
                hidden.add(min(shown, key=lambda place: (cells[place] == 0, cells[place], place)))
                changed = True
    return [[None if (r, c) in hidden else grid[r][c] for c in columns] for r in rows]
