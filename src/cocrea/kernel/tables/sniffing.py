"""Guesses how a text file was written: its encoding and what separates its columns.

Files of halls come from old spreadsheets: Windows-1252 and semicolons, sometimes the code page of
DOS or of an old Macintosh. Guesses are told to whoever sent the file, who may say otherwise.
"""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass

from charset_normalizer import from_bytes

SEPARATORS = (",", ";", "\t", "|")
LEGACY = ("cp1252", "cp850", "mac_roman")
# What people may choose, and what Python calls it.
ENCODINGS: dict[str, str] = {
    "utf-8": "utf-8",
    "utf-16": "utf-16",
    "windows-1252": "cp1252",
    "latin-1": "latin-1",
    "dos-850": "cp850",
    "mac": "mac_roman",
}
LITTLE = 30  # with fewer bytes beyond ASCII no model can tell anything
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SPANISH = frozenset("áéíóúñüÁÉÍÓÚÑÜ¿¡")
_LIKELY = frozenset("«»“”‘’–—…ºª°·çàèâêôïöäëìòùãõ€´´`¨§©®")
_MISPLACED = re.compile(r"[a-záéíóúñü][ÁÉÍÓÚÑÀ-ÖØ-Þ][a-záéíóúñü]")


@dataclass(frozen=True, slots=True)
class Guess:
    """encoding: a codec of Python; why: ``mark | utf8 | zeros | spanish | model``."""

    encoding: str
    why: str


def encoding_of(
    sample: bytes, *, is_utf8: Callable[[], bool], accented: Callable[[], bytes]
) -> Guess:
    """The encoding of a text file.

    sample    its first bytes (some tens of thousands)
    is_utf8   is the whole file valid UTF-8? asked only when the first bytes do not tell
    accented  lines with bytes beyond ASCII; asked only when it is not
    """
    for mark, codec in _MARKS:
        if sample.startswith(mark):
            return Guess(codec, "mark")
    wide = _wide(sample)
    if wide:
        return Guess(wide, "zeros")
    if is_utf8():
        return Guess("utf-8", "utf8")
    return _legacy(accented())


def _wide(sample: bytes) -> str:
    """UTF-16 without its mark: every second byte of western text is zero."""
    head = sample[:4000]
    pairs = len(head) // 2
    if pairs < 2:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > pairs * 0.4 and even < pairs * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > pairs * 0.4 and odd < pairs * 0.1 else ""


def _legacy(sample: bytes) -> Guess:
    """The old code page under which the text looks most like Spanish."""
    scores = {codec: _score(sample, codec) for codec in LEGACY}
    best = max(LEGACY, key=lambda codec: scores[codec])
    evidence = sum(byte > 127 for byte in sample)
    if scores[best] > 0 or evidence < LITTLE:
        return Guess(best, "spanish")
    found = from_bytes(sample[:20_000]).best()
    return Guess(found.encoding, "model") if found is not None else Guess("cp1252", "spanish")


def _score(sample: bytes, codec: str) -> int:
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError:
        text = sample.decode("latin-1") if codec == "cp1252" else sample.decode(codec, "replace")
    total = 0
    for char in text:
        if char < "\x80":
            continue
        if char in _SPANISH:
            total += 2
        elif char in _LIKELY:
            total += 1
        else:
            total -= 3 if char.isalpha() or not char.isprintable() else 2
    return total - 4 * len(_MISPLACED.findall(text))


def separator_of(sample: str) -> str:
    """What separates the columns: the sign that gives most lines the same number of cells."""
    return max(SEPARATORS, key=lambda mark: (*_regular(sample, mark), -SEPARATORS.index(mark)))


def _regular(sample: str, mark: str) -> tuple[int, int]:
    """(lines that have the most common number of cells, that number); zeros for one column."""
    lines = sample.splitlines()[:60]
    if len(lines) > 1 and len(sample) > 4000:
        lines.pop()  # cut by the end of the sample
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=mark) if row]
    except csv.Error:
        return 0, 0
    common = max(set(widths), key=lambda n: (widths.count(n), n)) if widths else 0
    return (widths.count(common), common) if common > 1 else (0, 0)
