"""The short link by which somebody came travels in the form, is counted, and is nowhere shown."""

import json
import re

import pytest
from django.test import Client

from cocrea.ledger.models import Entry
from cocrea.voices import services as voices
from cocrea.voices.models import Voice

CODE = "k7m2q9"


def send(process, address_via, form_via=None):
    client, address = Client(), f"/p/{process.slug}/participar/"
    page = client.get(address, {"via": address_via}).content.decode()
    hidden = re.search(r'name="via" value="([^"]*)"', page)
    given = {
        "text": "Que el bus pase también los domingos",
        "kind": "voice",
        "language": "spa",
        "display": "reserved",
        "consent": "on",
        "token": re.search(r'name="token" value="([^"]+)"', page).group(1),
        "via": (hidden.group(1) if hidden else "") if form_via is None else form_via,
    }
    return client.post(address, given), Voice.objects.get()


def test_the_code_of_the_address_reaches_the_voice_and_no_page(process):
    receipt, voice = send(process, CODE)
    assert receipt.status_code == 200 and voice.arrival == CODE
    page = Client().get(f"/p/{process.slug}/voces/{voice.folio}/").content.decode()
    assert CODE not in receipt.content.decode() and CODE not in page
    assert not [e for e in Entry.objects.all() if CODE in bytes(e.raw).decode()]


@pytest.mark.parametrize("via", ["", "<script>x</script>", "x" * 5000, "\x00", "K7M2Q9", "a b c d"])
def test_a_damaged_code_costs_no_voice(process, via):
    receipt, voice = send(process, "", form_via=via)
    assert receipt.status_code == 200 and voice.arrival == ""


def test_erasing_a_voice_erases_how_it_came(process, actor_of):
    _receipt, voice = send(process, CODE)
    voices.voice_erase_by_law(
        actor=actor_of("publisher"), process=process, voice=voice, reason="Orden de un juez."
    )
    voice.refresh_from_db()
    assert voice.arrival == ""
    assert CODE not in json.dumps([bytes(e.raw).decode() for e in Entry.objects.all()])
