"""A consultation on the simulated clock, and how people answer it."""

from datetime import timedelta

import pytest
from django.utils import translation

from cocrea.consultations import services
from cocrea.consultations.rules.answers import Sheet
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.ledger import services as ledger
from cocrea.process.selectors import process_get, process_now


@pytest.fixture
def window(demo_process, actor_of, kept_on):
    """The methodology's own consultation: two clauses, three questions, open for ten days."""
    now = process_now(demo_process)

    def opened():
        return services.window_open(
            actor=actor_of("point_of_contact"),
            process=demo_process,
            slug="metodologia",
            closes_at=now + timedelta(days=10),
        )

    return kept_on(demo_process, "window", opened)


@pytest.fixture
def answer():
    """answer(window, claridad="4", ...): one person's sheet."""

    def send(window, *, key=None, stances=None, comments=None, **rest):
        options = {k: rest.pop(k) for k in ("sector", "area", "language") if k in rest}
        answers = {"claridad": ["4"], **{k: [v] for k, v in rest.items()}}
        return services.response_submit(
            actor=CITIZEN,
            window=window,
            key=key or uuid7(),
            sheet=Sheet(answers, stances or {}, comments or {}),
            **options,
        )

    return send


@pytest.fixture
def wait(demo_process):
    """wait(days=3): the simulated clock goes on."""

    def go(**delta):
        process = process_get(demo_process.slug)
        ledger.clock_set(process.log, process_now(process) + timedelta(**delta))

    return go


@pytest.fixture(autouse=True)
def _spanish():
    """A page in English leaves its language active in the thread."""
    with translation.override("es"):
        yield
