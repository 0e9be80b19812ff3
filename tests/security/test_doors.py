"""Doors that strangers knock at: codes, folios, forms sent twice, forged or late, demo entrances."""

import re

import pytest
from django.test import Client
from tests.security.test_flood import submit, token_of

from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.ledger.models import Log
from cocrea.people.models import Contact
from cocrea.people.services import demo_user_for
from cocrea.voices import services as voices
from cocrea.voices.models import Voice

pytestmark = pytest.mark.once

WRONG = "AAAAA-AAAAA"
PRIVATE = {"gender": "woman", "age_band": "60", "people": "xinka"}


@pytest.fixture
def receipt(process):
    return voices.voice_receive(
        actor=CITIZEN,
        process=process,
        key=str(uuid7()),
        text="Un texto que nadie ha leído todavía",
        contact="autora@ejemplo.org",
    )


def entries() -> int:
    return sum(Log.objects.values_list("size", flat=True))


def test_guessing_a_code_is_slowed_down_and_says_for_how_long(receipt):
    client = Client()
    for path in ("/folio/", "/folio/retirar/", "/folio/borrar/", "/folio/revision/"):
        page = client.post(path, {"folio": receipt.folio, "code": WRONG})
        assert page.status_code == 422 and "Un texto" not in page.content.decode()
    for _ in range(6):
        assert client.post("/folio/", {"folio": receipt.folio, "code": WRONG}).status_code == 422
    for code in (WRONG, receipt.code):
        page = client.post("/folio/", {"folio": receipt.folio, "code": code})
        assert page.status_code == 429
        assert "Un texto" not in page.content.decode()
    for path in ("/folio/retirar/", "/folio/borrar/"):
        assert client.post(path, {"folio": receipt.folio, "code": receipt.code}).status_code == 429
    assert Voice.objects.get().state == "received" and Voice.objects.get().text


def test_another_folio_is_not_locked_by_it(process, receipt):
    other = voices.voice_receive(actor=CITIZEN, process=process, key=str(uuid7()), text="Otra voz")
    for _ in range(12):
        Client().post("/folio/", {"folio": receipt.folio, "code": WRONG})
    page = Client().post("/folio/", {"folio": other.folio, "code": other.code})
    assert page.status_code == 200 and other.folio in page.content.decode()
    page = Client().post("/folio/", {"folio": other.folio, "code": receipt.code})
    assert page.status_code == 422


def test_a_code_in_an_address_opens_nothing(receipt):
    for path in ("/folio/", "/folio/retirar/", "/folio/borrar/"):
        page = Client().get(path, {"folio": receipt.folio, "code": receipt.code})
        assert page.status_code in (200, 405)
        assert "Un texto" not in page.content.decode()


def test_going_through_folios_shows_only_what_is_public(process, receipt, actor_of):
    voice = receipt.voice
    Voice.objects.filter(pk=voice.pk).update(**PRIVATE)
    page = Client().get(f"/p/{process.slug}/voces/{receipt.folio}/", follow=True)
    assert page.status_code == 200
    said = page.content.decode()
    assert "Un texto" not in said and "autora" not in said and str(voice.contact) not in said
    voices.voice_admit(actor=actor_of("moderator"), process=process, voice=voice)
    said = Client().get(f"/p/{process.slug}/voces/{receipt.folio}/").content.decode()
    assert "Un texto" in said
    assert "autora" not in said and str(Contact.objects.get().public_id) not in said
    for private in ("xinka", "Xinka", "Mujer", "60"):
        assert private not in re.sub(r"<[^>]+>|\d{4}-\d\d-\d\d|[0-9a-f]{16,}", " ", said), private
    unknown = Client().post("/folio/", {"folio": "TST-ZZZZZZ-Z", "code": WRONG})
    assert unknown.status_code == 404


def test_a_form_sent_twice_is_one_voice(process):
    client, address = Client(), f"/p/{process.slug}/participar/"
    given = {
        "text": "Quiero que arreglen el puente",
        "kind": "voice",
        "language": "spa",
        "display": "reserved",
        "consent": "on",
        "token": token_of(client.get(address)),
    }
    pages = [client.post(address, given).content.decode() for _ in range(3)]
    found = {re.search(r'class="folio">([^<]+)<', page).group(1) for page in pages}
    assert len(found) == 1 and Voice.objects.count() == 1
    assert entries() == Voice.objects.count() + entries_before(process)


def entries_before(process) -> int:
    """Entries that founding the process made."""
    return process.log.entries.exclude(kind="voice.received").count()


@pytest.mark.parametrize("token", ["", "forged", "x" * 5000, "\x00", "a:b:c"])
def test_a_forged_form_saves_nothing_and_keeps_what_was_typed(process, token):
    before = entries()
    given = {"text": "Mi petición completa", "kind": "voice", "language": "spa"}
    page = Client().post(
        f"/p/{process.slug}/participar/",
        {**given, "display": "reserved", "consent": "on", "token": token},
    )
    assert page.status_code == 422
    assert "Mi petición completa" in page.content.decode()
    assert entries() == before and not Voice.objects.exists()


def test_a_token_of_another_process_is_refused(process, demo_process):
    token = token_of(Client().get(f"/p/{demo_process.slug}/participar/"))
    given = {"text": "Hola", "kind": "voice", "language": "spa", "display": "reserved"}
    page = Client().post(
        f"/p/{process.slug}/participar/", {**given, "consent": "on", "token": token}
    )
    assert page.status_code == 422 and not Voice.objects.exists()


def test_nobody_enters_a_real_process_as_a_role(process):
    for path in ("", "papel/", "momento/"):
        address = f"/p/{process.slug}/demostracion/{path}"
        assert Client().get(address).status_code in (404, 405)
        given = {"role": "publisher", "moment": "apertura"}
        assert Client().post(address, given).status_code in (404, 405)
    with pytest.raises(Exception) as refused:
        demo_user_for(process, "publisher")
    assert "permitted" in str(refused.value)


def test_public_pages_set_no_cookie_and_say_nothing_of_the_visitor(process):
    submit(process, "Agua limpia para la escuela")
    for path in ("/", f"/p/{process.slug}/", f"/p/{process.slug}/voces/", "/acerca/", "/en/"):
        page = Client().get(path, HTTP_COOKIE="algo=1", HTTP_REFERER="https://evil.example/")
        assert not page.cookies, path
        assert b"csrfmiddlewaretoken" not in page.content, path
        assert b"evil" not in page.content, path


def test_the_session_cookie_is_closed_to_scripts_and_changes_at_the_door(demo_process):
    client = Client()
    address = f"/p/{demo_process.slug}/demostracion/papel/"
    first = client.post(address, {"role": "moderator"})
    cookie = first.cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    second = client.post(address, {"role": "publisher"})
    assert second.cookies["sessionid"].value != cookie.value
