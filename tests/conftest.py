"""Fixtures that every test may use: a small real process, a demonstration, and actors by role."""

import functools
import gc
import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cocrea.kernel.permits import Actor, Grant

# How fast the machine is today is no finding: it is shared with the other workers.
settings.register_profile("rooms", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rooms")

gc.disable()  # until everything is collected, see below

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("COCREA_SHARED", ROOT.parent / "shared"))

POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")

OPERATOR = Actor(grants=(Grant("operator"),))
NOON = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)

# Several workers take whole files, in this order: what stands on the demonstration (long walks)
# neither begins, while it is being built, nor comes last, when only one would still have work.
FIRST = (
    "tests/architecture",
    *(f"tests/rooms/{room}" for room in ("agreement", "commitments", "meetings", "notices")),
)
THEN = ("tests/browser", "tests/journeys", "tests/security")


def pytest_collection_modifyitems(items):
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: _turn(item.nodeid))


def _turn(nodeid: str) -> int:
    return 0 if nodeid.startswith(FIRST) else 1 if nodeid.startswith(THEN) else 2


def pytest_collection_finish(session):
    """The demonstration is built beside the first files, so that nobody waits for it."""
    gc.freeze()  # what is imported and collected is never garbage
    gc.enable()
    from tests.demonstration import demonstration

    wanted = any({"portal", "_small_world"} & set(item.fixturenames) for item in session.items)
    if wanted and os.environ.get("PYTEST_XDIST_WORKER") == "gw0" and not POSTGRESQL:
        threading.Thread(target=demonstration, daemon=True).start()


ORGANIZATIONS = {
    "delegate_public": ("ministerio-de-ejemplo", "public"),
    "authority": ("ministerio-de-ejemplo", "public"),
    "delegate_society": ("colectivo-de-ejemplo", "civil_society"),
}


def make_actor(*roles: str, organization: str | None = None, sector: str | None = None) -> Actor:
    """An actor with these roles, speaking for an invented organization where the role has one."""
    default, default_sector = ORGANIZATIONS.get(roles[0] if roles else "", ("", ""))
    return Actor(
        grants=tuple(Grant(role) for role in roles),
        office=f"office-{roles[0]}" if roles else "",
        organization=default if organization is None else organization,
        sector=default_sector if sector is None else sector,
        label=f"{roles[0]} de ejemplo" if roles else "",
    )


@pytest.fixture
def actor_of():
    return make_actor


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference data beside the project; skips visibly where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"the reference data is not at {SHARED} (COCREA_SHARED names another place)")
    return SHARED


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request, django_db_modify_db_settings_parallel_suffix, django_db_blocker
):
    """The workers of a run share the cost of migrating; alone there is nobody to share it with."""
    from tests.migrated import once_in

    run = getattr(request.config, "workerinput", {}).get("testrunuid")
    if run is None:
        yield
        return
    with once_in(run, django_db_blocker):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Between tests SQLite is emptied by DELETE, which the ledger's trigger would refuse."""
    from django.db import connection

    from cocrea.ledger import triggers

    with django_db_blocker.unblock():
        triggers.allow_delete(connection)


@pytest.fixture(autouse=True)
def _reset_language():
    """A request below /en/ leaves English active in this thread."""
    from django.conf import settings
    from django.utils import translation

    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _clear_cache():
    from django.core.cache import cache

    from cocrea.documents.selectors import pages

    yield
    cache.clear()
    pages._placed.cache_clear()  # kept by the record's root, and tests begin with the same record


@functools.cache
def law_of_tests(name: str):
    """A methodology of tests/data; read once, since it is frozen."""
    from cocrea.process.rules.loading import load

    return load((ROOT / "tests" / "data" / f"{name}.yaml").read_text(encoding="utf-8"))


def build_process(slug: str, *, demo: bool, methodology: str = "small", **options):
    """A process whose first phases are open; relative windows start two days ago."""
    from cocrea.kernel.dates import local_day
    from cocrea.kernel.findings import Report
    from cocrea.process import selectors, services

    law = law_of_tests(methodology)
    identity = law.identity.model_copy(update={"folio_prefix": options.get("prefix", "TST")})
    now = options.get("now", NOON if demo else datetime.now(UTC))
    process = services.process_create(
        actor=OPERATOR,
        methodology=law.model_copy(update={"identity": identity}),
        slug=slug,
        starts_on=local_day(now, identity.zone) - timedelta(days=2),
        demo=demo,
        now=now if demo else None,
    )
    coordinator = make_actor("point_of_contact")
    for phase in selectors.methodology(process).phases:
        if phase.number in options.get("open", range(1, 51)):
            services.phase_act_record(
                actor=coordinator,
                process=process,
                phase=phase.number,
                kind="opened",
                report=Report(),
            )
    return selectors.process_get(slug)


@pytest.fixture(scope="session")
def _kept():
    from tests.worlds import Kept

    return Kept()


@pytest.fixture
def process(db, _kept):
    """A small municipality on the real clock, every phase open."""
    return _put(_kept, "municipio", demo=False)


@pytest.fixture
def demo_process(db, _kept):
    """The same on a simulated clock: Monday 2 March 2026, noon in Guatemala."""
    return _put(_kept, "municipio-demo", demo=True, prefix="TSD")


def _put(kept, slug: str, **options):
    from cocrea.process import selectors

    kept.put(slug, lambda: build_process(slug, **options).slug)
    return selectors.process_get(slug)


@pytest.fixture
def kept_on(_kept):
    """kept_on(process, name, build): what ``build`` gives, its rows put back after the first."""
    return _kept.on


@pytest.fixture
def law_of():
    from cocrea.process import selectors

    return selectors.methodology
