"""Acts: all or nothing, one now, joined when nested, never a person."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cocrea.kernel.errors import NotPermitted, NotThere, Refused
from cocrea.kernel.permits import CITIZEN, Actor, Grant
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import selectors, triggers
from cocrea.ledger import services as ledger
from cocrea.ledger.models import Entry, Log
from cocrea.ledger.rules import canonical, entries, merkle, text

VOICE = SubjectRef("voice", "v0", digest="ab" * 32, label="Agua limpia")
MODERATOR = Actor(uuid.uuid4(), (Grant("moderator"),), "f-1", "senacyt", "public", "Ana Ejemplo")


def read(holder, position):
    return entries.entry_read(bytes(selectors.entry(holder.log_id, position).raw))


def size(holder):
    return selectors.tree_size(holder.log_id)


def test_an_act_records(holder):
    with ledger.act(holder, actor=MODERATOR) as act:
        made = act.record("voice.admitted", subject=VOICE, role="moderator", body={"points": 2})
        assert made.position is None
    assert made.position == 0
    said = read(holder, 0)
    assert said["author"] == {"role": "moderator", "office": "f-1", "organization": "senacyt"}
    assert said["subject"] == {"kind": "voice", "id": "v0", "digest": "ab" * 32}
    assert said["body"] == {"points": 2}
    assert said["recorded_at"] == entries.instant(act.now)
    assert "Ana" not in str(said) and "Agua" not in str(said)
    row = selectors.entry(holder.log_id, 0)
    assert bytes(row.leaf_hash) == merkle.leaf_hash(bytes(row.raw)) == made.leaf_hash
    assert ledger.verify_database(holder.log).ok


def test_an_act_that_raises_leaves_nothing(holder, speak):
    speak(holder)
    before = Log.objects.values().get(pk=holder.log_id)
    with pytest.raises(ZeroDivisionError), ledger.act(holder, actor=CITIZEN) as act:
        act.record("voice.received", subject=VOICE, role="citizen")
        raise ZeroDivisionError
    assert Log.objects.values().get(pk=holder.log_id) == before
    assert speak(holder)[0].position == 1


def test_an_act_without_entries_does_not_touch_the_log(holder, django_assert_num_queries):
    with django_assert_num_queries(3 if connection.vendor == "sqlite" else 4):
        with ledger.act(holder, actor=CITIZEN):
            pass
    assert size(holder) == 0


def test_queries_of_an_act_do_not_grow(holder, django_assert_num_queries):
    many = []
    for count in (1, 100):
        with django_assert_num_queries(7 if connection.vendor == "sqlite" else 8) as queries:
            with ledger.act(holder, actor=CITIZEN) as act:
                for _ in range(count + 1):  # two at least, so that there are nodes
                    act.record("voice.received", subject=VOICE, role="citizen")
        many.append(len(queries))
    assert many[0] == many[1]


def test_nested_acts_join(holder):
    with ledger.act(holder, actor=MODERATOR) as outer:
        first = outer.record("a.first", subject=VOICE, role="moderator")
        with ledger.act(holder, actor=CITIZEN) as inner:
            assert inner.now == outer.now
            second = inner.record("a.second", subject=VOICE, role="citizen")
        third = outer.record("a.third", subject=VOICE, role="moderator")
        assert size(holder) == 0
    assert [first.position, second.position, third.position] == [0, 1, 2]
    assert read(holder, 1)["author"] == {"role": "citizen"}


def test_a_nested_act_that_fails_is_undone_with_its_entries(holder):
    with ledger.act(holder, actor=CITIZEN) as outer:
        outer.record("a.first", subject=VOICE, role="citizen")
        with pytest.raises(ValueError), ledger.act(holder, actor=CITIZEN) as inner:
            inner.record("a.lost", subject=VOICE, role="citizen")
            Log.objects.create(name="lost", series="lost", origin="lost", root="")
            raise ValueError
        outer.record("a.second", subject=VOICE, role="citizen")
    assert [read(holder, n)["kind"] for n in range(2)] == ["a.first", "a.second"]
    assert size(holder) == 2 and not Log.objects.filter(name="lost").exists()


def test_two_logs_never_nest(holder, demo_holder, speak):
    with pytest.raises(RuntimeError), ledger.act(holder, actor=CITIZEN):
        with ledger.act(demo_holder, actor=CITIZEN):
            pass
    speak(demo_holder)  # nothing of the refused act lingers
    speak(holder)


def test_a_shared_act_cannot_become_exclusive(holder):
    with pytest.raises(RuntimeError), ledger.act(holder, actor=CITIZEN):
        with ledger.act(holder, actor=CITIZEN, exclusive=True):
            pass
    with ledger.act(holder, actor=CITIZEN, exclusive=True):
        with ledger.act(holder, actor=CITIZEN, exclusive=True):
            pass
        with ledger.act(holder, actor=CITIZEN):
            pass


@pytest.mark.django_db(transaction=True)
def test_an_act_inside_another_transaction_is_refused():
    log = ledger.log_create(name="durable", demo=False)
    holder = type("H", (), {"log_id": log.pk})
    with pytest.raises(RuntimeError), transaction.atomic(), ledger.act(holder, actor=CITIZEN):
        pass


@pytest.mark.parametrize(
    "body", [{"a": 1.5}, {"ñ": 1}, {"a": datetime(2026, 1, 1, tzinfo=UTC)}, {"a": "n\u0303"}]
)
def test_a_body_without_canonical_spelling_is_refused_at_once(holder, body):
    with ledger.act(holder, actor=CITIZEN) as act:
        with pytest.raises(ValueError):
            act.record("voice.received", subject=VOICE, role="citizen", body=body)
    assert size(holder) == 0


def test_no_account_enters_an_entry(holder):
    with ledger.act(holder, actor=MODERATOR) as act:
        for body in ({"by": str(MODERATOR.person)}, {"by": MODERATOR.person.hex}):
            with pytest.raises(ValueError):
                act.record("voice.admitted", subject=VOICE, role="moderator", body=body)
        with pytest.raises(ValueError):
            subject = SubjectRef("account", str(MODERATOR.person))
            act.record("account.blocked", subject=subject, role="moderator")
        act.record("voice.received", subject=VOICE, role="citizen")
    assert read(holder, 0)["author"] == {"role": "citizen"}  # an officer speaking as a citizen


def test_a_claimed_time_stays_in_the_body(holder, speak):
    when = datetime(2018, 2, 1, tzinfo=UTC)
    speak(holder, occurred_at=when)
    assert read(holder, 0)["body"] == {"occurred_at": "2018-02-01T00:00:00.000000Z"}
    assert selectors.entry(holder.log_id, 0).occurred_at == when


def test_the_clock_never_goes_back(holder, speak):
    late = datetime.now(UTC) + timedelta(days=1)
    Log.objects.filter(pk=holder.log_id).update(last_recorded_at=late)
    with ledger.act(holder, actor=CITIZEN) as act:
        assert act.now == late
        made = act.record("voice.received", subject=VOICE, role="citizen")
    assert made.recorded_at == late


def test_a_demonstrations_clock_is_set(demo_holder, speak):
    noon = datetime(2018, 2, 1, 18, tzinfo=UTC)
    ledger.clock_set(demo_holder.log, noon)
    assert ledger.now_of(demo_holder.log) == noon
    speak(demo_holder)
    assert read(demo_holder, 0)["recorded_at"] == "2018-02-01T18:00:00.000000Z"
    with pytest.raises(Refused) as refused:
        ledger.clock_set(demo_holder.log, noon - timedelta(seconds=1))
    assert refused.value.findings[0].code == "ledger.clock_before_last"
    with pytest.raises(ValueError):
        ledger.clock_set(demo_holder.log, datetime(2018, 3, 1))
    ledger.clock_set(demo_holder.log, noon + timedelta(days=1))
    assert ledger.now_of(demo_holder.log) == noon + timedelta(days=1)


def test_a_real_clock_is_never_set(holder):
    with pytest.raises(Refused) as refused:
        ledger.clock_set(holder.log, datetime(2018, 2, 1, tzinfo=UTC))
    assert refused.value.findings[0].code == "ledger.clock_real"
    with pytest.raises(IntegrityError), transaction.atomic():
        Log.objects.filter(pk=holder.log_id).update(simulated_at=datetime(2018, 1, 1, tzinfo=UTC))


def test_a_batch_is_one_entry_with_a_root_over_its_rows(holder):
    rows = [{"row": n} for n in range(1000)]
    with ledger.act(holder, actor=MODERATOR) as act:
        act.record_batch(
            "voice.imported", subject=VOICE, role="moderator", rows=iter(rows),
            source_digest="cd" * 32, body={"sheet": "1"},
        )  # fmt: skip
    leaves = [merkle.leaf_hash(canonical.encode(row)) for row in rows]
    root = merkle.root_of(leaves)
    assert read(holder, 0)["body"] == {
        "batch": {"count": 1000, "source": "cd" * 32, "root": root.hex()}, "sheet": "1",
    }  # fmt: skip


def test_a_text_commitment_has_its_own_salt():
    first, second = ledger.commit_text("Agua"), ledger.commit_text("Agua")
    assert first.salt != second.salt and first.digest != second.digest
    assert text.matches(first.digest, first.salt, "Agua")


def test_entries_cannot_be_changed_or_removed(holder, speak):
    speak(holder, 2)
    with connection.cursor() as cursor:
        triggers.remove(connection)
    triggers.install(connection)
    for statement in (
        "UPDATE ledger_entry SET kind = 'x.y'",
        "UPDATE ledger_entry SET raw = ''",
        "DELETE FROM ledger_entry WHERE position = 1",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Entry.objects.count() == 2


def test_a_log_goes_on_in_its_successor(demo_holder, speak):
    ledger.clock_set(demo_holder.log, datetime(2018, 2, 1, tzinfo=UTC))
    speak(demo_holder, 3)
    note = ledger.checkpoint(demo_holder.log).note
    operator = Actor(grants=(Grant("operator"),))
    with pytest.raises(NotPermitted):
        ledger.log_succeed(MODERATOR, log=demo_holder.log, reason="restore")
    with pytest.raises(ValueError):
        ledger.log_succeed(operator, log=demo_holder.log, reason="restore", known_note=note[:-9])
    new = ledger.log_succeed(operator, log=demo_holder.log, reason="restore", known_note=note)
    assert (new.origin, new.size) == (f"{demo_holder.log.origin}-2", 1)
    first = entries.entry_read(bytes(selectors.entry(new.pk, 0).raw))
    demo_holder.log.refresh_from_db()
    assert first["body"]["predecessor"] == {
        "origin": demo_holder.log.origin, "size": 3, "root": demo_holder.log.root,
        "vkey": demo_holder.log.vkey, "lost": 0,
    }  # fmt: skip
    assert first["recorded_at"].startswith("2018-02-01T00:00")
    with pytest.raises(RuntimeError):
        speak(demo_holder)
    again = type("H", (), {"log_id": new.pk})
    speak(again)
    about = selectors.entries_about(new.pk, SubjectRef("voice", "v0"))
    assert [entry.position for entry in about] == [0, 1]
    assert ledger.verify_database(new).ok and ledger.verify_database(demo_holder.log).ok


def test_an_unused_log_is_given_back_and_a_used_one_is_not(holder, speak):
    assert ledger.log_create(name="prueba", demo=False) == holder.log
    speak(holder)
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.log_create(name="prueba", demo=False)
    for name in ("", "Dos Palabras", "a/b", "a+b", "../x"):
        with pytest.raises(ValueError):
            ledger.log_create(name=name, demo=False)


def test_reading(holder, speak, django_assert_num_queries):
    speak(holder, 60)
    with django_assert_num_queries(1):
        page = selectors.entries(holder.log_id)
    assert [entry.position for entry in page] == list(range(59, 9, -1))
    assert [e.position for e in selectors.entries(holder.log_id, before=2)] == [1, 0]
    with django_assert_num_queries(1):
        assert len(selectors.entries_about(holder.log_id, SubjectRef("voice", "v7"))) == 1
    with pytest.raises(NotThere):
        selectors.entry(holder.log_id, 60)
    assert selectors.tree_size(999_999) == 0
