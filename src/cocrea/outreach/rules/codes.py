"""Codes of short links: typed from a poster, read aloud on the radio.

They are public and open nothing: whoever guesses one is led to a public page of a process. Small
letters and digits without vowels (no words come out) and without l, 0, 1.
"""

import re
from collections.abc import Sequence

ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 6
_CODE = re.compile(rf"^[{ALPHABET}]{{{LENGTH}}}\Z")


def code_of(draws: Sequence[int]) -> str:
    """The code that LENGTH numbers below len(ALPHABET) spell."""
    return "".join(ALPHABET[draw] for draw in draws)


def code_parse(text: str) -> str:
    """The code as it is stored, or "" when this can be none. Forgives capitals and spaces."""
    code = text.strip().lower() if len(text) <= 40 else ""
    return code if _CODE.match(code) else ""
