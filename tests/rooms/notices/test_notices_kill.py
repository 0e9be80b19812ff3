"""SIGKILL at random points, two senders at once: each event of every kind reaches each follower of
every kind at every pace, under one Message-ID each."""

import os
import random
import re
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
from tests.rooms.notices import reach_world as world

from cocrea.notices import tasks
from cocrea.notices.models import Outbox

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TURNS = 3


def environment() -> dict[str, str]:
    """The sender works in the test's own database."""
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


def senders(process, folder, day):
    """Two at once, both at work."""
    command = [sys.executable, str(Path(__file__).with_name("sender.py")), process.slug]
    started = [
        subprocess.Popen(
            [*command, str(folder), str(day)],
            env=environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for each in started:
        assert each.stdout.readline().strip() == "at work"
    return started


def kill(sender):
    sender.send_signal(signal.SIGKILL)
    sender.stdout.close()
    sender.wait()


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(n, marks=pytest.mark.soak) for n in range(1, 8))]
)
def test_each_event_reaches_each_follower(process, tmp_path, seed, monkeypatch):
    world.begin(process)
    who = world.everybody(process)
    positions = world.happen(process)
    connection.close()
    folder, dice = tmp_path / "mail", random.Random(seed)
    for turn in range(TURNS):
        both = senders(process, folder, day=(0, 2, 8)[turn])
        for each in both:
            time.sleep(dice.uniform(0.0, 0.4))
            kill(each)
    files = "django.core.mail.backends.filebased.EmailBackend"
    monkeypatch.setattr(settings, "EMAIL_BACKEND", files)
    monkeypatch.setattr(settings, "EMAIL_FILE_PATH", folder)
    for days in range(20, 32, 2):
        tasks.tick(process, world.later(process, days))
    assert world.told(process) == world.expected(who, positions, process.log_id)
    assert set(Outbox.objects.values_list("state", flat=True)) == {Outbox.SENT}
    written = "".join(p.read_text(errors="replace") for p in folder.iterdir())
    sent = Counter(re.findall(r"^Message-ID: (\S+)", written, re.MULTILINE))
    assert set(sent) == set(Outbox.objects.values_list("message_id", flat=True))
    again = {name for name, times in sent.items() if times > 1}
    assert len(again) <= 2 * TURNS  # at most one mail in flight at each kill
    doubtful = Outbox.objects.filter(doubtful__gt=0)
    assert again <= set(doubtful.values_list("message_id", flat=True))
