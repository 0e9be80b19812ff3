"""The same form sent twice is acted on once: a double press, Back and Send, a resend."""

import pytest

from cocrea.kernel import sending
from cocrea.kernel.errors import Conflict
from cocrea.kernel.permits import CITIZEN
from cocrea.ledger import services as ledger
from cocrea.ledger.models import SentForm
from cocrea.meetings.models import Meeting
from cocrea.process import middleware
from cocrea.voices.models import Voice

pytestmark = pytest.mark.django_db
DRAFT = {
    "csrfmiddlewaretoken": "a" * 64,
    "kind": "forum",
    "phase": "3",
    "title_es": "Foro",
    "venue": "Salón",
    "starts_at": "2030-01-01T09:00",
    "ends_at": "2030-01-01T12:00",
}


@pytest.fixture
def signed_in(monkeypatch, client):
    """Sign in without accounts: the middleware's actor is replaced, the cookie is there."""

    def made(actor):
        monkeypatch.setattr(middleware, "actor_for", lambda *_args, **_more: actor)
        client.cookies["sessionid"] = "somebody"

    return made


@pytest.fixture
def prepare(signed_in, actor_of, client, demo_process):
    signed_in(actor_of("secretary"))
    return lambda **more: client.post(
        f"/p/{demo_process.slug}/reuniones/preparar/", {**DRAFT, **more}, follow=True
    )


def test_a_draft_sent_twice_is_one_meeting(prepare, client, demo_process):
    drawn = client.get(f"/p/{demo_process.slug}/reuniones/preparar/")
    assert "no-store" in drawn["Cache-Control"]  # going back draws it anew
    first = prepare()
    assert first.status_code == 200 and Meeting.objects.count() == 1
    again = prepare()
    assert Meeting.objects.count() == 1
    assert "ya se había enviado" in again.content.decode()
    prepare(csrfmiddlewaretoken="b" * 64)  # the page drawn anew: meant
    prepare(title_es="Mesa de salud")
    assert Meeting.objects.count() == 3


def test_what_was_refused_may_be_sent_again(prepare):
    assert prepare(ends_at="2030-01-01T08:00").status_code == 422
    assert not SentForm.objects.exists()
    assert prepare().status_code == 200 and Meeting.objects.count() == 1


def test_an_act_takes_the_key_once_and_gives_it_back_when_it_is_undone(process):
    def act(key, fail=False):
        with sending.sending():
            sending.give(key)
            with ledger.act(process, actor=CITIZEN):
                with ledger.act(process, actor=CITIZEN):
                    pass
                if fail:
                    raise LookupError
            with ledger.act(process, actor=CITIZEN):
                pass  # a second act of the same request is not the second sending

    with pytest.raises(LookupError):
        act("k", fail=True)
    act("k")
    with pytest.raises(Conflict) as caught:
        act("k")
    assert caught.value.findings[0].code == sending.ALREADY_SENT
    act("other")


def test_a_form_with_its_own_key_says_the_same_again(client, demo_process, signed_in, actor_of):
    """A voice sent twice shows its receipt twice: nobody is told that it is a repetition."""
    signed_in(actor_of("secretary"))
    address = f"/p/{demo_process.slug}/participar/"
    page = client.get(address)
    token = page.context["form"].initial["token"]
    data = {"csrfmiddlewaretoken": "c" * 64, "token": token, "text": "Que haya agua."}
    data |= {"kind": "voice", "language": "spa", "display": "reserved", "consent": "on"}
    shown = [client.post(address, data, follow=True) for _ in range(2)]
    assert [answer.status_code for answer in shown] == [200, 200]
    assert Voice.objects.count() == 1 and not SentForm.objects.exists()
