"""Reads of editorial pages: what everybody sees, and what editors work on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from cocrea.documents.models import Page, PageText, PageVersion
from cocrea.documents.rules import pages as rules
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding

VERSIONS_MOST = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """A version as one reader gets it.

    text      in the language asked for, or else the original
    asked     the language that was wanted
    languages [(code, is there a text)]: the original, English and every slot
    """

    version: PageVersion
    text: PageText
    asked: str
    languages: tuple[tuple[str, bool], ...]

    @property
    def untranslated(self) -> bool:
        return self.text.language != self.asked


def _missing() -> NotThere:
    return NotThere(Finding("documents.page_not_there", where="page"))


def _versions() -> QuerySet[PageVersion]:
    return PageVersion.objects.select_related("page").prefetch_related("texts")


def page_get(process_slug: str, name: str) -> Page:
    """In whatever state; for who works on it. Raises NotThere(documents.page_not_there)."""
    found = Page.objects.filter(process_slug=process_slug, slug=name[: rules.SLUG_MAX]).first()
    if found is None:
        raise _missing()
    return found


def page_current(process_slug: str, name: str) -> PageVersion:
    """The published version; the one that was withdrawn where nothing took its place since.

    Raises NotThere(documents.page_not_there) for one that was never public. Two queries.
    """
    rows = _versions().filter(page__process_slug=process_slug, page__slug=name)
    shown = rows.filter(state__in=[rules.PUBLISHED, rules.WITHDRAWN]).order_by("-published_at")
    found = list(shown[:VERSIONS_MOST])
    for version in found:
        if version.state == rules.PUBLISHED:
            return version
    if not found:
        raise _missing()
    return found[0]


def page_history(page: Page) -> list[PageVersion]:
    """Every version that was ever public, newest first. Two queries."""
    rows = _versions().filter(page=page, state__in=rules.EVER_PUBLIC)
    return list(rows.order_by("-published_at", "-number")[:VERSIONS_MOST])


def page_version(page: Page, number: int) -> PageVersion:
    """One that was ever public. Raises NotThere(documents.page_not_there)."""
    found = _versions().filter(page=page, number=number, state__in=rules.EVER_PUBLIC).first()
    if found is None:
        raise _missing()
    return found


def readable(page: Page) -> bool:
    """May its versions be read? Not after it was withdrawn, until another one is published."""
    return page.versions.filter(state=rules.PUBLISHED).exists()


def page_work(page: Page) -> PageVersion | None:
    """The version in work: draft, submitted, or waiting for its hour."""
    return _versions().filter(page=page, state__in=rules.IN_WORK).first()


def pages_public(process_slug: str) -> list[PageVersion]:
    """Published versions by place, order and address. Two queries."""
    rows = _versions().filter(page__process_slug=process_slug, state=rules.PUBLISHED)
    return list(rows.order_by("position", "page__slug"))


def pages_in_work(process_slug: str) -> list[PageVersion]:
    """What editors and approvers have before them, the oldest first. Two queries."""
    rows = _versions().filter(page__process_slug=process_slug, state__in=rules.IN_WORK)
    return list(rows.order_by("saved_at", "pk"))


def reading(version: PageVersion, language: str = "") -> Reading:
    """A version for a reader: their language where it is there. No query."""
    asked = language or (get_language() or rules.ORIGINAL)[:2]
    texts = {row.language: row for row in version.texts.all()}
    wanted = [code for code in rules.LANGUAGES if code in {"es", "en", *version.slots, *texts}]
    return Reading(
        version=version,
        text=texts.get(asked) or texts[rules.ORIGINAL],
        asked=asked,
        languages=tuple((code, code in texts) for code in wanted),
    )


def placed(process: Any, place: str) -> list[tuple[str, str]]:
    """(title, address) of the pages that stand in a place, in the reader's language.

    Every page of a process asks: what was read is kept per state of the record, in this worker.
    """
    language = (get_language() or rules.ORIGINAL)[:2]
    return [
        (titles.get(language) or titles[rules.ORIGINAL], _url(process.slug, name))
        for where, name, titles in _placed(process.slug, process.log.root)
        if where == place
    ]


@lru_cache(maxsize=64)
def _placed(process_slug: str, _root: Any) -> tuple[tuple[str, str, dict[str, str]], ...]:
    return tuple(
        (
            version.place,
            version.page.slug,
            {row.language: row.title for row in version.texts.all()},
        )
        for version in pages_public(process_slug)
        if version.place != "none"
    )


def _url(process_slug: str, name: str) -> str:
    return reverse("documents:page", args=[process_slug, name])


def pages_due(process_slug: str, now: datetime) -> bool:
    """Does a version wait whose hour has come?"""
    rows = PageVersion.objects.filter(
        page__process_slug=process_slug, state=rules.APPROVED, publish_at__lte=now
    )
    return rows.exists()


def texts_public(process_slug: str) -> Iterator[PageText]:
    """Texts that everybody may read now: of pages that stand, with their earlier versions."""
    standing = PageVersion.objects.filter(
        page__process_slug=process_slug, state=rules.PUBLISHED
    ).values("page")
    rows = PageText.objects.filter(
        version__page__in=standing, version__state__in=[rules.PUBLISHED, rules.SUPERSEDED]
    )
    yield from rows.select_related("version__page").order_by("pk").iterator(chunk_size=200)


def withdrawn(process_slug: str) -> QuerySet[PageVersion]:
    """Versions that were taken away, for their public reasons."""
    return PageVersion.objects.filter(
        page__process_slug=process_slug, state=rules.WITHDRAWN
    ).order_by("pk")
