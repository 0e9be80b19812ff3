"""Pages of voices through HTTP: without account, without JavaScript, in both languages."""

import base64
import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.rooms.voices.acts import TEXT, admitted, answer, coded

from cocrea.kernel.dates import local_day
from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.ledger import verifier
from cocrea.ledger.models import Entry
from cocrea.people import selectors as people
from cocrea.ui import words
from cocrea.voices import selectors
from cocrea.voices import services as voices
from cocrea.voices.models import Voice

SCRIPT = "<script>alert('x')</script>"


def form_of(client, process):
    page = client.get(f"/p/{process.slug}/participar/")
    assert page.status_code == 200, page.content.decode()[:2000]
    token = re.search(r'name="token" value="([^"]+)"', page.content.decode()).group(1)
    return {
        "text": TEXT,
        "kind": "voice",
        "language": "spa",
        "display": "reserved",
        "consent": "on",
        "token": token,
    }


def send(client, process, **fields):
    data = {**form_of(client, process), **fields}
    return client.post(f"/p/{process.slug}/participar/", data)


def receipt_of(page):
    text = page.content.decode()
    folio = re.search(r'class="folio">([^<]+)<', text).group(1)
    code = re.search(r'class="code">([^<]+)<', text).group(1)
    return folio, code


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_from_the_form_to_the_receipt_to_the_public_page(process, client, actor_of, prefix):
    page = send(client, process, place="A/A1", theme=process.themes.first().slug)
    assert page.status_code == 200
    folio, code = receipt_of(page)
    voice = Voice.objects.get()
    assert (voice.folio, voice.area, voice.part) == (folio, "A", "A1")
    text = page.content.decode()
    assert "<svg" in text and code not in "".join(re.findall(r'href="[^"]*"', text))
    address = f"{prefix}/p/{process.slug}/voces/{folio}/"
    hidden = client.get(address)
    assert hidden.status_code == 200 and TEXT not in hidden.content.decode()
    voices.voice_admit(actor=actor_of("moderator"), process=process, voice=voice)
    assert TEXT in unescape(client.get(address).content.decode())
    listed = client.get(f"{prefix}/p/{process.slug}/voces/?lugar=A&estado=admitted")
    assert folio in listed.content.decode()
    assert folio not in client.get(f"/p/{process.slug}/voces/?lugar=B").content.decode()


def test_the_receipt_says_what_was_said_what_follows_and_whom_to_ask(process, client):
    text = unescape(send(client, process).content.decode())
    order = ("Recibimos su voz ·", 'class="code"', "Qué sigue", TEXT, "qr", "Huella de su texto")
    places = [text.index(each) for each in order]
    assert places == sorted(places)
    assert f"?tipo=voice&id={Voice.objects.get().public_id}" in text
    told = unescape(send(client, process, text="Otra", contact="a@example.org").content.decode())
    assert "al correo que dejó" in told and "tipo=voice" not in told


def test_the_form_says_until_when_and_not_after_the_day(process, client):
    last = process.starts_on + timedelta(days=40)  # forums, the longer of two that hear voices
    page = client.get(f"/p/{process.slug}/participar/").content.decode()
    assert f"se reciben aportes hasta el <strong>{words.day_text(last)}</strong>" in page
    process.starts_on -= timedelta(days=39)
    process.save()
    assert (
        "se reciben aportes hasta"
        not in client.get(f"/p/{process.slug}/participar/").content.decode()
    )


def test_the_receipt_has_the_signed_proof_of_its_entry(process, client):
    page = unescape(send(client, process).content.decode())
    link = re.search(r'href="(/registro/[^"]+/recibo\.json)"', page).group(1)
    proof = json.loads(client.get(link).content)
    assert verifier.verify_file(proof, [], process.log.vkey).ok
    entry = json.loads(base64.b64decode(proof["entry"]))
    assert entry["body"]["folio"] == Voice.objects.get().folio
    assert f"asiento {entry['position']} del registro" in page


