"""Reads of the index. A constant number of queries, whatever was asked."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, F, QuerySet
from django.urls import translate_url
from django.utils.translation import get_language, override

from cocrea.search import backends
from cocrea.search.models import Entry, IndexState, Word
from cocrea.search.rules.ranking import Hit, ranked
from cocrea.search.rules.terms import Query, query_of
from cocrea.search.rules.typing import corrected, nearest
from cocrea.ui.paging import PAGE

NUMBER = re.compile(r"^\d+\. ")  # before a title, of commitments and rows
RANKED_MOST = 1_000  # of more hits than that the newest are put in order


@dataclass(frozen=True, slots=True)
class Found:
    """One hit. url: path in the reader's language."""

    kind: str
    public_id: str
    language: str
    title: str
    excerpt: str
    url: str
    at: datetime | None
    facets: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a reader wants to see of all hits; empty values narrow nothing.

    since, until  aware datetimes, until excluded; things without a date are then left out
    facets        name -> value, as rooms offered them (``theme``, ``area``)
    """

    kinds: Collection[str] = ()
    language: str = ""
    since: datetime | None = None
    until: datetime | None = None
    facets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Results:
    """What was found.

    total       of all hits; ``items`` are those of this page, best first
    suggestion  the query that was answered instead, because nothing was found for the given one:
                say «quizá quiso decir»
    pages       how many pages can be asked for
    by_kind     (kind, hits) as if no kind had been chosen, the most frequent first
    """

    total: int = 0
    items: tuple[Found, ...] = ()
    suggestion: str = ""
    page: int = 1
    pages: int = 1
    by_kind: tuple[tuple[str, int], ...] = ()


def found(
    process_slug: str, query: str, narrowing: Narrowing | None = None, *, page: int = 1
) -> Results:
    """Public things of a process in which every word of the query occurs.

    Accents, case and the form of a word do not matter; the last word may be unfinished. When
    nothing is found, each unknown word may have one typing error. Any text is a safe query.
    """
    asked, wanted = query_of(query), narrowing or Narrowing()
    results = _found(process_slug, asked, wanted, page)
    if results.total or results.by_kind or not asked:
        return results
    suggestion = _suggestion(process_slug, asked)
    if not suggestion:
        return results
    return _found(process_slug, query_of(suggestion), wanted, page, suggestion)


def _found(
    process_slug: str, asked: Query, wanted: Narrowing, page: int, suggestion: str = ""
) -> Results:
    if not asked:
        return Results()
    rows = _rows(process_slug, asked, wanted)
    by_kind = _by_kind(rows)
    if wanted.kinds:
        rows = rows.filter(kind__in=list(wanted.kinds))
    total = sum(n for kind, n in by_kind if not wanted.kinds or kind in wanted.kinds)
    if not total:
        return Results(suggestion=suggestion if by_kind else "", by_kind=by_kind)
    newest = rows.order_by(F("at").desc(nulls_last=True), "-pk")  # or the databases differ
    brief = newest.values_list("pk", "title_terms", "at")[:RANKED_MOST]
    order = ranked(asked, [Hit(pk, set(terms.split()), at) for pk, terms, at in brief])
    pages = -(-len(order) // PAGE)
    page = min(max(page, 1), pages)
    keys = order[(page - 1) * PAGE : page * PAGE]
    known = Entry.objects.defer("terms", "title_terms", "words").in_bulk(keys)
    items = tuple(_shown(known[key]) for key in keys if key in known)
    return Results(total, items, suggestion, page, pages, by_kind)


def _rows(process_slug: str, asked: Query, wanted: Narrowing) -> QuerySet[Entry]:
    """Hits of any kind."""
    rows = Entry.objects.filter(process_slug=process_slug, pk__in=backends.matching(asked))
    if wanted.language:
        rows = rows.filter(language=wanted.language)
    if wanted.since:
        rows = rows.filter(at__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(at__lt=wanted.until)
    for name, value in wanted.facets.items():
        rows = rows.filter(**{f"facets__{name}": value})
    return rows


def _by_kind(rows: QuerySet[Entry]) -> tuple[tuple[str, int], ...]:
    counted = rows.order_by().values_list("kind").annotate(n=Count("pk"))
    return tuple(sorted(counted, key=lambda row: (-row[1], row[0])))


def _shown(row: Entry) -> Found:
    return Found(
        kind=row.kind,
        public_id=row.public_id,
        language=row.language,
        title=row.title,
        excerpt=_beyond_title(row.title, row.excerpt),
        url=_localised(row.url),
        at=row.at,
        facets=row.facets,
    )


def _beyond_title(title: str, excerpt: str) -> str:
    """What an excerpt says that its title, numbered or not, did not say already."""
    said = NUMBER.sub("", title)
    rest = excerpt.removeprefix(said)
    if rest == excerpt or rest[:1].isalnum():  # «Salud» begins «Saludos» too
        return excerpt
    return rest.lstrip(" .:")


def _localised(url: str) -> str:
    language = get_language() or settings.LANGUAGE_CODE
    if language == settings.LANGUAGE_CODE:
        return url
    with override(settings.LANGUAGE_CODE):  # the address is that of the Spanish page
        return str(translate_url(url, language))


def _suggestion(process_slug: str, asked: Query) -> str:
    """The query without typing errors, or "". Two queries."""
    words = [word.word for word in asked.words]
    vocabulary = Word.objects.filter(process_slug=process_slug)
    known = set(vocabulary.filter(word__in=words).values_list("word", flat=True))
    unknown = [word for word in words if word not in known]
    sizes = {len(word) + slip for word in unknown for slip in (-1, 0, 1)}
    near = dict(vocabulary.filter(size__in=sizes).values_list("word", "uses")) if unknown else {}
    return corrected(words, lambda word: word if word in known else nearest(word, near))


def is_current(process_slug: str, head: str) -> bool:
    """Is the index complete for this head of the record? One query."""
    return IndexState.objects.filter(process_slug=process_slug, head=head).exists()


def counts(process_slug: str) -> int:
    """How many entries the index of a process has."""
    return Entry.objects.filter(process_slug=process_slug).count()
