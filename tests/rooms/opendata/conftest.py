"""Lists of the small world, which has something in each."""

from tests.journeys.fixtures import _small_world, world, world_to_spoil  # noqa: F401
