"""Editorial pages and signatures, by several people in the same moment: one of each, no more."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from tests.security.threads import split, together

from cocrea.documents import selectors, services, tasks
from cocrea.documents.models import PageVersion
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Entry
from cocrea.process import selectors as processes

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
HOUR = datetime(2026, 3, 3, 8, 0)
TEXTS = {"es": ("Cómo llegar", "Por la puerta norte."), "en": ("How to arrive", "By the north.")}


@pytest.fixture(autouse=True)
def _record_holds(demo_process):
    yield
    connection.close()
    found = processes.process_get(demo_process.slug)
    assert ledger.verify_database(found.log).ok


def entries(kind):
    return Entry.objects.filter(kind=kind).count()


@pytest.fixture
def submitted(demo_process, actor_of):
    def make(name):
        common = {"actor": actor_of("secretary"), "process": demo_process}
        page = services.page_draft(**common, name=name, texts=TEXTS).page
        return services.page_submit(**common, page=page)

    return make


def test_four_ticks_at_the_same_hour_publish_each_page_once(demo_process, actor_of, submitted):
    for n in range(5):
        sent = submitted(f"pagina-{n}")
        services.page_approve(
            actor=actor_of("publisher"),
            process=demo_process,
            page=sent.page,
            seen=sent.digest,
            publish_at=HOUR,
        )
    ledger.clock_set(demo_process.log, datetime(2026, 3, 3, 14, 0, tzinfo=UTC))
    now = processes.process_now(demo_process)
    found, refused = split(together(*[lambda: tasks.tick(demo_process, now)] * 4))
    assert not refused
    assert sum(found) == 5 == entries("page.published")
    assert PageVersion.objects.filter(state="published").count() == 5


def test_two_approvals_at_once_are_one(demo_process, actor_of, submitted):
    sent = submitted("como-llegar")
    actors = [actor_of("publisher"), actor_of("publisher", "facilitator")]

    def approve(actor):
        return lambda: services.page_approve(
            actor=actor, process=demo_process, page=sent.page, seen=sent.digest
        )

    found, refused = split(together(*[approve(actor) for actor in actors * 2]))
    assert (len(found), len(refused)) == (1, 3)
    assert entries("page.approved") == entries("page.published") == 1


def test_approving_and_returning_at_once_leave_one_of_both(demo_process, actor_of, submitted):
    sent = submitted("como-llegar")
    common = {"actor": actor_of("publisher"), "process": demo_process, "page": sent.page}
    found, refused = split(
        together(
            lambda: services.page_approve(**common, seen=sent.digest),
            lambda: services.page_return(**common, reason="Falta la hora."),
        )
    )
    assert (len(found), len(refused)) == (1, 1)
    assert entries("page.published") + entries("page.returned") == 1
    shown = selectors.pages_public(demo_process.slug)
    assert len(shown) == entries("page.published")


def test_the_same_draft_saved_twice_is_one_page(demo_process, actor_of):
    common = {"actor": actor_of("secretary"), "process": demo_process, "texts": TEXTS}
    works = [lambda: services.page_draft(**common, name="como-llegar")] * 4
    found, refused = split(together(*works))
    assert (len(found), len(refused)) == (1, 3)
    assert PageVersion.objects.count() == 1
