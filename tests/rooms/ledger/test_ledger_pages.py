"""The pages of the record and the files that people keep."""

import json
import uuid

import pytest

from cocrea.kernel.permits import CITIZEN
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import services as ledger
from cocrea.ledger import verifier
from cocrea.ui.paging import PAGE


def path_of(holder, rest=""):
    return f"/registro/{holder.log.public_id}/{rest}"


@pytest.fixture
def full(holder, speak):
    speak(holder, 60, body={"text": "ab" * 32, "points": [{"code": "agua"}, {}], "none": None})
    ledger.checkpoint(holder.log)
    speak(holder, 1)
    ledger.checkpoint(holder.log)
    holder.log.refresh_from_db()
    return holder


def test_the_record_is_read_page_by_page(client, full):
    page = client.get(path_of(full))
    assert page.status_code == 200
    text = page.content.decode()
    assert full.log.origin in text and f"{path_of(full)}60/" in text
    first = 60 - PAGE  # of which the next page speaks
    assert f"{path_of(full)}{first}/" not in text and f"?antes={first + 1}" in text
    rest = client.get(path_of(full) + f"?antes={first + 1}").content.decode()
    assert f"{path_of(full)}{first}/" in rest and "?antes=61" in rest
    last = client.get(path_of(full) + f"?antes={PAGE}").content.decode()
    assert f"{path_of(full)}0/" in last
    for odd in ("-1", "x", "9" * 40, "%00", "1.5"):
        assert client.get(path_of(full) + f"?antes={odd}").status_code == 200


def test_pages_speak_english(client, full):
    for rest in ("", "3/", "puntos/"):
        text = client.get("/en" + path_of(full, rest)).content.decode()
        assert 'lang="en"' in text
        assert "Registro público" not in text and "Asiento" not in text


def test_queries_do_not_grow(client, holder, speak, django_assert_max_num_queries):
    speak(holder, 10)
    with django_assert_max_num_queries(7):
        client.get(path_of(holder))
    speak(holder, 200)
    with django_assert_max_num_queries(7):
        client.get(path_of(holder))


def test_pages_set_no_cookie_and_answer_304(client, full, speak):
    for rest in ("", "3/", "puntos/"):
        first = client.get(path_of(full, rest))
        assert not first.cookies and "csrf" not in first.content.decode()
        again = client.get(path_of(full, rest), headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
    speak(full)
    changed = client.get(path_of(full), headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_an_entry_shows_what_it_says_and_its_bytes(client, full):
    text = client.get(path_of(full, "3/")).content.decode()
    assert "voice.received" in text and "points 1.code" in text and "agua" in text
    assert "&quot;position&quot;:3" in text
    assert f"{path_of(full)}2/" in text and f"{path_of(full)}4/" in text
    assert "demo" not in text.split("<main")[1].split("comprobar")[0].replace("demostra", "")


def test_a_receipt_is_downloaded_and_holds(client, full, tmp_path):
    page = client.get(path_of(full, "3/recibo.json"))
    assert page["Content-Disposition"].startswith("attachment")
    path = tmp_path / "recibo.json"
    path.write_bytes(page.content)
    assert verifier.main([str(path), "--key", full.log.vkey]) == 0


def test_the_files_of_the_mirror_make_a_mirror(client, full, tmp_path):
    for name in ("log.json", "checkpoint.txt", "checkpoints.jsonl", "entries.jsonl"):
        page = client.get(path_of(full, f"espejo/{name}"))
        assert page.status_code == 200 and not page.cookies
        content = b"".join(page.streaming_content) if page.streaming else page.content
        (tmp_path / name).write_bytes(content)
    kept = client.get(path_of(full, "puntos/60.txt")).content.decode()
    assert not verifier.verify_mirror(tmp_path, [kept], full.log.vkey).rows
    key = client.get(path_of(full, "clave.txt")).content.decode()
    assert key == full.log.vkey + "\n"


def test_consistency_is_downloaded_and_holds(client, full):
    page = client.get(path_of(full, "consistencia.json?desde=60&hasta=61"))
    assert verifier.verify_file(json.loads(page.content), [], full.log.vkey).ok
    for query in ("", "?desde=60", "?desde=61&hasta=60", "?desde=x&hasta=61", "?desde=0&hasta=61"):
        assert client.get(path_of(full, f"consistencia.json{query}")).status_code == 404


def test_the_verifier_is_downloaded(client, db):
    page = client.get("/registro/verifier.py")
    assert page.content.startswith(b"#!/usr/bin/env python3")


def test_what_is_not_there(client, full):
    for rest in ("61/", "61/recibo.json", "99999999999999999999/", "puntos/7.txt", "-1/"):
        assert client.get(path_of(full, rest)).status_code == 404
    assert client.get(f"/registro/{uuid.uuid4()}/").status_code == 404
    assert client.post(path_of(full)).status_code == 405


def test_an_empty_log_has_pages(client, demo_holder):
    for rest in ("", "puntos/"):
        page = client.get(path_of(demo_holder, rest))
        assert page.status_code == 200
        assert "Demostración" in page.content.decode()
    assert client.get(path_of(demo_holder, "espejo/checkpoint.txt")).status_code == 404


def test_a_hostile_subject_is_escaped(client, holder):
    with ledger.act(holder, actor=CITIZEN) as act:
        act.record(
            "voice.received", subject=SubjectRef("voice", '"><script>x</script>'), role="citizen",
            body={"a": "<script>alert(1)</script>"},
        )  # fmt: skip
    for rest in ("", "0/"):
        assert b"<script>" not in client.get(path_of(holder, rest)).content


def test_the_record_reads_as_sentences(client, full):
    spanish = client.get(path_of(full)).content.decode()
    assert "Se recibió un aporte" in spanish and "Ciudadanía" in spanish
    body = spanish.split("timeline")[1].split("</ol>")[0]
    assert "voice.received" not in body and "citizen" not in body
    english = client.get("/en" + path_of(full)).content.decode()
    assert "A contribution was received" in english
    detail = client.get(path_of(full, "3/")).content.decode()
    assert "Se recibió un aporte" in detail and "voice.received" in detail


def test_one_kind_of_act_is_shown_alone(client, holder, speak):
    speak(holder, 3)
    with ledger.act(holder, actor=CITIZEN) as act:
        act.record("meeting.held", subject=SubjectRef("meeting", "m"), role="secretary")
    page = client.get(path_of(holder) + "?acto=meeting.held").content.decode()
    body = page.split("<ol class")[1]
    assert "Se celebró una reunión" in body and "Se recibió un aporte" not in body
    assert '<option value="meeting.held" selected>' in page
    for odd in ("meeting.nothing", "%00", "'", "<script>"):
        every = client.get(path_of(holder) + f"?acto={odd}").content.decode()
        assert "Se recibió un aporte" in every.split("<ol class")[1]


def test_one_kind_goes_on_over_pages(client, holder, speak):
    speak(holder, 60)
    first = client.get(path_of(holder) + "?acto=voice.received").content.decode()
    assert f"?acto=voice.received&amp;antes={60 - PAGE}" in first
    rest = client.get(path_of(holder) + f"?acto=voice.received&antes={PAGE}").content.decode()
    assert f"{path_of(holder)}0/" in rest and 'rel="next"' not in rest
