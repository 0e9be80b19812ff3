"""What a reader sees and changes by the link in any mail, and what a digest is."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from tests.rooms.notices import reach_world as world

from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.permits import CITIZEN
from cocrea.ledger import services as ledger
from cocrea.notices import selectors, services, tasks, tokens
from cocrea.notices.models import Outbox, Subscription
from cocrea.notices.rules.paces import DAILY, EACH, WEEKLY, boundary
from cocrea.people import vault
from cocrea.people.models import Contact, User
from cocrea.process.selectors import process_now

ANA = "ana@canario.example"


def link(name, message=None):
    body = (message or mail.outbox[-1]).body
    return re.search(rf"https?://[^/]+(/\S*/{name}/\S+)", body).group(1)


def of_the_day():
    """The digest of a day; that of a week comes with it when a Monday is near."""
    (message,) = [m for m in mail.outbox if m.subject.startswith("Resumen del día")]
    return message


@pytest.fixture
def ana(process):
    """She follows the process by the week and a theme by the day: one address, two things."""
    world.begin(process)
    week, day = (
        world.follower(process, kind, pace, "ana")
        for kind, pace in (("", WEEKLY), ("theme", DAILY))
    )
    Subscription.objects.filter(pk=day.pk).update(contact=week.contact)
    Contact.objects.exclude(public_id=week.contact).delete()
    Outbox.objects.all().delete()
    day.refresh_from_db()
    return week, day


def path(name, row, *more):
    token = tokens.token_of(row, tokens.STOP)
    parts = "".join(f"{each}/" for each in (row.public_id, token, *more))
    return f"/p/{row.process_slug}/seguir/{name}/{parts}"


def run(process, *days):
    for day in days:
        tasks.tick(process, world.later(process, day))


def test_a_digest_to_read(process, ana, settings):
    world.happen(process, ["meeting.announced", "disposition.published", "minutes.published"])
    ledger.checkpoint(process.log)
    run(process, 0)
    assert not mail.outbox
    run(process, 2)
    message = of_the_day()
    assert message.subject.startswith("Resumen del día, ")
    assert message.subject.endswith(": 2 novedades")
    assert message.body.count("\n* ") == 2
    assert "- 1 respuesta publicada" in message.body
    assert "- el tema «Agua" in message.body or "- este tema" in message.body
    process.log.refresh_from_db()
    note = ledger.checkpoint(process.log).note
    assert note.strip() in message.body
    assert "Demostración" not in message.body
    headers = message.extra_headers
    assert headers["List-Unsubscribe"].endswith(f"{link('baja-resumen', message)}>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert ANA not in message.body + message.subject
    public = re.findall(rf"{settings.BASE_URL}(\S+)", message.body)
    home = "/p/municipio/"  # of what has no page that everybody may see
    assert all(p == home or p.startswith((f"{home}registro/", f"{home}seguir/")) for p in public)


def test_one_click_below_a_digest(process, ana, client):
    world.happen(process, ["minutes.published"])
    run(process, 0, 2)
    stop = link("baja-resumen", of_the_day())
    strict = type(client)(enforce_csrf_checks=True)
    assert "Dejar de recibirlos" in strict.get(stop).content.decode()
    for _ in range(2):
        answer = strict.post(stop, {"List-Unsubscribe": "One-Click"})
        assert "ya no recibirá" in answer.content.decode()
        assert answer["Referrer-Policy"] == "same-origin"
    assert Subscription.objects.get(pace=DAILY).state == "stopped"
    assert Subscription.objects.get(pace=WEEKLY).state == "live"
    assert Contact.objects.count() == 1
    assert client.get(stop.replace("/daily/", "/hourly/")).status_code == 404
    assert client.get(stop.replace("/daily/", "/each/")).status_code == 404


def test_my_notices(process, ana, client):
    week, day = ana
    mine = path("mis-avisos", day)
    page = client.get(mine).content.decode()
    assert page.count("<select") == 3
    assert "Todo el proceso" in page
    answer = client.post(
        mine, {f"pace-{week.public_id}": EACH, f"pace-{day.public_id}": "stop", "language": "en"}
    )
    assert answer.status_code == 302
    assert "Guardado" in client.get(answer.url).content.decode()
    week.refresh_from_db()
    assert (week.pace, week.language, week.state) == (EACH, "en", "live")
    assert Subscription.objects.get(pk=day.pk).state == "stopped"
    world.happen(process, ["phase.opened"])
    run(process, 0)
    assert mail.outbox[-1].subject.startswith("A phase was opened")
    client.post(mine, {f"pace-{week.public_id}": "stop"})
    assert "Ya no sigue nada" in client.get(mine).content.decode()
    assert not Contact.objects.exists()


def test_what_waits_goes_at_once_when_each_is_chosen(process, ana):
    week, day = ana
    world.happen(process, ["minutes.published", "phase.opened"])
    run(process, 0)
    assert not mail.outbox
    services.following_change(
        actor=CITIZEN, process=process, subscription=day.public_id,
        token=tokens.token_of(day, tokens.STOP), paces={day.public_id: EACH},
    )  # fmt: skip
    run(process, 0)
    assert [m.subject.split(":")[0] for m in mail.outbox] == ["Se publicó el acta de una reunión"]
    run(process, 2, 8, 9)
    assert len(mail.outbox) == 2
    assert not Outbox.objects.exclude(state=Outbox.SENT).exists()


def test_links_of_others_and_wrong_choices(process, demo_process, ana, client):
    week, day = ana
    other = world.follower(process, "meeting", EACH, "ben")
    mine = path("mis-avisos", week)
    for wrong in (
        mine.replace(tokens.token_of(week, tokens.STOP), "0" * 64),
        mine.replace(str(week.public_id), str(other.public_id)),
        mine.replace(process.slug, demo_process.slug),
    ):
        assert client.get(wrong).status_code == 404
        assert client.post(wrong).status_code == 404
    client.post(mine, {f"pace-{other.public_id}": "stop", "pace-x": "stop", "pace-": "daily"})
    assert Subscription.objects.get(pk=other.pk).state == "live"
    assert client.post(mine, {f"pace-{week.public_id}": "hourly"}).status_code == 422
    with pytest.raises(Refused) as refused:
        services.subscribe_ask(actor=CITIZEN, process=process, email=ANA, pace="hourly")
    assert refused.value.findings[0].code == "notices.pace_unknown"
    with pytest.raises(NotThere):
        services.digests_stop(
            actor=CITIZEN, process=process, subscription=week.public_id, token="x", pace=DAILY
        )


def test_other_processes_have_their_own_page(process, demo_process, ana, client):
    week, _day = ana
    there = world.follower(demo_process, "", EACH, "ana")
    Subscription.objects.filter(pk=there.pk).update(contact=week.contact)
    page = client.get(path("mis-avisos", week)).content.decode()
    assert path("mis-avisos", there) in page
    back = client.get(path("mis-avisos", there)).content.decode()
    assert f"/p/{process.slug}/seguir/mis-avisos/" in back


def test_a_new_follower_is_not_told_of_before(process):
    world.begin(process)
    world.happen(process, ["phase.opened", "disposition.published"])
    world.follower(process, "", DAILY)
    Outbox.objects.all().delete()
    run(process, 0, 2, 3)
    assert not mail.outbox
    world.happen(process, ["phase.closed"])
    run(process, 0, 4, 5)
    assert len(mail.outbox) == 1
    assert mail.outbox[0].body.count("\n* ") == 1


def test_a_digest_of_numbers_alone(process):
    world.begin(process)
    world.follower(process, "theme", DAILY)
    Outbox.objects.all().delete()
    world.happen(process, ["voice.admitted"])
    run(process, 0, 1.5, 2.5, 3.5)
    (message,) = mail.outbox
    assert "- 1 voz publicada" in message.body
    assert ": " not in message.subject  # no number of news


def test_a_digest_waits_for_the_sweep(process, ana):
    """Also while another tick is still reading: nothing falls between two digests."""
    now = world.later(process, 2)
    world.happen(process, ["minutes.published"])
    assert services.digests_gather(actor=tasks.CLOCK, process=process, now=now) == 0
    assert not Subscription.objects.filter(
        gathered_until=boundary(now, process.zone, DAILY)
    ).exists()
    services.sweep(actor=tasks.CLOCK, process=process, now=now)
    assert services.digests_gather(actor=tasks.CLOCK, process=process, now=now) == 1
    assert services.digests_gather(actor=tasks.CLOCK, process=process, now=now) == 0


def test_everything_stopped_before_it_left(process, ana):
    _week, day = ana
    now = world.later(process, 2)
    world.happen(process, ["minutes.published"])
    services.sweep(actor=tasks.CLOCK, process=process, now=now)
    assert services.digests_gather(actor=tasks.CLOCK, process=process, now=now) == 1
    services.subscribe_stop(
        actor=CITIZEN, process=process, subscription=day.public_id,
        token=tokens.token_of(day, tokens.STOP),
    )  # fmt: skip
    run(process, 2)
    assert not mail.outbox
    assert set(Outbox.objects.values_list("state", flat=True)) == {Outbox.STOPPED}


def test_who_is_erased_follows_nothing(process, ana):
    """The address of an account that is erased, wherever it was given."""
    world.happen(process, ["minutes.published"])
    user = User.objects.create_user()
    user.emailaddress_set.create(email="Ana-Weekly@canario.example", verified=True, primary=True)
    vault.person_erase(user.pk, now=process_now(process))
    run(process, 0, 2, 8)
    assert not mail.outbox
    assert not Subscription.objects.exists()
    assert not Contact.objects.exists()
    assert selectors.subscriber_counts(process.slug) == {}


@pytest.mark.parametrize("language", ["es", "en"])
def test_mails_in_two_languages_say_nothing_private(process, language):
    row = world.follower(process, "theme", DAILY)
    Subscription.objects.update(language=language)
    Outbox.objects.all().delete()
    world.begin(process)
    world.happen(process)
    run(process, 0, 2)
    for message in mail.outbox:
        assert message.to[0] not in message.subject + message.body
        assert str(row.contact) not in message.subject + message.body
        assert "\n" not in message.subject
        assert "%(" not in message.body
        assert ("Good day" in message.body) == (language == "en")
        assert message.content_subtype == "plain"


def test_the_form_asks_how_often(client, process):
    page = client.get(f"/p/{process.slug}/seguir/").content.decode()
    assert re.search(r'value="weekly"[^>]*checked', page)
    page = client.get(f"/p/{process.slug}/seguir/?tipo=meeting&id=x").content.decode()
    assert re.search(r'value="each"[^>]*checked', page)
    answer = client.post(f"/p/{process.slug}/seguir/", {"email": ANA, "pace": "hourly"})
    assert answer.status_code == 422
    client.post(f"/p/{process.slug}/seguir/", {"email": ANA, "pace": "daily"})
    assert Subscription.objects.get().pace == DAILY
    assert process_now(process) - Subscription.objects.get().asked_at < timedelta(minutes=1)
