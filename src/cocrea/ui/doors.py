"""Doors of a desk: what somebody may begin, apart from what waits for them."""

from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.functional import Promise

# action, state ("*" where the permit names none), label, name of the page
Row = tuple[str, str, str | Promise, str]


def doors_of(
    may: Callable[[Iterable[str], str, str], bool],
    roles: Iterable[str],
    slug: str,
    rows: Iterable[Row],
) -> list[tuple[str, str]]:
    """(label, address) of the rows whose act ``may(roles, action, state)`` allows."""
    held = frozenset(roles)
    return [
        (str(label), reverse(name, args=[slug]))
        for action, state, label, name in rows
        if may(held, action, state)
    ]
