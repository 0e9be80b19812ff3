"""The files of a mirror as anybody takes them from the pages: the published texts among them."""

import json

import pytest
from django.test import Client

from cocrea.kernel.ids import uuid7
from cocrea.kernel.permits import CITIZEN
from cocrea.ledger import services as ledger
from cocrea.ledger import verifier
from cocrea.voices import services as voices

pytestmark = pytest.mark.django_db
FILES = ("log.json", "checkpoint.txt", "checkpoints.jsonl", "texts.jsonl", "entries.jsonl")


def test_what_is_taken_from_the_web_holds_with_its_texts(process, actor_of, tmp_path):
    said = "Que publiquen la lista de medicinas de cada puesto de salud."
    kept = {"actor": CITIZEN, "process": process}
    shown = voices.voice_receive(**kept, key=str(uuid7()), text=said).voice
    voices.voice_admit(actor=actor_of("moderator"), process=process, voice=shown)
    voices.voice_receive(**kept, key=str(uuid7()), text="Esta nadie la ha admitido todavía.")
    process.log.refresh_from_db()
    ledger.checkpoint(process.log)
    client, base = Client(), f"/registro/{process.log.public_id}/"
    page = client.get(base).content.decode()
    for name in FILES:
        assert f"{base}espejo/{name}" in page
        answer = client.get(f"{base}espejo/{name}")
        assert answer.status_code == 200 and not answer.cookies
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        (tmp_path / name).write_bytes(content)
    texts = (tmp_path / "texts.jsonl").read_text().splitlines()
    assert said in {json.loads(line)["text"] for line in texts}
    assert "nadie la ha admitido" not in "".join(texts)
    assert verifier.verify_mirror(tmp_path, (), process.log.vkey).ok
    changed = json.loads(texts[0]) | {"text": "Otra cosa"}
    (tmp_path / "texts.jsonl").write_text(json.dumps(changed) + "\n")
    assert not verifier.verify_mirror(tmp_path, (), process.log.vkey).ok
