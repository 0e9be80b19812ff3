"""A process of Guatemala's text as published, and one as the demonstration amends it."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from scripts import messages
from tests.conftest import OPERATOR

from cocrea.process import selectors, services
from cocrea.process.rules.loading import shipped

START = datetime(2018, 2, 28, 15, tzinfo=UTC)


@pytest.fixture(autouse=True, scope="session")
def _catalogues():
    for room in messages.rooms([]):
        messages.compile_room(room)


@pytest.fixture(autouse=True)
def _spanish():
    """A request in English leaves its language to the next test of this thread."""
    with translation.override("es"):
        yield


def build(name, slug, prefix):
    law = shipped(name)
    identity = law.identity.model_copy(update={"folio_prefix": prefix})
    process = services.process_create(
        actor=OPERATOR,
        methodology=law.model_copy(update={"identity": identity}),
        slug=slug,
        starts_on=date(2018, 2, 1),
        demo=True,
        now=START,
    )
    return selectors.process_get(process.slug)


@pytest.fixture
def published(db, _kept):
    given = ("guatemala-2018-as-published", "publicada", "GTP")
    return _kept.put("published", lambda: build(*given))


@pytest.fixture
def amended(db, _kept):
    given = ("guatemala-2018-demo", "enmendada", "GTD")
    return _kept.put("amended", lambda: build(*given))
