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


def suppressed_table(grid: Sequence[Sequence[int]]) -> list[list[int | None]]:
    """A crossing with its small cells out (None). Rows: groups; columns: values.

    A cell from 1 to LEAST - 1 is hidden. While a row or a column has exactly one hidden cell, its
    smallest other cell goes too: the published totals would give the lone one away. Totals that
    are small themselves belong in the grid, as a last row and column.
    """
    rows, columns = len(grid), len(grid[0]) if grid else 0
    hidden = {(r, c) for r in range(rows) for c in range(columns) if 0 < grid[r][c] < LEAST}
    lines = [[(r, c) for c in range(columns)] for r in range(rows)]
    lines += [[(r, c) for r in range(rows)] for c in range(columns)]
    changed = True
    while changed:
        changed = False
        for line in lines:
            shown = [cell for cell in line if cell not in hidden]
            if len(line) - len(shown) == 1 and shown:
                hidden.add(min(shown, key=lambda cell: (grid[cell[0]][cell[1]], cell)))
                changed = True
    return [[None if (r, c) in hidden else grid[r][c] for c in range(columns)] for r in range(rows)]
