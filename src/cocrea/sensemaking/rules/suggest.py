"""Which proposal may this point belong to? A suggestion with its evidence; people decide.

Cosine of TF-IDF over folded words. Coding citizens' text has no settled truth, so there is no
threshold that merges: a suggestion only says which words two texts share.
"""

import math
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from cocrea.kernel.text import words

K = TypeVar("K", bound=Hashable)

# Words that say nothing of the subject, folded; and plurals are cut, so that agua meets aguas.
_EMPTY = frozenset(
    "a al ante asi aun bajo cada como con contra cual cuando de del desde donde e el ella "
    "ellas ellos en entre era eran es esa esas ese eso esos esta estan estas este esto estos "
    "ha hacia han hasta hay la las le les lo los mas me mi mis mucho muy ni no nos nuestra "
    "nuestro o os otra otro para pero por porque que quien se sea sean ser si sin sobre son "
    "su sus tambien tan tener tiene tienen todo todos toda todas tu un una unas uno unos y ya "
    "yo".split()
)


@dataclass(frozen=True, slots=True)
class Suggestion(Generic[K]):
    """likeness: 0 to 1000. shared: the words that weigh most in it, at most five."""

    key: K
    likeness: int
    shared: tuple[str, ...]


def stems(text: str) -> list[str]:
    """Folded words that carry meaning, plurals cut."""
    found = []
    for word in words(text):
        if len(word) < 3 or word in _EMPTY:
            continue
        if len(word) > 5 and word.endswith("es"):
            word = word[:-2]
        elif len(word) > 4 and word.endswith("s"):
            word = word[:-1]
        found.append(word)
    return found


def _vectors(
    texts: Mapping[K, Counter[str]], weight: Mapping[str, float]
) -> dict[K, dict[str, float]]:
    vectors = {}
    for key, counts in texts.items():
        raw = {w: (1 + math.log(n)) * weight.get(w, 0.0) for w, n in counts.items()}
        norm = math.sqrt(sum(v * v for v in raw.values())) or 1.0
        vectors[key] = {w: v / norm for w, v in raw.items()}
    return vectors


def suggest(
    text: str, candidates: Mapping[K, str], *, limit: int = 3, floor: int = 80
) -> list[Suggestion[K]]:
    """Candidates that share weighty words with ``text``, the likest first; none below ``floor``."""
    return suggest_all({0: text}, candidates, limit=limit, floor=floor)[0]


def suggest_all(
    texts: Mapping[Hashable, str],
    candidates: Mapping[K, str],
    *,
    limit: int = 3,
    floor: int = 80,
) -> dict[Hashable, list[Suggestion[K]]]:
    """The same for many texts at once; the candidates are weighed once. Ties keep their order."""
    bags = {k: Counter(stems(t)) for k, t in candidates.items()}
    asked = {k: Counter(stems(t)) for k, t in texts.items()}
    spread = Counter(w for bag in (*bags.values(), *asked.values()) for w in bag)
    total = len(bags) + len(asked)
    weight = {w: math.log(1 + total / n) for w, n in spread.items()}
    vectors, own = _vectors(bags, weight), _vectors(asked, weight)
    return {key: _nearest(mine, vectors, limit, floor) for key, mine in own.items()}


def _nearest(
    mine: dict[str, float], vectors: Mapping[K, dict[str, float]], limit: int, floor: int
) -> list[Suggestion[K]]:
    found = []
    for key, theirs in vectors.items():
        parts = {w: mine[w] * theirs[w] for w in mine.keys() & theirs.keys()}
        likeness = round(1000 * sum(parts.values()))
        if parts and likeness >= floor:
            best = sorted(parts, key=lambda w: (-parts[w], w))[:5]
            found.append(Suggestion(key, min(likeness, 1000), tuple(best)))
    return sorted(found, key=lambda s: -s.likeness)[:limit]
