"""«Quizá quiso decir»: one typing error per word, judged against the words that are public."""

from collections.abc import Callable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4  # below that, almost any word is one letter from another
ERRORS = 1


def nearest(word: str, vocabulary: Mapping[str, int]) -> str | None:
    """The word at one slip (letter missing, added, changed or swapped) that occurs most often.

    vocabulary: folded word -> how often it occurs. None when nothing is that near.
    """
    if len(word) < SHORTEST:
        return None
    near = process.extract(
        word, list(vocabulary), scorer=OSA.distance, score_cutoff=ERRORS, limit=None
    )
    found = [(-vocabulary[other], other) for other, distance, _ in near if distance]
    return min(found)[1] if found else None


def corrected(words: list[str], nearest_of: Callable[[str], str | None]) -> str:
    """The query with each unknown word replaced, or "" when no word could be.

    nearest_of(word): the word itself when it is known, another one, or None.
    """
    better = [nearest_of(word) or word for word in words]
    return " ".join(better) if better != words else ""
