"""Asking, confirming, stopping: only who holds the mail decides, and nothing says who is there."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from cocrea.kernel.errors import NotThere, Refused, TooMany
from cocrea.kernel.permits import CITIZEN, CLOCK
from cocrea.kernel.refs import SubjectRef
from cocrea.notices import services
from cocrea.notices.models import Outbox, Subscription
from cocrea.notices.rules import limits
from cocrea.people import vault
from cocrea.people.models import Contact
from cocrea.process.selectors import process_now

VOICE = SubjectRef("voice", "0198f0a6-0000-7000-8000-000000000000")


def page(process, query=""):
    return f"/p/{process.slug}/seguir/{query}"


def test_from_the_form_to_the_last_click(client, process, tick, link, happens):
    assert client.get(page(process)).status_code == 200
    answer = client.post(page(process), {"email": " Ana@Canario.EXAMPLE "})
    assert answer.status_code == 302
    assert client.get(answer.url).status_code == 200
    assert tick() == 1
    (question,) = mail.outbox
    assert question.to == ["Ana@canario.example"]
    assert question.subject == "Confirme que quiere recibir avisos"
    happens(phase=1)
    assert tick() == 0  # not confirmed: nothing else goes out
    confirm = link("confirmar")
    assert "Sí, quiero" in client.get(confirm).content.decode()
    assert Subscription.objects.get().state == "asked"  # opening the link is not enough
    for _ in range(2):
        assert "Listo" in client.post(confirm).content.decode()
    assert Subscription.objects.get().state == "live"
    assert tick() == 0  # what happened before is not told
    happens(phase=2)
    assert tick() == 1
    notice = mail.outbox[-1]
    stop = link("baja")
    assert notice.extra_headers["List-Unsubscribe"].endswith(f"{stop}>")
    assert notice.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Dejar de recibirlos" in client.get(stop).content.decode()
    assert Subscription.objects.get().state == "live"
    for _ in range(2):
        assert "Listo" in client.post(stop).content.decode()
    assert not Contact.objects.exists()
    happens(phase=3)
    assert tick() == 0
    assert client.get(confirm).status_code == 404


def test_one_click_without_a_token_of_the_site(process, subscribed, tick, link, happens, client):
    subscribed()
    happens(phase=1)
    tick()
    strict = type(client)(enforce_csrf_checks=True)
    answer = strict.post(link("baja"), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "same-origin"
    assert Subscription.objects.get().state == "stopped"


def test_wrong_tokens_and_links_of_others(client, process, demo_process, ask, tick, link):
    row = ask()
    tick()
    token = link("confirmar").rstrip("/").split("/")[-1]

    def url(name, slug, key, value):
        return reverse(f"notices:{name}", args=[slug, key, value])

    wrong = [
        url("confirm", process.slug, row.public_id, "0" * 64),
        url("confirm", process.slug, row.public_id, "x"),
        url("confirm", process.slug, uuid.uuid4(), token),
        url("confirm", demo_process.slug, row.public_id, token),
        url("stop", process.slug, row.public_id, token),
    ]
    for each in wrong:
        assert client.get(each).status_code == 404
        assert client.post(each).status_code == 404
    assert Subscription.objects.get().state == "asked"
    with pytest.raises(NotThere) as refused:
        services.subscribe_confirm(
            actor=CITIZEN, process=process, subscription=row.public_id, token="\x00é\ud800"
        )
    assert refused.value.findings[0].code == "notices.link_unknown"


def test_links_survive_a_change_of_the_secret(process, subscribed, tick, link, settings, happens):
    row = subscribed()
    happens(phase=1)
    tick()
    token = link("baja").rstrip("/").split("/")[-1]
    settings.SECRET_KEY = "another secret of this installation"
    stopped = services.subscribe_stop(
        actor=CITIZEN, process=process, subscription=row.public_id, token=token
    )
    assert stopped.state == "stopped"


def test_the_answer_never_says_who_is_there(client, process, subscribed, tick):
    subscribed("ana@canario.example")
    known = client.post(page(process), {"email": "ana@canario.example"}, follow=True)
    new = client.post(page(process), {"email": "otra@canario.example"}, follow=True)
    assert known.content == new.content
    assert tick() == 2  # the new one is asked; the known one gets the link to see what it follows
    told = {m.to[0]: m for m in mail.outbox}
    assert "/confirmar/" in told["otra@canario.example"].body
    assert "/confirmar/" not in told["ana@canario.example"].body
    assert "/mis-avisos/" in told["ana@canario.example"].body
    client.post(page(process), {"email": "ana@canario.example"})
    assert tick() == 0  # once a day


def test_an_address_is_asked_once_an_hour_and_five_times_a_day(process, ask, tick):
    for _ in range(3):
        ask()
    assert tick() == 1
    Subscription.objects.update(asked_at=process_now(process) - timedelta(hours=2))
    ask()
    assert tick() == 1
    assert Subscription.objects.get().turn == 2
    assert mail.outbox[0].body != mail.outbox[1].body
    for n in range(10):
        ask(subject=SubjectRef("voice", f"voz-{n}"))
    assert Outbox.objects.count() == limits.CONFIRMS_A_DAY
    assert Contact.objects.count() == 1


def test_only_the_newest_question_counts(client, process, ask, tick, link):
    ask()
    tick()
    first = link("confirmar")
    Subscription.objects.update(asked_at=process_now(process) - timedelta(hours=2))
    ask()
    tick()
    assert client.get(first).status_code == 404
    assert client.get(link("confirmar")).status_code == 200


def test_a_flood_waits(process, ask, monkeypatch):
    monkeypatch.setattr(limits, "ASKS_AN_HOUR", 3)
    for n in range(3):
        ask(f"p{n}@canario.example")
    with pytest.raises(TooMany) as refused:
        ask("p9@canario.example")
    assert refused.value.findings[0].code == "notices.too_many"
    assert Contact.objects.count() == 3


@pytest.mark.parametrize(
    "email", ["", "x", "a@b", "<script>@x.org> y", "a b@x.org", "\x00", "x" * 100_000, "a\nb@c.d e"]
)
def test_bad_addresses_save_nothing(client, process, email):
    answer = client.post(page(process), {"email": email})
    assert answer.status_code == 422
    assert "<script>" not in answer.content.decode().split("<main")[1]
    assert not Contact.objects.exists()
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("query", ["?tipo=secret&id=1", "?tipo=voice", "?tipo=voice&id=%00%3C"])
def test_what_cannot_be_followed(client, process, query):
    assert client.get(page(process, query)).status_code == 404
    with pytest.raises(Refused):
        services.follow(
            actor=CITIZEN,
            process=process,
            subject=SubjectRef("secret", "1"),
            contact=uuid.uuid4(),
        )


def test_one_thing_can_be_followed(client, process, tick, link, happens):
    query = f"?tipo=voice&id={VOICE.public_id}"
    assert "esta voz" in client.get(page(process, query)).content.decode()
    client.post(page(process, query), {"email": "ana@canario.example"})
    tick()
    client.post(link("confirmar"))
    happens(phase=1)
    assert tick() == 0
    happens("disposition.published", (VOICE.kind, VOICE.public_id), number=2, kind="partly")
    assert tick() == 1
    assert "al punto 2" in mail.outbox[-1].body
    assert mail.outbox[-1].subject == "Se publicó una respuesta a un aporte"
    assert f"/p/{process.slug}/\n" in mail.outbox[-1].body  # that voice has no page


def test_english(client, process, tick, happens, link):
    client.post(f"/en{page(process)}", {"email": "ann@canario.example"})
    tick()
    assert mail.outbox[-1].subject == "Confirm that you want notices"
    confirm = link("confirmar")
    assert confirm.startswith("/en/p/")
    assert "Done" in client.post(confirm).content.decode()
    happens(phase=4)
    tick()
    assert "A phase was opened: 1. Call." in mail.outbox[-1].body


def test_a_room_follows_for_its_author_and_keeps_the_contact(process, tick, happens, link, client):
    contact = vault.contact_store("email", "autora@canario.example")
    args = {"actor": CITIZEN, "process": process, "subject": VOICE, "contact": contact}
    assert services.follow(**args).pk == services.follow(**args).pk
    happens("voice.admitted", (VOICE.kind, VOICE.public_id))
    assert tick() == 1
    client.post(link("baja"))
    assert vault.contact_value(contact) == "autora@canario.example"
    happens("disposition.published", (VOICE.kind, VOICE.public_id), number=1)
    assert tick() == 0


def test_nobody_confirmed_in_a_week(process, ask, tick, subscribed):
    subscribed("ben@canario.example")
    ask()
    services.subscriptions_purge(actor=CLOCK, process=process, now=process_now(process))
    assert Subscription.objects.count() == 2
    later = process_now(process) + timedelta(days=8)
    assert services.subscriptions_purge(actor=CLOCK, process=process, now=later) == 1
    assert [c.value for c in Contact.objects.all()] == ["ben@canario.example"]


def test_an_address_stays_while_another_subscription_needs_it(process, subscribed, client, link):
    whole, one = subscribed(), subscribed(subject=VOICE)
    assert whole.contact == one.contact
    for row, left in ((whole, 1), (one, 0)):
        row.refresh_from_db()
        from_mail = _stop_path(process, row)
        assert client.post(from_mail).status_code == 200
        assert Contact.objects.count() == left


def _stop_path(process, row):
    from cocrea.notices import tokens  # noqa: PLC0415

    token = tokens.token_of(row, tokens.STOP)
    return reverse("notices:stop", args=[process.slug, row.public_id, token])
