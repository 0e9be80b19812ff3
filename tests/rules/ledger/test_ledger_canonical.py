"""One value, one spelling."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.kernel.findings import Severity
from cocrea.ledger import verifier
from cocrea.ledger.rules import canonical

TEXT = st.text().map(lambda s: unicodedata.normalize("NFC", s))
SCALARS = st.none() | st.booleans() | st.integers(-canonical.MAX_INT, canonical.MAX_INT) | TEXT
KEYS = st.text(st.characters(max_codepoint=127))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=20
)


@given(VALUES)
def test_it_comes_back_and_the_verifier_agrees(value):
    raw = canonical.encode(value)
    assert canonical.decode(raw) == value
    assert verifier.canonical_read(raw) == value
    assert canonical.encode(json.loads(raw)) == raw


def test_the_spelling_of_rfc_8785():
    value = {"b": [1, True, None], "a": 'ñ"\\\n\u0001/\u2028', "B": {}}
    assert canonical.encode(value) == (
        '{"B":{},"a":"ñ\\"\\\\\\n\\u0001/\u2028","b":[1,true,null]}'.encode()
    )


@every(
    "value",
    [
        1.0,
        float("nan"),
        2**53,
        -(2**53),
        {"ñ": 1},
        {1: 1},
        "n\u0303",
        "\ud800",
        b"bytes",
        {1, 2},
        object(),
        {"a": [{"b": 0.5}]},
    ],
)
def test_what_has_no_spelling_is_refused(value):
    with pytest.raises(ValueError):
        canonical.encode(value)


def test_a_word_of_an_enumeration_is_spelled_as_its_value():
    assert canonical.encode({"severity": Severity.BLOCKER}) == b'{"severity":"blocker"}'


def test_depth_is_bounded():
    value: list = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(ValueError):
        canonical.encode(value)
    with pytest.raises(ValueError):
        canonical.decode(b"[" * 100_000 + b"]" * 100_000)


@every(
    "raw",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":-0}',
        b'{"a":01}',
        b'{"a":"\\u00f1"}',
        b'{"a":"\\/"}',
        b'{"a":"\\ud800"}',
        b'{"a":9007199254740992}',
        b'{"a":1}\n',
        b"\xef\xbb\xbf{}",
        b"\xff",
        b"",
        '{"a":"n\u0303"}'.encode(),
    ],
)
def test_other_spellings_are_refused_by_both_readers(raw):
    with pytest.raises(ValueError):
        canonical.decode(raw)
    with pytest.raises(ValueError):
        verifier.canonical_read(raw)


@every("value", [{}, {"schema": "1"}, {"schema": 0}, {"schema": True}, [1], 1])
def test_a_document_has_a_schema_number(value):
    with pytest.raises(ValueError):
        canonical.encode_document(value)
    with pytest.raises(ValueError):
        canonical.decode_document(canonical.encode(value))


def test_a_document_passes():
    raw = canonical.encode_document({"schema": 1})
    assert canonical.decode_document(raw) == {"schema": 1}
