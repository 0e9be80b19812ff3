"""Order of hits: computed here and not by a database, so that both order alike."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from cocrea.search.rules.terms import Query, QueryWord


@dataclass(frozen=True, slots=True)
class Hit:
    """key: row id; title: its spelled terms; at: aware datetime or None."""

    key: int
    title: Collection[str]
    at: datetime | None


def score(query: Query, title: Collection[str]) -> tuple[int, int]:
    """(words of the query in the title as typed, words there in another form)."""
    exact = sum(word.terms[0] in title for word in query.words)
    other = sum(_near(word, title) for word in query.words)
    return exact, other


def _near(word: QueryWord, title: Collection[str]) -> bool:
    if any(term in title for term in word.terms):
        return True
    return bool(word.prefix) and any(term.startswith(word.prefix) for term in title)


def ranked(query: Query, hits: Collection[Hit]) -> list[int]:
    """Keys, best first: what the title says, then newer, then the newer row."""

    def order(hit: Hit) -> tuple[int, int, float, int]:
        exact, other = score(query, hit.title)
        return (-other, -exact, -(hit.at.timestamp() if hit.at else 0.0), -hit.key)

    return [hit.key for hit in sorted(hits, key=order)]
