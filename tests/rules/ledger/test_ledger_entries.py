"""The shape of an entry and the commitment to a text."""

import hashlib
import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest

from cocrea.ledger.rules import canonical, entries, text

AT = datetime(2018, 2, 1, 8, 0, tzinfo=timezone(timedelta(hours=-6)))


def document(**changes):
    given = {
        "origin": "cocrea.example/demo/x",
        "position": 0,
        "kind": "voice.received",
        "subject": {"kind": "voice", "id": "1", "digest": ""},
        "recorded_at": AT,
        "author": {"role": "citizen"},
        "body": {"text": "00"},
    }
    return entries.entry_document(**{**given, **changes})


def test_an_entry_reads_like_this():
    raw = entries.entry_bytes(document(occurred_at=datetime(2018, 1, 31, tzinfo=UTC)))
    assert raw == (
        b'{"author":{"role":"citizen"},"body":{"occurred_at":"2018-01-31T00:00:00.000000Z",'
        b'"text":"00"},"kind":"voice.received","log":"cocrea.example/demo/x","position":0,'
        b'"recorded_at":"2018-02-01T14:00:00.000000Z","schema":1,'
        b'"subject":{"digest":"","id":"1","kind":"voice"}}'
    )
    assert entries.entry_read(raw)["position"] == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "received"},
        {"kind": "Voice.Received"},
        {"recorded_at": datetime(2018, 2, 1)},
        {"occurred_at": AT, "body": {"occurred_at": "x"}},
    ],
)
def test_malformed_entries(changes):
    with pytest.raises(ValueError):
        document(**changes)


def test_other_documents_are_no_entries():
    with pytest.raises(ValueError):
        entries.entry_read(canonical.encode({**document(), "more": 1}))
    with pytest.raises(ValueError):
        entries.entry_read(canonical.encode({**document(), "schema": 2}))


def test_an_account_is_found_in_either_spelling():
    person = uuid.uuid4()
    for spelling in (str(person), person.hex, str(person).upper()):
        assert entries.names_person(canonical.encode({"a": [spelling]}), person)
    assert not entries.names_person(b"{}", person)
    assert not entries.names_person(b"None", None)


def test_a_text_is_known_by_its_salt_only():
    made = text.commit("Agua limpia", b"s" * 16)
    assert made.digest == hashlib.sha256(b"s" * 16 + b"Agua limpia").hexdigest()
    assert text.matches(made.digest, made.salt, "Agua limpia")
    assert not text.matches(made.digest, made.salt, "Agua sucia")
    assert not text.matches(made.digest, b"t" * 16, "Agua limpia")
    assert not text.matches(made.digest, b"s" * 15, "sAgua limpia")
    with pytest.raises(ValueError):
        text.commit("x", b"short")
