"""Finds words in Spanish text and gives them back as they were written, as evidence.

A pattern is one folded regular expression per word; ``...`` between words allows up to five others
("crear ... comité" finds "creación de la primera mesa"). Nothing is guessed from meaning.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from cocrea.kernel.text import fold

GAP = 5
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[.;:\n]")


@dataclass(frozen=True, slots=True)
class _Token:
    folded: str
    start: int
    end: int


def _tokens(text: str) -> list[list[_Token]]:
    """Words of each sentence: a pattern never reaches over a full stop."""
    sentences, begin = [], 0
    for stop in [m.end() for m in _SENTENCE.finditer(text)] + [len(text)]:
        found = [
            _Token(fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(text, begin, stop)
        ]
        if found:
            sentences.append(found)
        begin = stop
    return sentences


@cache
def _compiled(pattern: str) -> tuple[re.Pattern[str] | None, ...]:
    return tuple(None if part == "..." else re.compile(part) for part in pattern.split())


def _match_at(
    tokens: list[_Token], at: int, parts: tuple[re.Pattern[str] | None, ...]
) -> int | None:
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


def find(text: str, patterns: Iterable[str], *, limit: int = 5) -> tuple[str, ...]:
    """The phrases of ``text`` that match, as written, first ones first, each once."""
    compiled = [_compiled(pattern) for pattern in patterns]
    found: dict[str, str] = {}
    for tokens in _tokens(text):
        covered = -1
        for at, token in enumerate(tokens):
            if at <= covered:
                continue
            ends = [
                e for e in (_match_at(tokens, at, parts) for parts in compiled) if e is not None
            ]
            if ends:
                covered = max(ends)
                phrase = " ".join(text[token.start : tokens[covered].end].split())
                found.setdefault(fold(phrase), phrase)
                if len(found) >= limit:
                    return tuple(found.values())
    return tuple(found.values())
