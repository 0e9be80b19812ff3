"""Tests of this folder play in the small world."""

from tests.journeys.fixtures import (  # noqa: F401
    _small_world,
    sign_in,
    world,
    world_to_spoil,
)
