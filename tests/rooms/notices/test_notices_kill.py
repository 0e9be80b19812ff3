"""SIGKILL at random points: each event reaches each subscriber, under one Message-ID each."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from cocrea.kernel.permits import CITIZEN, CLOCK
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import services as ledger
from cocrea.notices import services
from cocrea.notices.models import Outbox
from cocrea.people import vault
from cocrea.process.selectors import process_now

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PEOPLE, EVENTS = 8, 25
VOICE = SubjectRef("voice", "0198f0a6-0000-7000-8000-000000000000")


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


@pytest.mark.parametrize("seed", range(4))
def test_each_event_reaches_each_subscriber(process, tmp_path, seed, monkeypatch):
    for n in range(PEOPLE):
        contact = vault.contact_store("email", f"p{n}@canario.example")
        services.follow(actor=CITIZEN, process=process, subject=VOICE, contact=contact)
    for _ in range(EVENTS):
        with ledger.act(process, actor=CLOCK) as act:
            act.record("voice.admitted", subject=VOICE, role="clock")
    connection.close()
    folder = tmp_path / "mail"
    command = [sys.executable, str(Path(__file__).with_name("sender.py")), process.slug]
    for turn in range(3):
        sender = subprocess.Popen(
            [*command, str(folder)], env=environment(), stdout=subprocess.PIPE, text=True
        )
        assert sender.stdout.readline().strip() == "at work"
        time.sleep(random.Random(seed * 10 + turn).uniform(0.0, 0.25))
        sender.send_signal(signal.SIGKILL)
        sender.stdout.close()
        sender.wait()
    monkeypatch.setattr(
        settings, "EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend"
    )
    monkeypatch.setattr(settings, "EMAIL_FILE_PATH", folder)
    for days in range(1, 4):
        now = process_now(process) + timedelta(days=30 * days)
        services.sweep(actor=CLOCK, process=process, now=now)
        services.deliver_due(actor=CLOCK, process=process, now=now, limit=1_000)
    rows = Outbox.objects.filter(state=Outbox.SENT)
    assert rows.count() == Outbox.objects.count() == PEOPLE * EVENTS
    written = "".join(p.read_text(errors="replace") for p in folder.iterdir())
    sent = re.findall(r"^Message-ID: (\S+)", written, re.MULTILINE)
    assert set(sent) == set(rows.values_list("message_id", flat=True))
    assert len(sent) <= PEOPLE * EVENTS + 3  # at most one mail in flight at each kill
