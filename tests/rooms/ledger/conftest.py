"""A log without a process, and entries in it."""

from dataclasses import dataclass

import pytest

from cocrea.kernel.permits import CITIZEN, Actor, Grant
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Log

OPERATOR = Actor(grants=(Grant("operator"),))


@dataclass
class Holder:
    """What an act asks for: anything with a log."""

    log: Log

    @property
    def log_id(self) -> int:
        return self.log.pk


@pytest.fixture
def holder(db):
    return Holder(ledger.log_create(name="prueba", demo=False))


@pytest.fixture
def demo_holder(db):
    return Holder(ledger.log_create(name="prueba-demo", demo=True))


def say(holder, count=1, actor=CITIZEN, role="citizen", **options):
    """Record ``count`` entries, one act each."""
    found = []
    for number in range(count):
        with ledger.act(holder, actor=actor) as act:
            found.append(
                act.record(
                    "voice.received",
                    subject=SubjectRef("voice", f"v{number}"),
                    role=role,
                    **options,
                )
            )
    return found


@pytest.fixture
def speak():
    return say
