"""Ask once: what several parts of one page need is read one time while that page is drawn."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_kept: ContextVar[dict[Any, Any] | None] = ContextVar("kept_while_reading", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """While this is open, functions marked ``once`` answer equal questions with the first answer.

    Around the drawing of one page that changes nothing.
    """
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


@contextmanager
def changing() -> Iterator[None]:
    """Inside nothing is kept, and what was read before is forgotten: it may have changed."""
    kept = _kept.get()
    token = _kept.set(None)
    try:
        yield
    finally:
        _kept.reset(token)
        if kept is not None:
            kept.clear()


def once(function: Callable[P, R]) -> Callable[P, R]:
    """For a read whose answer nobody changes and no language words. Its arguments are hashable;
    rows of the database are equal where their keys are."""

    @functools.wraps(function)
    def asked(*args: P.args, **named: P.kwargs) -> R:
        kept = _kept.get()
        if kept is None:
            return function(*args, **named)
        key = (function, args, tuple(sorted(named.items())))
        if key not in kept:
            kept[key] = function(*args, **named)
        found: R = kept[key]
        return found

    return asked
