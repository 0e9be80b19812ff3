"""Travelling to a moment swaps the replayed process and leaves every other one as it is."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from tests.demonstration import demonstration
from tests.journeys.commands import environment

SCRIPT = """
import django, sys
django.setup()
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.ledger import services as ledger
from cocrea.process import selectors
from cocrea.site.demo import store
from cocrea.voices import services as voices
from cocrea.voices.models import Voice

villa = selectors.process_get("villa-ejemplo")
receipt = voices.voice_receive(actor=CITIZEN, process=villa, key=str(uuid7()), text="Voz de hoy")
before = Voice.objects.filter(process=villa).count()
for name in ("apertura", "cierre-2020", "apertura"):
    store.moment_travel(selectors.process_get("guatemala-2018"), name)
    gt, villa = selectors.process_get("guatemala-2018"), selectors.process_get("villa-ejemplo")
    print(name, selectors.process_now(gt).date(), Voice.objects.filter(process=gt).count())
    assert Voice.objects.filter(process=villa).count() == before
    assert Voice.objects.get(folio=receipt.folio).text == "Voz de hoy"
    assert ledger.verify_database(gt.log).ok and ledger.verify_database(villa.log).ok
another = voices.voice_receive(actor=CITIZEN, process=villa, key=str(uuid7()), text="Otra voz")
assert ledger.verify_database(selectors.process_get("villa-ejemplo").log).ok
"""


@pytest.mark.once
@pytest.mark.slow
def test_travel_keeps_what_visitors_did_elsewhere(tmp_path):
    if os.environ.get("DATABASE_URL"):
        pytest.skip(
            "moments are copies of a SQLite file; on PostgreSQL the bar does not offer them"
        )
    place = shutil.copytree(demonstration(), tmp_path / "data")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment(place), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    rows = [re.split(r"\s+", line) for line in done.stdout.strip().splitlines()]
    assert [row[1] for row in rows] == ["2018-04-04", "2020-08-31", "2018-04-04"]
    assert int(rows[0][2]) == int(rows[2][2]) == 0 < int(rows[1][2])
