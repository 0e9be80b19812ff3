"""Is this text a near copy of that one? A 64-bit signature (Charikar's simhash) of folded words.

Digits and punctuation are left out: copies that differ only by a counter are copies. The signature
serves to notice floods, never to merge what people said.
"""

import hashlib
import re
from collections import Counter

from cocrea.kernel.text import fold, words

BITS = 64
# Unrelated texts differ in 32 bits, give or take 4; a copy with a word changed in about 8.
NEAR = 11
_DIGITS = re.compile(r"\d+")


def shingles(text: str) -> Counter[str]:
    """Folded words and runs of three of them, counted; the folded text itself if it has no word."""
    found = [w for w in (_DIGITS.sub("", w) for w in words(text)) if w]
    if not found:
        return Counter([fold(text)])
    runs = (" ".join(found[i : i + 3]) for i in range(len(found) - 2))
    return Counter(found) + Counter(runs)


def signature(text: str) -> str:
    """16 hex digits. Equal for texts with equal words; near for texts with nearly the same."""
    weights = [0] * BITS
    for shingle, count in shingles(text).items():
        value = int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest(), "big")
        for bit in range(BITS):
            weights[bit] += count if value >> bit & 1 else -count
    return f"{sum(1 << bit for bit in range(BITS) if weights[bit] > 0):016x}"


def distance(one: str, other: str) -> int:
    """Bits (0 to 64) in which two signatures differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def near(one: str, other: str) -> bool:
    return distance(one, other) <= NEAR
