"""Writes of the index. It holds nothing of its own: everything can be made again from the rooms.

Their callers ask for permits: this room lies below people. Text that is not public must not come
here; ``refresh`` takes out whatever a room no longer offers.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import override

from cocrea.search import backends
from cocrea.search.models import Entry, IndexState, Word
from cocrea.search.rules.items import TITLE_MAX, SearchItem, excerpt_of
from cocrea.search.rules.terms import counted, language_of, terms_of

BATCH = 200
_KEY = ["process_slug", "kind", "public_id", "language"]
_VALUES = [
    "title",
    "excerpt",
    "url",
    "at",
    "facets",
    "terms",
    "title_terms",
    "words",
    "digest",
]
_COUNT = (
    "INSERT INTO search_word (process_slug, word, size, uses) VALUES {} "
    "ON CONFLICT (process_slug, word) DO UPDATE SET uses = search_word.uses + excluded.uses"
)
COUNTED = 200  # words in one statement: SQLite takes 999 values


def index(process_slug: str, items: Iterable[SearchItem]) -> int:
    """Add or renew items; how many were new or had changed. Memory of one batch of 200."""
    changed = 0
    for batch in _batches(items):
        changed += _index_batch(process_slug, batch)[1]
    return changed


def drop(process_slug: str, kind: str, public_ids: Iterable[str] | None = None) -> int:
    """Take things of a kind out, in every language; without ids the whole kind. How many rows."""
    rows = Entry.objects.filter(process_slug=process_slug, kind=kind)
    if public_ids is not None:
        rows = rows.filter(public_id__in=[str(each) for each in public_ids])
    with transaction.atomic():
        gone = _drop_rows(process_slug, list(rows.values_list("pk", flat=True)))
        if gone:
            backends.merge()
    return gone


def refresh(process_slug: str, items: Iterable[SearchItem], *, head: str = "") -> int:
    """Make the index say what ``items`` say: changed ones renewed, missing ones taken out.

    items  everything that is public of the process now; streamed, one integer per item is kept
    head   names the state of the record, for instance ``<size>:<root>``; when the index is
           already complete for it, ``items`` is not even read
    Returns how many rows changed. Safe to repeat; interrupted, the next run finishes it.
    """
    state = IndexState.objects.filter(process_slug=process_slug).first()
    if head and state is not None and state.head == head:
        return 0
    seen: set[int] = set()
    changed = replaced = 0
    for batch in _batches(items):
        kept, written, old = _index_batch(process_slug, batch)
        seen |= kept
        changed += written
        replaced += old
    gone = _drop_unseen(process_slug, seen)
    if gone or replaced:
        backends.merge()
    IndexState.objects.update_or_create(process_slug=process_slug, defaults={"head": head})
    return changed + gone


def rebuild(process_slug: str, items: Iterable[SearchItem]) -> int:
    """Forget the index of a process and make it again; how many entries it has."""
    with transaction.atomic():
        keys = list(Entry.objects.filter(process_slug=process_slug).values_list("pk", flat=True))
        _drop_rows(process_slug, keys)
        Word.objects.filter(process_slug=process_slug).delete()
        IndexState.objects.filter(process_slug=process_slug).delete()
        made = index(process_slug, items)
        backends.merge()
    return made


def _batches(items: Iterable[SearchItem]) -> Iterator[list[SearchItem]]:
    rest = iter(items)
    while True:
        with override(settings.LANGUAGE_CODE):  # rooms reverse the addresses of Spanish pages
            batch = list(islice(rest, BATCH))
        if not batch:
            return
        # Within a statement a key may come once; the last word counts.
        yield list({item.key: item for item in batch}.values())


@transaction.atomic
def _index_batch(process_slug: str, batch: list[SearchItem]) -> tuple[set[int], int, int]:
    """(ids of the whole batch, how many rows were written, how many of those were there before)."""
    rows = Entry.objects.select_for_update().filter(
        process_slug=process_slug,
        kind__in={item.kind for item in batch},
        public_id__in={str(item.public_id) for item in batch},
    )
    known = {(r.kind, r.public_id, r.language): r for r in rows.order_by("pk")}
    kept, fresh, old = set(), [], []
    for item in batch:
        row = known.get(item.key)
        if row is not None and row.digest == item.digest:
            kept.add(row.pk)
            continue
        fresh.append(_row(process_slug, item))
        if row is not None:
            old.append(row)
    if fresh:
        Entry.objects.bulk_create(
            fresh, update_conflicts=True, unique_fields=_KEY, update_fields=_VALUES
        )
        backends.put((row.pk, row.terms) for row in fresh)
        _count_words(process_slug, added=fresh, removed=old)
    return kept | {row.pk for row in fresh}, len(fresh), len(old)


def _row(process_slug: str, item: SearchItem) -> Entry:
    title = item.title[:TITLE_MAX]
    in_title, in_text = counted(title), counted(item.text)
    language = language_of(item.language)
    return Entry(
        process_slug=process_slug,
        kind=item.kind,
        public_id=str(item.public_id),
        language=item.language,
        title=title,
        excerpt=excerpt_of(item.text),
        url=item.url,
        at=item.at,
        facets=dict(item.facets),
        terms=" ".join(terms_of(in_title + in_text, language)),
        title_terms=" ".join(terms_of(in_title, language)),
        words=sorted(set(in_title) | set(in_text)),
        digest=item.digest,
    )


def _drop_unseen(process_slug: str, seen: set[int]) -> int:
    rows = Entry.objects.filter(process_slug=process_slug).values_list("pk", flat=True)
    doomed = [key for key in rows.iterator(chunk_size=2_000) if key not in seen]
    gone = 0
    for start in range(0, len(doomed), BATCH):
        with transaction.atomic():
            gone += _drop_rows(process_slug, doomed[start : start + BATCH])
    return gone


def _drop_rows(process_slug: str, keys: list[int]) -> int:
    gone = 0
    for start in range(0, len(keys), BATCH):
        rows = list(
            Entry.objects.select_for_update()
            .filter(process_slug=process_slug, pk__in=keys[start : start + BATCH])
            .order_by("pk")
        )
        backends.take(row.pk for row in rows)
        _count_words(process_slug, added=[], removed=rows)
        gone += Entry.objects.filter(pk__in=[row.pk for row in rows]).delete()[0]
    return gone


def _count_words(process_slug: str, *, added: list[Entry], removed: list[Entry]) -> None:
    """Keep the vocabulary true: a word that no entry has any more is gone."""
    change: Counter[str] = Counter()
    for row in added:
        change.update(row.words)
    for row in removed:
        change.subtract(row.words)
    # One order for everybody, or two writers wait for each other.
    rows = [(process_slug, w, len(w), n) for w, n in sorted(change.items()) if n]
    if not rows:
        return
    with connection.cursor() as cursor:
        for start in range(0, len(rows), COUNTED):
            part = rows[start : start + COUNTED]
            places = ", ".join(["(%s, %s, %s, %s)"] * len(part))
            cursor.execute(_COUNT.format(places), [value for row in part for value in row])
    if removed:
        Word.objects.filter(process_slug=process_slug, uses__lte=0).delete()
