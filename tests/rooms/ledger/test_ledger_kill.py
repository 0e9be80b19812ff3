"""SIGKILL at random points: an act is there whole or not at all, and what was said stays said."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from cocrea.ledger import services as ledger
from cocrea.ledger.models import Entry

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROUNDS = 6


def environment() -> dict[str, str]:
    """The writer works in the test's own database."""
    given = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3] / "src"),
             "COCREA_DATA_DIR": str(settings.DATA_DIR),
             "DJANGO_SETTINGS_MODULE": "cocrea.config.settings"}  # fmt: skip
    options = connection.settings_dict
    if connection.vendor == "sqlite":
        given["DATABASE_URL"] = f"sqlite:///{options['NAME']}"
    else:
        host = quote(options["HOST"], safe="")
        user = f"{options['USER']}:{options['PASSWORD']}@" if options["USER"] else ""
        port = f":{options['PORT']}" if options["PORT"] else ""
        given["DATABASE_URL"] = f"postgres://{user}{host}{port}/{options['NAME']}"
    return given


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_all_or_nothing(seed):
    log = ledger.log_create(name="killed", demo=False)
    connection.close()
    command = [sys.executable, str(Path(__file__).with_name("writer.py")), "killed"]
    writers = [
        subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [writer.stdout.readline().strip() for writer in writers]  # both are at work
    time.sleep(random.Random(seed).uniform(0.02, 0.5))
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
    for writer in writers:
        said += [line.strip() for line in writer.stdout.readlines() if line.endswith("\n")]
        writer.stdout.close()
        assert writer.wait() == -signal.SIGKILL
    log.refresh_from_db()
    counts = Counter(Entry.objects.filter(log=log).values_list("subject_id", flat=True))
    assert set(counts.values()) == {3}
    assert set(filter(None, said)) <= set(counts)
    assert log.size == 3 * len(counts)
    assert ledger.verify_database(log).ok
    ledger.checkpoint(log)
    assert not ledger.verify_database(log).findings
