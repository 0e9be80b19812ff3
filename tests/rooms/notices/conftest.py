"""Subscribers of a small process, and mail in memory."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import translation

from cocrea.kernel.permits import CITIZEN, CLOCK
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import services as ledger
from cocrea.notices import services, tasks
from cocrea.notices.models import Subscription
from cocrea.process.selectors import process_now


@pytest.fixture(autouse=True)
def spanish():
    """A page in English leaves its language behind; the next test must not inherit it."""
    with translation.override("es"):
        yield


@pytest.fixture
def tick(process):
    def run(minutes=0):
        now = process_now(process) + timedelta(minutes=minutes)
        return tasks.tick(process, now)

    return run


@pytest.fixture
def link():
    """Path of the last mail's link: ``link("confirmar")``, ``link("baja")``."""

    def find(word, message=None):
        body = (message or mail.outbox[-1]).body
        return re.search(rf"https?://[^/]+(/\S*/{word}/\S+)", body).group(1)

    return find


@pytest.fixture
def ask(process):
    def run(email="ana@canario.example", subject=None, language="es"):
        services.subscribe_ask(
            actor=CITIZEN, process=process, email=email, subject=subject, language=language
        )
        return Subscription.objects.latest("pk")

    return run


@pytest.fixture
def subscribed(process, ask, tick, link):
    """Somebody who asked and confirmed; the question is no longer in the mailbox."""

    def run(email="ana@canario.example", subject=None, language="es"):
        row = ask(email, subject, language)
        tick()
        token = link("confirmar").rstrip("/").split("/")[-1]
        services.subscribe_confirm(
            actor=CITIZEN, process=process, subscription=row.public_id, token=token
        )
        mail.outbox.clear()
        return row

    return run


@pytest.fixture
def happens(process):
    """An entry of the record about a thing of a higher room."""

    def record(kind="phase.opened", subject=("phase", "municipio-1"), /, **body):
        with ledger.act(process, actor=CLOCK) as act:
            act.record(kind, subject=SubjectRef(*subject), body=body, role="clock")

    return record
