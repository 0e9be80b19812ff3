"""The code that an address carries: kept when it can be one, dropped without a word otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocrea.voices.rules.intake import arrival_of


@pytest.mark.parametrize("code", ["k7m2", "k7m2q9", "0123456789abcdef"])
def test_a_code_is_kept(code):
    assert arrival_of(code) == code


@pytest.mark.parametrize(
    "text", ["", "abc", "K7M2Q9", "k7m2q9\n", "k7m 2q9", "0123456789abcdefg", "<b>x</b>", "\x00abcd"]
)
def test_anything_else_is_no_code(text):
    assert arrival_of(text) == ""


@given(st.text())
def test_what_is_kept_is_plain(text):
    found = arrival_of(text)
    assert found == "" or (found == text and found.isascii() and found.isalnum())