def test_sent_twice_is_one_voice_and_the_same_receipt(process, client):
    data = form_of(client, process)
    first = client.post(f"/p/{process.slug}/participar/", data)
    again = client.post(f"/p/{process.slug}/participar/", data)
    assert receipt_of(first) == receipt_of(again)
    assert Voice.objects.count() == 1
    other = client.post(
        f"/p/{process.slug}/participar/", {**data, "text": "Otra cosa, con lo mismo"}
    )
    assert receipt_of(other) != receipt_of(first) and Voice.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": ""}, "Escriba lo que quiere decir."),
        ({"text": "á" * 100_000}, "El texto tiene 100000 caracteres"),
        ({"consent": ""}, "Sin su acuerdo"),
        ({"contact": "esto no es"}, "value"),
        ({"place": SCRIPT}, "Ese lugar no está en la lista"),
        ({"display": "public", "shown_name": ""}, "Escriba el nombre o seudónimo"),
        ({"token": "inventado"}, "Lo renovamos"),
        ({"theme": "\x00"}, "no es una de las opciones"),
    ],
)
def test_a_refusal_keeps_what_was_typed_and_saves_nothing(process, client, fields, says):
    page = send(client, process, **{"shown_name": "Lo que escribí", **fields})
    text = unescape(page.content.decode())
    assert page.status_code == 422
    assert says == "value" or says in text
    if "shown_name" not in fields:
        assert "Lo que escribí" in text
    assert Voice.objects.count() == 0 and not Entry.objects.filter(kind="voice.received").exists()


def test_script_in_every_field_stays_text(process, client, actor_of):
    page = send(
        client,
        process,
        text=f"{SCRIPT} hola",
        shown_name=SCRIPT,
        display="pseudonym",
    )
    folio, _ = receipt_of(page)
    voices.voice_admit(actor=actor_of("moderator"), process=process, voice=Voice.objects.get())
    for address in (f"voces/{folio}/", "voces/", "voces/cobertura/"):
        text = client.get(f"/p/{process.slug}/{address}").content.decode()
        assert "<script>alert" not in text
    assert Voice.objects.get().text == f"{SCRIPT} hola"


@pytest.mark.parametrize(
    ("prefix", "says"), [("", "no se puede guardar (nulo)"), ("/en", "cannot be kept (a null)")]
)
def test_a_null_is_said_and_what_was_written_comes_back(process, client, prefix, says):
    data = {**form_of(client, process), "text": "Agua\x00 limpia", "shown_name": "Ana\x00"}
    page = client.post(f"{prefix}/p/{process.slug}/participar/", data)
    text = unescape(page.content.decode())
    assert page.status_code == 422 and text.count(says) >= 2
    assert "Agua limpia" in text and 'value="Ana"' in text and "\x00" not in text
    assert not Voice.objects.exists()


def test_unknown_folio_wrong_code_then_the_author_withdraws(process, client):
    folio, code = receipt_of(send(client, process))
    assert client.get("/folio/").status_code == 200
    unknown = client.post("/folio/", {"folio": "TST-000000-0"})
    assert unknown.status_code == 404 and "No hay ninguna voz" in unknown.content.decode()
    assert client.post("/folio/", {"folio": SCRIPT}).status_code == 404
    found = client.post("/folio/", {"folio": folio.lower()})
    assert found.status_code == 302 and found["Location"].endswith(f"/voces/{folio}/")
    wrong = client.post("/folio/", {"folio": folio, "code": "00000-00000"})
    assert wrong.status_code == 422 and "no corresponde" in wrong.content.decode()
    mine = client.post("/folio/", {"folio": folio, "code": code})
    assert mine.status_code == 200 and "Retirar mi voz" in mine.content.decode()
    assert "no-store" in mine["Cache-Control"]
    assert TEXT in unescape(mine.content.decode()) and "/hilo/voice/" in mine.content.decode()
    asked = client.post("/folio/retirar/", {"folio": folio, "code": code})
    assert asked.status_code == 200 and "Sí, retirar mi voz" in asked.content.decode()
    assert Voice.objects.get().state == "received"
    gone = client.post("/folio/retirar/", {"folio": folio, "code": code, "confirm": "yes"})
    assert gone.status_code == 200 and Voice.objects.get().state == "withdrawn"
    asked = client.post("/folio/borrar/", {"folio": folio, "code": code})
    assert "Sí, borrarla" in asked.content.decode() and Voice.objects.get().text == TEXT
    erased = client.post("/folio/borrar/", {"folio": folio, "code": code, "confirm": "yes"})
    assert erased.status_code == 200 and Voice.objects.get().text == ""
    assert client.get(f"/p/{process.slug}/voces/{folio}/").status_code == 200


