"""Text as a page can show it: nothing that moves, hides or breaks the rest of the page."""

import re
from collections.abc import Iterable, Sequence

LONGEST = 28  # letters without a place to break; a table's cell is about so wide
ZERO_WIDTH_SPACE = "\u200b"
MISSING = "\ufffd"

# What XML forbids, controls, and marks that turn the direction of everything after them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_LONG = re.compile(rf"\S{{{LONGEST + 1},}}")
_PIECE = re.compile(rf".{{1,{LONGEST}}}")


def safe(text: str) -> str:
    """Without controls and marks of direction; line breaks and tabs stay."""
    return _UNSAFE.sub("", text)


def breakable(text: str) -> str:
    """A word of hundreds of letters gets places to break: otherwise it runs over its column."""
    return _LONG.sub(lambda m: ZERO_WIDTH_SPACE.join(_PIECE.findall(m.group())), text)


class Coverage:
    """Which characters the bundled fonts can show. ranges: pairs of first and last code point."""

    def __init__(self, ranges: Iterable[Sequence[int]]) -> None:
        self._known = frozenset(p for first, last in ranges for p in range(first, last + 1))
        self._known |= {ord("\n"), ord("\t"), ord(ZERO_WIDTH_SPACE)}

    def shown(self, text: str) -> str:
        """The text with a sign in place of each character that no font has."""
        return "".join(c if ord(c) in self._known else MISSING for c in text)

    def lacks(self, text: str) -> bool:
        return any(ord(c) not in self._known for c in text)
