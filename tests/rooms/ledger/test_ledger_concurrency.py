"""Many writers at once: no gap, no deadlock, nobody slips in behind an exclusive act."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from cocrea.kernel import sending
from cocrea.kernel.errors import Conflict
from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import selectors
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Entry

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
VOICE = SubjectRef("voice", "v1")
WRITERS = 16


class Holder:
    def __init__(self, name="many"):
        self.log = ledger.log_create(name=name, demo=False)
        self.log_id = self.log.pk


@pytest.fixture(autouse=True)
def waiting_connections():
    """Threads of a test share its settings but each opens its own connection."""
    yield
    connections.close_all()


def in_threads(work, count, writers=WRITERS):
    def one(number):
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(writers) as pool:
        return list(pool.map(one, range(count)))


def test_200_concurrent_acts_leave_no_gap():
    holder = Holder()

    def work(_number):
        with ledger.act(holder, actor=CITIZEN) as act:
            first = act.record("voice.received", subject=VOICE, role="citizen")
            with ledger.act(holder, actor=CITIZEN) as inner:
                second = inner.record("voice.split", subject=VOICE, role="citizen")
        assert second.position == first.position + 1
        return first.position

    found = in_threads(work, 200)
    assert sorted(found) == list(range(0, 400, 2))
    positions = list(Entry.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(400))
    stamps = list(Entry.objects.order_by("position").values_list("recorded_at", flat=True))
    assert stamps == sorted(stamps)
    assert selectors.tree_size(holder.log_id) == 400
    assert ledger.verify_database(holder.log).ok


def test_half_of_them_fail_and_leave_nothing():
    holder = Holder()

    def work(number):
        try:
            with ledger.act(holder, actor=CITIZEN) as act:
                act.record("voice.received", subject=VOICE, role="citizen", body={"n": number})
                if number % 2:
                    raise LookupError
        except LookupError:
            return 0
        return 1

    assert sum(in_threads(work, 100)) == 50
    assert selectors.tree_size(holder.log_id) == 50
    assert ledger.verify_database(holder.log).ok


def test_rows_locked_in_both_orders_of_logs_do_not_deadlock():
    """Two logs, checkpoints made meanwhile, as ``tick`` does."""
    holders = [Holder("one"), Holder("two")]

    def work(number):
        holder = holders[number % 2]
        with ledger.act(holder, actor=CITIZEN) as act:
            act.record("voice.received", subject=VOICE, role="citizen")
        if number % 5 == 0:
            ledger.checkpoint(holders[(number + 1) % 2].log)

    in_threads(work, 100)
    for holder in holders:
        assert selectors.tree_size(holder.log_id) == 50
        assert ledger.verify_database(holder.log).ok


def test_nobody_slips_in_behind_an_exclusive_act():
    """A phase closes while voices arrive: each is before the closing, or sees that it is late."""
    holder, late, closing = Holder(), [], threading.Event()

    def work(number):
        if number == 40:
            with ledger.act(holder, actor=CITIZEN, exclusive=True) as act:
                closing.set()
                time.sleep(0.2)
                act.record("phase.closed", subject=SubjectRef("phase", "1"), role="clock")
                return
        if number >= 60:  # these come while it is being closed, or after
            assert closing.wait(timeout=60)
        with ledger.act(holder, actor=CITIZEN) as act:
            kinds = Entry.objects.filter(log=holder.log, kind="phase.closed")
            if kinds.exists():
                late.append(number)
                return
            time.sleep(0.01)
            act.record("voice.received", subject=VOICE, role="citizen")

    in_threads(work, 80)
    kinds = list(Entry.objects.order_by("position").values_list("kind", flat=True))
    assert kinds[-1] == "phase.closed" and kinds.count("phase.closed") == 1
    assert len(kinds) - 1 + len(late) == 79 and set(range(60, 80)) <= set(late)
    assert ledger.verify_database(holder.log).ok


def test_one_form_that_arrives_many_times_at_once_is_acted_on_once():
    holder = Holder()

    def work(number):
        with sending.sending():
            sending.give("the same form")
            try:
                with ledger.act(holder, actor=CITIZEN) as act:
                    time.sleep(0.01)
                    act.record("voice.received", subject=VOICE, role="citizen")
            except Conflict as refused:
                assert [f.code for f in refused.findings] == [sending.ALREADY_SENT]
                return 0
        return 1

    assert sum(in_threads(work, 20)) == 1
    assert selectors.tree_size(holder.log_id) == 1


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_shared_acts_run_side_by_side_on_postgresql():
    holder, inside = Holder(), threading.Barrier(4, timeout=10)

    def work(number):
        with ledger.act(holder, actor=CITIZEN) as act:
            act.record("voice.received", subject=VOICE, role="citizen")
            inside.wait()  # all four hold their act open at once

    in_threads(work, 4, writers=4)
    assert selectors.tree_size(holder.log_id) == 4
    assert connection.vendor == "postgresql"
