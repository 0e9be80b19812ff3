"""Reading and promoting a file of voices dies in the middle and goes on: what was written stays.

These tests really commit, as the portal does; those of ``test_voices_import`` are undone.
"""

import io

import pytest
from tests.conftest import build_process

from cocrea.ledger import services as ledger
from cocrea.ledger.models import Entry
from cocrea.ledger.rules import canonical, merkle
from cocrea.voices import selectors, services, tasks
from cocrea.voices.models import ImportRow, Voice
from cocrea.voices.selectors import importing
from cocrea.voices.services import importing_promote

pytestmark = pytest.mark.django_db(transaction=True)

MANY = "".join(f"{n},Petición número {n}\r\n" for n in range(1, 131))


@pytest.fixture
def process(transactional_db):
    return build_process("municipio", demo=False)


@pytest.fixture
def typist(actor_of):
    return actor_of("facilitator")


@pytest.fixture
def opened(process, typist, monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 50)
    monkeypatch.setattr(importing_promote, "MADE_AT_ONCE", 25)
    file = io.BytesIO(f"No.,Propuesta\r\n{MANY}".encode())
    return services.import_open(actor=typist, process=process, name="hojas.csv", file=file)


class Killed(BaseException):
    pass


def dies_after(chunks):
    left = [chunks]

    def going():
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        return True

    return going


def test_reading_goes_on_where_it_was_killed(opened, typist, process):
    batch = opened
    with pytest.raises(Killed):
        services.import_stage(actor=typist, batch=batch, going=dies_after(1))
    batch.refresh_from_db()
    assert (batch.state, batch.fresh) == ("staging", 100)
    assert tasks.tick(process, ledger.now_of(process.log)) == 1
    batch.refresh_from_db()
    assert (batch.state, batch.fresh, ImportRow.objects.count()) == ("staged", 130, 130)


def test_promoting_goes_on_where_it_was_killed(opened, typist, process):
    batch = services.import_stage(actor=typist, batch=opened)
    with pytest.raises(Killed):
        services.import_promote(actor=typist, batch=batch, going=dies_after(2))
    batch.refresh_from_db()
    assert (batch.state, batch.done, Voice.objects.count()) == ("promoting", 75, 75)
    facts = selectors.gate_facts(process, ledger.now_of(process.log))
    assert facts["voices.unadmitted"] == 130, "a phase may not close over what is on its way"
    tasks.tick(process, ledger.now_of(process.log))
    batch.refresh_from_db()
    assert (batch.state, batch.done, Voice.objects.count()) == ("promoted", 130, 130)
    assert Entry.objects.filter(kind="voices.imported").count() == 1
    leaves = [canonical.encode(leaf) for leaf in selectors.leaves(batch)]
    assert merkle.root_of(map(merkle.leaf_hash, leaves)).hex() == batch.root
    assert tasks.tick(process, ledger.now_of(process.log)) == 0
