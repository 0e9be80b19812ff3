"""From text to terms, the same on both databases.

A word is folded (no accents, no case), and its Spanish or English stem is kept beside it: the
stem finds other forms of the word, the word itself can be found by its beginning. Words of other
languages are folded and not stemmed. What reaches a database is ASCII letters and digits only, so
that no tokenizer of any database sees anything to disagree about.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from cocrea.kernel.text import fold, words

TEXT_MAX = 200_000  # characters of one item that are looked at
WORD_MAX = 40
QUERY_MAX = 200
QUERY_WORDS = 10
STEMMERS = {"es": "spanish", "en": "english"}
ALIASES = {"spa": "es", "eng": "en"}
STOP = frozenset(
    "a al an and ante are as at con como de del e el en es esta este for from in is it la las lo "
    "los no o of on or para pero por que se sin sobre su sus the to u un una with y".split()
)


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a query: any of ``terms`` matches; with ``prefix`` also what begins so."""

    word: str
    terms: tuple[str, ...]
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """All words must match. Falsy when nothing can be looked up."""

    words: tuple[QueryWord, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(STEMMERS[language])


def language_of(code: str) -> str:
    """``es`` or ``en`` for their longer codes and regional forms; others as they are."""
    short = code.lower().split("-")[0]
    return ALIASES.get(short, short)


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """Stem of a folded word; the word itself in a language without stemmer."""
    language = language_of(language)
    if language not in STEMMERS:
        return word
    return fold(_stemmer(language).stemWord(word))


def spell(word: str) -> str:
    """ASCII letters and digits only; anything else as its code point between two ``x``."""
    if word.isascii() and word.isalnum():
        return word
    return "".join(c if c.isascii() and c.isalnum() else f"x{ord(c):x}x" for c in word)


def counted(text: str) -> Counter[str]:
    """Folded words of a text and how often each occurs; words of over 40 letters are cut."""
    return Counter(word[:WORD_MAX] for word in words(text[:TEXT_MAX]))


def terms_of(found: Counter[str] | list[str], language: str) -> list[str]:
    """Sorted spelled terms of folded words: each word and its stem, once."""
    terms = {spell(word) for word in found}
    terms |= {spell(stem(word, language)) for word in found}
    return sorted(terms)


def query_of(text: str) -> Query:
    """What to look up. Any input is safe: operators and quotes are no words.

    Little words count only when there is nothing else. The last word may be unfinished.
    """
    given = [word[:WORD_MAX] for word in words(text[:QUERY_MAX])]
    chosen = [word for word in given if word not in STOP] or given
    chosen = list(dict.fromkeys(chosen))[:QUERY_WORDS]
    last = given[-1] if given else ""
    return Query(tuple(_query_word(word, unfinished=word == last) for word in chosen))


def _query_word(word: str, *, unfinished: bool) -> QueryWord:
    forms = dict.fromkeys(spell(form) for form in (word, *(stem(word, code) for code in STEMMERS)))
    # One letter begins too much to be worth a search.
    prefix = spell(word) if unfinished and len(word) > 1 else ""
    return QueryWord(word, tuple(forms), prefix)
