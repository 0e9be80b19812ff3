"""Finds words in Spanish text and gives them back as they were written, as evidence.

A pattern is one folded regular expression per word; ``...`` between words allows up to five others
("crear ... comité" finds "creación de la primera mesa"). Nothing is guessed from meaning.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from cocrea.kernel.text import fold

GAP = 5
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[.;:\n]")


@dataclass(frozen=True, slots=True)
class _Token:
    folded: str
    start: int
    end: int


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=64)
def _tokens(text: str) -> tuple[tuple[_Token, ...], ...]:
    """Words of each sentence: a pattern never reaches over a full stop."""
    sentences, begin = [], 0
    for stop in [m.end() for m in _SENTENCE.finditer(text)] + [len(text)]:
        found = tuple(
            _Token(_folded(m.group()), m.start(), m.end())
            for m in _WORD.finditer(text, begin, stop)
        )
        if found:
            sentences.append(found)
        begin = stop
    return tuple(sentences)


_Parts = tuple[re.Pattern[str] | None, ...]


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], tuple[_Parts, ...]]:
    """Each pattern word by word, and one expression for all their first words: most words of a
    text begin no pattern, and are asked once."""
    split = [pattern.split() for pattern in patterns]
    first = re.compile("|".join(f"(?:{words[0]})" for words in split))
    parts = tuple(
        tuple(None if word == "..." else re.compile(word) for word in words) for words in split
    )
    return first, parts


def _match_at(tokens: tuple[_Token, ...], at: int, parts: _Parts) -> int | None:
    """Index of the last word of the match that begins at ``at``, or None."""
    place, gap, last = at, 0, None
    for part in parts:
        if part is None:
            gap = GAP
            continue
        reach = range(place, min(place + gap + 1, len(tokens)))
        hit = next((i for i in reach if part.fullmatch(tokens[i].folded)), None)
        if hit is None:
            return None
        place, gap, last = hit + 1, 0, hit
    return last


def _begun_by(word: str, first: re.Pattern[str], compiled: tuple[_Parts, ...]) -> list[_Parts]:
    if not first.fullmatch(word):
        return []
    return [parts for parts in compiled if parts[0] is None or parts[0].fullmatch(word)]


def find(text: str, patterns: tuple[str, ...], *, limit: int = 5) -> tuple[str, ...]:
    """The phrases of ``text`` that match, as written, first ones first, each once."""
    first, compiled = _compiled(patterns)
    found: dict[str, str] = {}
    begun: dict[str, list[_Parts]] = {}  # the patterns that a word begins; texts repeat their words
    for tokens in _tokens(text):
        covered = -1
        for at, token in enumerate(tokens):
            if at <= covered:
                continue
            if token.folded not in begun:
                begun[token.folded] = _begun_by(token.folded, first, compiled)
            begins = begun[token.folded]
            ends = [end for parts in begins if (end := _match_at(tokens, at, parts)) is not None]
            if ends:
                covered = max(ends)
                phrase = " ".join(text[token.start : tokens[covered].end].split())
                found.setdefault(fold(phrase), phrase)
                if len(found) >= limit:
                    return tuple(found.values())
    return tuple(found.values())
