"""Each kind of event reaches each kind of follower once, at the pace they chose, whatever dies.

The long version, with SIGKILL and two senders at once, is in ``test_notices_kill.py``.
"""

import random
import re
from collections import Counter
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from tests.rooms.notices import reach_world as world

from cocrea.kernel.permits import CLOCK
from cocrea.ledger import services as ledger
from cocrea.notices import gathering, rendering, selectors, services, tasks
from cocrea.notices.models import News, Outbox, Subscription, Tie
from cocrea.notices.rules.events import EVENTS, SUBJECTS
from cocrea.notices.rules.paces import DAILY, EACH, WEEKLY
from cocrea.notices.services import deliver, digests, learning, sweeping

SOME = ("meeting.changed", "minutes.published", "disposition.published", "progress.reported")
NAMED = re.compile(r"^\* (.+)\.$", re.M)


@pytest.fixture
def few(process):
    """Followers of four things, at two paces."""
    world.begin(process)
    return world.everybody(process, (EACH, DAILY), ("", "theme", "meeting", "voice"))


def run(process, *days):
    for day in days or (0, 2, 8):
        tasks.tick(process, world.later(process, day))


def by_address():
    found = {}
    for message in mail.outbox:
        found.setdefault(message.to[0], []).append(message)
    return found


def test_the_table_names_every_event_and_every_thing():
    assert set(world.HEARD) == set(EVENTS)
    assert {kind for _about, kinds in world.HEARD.values() for kind in kinds} == {"", *SUBJECTS}


@pytest.mark.parametrize(
    "paces", [(WEEKLY,), pytest.param((EACH, DAILY, WEEKLY), marks=pytest.mark.slow)]
)
def test_each_event_reaches_each_follower_once(process, paces):
    world.begin(process)
    who = world.everybody(process, paces)
    positions = world.happen(process)
    run(process)
    assert world.told(process) == world.expected(who, positions, process.log_id)
    states = Counter(Outbox.objects.values_list("state", flat=True))
    assert set(states) == {Outbox.SENT}
    inboxes = by_address()
    for (kind, pace), recipient in who.items():
        mine = Outbox.objects.filter(recipient=recipient)
        messages = {m.extra_headers["Message-ID"]: m for m in inboxes[world.address_of(recipient)]}
        assert set(mine.values_list("message_id", flat=True)) == set(messages)
        heard = {k for k, (_about, kinds) in world.HEARD.items() if kind in kinds}
        soon = heard if pace == EACH else heard & world.AT_ONCE
        assert mine.filter(bundle=None, position__isnull=False).count() == len(soon)
        listed = sum(len(NAMED.findall(m.body)) for m in messages.values())
        assert listed == len(heard - soon)
        counts = kind in world.COUNTED_FOR and pace != EACH
        assert any("respuesta publicada" in m.body for m in messages.values()) == counts


def test_ticking_again_and_again_tells_nothing_twice(process, few):
    world.happen(process, SOME)
    run(process)
    count = len(mail.outbox)
    run(process, 0, 0, 2, 8, 9, 15)
    assert len(mail.outbox) == count
    world.happen(process, ["phase.closed"])  # and the next ones come as before
    run(process, 9, 10, 16)
    assert len(mail.outbox) == count + 2


class Killed(BaseException):
    """As sudden as a signal: nothing of ours catches it."""


