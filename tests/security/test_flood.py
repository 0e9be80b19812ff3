"""A village behind one address gets through; a flood of copies waits for a person, none is lost."""

import json
import re

import pytest
from django.test import Client

from cocrea.kernel.errors import Conflict, Refused
from cocrea.kernel.permits import CITIZEN
from cocrea.ledger.models import Entry
from cocrea.people.models import Contact
from cocrea.voices import selectors
from cocrea.voices import services as voices
from cocrea.voices.models import CodeTry, Disposition, Point, Review, Voice

NEEDS = (
    "agua limpia en la escuela",
    "medicinas en el puesto de salud",
    "luz en el camino al río",
    "que se publiquen las compras",
    "un bus hasta la cabecera",
    "semillas para la siembra de mayo",
    "maestras que hablen nuestro idioma",
    "saber cuánto costó el puente",
    "que respondan las cartas",
    "un mercado con techo",
)
PLACES = ("la aldea", "el caserío", "la finca", "la colonia", "el cantón")
WHO = ("mi familia", "la cooperativa", "las comadronas")


def wishes():
    """150 texts as different people write them."""
    for a, need in enumerate(NEEDS):
        for b, place in enumerate(PLACES):
            for c, who in enumerate(WHO):
                yield f"{NEEDS[a - b - 3]}: eso pide {who}; y en {place}, {need} ({a}{b}{c})"


def token_of(page):
    return re.search(r'name="token" value="([^"]+)"', page.content.decode()).group(1)


def submit(process, text):
    """One phone: its own cookies, the address of all."""
    client = Client(REMOTE_ADDR="190.56.0.1")
    address = f"/p/{process.slug}/participar/"
    token = re.search(r'name="token" value="([^"]+)"', client.get(address).content.decode()).group(
        1
    )
    given = {"text": text, "kind": "voice", "language": "spa", "display": "reserved"}
    return client.post(address, {**given, "consent": "on", "token": token})


@pytest.mark.slow
def test_a_hundred_and_fifty_phones_behind_one_address(process):
    pages = [submit(process, text) for text in wishes()]
    assert [page.status_code for page in pages] == [200] * 150
    assert Voice.objects.count() == 150
    folios = {re.search(r'class="folio">([^<]+)<', p.content.decode()).group(1) for p in pages}
    assert folios == set(Voice.objects.values_list("folio", flat=True))
    assert Voice.objects.filter(state="queued").count() == 0


def test_two_hundred_copies_wait_with_their_receipts(process, actor_of):
    text = "Exigimos la destitución inmediata del alcalde y de todo su consejo municipal"
    receipts = [
        voices.voice_receive(actor=CITIZEN, process=process, key=f"k{n}", text=f"{text} {n}")
        for n in range(190)
    ]
    pages = [submit(process, f"{text}, por favor {n}") for n in range(10)]
    assert all(page.status_code == 200 and b'class="code"' in page.content for page in pages)
    assert all("No se perdió" in page.content.decode() for page in pages)
    assert len({r.folio for r in receipts}) == 190 and all(r.code for r in receipts)
    assert Voice.objects.count() == 200
    assert Voice.objects.filter(state="queued").count() == 195
    assert Entry.objects.filter(kind="voice.received").count() == 200
    other = submit(process, "En mi cantón no hay agua desde marzo y nadie dice cuándo vuelve")
    assert other.status_code == 200 and Voice.objects.latest("pk").state == "received"
    (cluster,) = selectors.clusters(process)
    assert cluster["count"] == 195
    given = {"actor": actor_of("moderator"), "process": process, "cluster": cluster["cluster"]}
    with pytest.raises(Refused) as caught:
        voices.queue_decide(**given, decision="admit", reason="ok")
    assert [f.code for f in caught.value.findings] == ["voices.reason_short"]
    why = "Son vecinas y vecinos que dicen lo mismo."
    with pytest.raises(Conflict):  # others came after the page was read
        voices.queue_decide(**given, decision="admit", reason=why, seen=1)
    decided = voices.queue_decide(**given, decision="admit", reason=why)
    assert decided == 195 and not selectors.clusters(process)
    last = json.loads(bytes(Entry.objects.filter(kind="voice.admitted").latest("pk").raw))
    assert last["body"] == {"together": 195, "reason": why}
    assert Voice.objects.filter(state="admitted").count() == 195


def test_a_refused_flood_has_one_reason_and_its_authors_their_review(process, actor_of):
    for n in range(8):
        submit(process, f"Compre ya en la tienda del centro, todo barato, pregunte {n}")
    (cluster,) = selectors.clusters(process)
    voices.queue_decide(
        actor=actor_of("moderator"),
        process=process,
        cluster=cluster["cluster"],
        decision="refuse",
        reason="Es publicidad de un negocio, enviada muchas veces.",
    )
    refused = Voice.objects.filter(state="inadmissible")
    assert refused.count() == 3 and all("publicidad" in v.refusal for v in refused)


@pytest.mark.parametrize("display", ["reserved", "pseudonym"])
def test_no_contact_leaves_the_vault(process, display):
    client = Client(REMOTE_ADDR="190.56.0.77")
    address = f"/p/{process.slug}/participar/"
    token = re.search(r'name="token" value="([^"]+)"', client.get(address).content.decode()).group(
        1
    )
    given = {
        "text": "Pido una respuesta sobre el agua",
        "kind": "voice",
        "language": "spa",
        "display": display,
        "shown_name": "Seudónimo",
        "contact": "canario.escondido@ejemplo.gt",
        "consent": "on",
        "token": token,
    }
    page = client.post(address, given)
    assert page.status_code == 200 and Contact.objects.count() == 1
    assert b"canario" not in page.content
    tables = (Voice, Point, Disposition, Review, CodeTry)
    written = repr([list(table.objects.values()) for table in tables])
    written += "".join(bytes(e.raw).decode() for e in Entry.objects.all())
    assert "canario" not in written and "190.56" not in written
    entry = json.loads(bytes(Entry.objects.get(kind="voice.received").raw))
    assert "Seudónimo" not in json.dumps(entry, ensure_ascii=False)
    assert entry["author"] == {"role": "citizen"}
