"""Each event reaches each subscriber exactly once, whatever happens in between."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cocrea.kernel.errors import NotPermitted, Refused
from cocrea.kernel.permits import CITIZEN, CLOCK
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import services as ledger
from cocrea.notices import keeping, rendering, selectors, services
from cocrea.notices.messages import EVENT_TEXTS, FOLLOWED_TEXTS, OTHER_EVENT, SUBJECT_TEXTS
from cocrea.notices.models import Outbox, Subscription, Sweep
from cocrea.notices.names import event_text, has_page
from cocrea.notices.rules.events import ALREADY, CONFIRM, DIGEST, EVENTS, STEPS, SUBJECTS
from cocrea.notices.services import deliver, sweeping
from cocrea.people import vault
from cocrea.people.models import User
from cocrea.people.vault import VAULT_TABLES
from cocrea.process.selectors import process_now

VOICE = SubjectRef("voice", "0198f0a6-0000-7000-8000-000000000000")
CANARY = "canario"


def follow(process, email, subject=VOICE):
    contact = vault.contact_store("email", email)
    return services.follow(actor=CITIZEN, process=process, subject=subject, contact=contact)


def notices():
    return Outbox.objects.exclude(event=CONFIRM)


class Killed(BaseException):
    """As sudden as a signal: nothing of ours catches it."""


def test_proof_of_each_mail(process, tick, happens):
    follow(process, "ana@canario.example")
    happens("disposition.published", ("voice", VOICE.public_id), number=1)
    assert tick() == 1
    row, message = notices().get(), mail.outbox[0]
    assert row.state == Outbox.SENT
    assert row.message_id == message.extra_headers["Message-ID"] == message.message()["Message-ID"]
    told = f"{message.subject}\n\n{message.body}"
    assert row.body_digest == hashlib.sha256(told.encode()).hexdigest()
    assert list(selectors.sent_about(process.slug, row.event_key)) == [row]
    assert message.message()["Auto-Submitted"] == "auto-generated"


def test_exactly_once_by_many_ticks(process, tick, happens, subscribed):
    subscribed("ana@canario.example")
    subscribed("ben@canario.example")
    follow(process, "autora@canario.example")
    happens(phase=1)
    happens("disposition.published", ("voice", VOICE.public_id), number=1)
    happens("voice.treated", ("voice", VOICE.public_id))
    for _ in range(4):
        tick()
    assert sorted(m.to[0] for m in mail.outbox) == [
        "ana@canario.example",
        "autora@canario.example",
        "ben@canario.example",
    ]


def test_who_follows_both_is_told_once(process, tick, happens, subscribed):
    meeting = SubjectRef("meeting", "0198f0a6-0000-7000-8000-000000000001")
    subscribed("ana@canario.example")
    subscribed("ana@canario.example", meeting)
    happens("meeting.cancelled", ("meeting", meeting.public_id), reason="x")
    assert tick() == 1
    assert notices().get().subscription.subject_kind == "meeting"


@pytest.mark.parametrize("place", ["insert", "claim", "render", "sent"])
def test_killed_in_between(process, tick, happens, monkeypatch, place):
    for n in range(3):
        follow(process, f"p{n}@canario.example")
    happens("voice.admitted", ("voice", VOICE.public_id))
    targets = {
        "insert": (sweeping, "insert"),
        "claim": (deliver, "_address"),
        "render": (rendering, "mail_of"),
        "sent": (deliver, "_proof"),
    }
    module, name = targets[place]
    whole = getattr(module, name)

    def dies(*args, **kwargs):
        whole(*args, **kwargs)
        raise Killed

    monkeypatch.setattr(module, name, dies)
    with pytest.raises(Killed):
        tick()
    monkeypatch.setattr(module, name, whole)
    for minutes in (0, 6, 30):
        tick(minutes)
    assert notices().filter(state=Outbox.SENT).count() == 3
    ids = {m.extra_headers["Message-ID"] for m in mail.outbox}
    assert len(ids) == 3
    # Only a mail that had left already leaves twice, and then under the same Message-ID.
    assert len(mail.outbox) == (4 if place == "sent" else 3)


class Broken(EmailBackend):
    """Refuses some addresses, quoting them as mail servers do."""

    refuses = ""

    def send_messages(self, messages):
        for message in messages:
            if type(self).refuses and type(self).refuses in message.to[0]:
                raise ConnectionRefusedError(f"550 no mailbox {message.to[0]}")
        return super().send_messages(messages)


def test_failures_are_retried_seen_and_end(process, tick, happens, settings, client, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    Broken.refuses = "ana@"
    follow(process, "ana@canario.example")
    follow(process, "ben@canario.example")
    happens("voice.admitted", ("voice", VOICE.public_id))
    assert tick() == 1  # one failure stops no other
    row = notices().get(state=Outbox.PENDING)
    assert (row.attempts, row.error) == (1, "ConnectionRefusedError")
    assert tick() == 0
    assert notices().get(state=Outbox.PENDING).attempts == 1  # not before its time
    for n in range(1, 6):
        tick(minutes=2_000 * n)
    row = notices().get(pk=row.pk)
    assert (row.state, row.attempts) == (Outbox.FAILED, 6)
    assert CANARY not in caplog.text
    assert selectors.gate_facts(process, None)["notices.failed"] == 1
    Broken.refuses = ""
    with pytest.raises(NotPermitted):
        services.outbox_retry(actor=CITIZEN, process=process, notice=row.public_id)


def test_try_again(process, tick, happens, settings, actor_of):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    Broken.refuses = ""
    follow(process, "ana@canario.example")
    happens("voice.admitted", ("voice", VOICE.public_id))
    services.sweep(actor=CLOCK, process=process, now=process_now(process))
    notices().update(state=Outbox.FAILED, attempts=6, error="X")
    row = notices().get()
    (item,) = selectors.desk_items(actor_of("secretary"), process, process_now(process))
    assert item.url == f"/p/{process.slug}/avisos/"
    assert selectors.desk_items(actor_of("moderator"), process, process_now(process)) == []
    services.outbox_retry(actor=actor_of("secretary"), process=process, notice=row.public_id)
    assert tick() == 1
    assert selectors.desk_items(actor_of("secretary"), process, process_now(process)) == []
    with pytest.raises(NotPermitted):
        services.outbox_retry(actor=actor_of("secretary"), process=process, notice=row.public_id)


def test_a_last_attempt_that_never_came_back(process, tick, happens):
    follow(process, "ana@canario.example")
    happens("voice.admitted", ("voice", VOICE.public_id))
    services.sweep(actor=CLOCK, process=process, now=process_now(process))
    notices().update(attempts=6)
    assert tick() == 0
    assert (notices().get().state, notices().get().error) == (Outbox.FAILED, "Interrupted")


def test_two_deliverers_send_one_mail(process, happens):
    follow(process, "ana@canario.example")
    happens("voice.admitted", ("voice", VOICE.public_id))
    now = process_now(process)
    services.sweep(actor=CLOCK, process=process, now=now)
    first, second = notices().get(), notices().get()
    assert deliver._claim(first, now)
    assert not deliver._claim(second, now)


def test_an_erased_contact_gets_nothing(process, tick, happens):
    row = follow(process, "ana@canario.example")
    happens("voice.admitted", ("voice", VOICE.public_id))
    vault.contact_erase(row.contact)
    assert tick() == 0
    assert notices().get().state == Outbox.STOPPED
    assert not mail.outbox


def test_an_erased_voice_ends_it(process, tick, happens):
    follow(process, "ana@canario.example")
    happens("voice.admitted", ("voice", VOICE.public_id))
    happens("voice.erased", ("voice", VOICE.public_id), basis="author")
    happens("disposition.published", ("voice", VOICE.public_id), number=1)
    assert tick() == 0
    assert Subscription.objects.get().state == "stopped"
    assert not mail.outbox


def test_the_address_is_nowhere_else(process, tick, happens, subscribed, ask, caplog, capsys):
    subscribed("ana@canario.example")
    ask("ben@canario.example")
    follow(process, "autora@canario.example")
    happens(phase=1)
    happens("voice.admitted", ("voice", VOICE.public_id))
    tick()
    assert len(mail.outbox) == 3
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in VAULT_TABLES:
                continue
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {quoted}")  # noqa: S608
            for values in cursor.fetchall():
                for value in values:
                    kept = bytes(value) if isinstance(value, memoryview) else str(value).encode()
                    assert CANARY.encode() not in kept, table
    assert CANARY not in caplog.text
    assert CANARY not in "".join(capsys.readouterr())


def test_notify_inside_an_act(process, tick, actor_of):
    subject = SubjectRef("commitment", "0198f0a6-0000-7000-8000-000000000002")
    contact = vault.contact_store("email", "ana@canario.example")
    follow(process, "ben@canario.example", subject)

    def tell(**more):
        return services.notify(
            actor=actor_of("secretary"),
            process=process,
            event="commitments.draft_ready",
            event_id="7",
            subject=subject,
            recipients=[services.Recipient(contact=contact, language="en")],
            subscribers=True,
            **more,
        )

    with pytest.raises(Killed), ledger.act(process, actor=actor_of("secretary")):
        tell()
        raise Killed
    assert not notices().exists()  # undone with the act
    with ledger.act(process, actor=actor_of("secretary")):
        assert tell(params={"day": "2018-08-30"}) == 2
        tell()
    assert tick() == 2
    assert {m.subject for m in mail.outbox} == {
        "Hay una novedad en algo que usted sigue",
        "There is news about something you follow",
    }
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers
    with pytest.raises(Refused) as refused:
        tell(params={"who": "ana@canario.example"})
    assert refused.value.findings[0].code == "notices.params_not_plain"
    with pytest.raises(ValueError, match="contact or an account"):
        services.Recipient().key  # noqa: B018


def test_an_account_is_told_at_its_verified_address(process, tick, actor_of):
    user, other = User.objects.create_user(), User.objects.create_user()
    user.emailaddress_set.create(email="staff@canario.example", verified=True, primary=True)
    other.emailaddress_set.create(email="unsure@canario.example", verified=False, primary=True)
    services.notify(
        actor=actor_of("secretary"),
        process=process,
        event="x.y",
        event_id="1",
        subject=VOICE,
        recipients=[services.Recipient(user=user.pk), services.Recipient(user=other.pk)],
    )
    assert tick() == 1
    assert mail.outbox[0].to == ["staff@canario.example"]


def test_a_late_change_says_so(process, tick, subscribed, happens):
    subscribed()
    happens(
        "calendar.fixed",
        ("row", "municipio-3"),
        row=3,
        old=["2018-08-10", "2018-08-12"],
        new=["2018-08-15", "2018-08-15"],
        reason="<script>",
        notice_days=3,
        late=True,
    )
    happens(
        "meeting.changed",
        ("meeting", "m1"),
        old=["2018-08-10T14:00:00Z", "2018-08-10T16:00:00Z", "Salón A"],
        new=["2018-08-15T14:00:00Z", "2018-08-15T16:00:00Z", "Salón <B> & C"],
        notice_days=1,
        required_days=15,
        late=True,
    )
    assert tick() == 2
    row, meeting = mail.outbox
    assert row.subject.startswith("Se fijó o movió una fecha del calendario")
    assert "menos de lo que piden las reglas" in row.body
    assert "10 de agosto de 2018 – 12 de agosto de 2018" in row.body
    assert "Ahora: 15 de agosto de 2018" in row.body
    assert "3 días de anticipación" in row.body
    assert "Salón <B> & C" in meeting.body  # plain text, not HTML
    assert "1 día de anticipación" in meeting.body
    assert "/r/meeting/m1" not in meeting.body  # nothing that everybody may see
    assert f"/p/{process.slug}/\n" in meeting.body


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("kind", sorted(EVENTS))
def test_every_event_has_a_mail(process, tick, subscribed, happens, kept_on, kind, language):
    subject = SubjectRef("meeting", "m1")
    asks = ("ana@canario.example", subject, language)
    kept_on(process, f"asked in {language}", lambda: subscribed(*asks))
    extra = {"notice_days": 1} if kind == "calendar.fixed" else {}
    happens(kind, ("meeting", "m1"), **extra)
    assert tick() == 1
    (message,) = mail.outbox
    assert "\n" not in message.subject
    assert len(message.subject) > 5
    assert "baja" in message.body


def test_texts_are_complete():
    assert set(EVENT_TEXTS) == {CONFIRM, ALREADY, DIGEST}
    for kind in (*EVENTS, *STEPS):
        assert event_text(kind) != str(OTHER_EVENT), kind
    assert set(FOLLOWED_TEXTS) == set(SUBJECTS)
    assert all(has_page(kind) for kind in SUBJECTS)
    assert set(SUBJECT_TEXTS) == {"", *SUBJECTS}


def test_mail_of_a_demonstration_stays_here(demo_process, settings, tmp_path):
    settings.EMAIL_BACKEND = rendering.SMTP
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    services.subscribe_ask(actor=CITIZEN, process=demo_process, email="ana@canario.example")
    now = process_now(demo_process)
    assert services.deliver_due(actor=CLOCK, process=demo_process, now=now) == 1
    (written,) = (tmp_path / "mail").iterdir()
    assert "Demostraci" in written.read_text()


def test_who_may_sweep_and_deliver(process, actor_of):
    now = process_now(process)
    for act in (services.sweep, services.deliver_due, services.subscriptions_purge):
        for roles in ((), ("operator",), ("publisher",)):
            with pytest.raises(NotPermitted):
                act(actor=actor_of(*roles), process=process, now=now)


def test_a_long_record_is_read_in_batches(process, happens, tick, monkeypatch):
    monkeypatch.setattr(sweeping, "ENTRIES", 3)
    monkeypatch.setattr(keeping, "ROWS", 2)
    tick()
    for n in range(5):
        follow(process, f"p{n}@canario.example")
    for _ in range(7):
        happens("voice.admitted", ("voice", VOICE.public_id))
    assert selectors.unread_entries(process.log_id) == 7
    assert services.sweep(actor=CLOCK, process=process, now=process_now(process)) == 35
    assert notices().count() == 35
    assert selectors.unread_entries(process.log_id) == 0
    assert Sweep.objects.get().position == process_size(process)


def process_size(process):
    process.log.refresh_from_db()
    return process.log.size


def test_the_desk_shows_counts_and_no_address(process, tick, happens, client, settings):
    def look():
        with CaptureQueriesContext(connection) as made:
            answer = client.get(f"/p/{process.slug}/avisos/")
        assert answer.status_code == 200
        return len(made), answer.content.decode()

    assert client.get(f"/p/{process.slug}/avisos/").status_code == 403
    user = User.objects.create_user()
    user.role_grants.create(
        process_slug=process.slug, role="secretary", since=process.created_at, basis="x"
    )
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    Broken.refuses = CANARY
    for n in range(3):
        follow(process, f"p{n}@canario.example")
    happens("voice.admitted", ("voice", VOICE.public_id))
    tick()
    few, page = look()
    assert "Se admitió y publicó un aporte" in page
    assert "ConnectionRefusedError" in page
    assert CANARY not in page
    for n in range(3, 30):
        follow(process, f"p{n}@canario.example")
    happens("voice.followed", ("voice", VOICE.public_id))
    tick()
    assert look()[0] == few
    notices().update(state=Outbox.FAILED)
    row = notices().first()
    Broken.refuses = ""
    answer = client.post(f"/p/{process.slug}/avisos/{row.public_id}/reintentar/")
    assert answer.status_code == 302
    assert tick() == 1


def test_queries_of_a_sweep_do_not_grow_with_subscribers(process, happens):
    def count(people):
        for n in range(people):
            follow(process, f"p{n}-{people}@canario.example")
        happens("voice.admitted", ("voice", VOICE.public_id))
        now = process_now(process)
        with CaptureQueriesContext(connection) as made:
            services.sweep(actor=CLOCK, process=process, now=now)
        return len(made)

    services.sweep(actor=CLOCK, process=process, now=process_now(process))
    assert count(200) <= count(10) + 8  # SQLite inserts 60 rows in a statement, not one


def test_rows_keep_ids_only(process, subscribed, happens, tick):
    subscribed()
    happens(phase=1)
    tick()
    row = notices().get()
    assert json.dumps(row.params) == "{}"
    assert row.recipient == f"c:{Subscription.objects.get().contact}"
    assert row.next_try_at - row.sent_at == timedelta(minutes=5)
