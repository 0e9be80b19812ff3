import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocrea.kernel.errors import Refused
from cocrea.kernel.text import clean, fold, language_of_label, slugify, words


def test_clean_takes_out_what_nobody_can_see():
    assert clean("  hola\x00\u202e  mundo\u200b ", max_length=50) == "hola mundo"
    assert clean("uno\r\n\r\n\r\n\r\ndos", max_length=50) == "uno\n\ndos"
    assert clean("una\nlínea", max_length=50, lines=False) == "una línea"
    assert clean("e\u0301", max_length=5) == "é"
    assert clean("a\ud800b", max_length=5) == "a?b"


def test_clean_refuses_and_never_cuts():
    with pytest.raises(Refused) as caught:
        clean("x" * 11, max_length=10, where="text")
    (finding,) = caught.value.findings
    assert (finding.code, finding.where, finding.params["limit"]) == (
        "kernel.text_too_long",
        "text",
        10,
    )
    with pytest.raises(Refused):
        clean("x" * 100_000, max_length=10)


@given(st.text(max_size=200))
def test_clean_is_stable_and_storable(value):
    once = clean(value, max_length=1000)
    assert clean(once, max_length=1000) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\x00" not in once
    once.encode("utf-8")


@pytest.mark.parametrize(
    "a, b",
    [
        ("Q’eqchi’", "q'eqchi'"),
        ("Kʼicheʼ", "k'iche'"),
        ("  CÓBAN\tAlta ", "coban alta"),
        ("Ñandú", "nandu"),
    ],
)
def test_fold_makes_spellings_one(a, b):
    assert fold(a) == b


@given(st.text(max_size=80))
def test_fold_is_idempotent(value):
    assert fold(fold(value)) == fold(value)


def test_words_keep_apostrophes_inside():
    assert words("¡El Q'anil, 3 ríos!") == ["el", "q'anil", "3", "rios"]
    assert slugify("¿Qué es K'atun 2032?") == "que-es-katun-2032"


@pytest.mark.parametrize(
    ("label", "language"),
    [
        ("Design and Implementation of the National Strategy", "en"),
        ("Generating Strategic Goals of Security Sector", "en"),
        ("9. Design and Implementation of the Public Agenda Online Services (Phase 1)", "en"),
        ("Centros de votación consultados con las aldeas", "es"),
        ("Participatory budgeting", "es"),  # nothing tells
        ("", "es"),
    ],
)
def test_the_language_of_a_label_is_told_by_its_little_words(label, language):
    assert language_of_label(label) == language