def test_a_folio_in_the_address_shows_its_state_at_once(process, client):
    folio, _code = receipt_of(send(client, process))
    page = client.get(f"/folio/?folio={folio.lower()}")
    text = page.content.decode()
    assert page.status_code == 200 and f"/voces/{folio}/" in text and TEXT not in unescape(text)
    unknown = client.get("/folio/?folio=TST-000000-0")
    assert unknown.status_code == 404 and "No hay ninguna voz" in unknown.content.decode()


def test_steps_that_happened_stay_after_a_withdrawal(process, client, actor_of):
    receipt = voices.voice_receive(actor=CITIZEN, process=process, key=str(uuid7()), text=TEXT)
    voices.voice_admit(actor=actor_of("moderator"), process=process, voice=receipt.voice)
    folio = receipt.voice.folio
    voices.voice_withdraw(actor=CITIZEN, folio=folio, code=receipt.code)
    page = client.get(f"/p/{process.slug}/voces/{folio}/")
    assert [step["done"] for step in page.context["steps"]] == [True, True, False, False, False]
    assert page.context["steps"][1]["at"] is not None
    assert "por venir" not in page.content.decode() and "no ocurrió" in page.content.decode()


def test_a_late_answer_says_so_for_ever_and_is_counted(process, client, actor_of):
    late, soon = admitted(process), admitted(process, text="Más faroles.")
    came = late.received_at - timedelta(days=400)
    Voice.objects.filter(pk=late.pk).update(received_at=came)
    for each in (late, soon):
        (point,) = coded(process, each)
        answer(process, point)
    late.refresh_from_db()
    days = (local_day(late.answered_at, process.zone) - selectors.answer_due(process, late)).days
    page = client.get(f"/p/{process.slug}/voces/{late.folio}/")
    assert 300 < days < 400 and page.context["answered_late"] == days
    assert "después del plazo" in page.content.decode()
    page = client.get(f"/p/{process.slug}/voces/{soon.folio}/").content.decode()
    assert "después del plazo" not in page
    assert selectors.coverage(process).answered_late == 1
    voices.points_code(actor=actor_of("systematizer"), process=process, voice=late)
    assert selectors.coverage(process).answered_late == 0  # it waits again, which is counted too


def test_the_moderator_is_warned_of_a_telephone(process, client, staff):
    voices.voice_receive(
        actor=CITIZEN, process=process, key=str(uuid7()), text="Llámenme al 5512-3456, gracias."
    )
    page = staff("moderator").get(f"/p/{process.slug}/moderacion/").content.decode()
    assert "parece traer un número de teléfono" in page


def test_a_code_is_guessed_at_most_ten_times(process, client):
    folio, code = receipt_of(send(client, process))
    tries = [client.post("/folio/", {"folio": folio, "code": "1"}).status_code for _ in range(11)]
    assert tries == [422] * 10 + [429]
    assert client.post("/folio/borrar/", {"folio": folio, "code": code}).status_code == 429
    assert Voice.objects.get().text


