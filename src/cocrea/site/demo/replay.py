"""Replays the process of 2018 on its simulated clock, through the services that people use."""

from collections.abc import Callable
from datetime import date

from cocrea.kernel.dates import local_day
from cocrea.process import services as process_services
from cocrea.process.models import Process
from cocrea.process.rules.loading import shipped
from cocrea.site import conduct
from cocrea.site.demo.calendar import SCENES
from cocrea.site.demo.scenes import preparation
from cocrea.site.demo.world import OPERATOR, ZONE, World, moment

SLUG = "guatemala-2018"
STARTS_ON = date(2018, 2, 28)
# What may be asked for with ``as_of``.
FIRST_DAY, LAST_DAY = STARTS_ON, max(local_day(scene.at, ZONE) for scene in SCENES)


def process_begin() -> Process:
    """The process as its methodology was published, on a clock that says 28 February 2018."""
    law = shipped("guatemala-2018-as-published")
    return process_services.process_create(
        actor=OPERATOR,
        methodology=law,
        slug=SLUG,
        starts_on=STARTS_ON,
        demo=True,
        now=moment(STARTS_ON, 8),
    )


def replay(
    *,
    as_of: date | None = None,
    scale: float = 1.0,
    say: Callable[[str], None] = lambda _text: None,
    keep: Callable[[str], None] = lambda _name: None,
) -> Process:
    """Play every scene up to the end of ``as_of`` (all of them when absent).

    scale  share of the voices and attendances that are played (tests use less)
    keep   called with the name of a moment when the clock stands there
    """
    world = World(process=process_begin(), scale=scale, say=say)
    for scene in sorted(SCENES, key=lambda s: s.at):
        if as_of is not None and scene.at >= moment(as_of, 23, 59):
            break
        preparation.do_tasks(world, local_day(scene.at, ZONE))
        world.move_to(scene.at)
        scene.run(world)
        if scene.name:
            conduct.tick()
            say(f"{scene.at:%Y-%m-%d} {scene.name}")
            keep(scene.name)
    if as_of is not None:
        world.move_to(moment(as_of, 20))
    conduct.tick()
    world.process.refresh_from_db()
    return world.process