# After each of these something is written and something is not.
PLACES = (
    (sweeping, "insert"), (sweeping, "_learnt"), (learning.Ties, "save"), (sweeping, "_batch"),
    (digests, "_gather"), (digests, "_params"), (gathering, "digest_context"),
    (deliver, "_claim"), (deliver, "_address"), (rendering, "mail_of"), (deliver, "_proof"),
    (deliver, "_finish"),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_random_places(process, few, monkeypatch, seed):
    positions = world.happen(process, SOME)
    dice = random.Random(seed)
    kills = 0

    def trapped(whole):
        def called(*args, **kwargs):
            nonlocal kills
            after = whole(*args, **kwargs)
            if kills < 6 and dice.random() < 0.08:
                kills += 1
                raise Killed
            return after

        return called

    monkeypatch.setattr(sweeping, "ENTRIES", 3)
    for place, name in PLACES:
        monkeypatch.setattr(place, name, trapped(getattr(place, name)))
    for turn in range(12):
        try:
            run(process, turn // 6 * 2 + turn / 100)
        except Killed:
            continue
    assert kills >= 2
    run(process, 4, 5)
    assert world.told(process) == world.expected(few, positions, process.log_id)
    assert set(Outbox.objects.values_list("state", flat=True)) == {Outbox.SENT}
    sent = Counter(m.extra_headers["Message-ID"] for m in mail.outbox)
    assert set(sent) == set(Outbox.objects.values_list("message_id", flat=True))
    # Only a mail that had left leaves again, under the name that it had, and the row says so.
    again = {name for name, times in sent.items() if times > 1}
    doubtful = Outbox.objects.filter(doubtful__gt=0)
    assert again <= set(doubtful.values_list("message_id", flat=True))


class Refusing(EmailBackend):
    """Bounces some addresses at once, as a mail server does; dies after others were sent."""

    refuses = kills = ""

    def send_messages(self, messages):
        (message,) = messages
        if type(self).refuses and type(self).refuses in message.to[0]:
            raise SMTPRecipientsRefused({message.to[0]: (550, b"no such mailbox")})
        sent = super().send_messages(messages)
        if type(self).kills and type(self).kills in message.to[0]:
            type(self).kills = ""
            raise Killed
        return sent


@pytest.fixture
def refusing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    Refusing.refuses = Refusing.kills = ""
    yield Refusing
    Refusing.refuses = Refusing.kills = ""


def test_a_bouncing_address_keeps_nobody_else_from_hearing(process, few, refusing, actor_of):
    refusing.refuses = "-daily@"
    positions = world.happen(process, SOME)
    run(process, 0, 2, *range(3, 30, 2))
    reached = {w: r for w, r in few.items() if w[1] != DAILY}
    assert world.told(process) == world.expected(reached, positions, process.log_id)
    lost = {r for w, r in few.items() if w[1] == DAILY}
    failed = Outbox.objects.filter(state=Outbox.FAILED)
    assert set(failed.values_list("recipient", flat=True)) == lost
    assert set(failed.values_list("error", flat=True)) == {"SMTPRecipientsRefused"}
    found = selectors.reach(process.slug, world.later(process, 30))
    assert (found.unreached, found.never, found.reached) == (len(lost), len(lost), len(reached))
    assert (found.held, found.slow, found.doubtful) == (0, 0, 0)
    refusing.refuses = ""
    mails = failed.filter(bundle=None).count()
    assert services.outbox_retry_all(actor=actor_of("secretary"), process=process) == mails
    run(process, 31)
    assert world.told(process) == world.expected(few, positions, process.log_id)
    assert selectors.reach(process.slug, world.later(process, 31)).unreached == 0


def test_dead_after_sending_is_shown(process, few, refusing):
    refusing.kills = "theme-daily@"
    world.happen(process, ["minutes.published"])
    run(process, 0)
    with pytest.raises(Killed):
        run(process, 2)
    run(process, 2.1, 8)
    twice = [m for m in mail.outbox if m.to == ["theme-daily@canario.example"]]
    assert len(twice) == 2
    assert len({m.extra_headers["Message-ID"] for m in twice}) == 1
    assert len({m.body for m in twice}) == 1  # the checkpoint was fixed before the first
    assert selectors.reach(process.slug, world.later(process, 8)).doubtful == 1
    assert Outbox.objects.get(doubtful=1).state == Outbox.SENT


def test_a_server_that_is_down_ends_the_round(process, few, refusing, monkeypatch):
    tries = []

    def down(self, messages):
        tries.append(messages)
        raise ConnectionRefusedError

    world.happen(process, ["phase.opened", "phase.closed", "plan.frozen", "plan.approved"])
    monkeypatch.setattr(Refusing, "send_messages", down)
    run(process, 0)
    assert len(tries) == 3
    assert Outbox.objects.filter(attempts=0, state=Outbox.PENDING).exists()


def test_who_follows_twice_hears_once_and_at_the_faster_pace(process):
    world.begin(process)
    names = {"name": "ana"}
    for kind, pace in (("", WEEKLY), ("theme", DAILY), ("meeting", EACH)):
        row = world.follower(process, kind, pace, **names)
        Subscription.objects.filter(pk=row.pk).update(contact=Subscription.objects.first().contact)
    Outbox.objects.all().delete()
    world.happen(process, ["meeting.announced", "commitment.adopted", "phase.opened"])
    run(process, 0)
    assert [r.event for r in Outbox.objects.filter(state=Outbox.SENT)] == ["meeting.announced"]
    run(process, 2, 8)
    paces = dict(Outbox.objects.filter(position__isnull=False).values_list("event", "pace"))
    assert paces == {"meeting.announced": EACH, "commitment.adopted": DAILY, "phase.opened": WEEKLY}
    assert len(mail.outbox) == 3


def test_stopping_one_of_two_loses_nothing_of_the_other(process):
    world.begin(process)
    fast, slow = world.follower(process, "meeting", DAILY), world.follower(process, "theme", WEEKLY)
    Subscription.objects.filter(pk=slow.pk).update(contact=fast.contact)
    Outbox.objects.all().delete()
    world.happen(process, ["minutes.published"])
    run(process, 0)
    assert Outbox.objects.get().subscription == fast
    from_mail = rendering.tokens.token_of(fast, rendering.tokens.STOP)
    services.subscribe_stop(
        actor=world.CITIZEN, process=process, subscription=fast.public_id, token=from_mail
    )
    row = Outbox.objects.get()
    assert (row.subscription, row.pace, row.state) == (slow, WEEKLY, Outbox.HELD)
    run(process, 8)
    assert Outbox.objects.filter(state=Outbox.SENT).count() == 2  # the notice and its digest
    services.subscribe_stop(
        actor=world.CITIZEN, process=process, subscription=slow.public_id,
        token=rendering.tokens.token_of(slow, rendering.tokens.STOP),
    )  # fmt: skip
    world.happen(process, ["minutes.published"])
    run(process, 16)
    assert len(mail.outbox) == 1


def test_news_can_be_made_anew_from_the_record(process, few):
    world.happen(process, SOME)
    run(process)
    before = sorted(News.objects.values_list("position", "event", "thing_kind", "thing"))
    ties = sorted(Tie.objects.values_list("kind", "thing", "parent_kind", "parent"))
    count = len(mail.outbox)
    News.objects.all().delete()
    Tie.objects.all().delete()
    sweeping.Sweep.objects.update(learned=0)
    run(process)
    assert sorted(News.objects.values_list("position", "event", "thing_kind", "thing")) == before
    assert sorted(Tie.objects.values_list("kind", "thing", "parent_kind", "parent")) == ties
    assert len(mail.outbox) == count


def test_after_a_restore_what_was_not_told_is_told(process, few, actor_of):
    """The log of before the restore had entries that no sweep had read."""
    before = world.happen(process, ["phase.opened"])
    new = ledger.log_succeed(actor_of("operator"), log=process.log, reason="restore")
    old_id = process.log_id
    process.log = new
    process.save()
    after = world.happen(process, ["phase.closed"])
    run(process)
    both = world.expected(few, before, old_id) | world.expected(few, after, new.pk)
    assert world.told(process) == both
    assert services.sweep(actor=CLOCK, process=process, now=world.later(process, 9)) == 0
