"""A municipality on a simulated clock, and a meeting thirty days from its today."""

from datetime import timedelta

import pytest

from cocrea.ledger import services as ledger
from cocrea.meetings import services as meetings
from cocrea.process import middleware
from cocrea.process.selectors import process_now


@pytest.fixture
def travel(demo_process):
    """Move the clock of the demonstration by so many days."""

    def moved(days=0, hours=0):
        now = process_now(demo_process) + timedelta(days=days, hours=hours)
        ledger.clock_set(demo_process.log, now)
        demo_process.log.refresh_from_db()

    return moved


@pytest.fixture
def draft(demo_process, actor_of):
    def made(**fields):
        start = process_now(demo_process) + timedelta(days=fields.pop("days", 30))
        given = {
            "kind": "table",
            "title_es": "Mesa de agua",
            "title_en": "Water table",
            "venue": "Salón municipal",
            "starts_at": start,
            "ends_at": start + timedelta(hours=3),
            "phase": 3,
            **fields,
        }
        return meetings.meeting_draft(actor=actor_of("secretary"), process=demo_process, **given)

    return made


@pytest.fixture
def announced(draft, actor_of):
    def made(**fields):
        return meetings.meeting_announce(actor=actor_of("secretary"), meeting=draft(**fields))

    return made


@pytest.fixture
def held(announced, actor_of, travel):
    def made(**fields):
        meeting = announced(**fields)
        travel(days=31)
        return meetings.meeting_hold(actor=actor_of("secretary"), meeting=meeting)

    return made


@pytest.fixture
def act_as(monkeypatch):
    """Sign in without accounts: the middleware's actor is replaced, the cookie is there."""

    def made(actor, client=None):
        monkeypatch.setattr(middleware, "actor_for", lambda *_args, **_more: actor)
        if client is not None:
            client.cookies["sessionid"] = "somebody"

    return made