def test_public_pages_set_no_cookie_and_answer_304(process, client):
    voice = admitted(process)
    for address in ("voces/", f"voces/{voice.folio}/", "voces/cobertura/"):
        page = client.get(f"/p/{process.slug}/{address}")
        assert page.status_code == 200 and not page.cookies
        again = client.get(f"/p/{process.slug}/{address}", HTTP_IF_NONE_MATCH=page["ETag"])
        assert again.status_code in (200, 304)
    missing = client.get(f"/p/{process.slug}/voces/TST-000000-0/")
    assert missing.status_code == 404


@pytest.fixture
def staff(process, actor_of, monkeypatch):
    """A client whose actor has these roles."""

    def enter(*roles, **more):
        actor = actor_of(*roles, **more)
        monkeypatch.setattr(
            "cocrea.process.middleware.actor_for", lambda user, slug, now=None: actor
        )
        return Client()

    assert callable(people.actor_for)
    return enter


def test_staff_walk_from_triage_to_a_published_answer(process, staff):
    client = staff("moderator")
    folio, code = receipt_of(send(client, process))
    base = f"/p/{process.slug}/voces/{folio}/"
    assert client.get(f"{base}puntos/").status_code == 403
    queue = client.get(f"/p/{process.slug}/moderacion/")
    assert queue.status_code == 200 and folio in queue.content.decode()
    short = client.post(f"{base}admision/", {"decision": "refuse", "reason": "No"})
    assert short.status_code == 422 and "al menos 15" in short.content.decode()
    assert client.post(f"{base}admision/", {"decision": "admit"}).status_code == 302

    client = staff("systematizer")
    assert folio in client.get(f"/p/{process.slug}/voces/trabajo/").content.decode()
    page = client.get(f"{base}puntos/")
    assert page.status_code == 200 and TEXT in unescape(page.content.decode())
    coded = {"p0-text": "Publicar medicinas", "p1-text": "Cada mes", "p0-theme": "", "p1-theme": ""}
    coded |= {"p2-text": "", "p3-text": ""}
    blank = client.post(f"{base}puntos/", dict.fromkeys(coded, ""))
    assert blank.status_code == 422 and "Escriba al menos un punto" in blank.content.decode()
    assert client.post(f"{base}puntos/", coded).status_code == 302
    assert client.get(f"{base}respuesta/?punto=2").status_code == 200
    answer = {"act": "propose", "kind": "merged", "reason": "Se unió a la propuesta de salud."}
    lost = client.post(f"{base}respuesta/", {**answer, "point": 1})
    assert lost.status_code == 422 and "Indique a qué" in lost.content.decode()
    theme = process.themes.first()
    key = f"theme/{process.slug}-{theme.slug}"
    other = receipt_of(send(client, process, text="Otra voz que dice lo mismo"))[0]
    wrong = {
        "no está publicado": {"target": f"proposal/{uuid7()}"},
        "una sola cosa": {"target": key, "folio": other},
        "No hay ninguna voz con ese folio": {"folio": "TST-AAAAAA-A"},
    }
    for said, given in wrong.items():
        page = client.post(f"{base}respuesta/", {**answer, **given, "point": 1})
        assert page.status_code == 422 and said in page.content.decode()
        assert answer["reason"] in page.content.decode()  # nothing that was typed is lost
    target = {"target": key}
    unsaid = client.post(f"{base}respuesta/", {**answer, **target, "kind": "", "point": 1})
    assert unsaid.status_code == 422  # no answer is chosen beforehand
    for number, then in ((1, "?punto=2#proponer"), (2, "/respuesta/")):
        given = {**answer, **target, "point": number}
        answered = client.post(f"{base}respuesta/", given)
        assert answered.status_code == 302 and answered.url.endswith(then)

    client = staff("publisher")
    page = client.get(f"/p/{process.slug}/voces/trabajo/").content.decode()
    assert "Publicar medicinas" in page and f"/r/{key}" in page  # what is answered, and with what
    back = re.findall(r'href="([^"]+/devolver/)"', page)
    assert len(back) == 2 and client.get(back[1]).status_code == 200
    assert client.post(back[1], {"reason": "No"}).status_code == 422
    why = "Falta decir en qué página de la propuesta quedó."
    assert client.post(back[1], {"reason": why}).status_code == 302
    assert client.get(back[1]).status_code == 404
    assert Entry.objects.filter(kind="disposition.returned").count() == 1
    proposer = staff("systematizer")
    assert folio in proposer.get(f"/p/{process.slug}/voces/trabajo/").content.decode()
    shown = unescape(proposer.get(f"{base}respuesta/").content.decode())
    assert why in shown and why not in unescape(Client().get(base).content.decode())
    assert proposer.post(f"{base}respuesta/", {**answer, **target, "point": 2}).status_code == 302
    client = staff("publisher")
    page = client.get(f"/p/{process.slug}/voces/trabajo/").content.decode()
    chosen = re.findall(r'name="disposition" value="([^"]+)"', page)
    assert len(chosen) == 2
    done = client.post(f"/p/{process.slug}/voces/trabajo/", {"disposition": chosen})
    assert done.status_code == 302 and Voice.objects.get(folio=folio).state == "answered"
    shown = unescape(client.get(base).content.decode())
    assert "Unido a otros" in shown and f"/r/{key}" in shown
    assert client.get(f"/r/{key}").status_code == 302
    english = unescape(client.get(f"/en{base}").content.decode())
    assert theme.name_en and theme.name_en in english.partition(f"/r/{key}")[2][:300]


