"""A window closes while people answer: what the close counted is what was kept."""

import json
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection

from cocrea.consultations import services
from cocrea.consultations.models import Response
from cocrea.consultations.rules.answers import Sheet
from cocrea.consultations.services import drafts
from cocrea.kernel.errors import Refused
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN, CLOCK
from cocrea.ledger.models import Entry
from cocrea.process.selectors import process_now


def opened(process, actor_of, **delta):
    return services.window_open(
        actor=actor_of("point_of_contact"),
        process=process,
        slug="metodologia",
        closes_at=process_now(process) + timedelta(**delta),
    )


@pytest.mark.django_db(transaction=True)
def test_no_answer_slips_past_the_close(process, actor_of):
    window = opened(process, actor_of, seconds=1.5)
    refused, broken = [], []

    def people():
        try:
            while True:
                services.response_submit(
                    actor=CITIZEN,
                    window=window,
                    key=uuid7(),
                    sheet=Sheet(answers={"claridad": ["3"]}),
                )
        except Refused as error:
            refused.append(error.findings[0].code)
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=people) for _ in range(4)]
    for thread in threads:
        thread.start()
    closed = []
    while not closed:
        closed = services.window_close_due(actor=CLOCK, process=process)
        time.sleep(0.01)
    for thread in threads:
        thread.join(timeout=30)
    assert not broken
    assert refused == ["consultations.closed"] * 4
    entry = Entry.objects.get(kind="consultation.closed")
    counted = json.loads(bytes(entry.raw))["body"]["responses"]
    kept = Response.objects.filter(window=window)
    assert counted == kept.count() > 0
    assert all(r.received_at < window.closes_at for r in kept)


@pytest.mark.django_db(transaction=True)
def test_sheets_of_one_form_saved_at_once_each_have_a_code(process, actor_of):
    """Two tabs of one form: what one saves may not take the place of what the other saved."""
    window = opened(process, actor_of, days=1)
    seed, codes, broken = drafts.seed_make(), {}, []
    together = threading.Barrier(4)

    def save(number):
        sheet = {"q-claridad": [str(number)]}
        try:
            together.wait(timeout=30)
            codes[number] = services.draft_save(actor=CITIZEN, window=window, data=sheet, form=seed)
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[n]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not broken and len(set(codes.values())) == 4
    for number, code in codes.items():
        assert services.draft_open(window=window, code=code) == {"q-claridad": [str(number)]}
