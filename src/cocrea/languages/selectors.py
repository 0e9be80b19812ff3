"""Doors of languages for reading. Each makes a constant number of queries."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from cocrea.kernel.ids import parse_uuid
from cocrea.languages.models import Translation
from cocrea.languages.rules.translations import (
    DRAFT,
    REVIEWED,
    Coverage,
    Key,
    count,
    is_stale,
    tag,
)
from cocrea.ledger import services as ledger


@dataclass(frozen=True, slots=True)
class Translated:
    """A current translation. stale: the original changed since; label: who translated it."""

    public_id: UUID
    text: str
    state: str
    stale: bool
    source_digest: str
    label: str
    reviewed_label: str
    at: datetime
    number: int

    @property
    def reviewed(self) -> bool:
        return self.state == REVIEWED

    @property
    def shown(self) -> bool:
        """May it stand in a public document? Drafts may not: nobody else has read them."""
        return self.reviewed


def _standing() -> Q:
    """What may be shown: each field's current row, and whatever somebody else has read of it."""
    return Q(current=True) | Q(state=REVIEWED)


def _rank(state: str, stale: bool, number: int) -> tuple[bool, bool, int]:
    """A reviewed translation stands until a newer one is reviewed; one that fits the original that
    is asked about goes first, so that an older version of a plan keeps its own."""
    return (state == REVIEWED, not stale, number)


def translations(
    process: Any,
    kind: str,
    ids: Collection[str],
    language: str,
    digests: Mapping[Key, str] | None = None,
    *,
    working: bool = False,
) -> dict[Key, Translated]:
    """{(id, field): translation} of these things, drafts too (ask ``shown``). One query.

    digests  {(id, field): digest of the current original}; without one nothing is called stale
    working  the newest one, for who writes; otherwise a reviewed one goes before a newer draft
    """
    now_is = digests or {}
    rows = Translation.objects.filter(
        _standing(),
        process_slug=process.slug,
        subject_kind=kind,
        language=tag(language),
        subject_id__in=list(ids),
    )
    found: dict[Key, Translated] = {}
    for row in rows.filter(current=True) if working else rows:
        key = (row.subject_id, row.field)
        made = Translated(
            public_id=row.public_id,
            text=row.text,
            state=row.state,
            stale=is_stale(row.source_digest, now_is.get(key, "")),
            source_digest=row.source_digest,
            label=row.label,
            reviewed_label=row.reviewed_label,
            at=row.at,
            number=row.number,
        )
        old = found.get(key)
        if old is None or _rank(made.state, made.stale, made.number) > _rank(
            old.state, old.stale, old.number
        ):
            found[key] = made
    return found


def coverage(
    process: Any, kind: str, wanted: Iterable[tuple[str, str, str]], language: str
) -> Coverage:
    """Counts over (id, field, digest of the current original) of one kind. One query."""
    return coverages(process, kind, wanted, [language])[language]


def coverages(
    process: Any, kind: str, wanted: Iterable[tuple[str, str, str]], languages: Iterable[str]
) -> dict[str, Coverage]:
    """The same by language, for several. One query."""
    asked, tags = list(wanted), {language: tag(language) for language in languages}
    kept: dict[str, dict[Key, tuple[str, str]]] = {each: {} for each in tags.values()}
    now_is = {(subject_id, field): digest for subject_id, field, digest in asked}
    ranks: dict[tuple[str, str, str], tuple[bool, bool, int]] = {}
    rows = Translation.objects.filter(
        _standing(),
        process_slug=process.slug,
        subject_kind=kind,
        language__in=list(kept),
        subject_id__in={each[0] for each in asked},
    )
    columns = ("language", "subject_id", "field", "state", "source_digest", "number")
    for language, subject_id, field, state, source, number in rows.values_list(*columns):
        stale = is_stale(source, now_is.get((subject_id, field), ""))
        key, rank = (language, subject_id, field), _rank(state, stale, number)
        if key not in ranks or rank > ranks[key]:
            ranks[key], kept[language][subject_id, field] = rank, (state, source)
    return {language: count(asked, kept[each]) for language, each in tags.items()}


def translation_get(process: Any, public_id: UUID | str) -> Translation | None:
    key = parse_uuid(str(public_id))
    return Translation.objects.filter(process_slug=process.slug, public_id=key).first()


def history(
    process: Any, kind: str, subject_id: str, field: str, language: str
) -> QuerySet[Translation]:
    """Every translation of one field, newest first."""
    return Translation.objects.filter(
        process_slug=process.slug,
        subject_kind=kind,
        subject_id=subject_id,
        field=field,
        language=tag(language),
    ).order_by("-number")


def gate_facts(process: Any, now: datetime) -> dict[str, int]:
    rows = Translation.objects.filter(process_slug=process.slug, current=True).order_by()
    states = dict(rows.values_list("state").annotate(n=Count("pk")))
    return {
        "languages.reviewed": states.get(REVIEWED, 0),
        "languages.awaiting_review": states.get(DRAFT, 0),
    }


def published_texts(process: Any) -> Iterator[ledger.PublishedText]:
    """Texts of the record that are public: translations that somebody else has read."""
    rows = Translation.objects.filter(process_slug=process.slug, state=REVIEWED)
    for row in rows.order_by("pk").iterator():
        yield ledger.PublishedText(row.digest, bytes(row.salt), row.text)
