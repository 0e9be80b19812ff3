"""One table, one test: every row is asked, and all that are wrong are told together."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def every(names: str, rows: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """``pytest.mark.parametrize`` for rows of a trivial question: subtests, not an item for each.

    names  the arguments, with commas; ``rows`` hold a value for each (bare where it is one name)
    A failing test names every wrong row, each with its own assertion: nothing ends at the first.
    """
    table = [row if "," in names else (row,) for row in rows]
    arguments = [name.strip() for name in names.split(",")]
    assert table, "a table without rows asks nothing"

    def decorate(ask: Callable[..., None]) -> Callable[..., None]:
        def test(subtests: pytest.Subtests) -> None:
            for row in table:
                told = dict(zip(arguments, row, strict=True))
                try:
                    ask(**told)
                except (Exception, pytest.fail.Exception):
                    # Only a wrong row is reported: reporting right ones took a fifth of the rules' time.
                    with subtests.test(**told):
                        raise

        # Not functools.wraps: pytest would ask for the arguments of what is wrapped.
        test.__name__, test.__doc__, test.__module__ = ask.__name__, ask.__doc__, ask.__module__
        return test

    return decorate