def test_the_publisher_erases_by_law_and_the_order_stays(process, staff):
    client = staff("moderator")
    folio, _code = receipt_of(send(client, process))
    base = f"/p/{process.slug}/voces/{folio}/"
    client.post(f"{base}admision/", {"decision": "admit"})
    assert client.get(f"{base}borrado/").status_code == 403
    client = staff("publisher")
    assert f"{base}borrado/" in _signed_in(client, base)
    short = client.post(f"{base}borrado/", {"reason": "Orden"})
    assert short.status_code == 422 and TEXT in unescape(short.content.decode())
    order = "Resolución 4 del juzgado de ejemplo"
    assert client.post(f"{base}borrado/", {"reason": order}).status_code == 302
    assert Voice.objects.get().text == "" and TEXT not in _signed_in(client, base)
    assert order in _signed_in(client, base), "whoever looks for it learns why it is gone"
    assert f"{base}borrado/" not in _signed_in(client, base)


def _signed_in(client, address):
    """The page as somebody with a session is shown it."""
    client.cookies[settings.SESSION_COOKIE_NAME] = "x"
    return unescape(client.get(address).content.decode())


def test_a_refused_author_asks_and_another_institution_decides(process, staff):
    client = staff("moderator", organization="secretaria-a")
    folio, code = receipt_of(send(client, process))
    base = f"/p/{process.slug}/voces/{folio}/"
    refusal = {"decision": "refuse", "reason": "Nombra a una persona privada."}
    assert client.post(f"{base}admision/", refusal).status_code == 302
    asked = client.post("/folio/revision/", {"folio": folio, "code": code, "plea": "No es así"})
    assert asked.status_code == 200 and "una vez" in asked.content.decode()
    same = client.post(f"{base}revision/", {"outcome": "upheld", "reason": "Sigue igual que antes"})
    assert same.status_code == 422
    page = client.get(f"/p/{process.slug}/moderacion/").content.decode()
    assert "La revisa otra institución" in page and f"{base}revision/" not in page
    assert client.get(f"{base}revision/").status_code == 302
    client = staff("delegate_society", organization="colectivo-b")
    assert folio in client.get(f"/p/{process.slug}/moderacion/").content.decode()
    assert client.get(f"{base}revision/").status_code == 200
    over = {"outcome": "overturned", "reason": "No nombra a ninguna persona."}
    assert client.post(f"{base}revision/", over).status_code == 302
    assert Voice.objects.get().state == "admitted"


