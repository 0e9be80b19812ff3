"""The days of the replay. Each scene has a moment; named ones are kept to travel to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from cocrea.site.demo.scenes import preparation
from cocrea.site.demo.world import World, moment


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that happens at a moment. ``name``: the moment is kept, so that one can travel."""

    at: datetime
    run: Callable[[World], None]
    name: str = ""


def _on(
    month: int,
    day: int,
    run: Callable[[World], None],
    name: str = "",
    *,
    hour: int = 9,
    minute: int = 0,
    year: int = 2018,
) -> Scene:
    return Scene(moment(date(year, month, day), hour, minute), run, name)


SCENES: tuple[Scene, ...] = (
    _on(2, 28, preparation.found_bodies),
    _on(2, 28, preparation.enter_people, hour=10),
    _on(3, 7, preparation.narrow_proposals, hour=12),
    _on(3, 20, preparation.train_facilitators, "preparacion"),
)
