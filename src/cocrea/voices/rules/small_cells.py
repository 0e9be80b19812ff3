"""Small groups are not shown: a count under five may point at somebody."""

from collections.abc import Mapping

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