def test_a_refused_voice_promises_no_answer(process, staff):
    client = staff("moderator")
    folio, _code = receipt_of(send(client, process))
    base = f"/p/{process.slug}/voces/{folio}/"
    assert "Respuesta a más tardar" in client.get(base).content.decode()
    refusal = {"decision": "refuse", "reason": "Nombra a una persona privada."}
    told = client.post(f"{base}admision/", refusal, follow=True).content.decode()
    assert f"{folio} no se admitió" in told
    page = client.get(base).content.decode()
    assert "Respuesta a más tardar" not in page and "por venir" not in page
    again = client.get(f"{base}admision/", follow=True)
    assert again.status_code == 200 and "ya se decidió" in again.content.decode()


def test_who_admits_reads_the_name_that_will_be_published(process, staff):
    client = staff("moderator")
    more = {"display": "pseudonym", "shown_name": "Vecina de la esquina"}
    folio, _code = receipt_of(send(client, process, **more))
    for address in ("moderacion/", f"voces/{folio}/admision/"):
        assert "Vecina de la esquina" in client.get(f"/p/{process.slug}/{address}").content.decode()


def test_constant_queries_however_many_voices(process, client, actor_of):
    def grow(count):
        items = [
            voices.VoiceInput(key=str(uuid7()), text=f"{TEXT} {n}", channel="sheet", area="A")
            for n in range(count)
        ]
        actor = actor_of("facilitator")
        voices.voices_receive_many(actor=actor, process=process, items=items)
        Voice.objects.update(state="admitted")

    def multiply(count):
        """Rows like those, straight into the table: how a voice comes in is tested elsewhere."""
        rows = list(Voice.objects.values())
        Voice.objects.bulk_create(
            Voice(
                **rows[n % len(rows)]
                | {"id": None, "public_id": uuid7(), "key_hash": f"{n:064}"}
                | {"folio": f"TST-{n:06}-X", "text": f"{TEXT} {n}"}
            )
            for n in range(count)
        )

    def cost(address):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(f"/p/{process.slug}/{address}").status_code == 200
        return len(queries)

    grow(10)
    few = {address: cost(address) for address in ("voces/", "voces/cobertura/", "participar/")}
    multiply(989)
    grow(1)  # an act like any: what pages keep until the next one is asked anew
    assert Voice.objects.count() == 1_000
    assert {address: cost(address) for address in few} == few


def test_a_closed_door_says_so_first_and_what_one_can_do(process, client):
    process.phase_acts.all().delete()
    page = unescape(client.get(f"/p/{process.slug}/participar/").content.decode())
    assert "<title>Ahora no se reciben aportes ·" in page
    assert re.search(r"<h1[^>]*>\s*Ahora no se reciben aportes", page)
    assert "Lo que sí puede hacer hoy" in page and "<textarea" not in page


def test_what_comes_too_late_is_given_back(process, client):
    """The phase closed while somebody wrote: the words are on the page, to be copied."""
    process.phase_acts.all().delete()
    said = "Que el parque tenga luz <b>y bancas</b>"
    answer = client.post(f"/p/{process.slug}/participar/", {"text": said})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Su texto no se guardó" in page
    assert "Que el parque tenga luz &lt;b&gt;y bancas&lt;/b&gt;" in page
    assert not process.voices.exists()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_menu_of_the_process_stays_where_somebody_looks_for_a_folio(process, client, prefix):
    menu = f'href="{prefix}/p/{process.slug}/reuniones/"'
    home = client.get(f"{prefix}/p/{process.slug}/").content.decode()
    here = f"{prefix}/folio/?proceso={process.slug}"
    assert f'href="{here}"' in home
    assert menu in client.get(here).content.decode()
    lost = client.post(here, {"folio": "TST-AAAAAA-A"})
    assert lost.status_code in (404, 422) and menu in lost.content.decode()
    for unknown in ("", "?proceso=otro", "?proceso=%00", f"?proceso={'x' * 5000}"):
        page = client.get(f"{prefix}/folio/{unknown}")
        assert page.status_code == 200 and menu not in page.content.decode()
