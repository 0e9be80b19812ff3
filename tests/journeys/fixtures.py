"""Fixtures over the small world; the conftest of each folder that plays in it imports them."""

from types import SimpleNamespace

import pytest
from django.test import Client
from tests.journeys.small_world import GUATEMALA, KEEPER, VILLA

from cocrea.people import services as people
from cocrea.process import selectors


@pytest.fixture(scope="module")
def _small_world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        KEEPER.put("full")
    yield
    with django_db_blocker.unblock():
        KEEPER.put("empty")


def _found() -> SimpleNamespace:
    return SimpleNamespace(
        guatemala=selectors.process_get(GUATEMALA), villa=selectors.process_get(VILLA)
    )


@pytest.fixture
def world(_small_world, db):
    """``world.guatemala`` (2018, on its simulated clock) and ``world.villa`` (today)."""
    return _found()


@pytest.fixture
def world_to_spoil(_small_world, transactional_db):
    """The same for tests with threads or other processes: what they write is really written."""
    KEEPER.put("full")
    yield _found()
    KEEPER.put("full")


@pytest.fixture
def sign_in():
    """A client that acts as the invented person of a role; ``sign_in(process, "moderator")``."""

    def enter(process, role: str, **options) -> Client:
        client = Client(**options)
        if role != "citizen":
            client.force_login(people.demo_user_for(process, role))
        return client

    return enter
