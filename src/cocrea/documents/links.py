"""Where ``/r/document/<id>`` leads."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from cocrea.documents.models import Document, PageText, PageVersion
from cocrea.documents.rules.pages import EVER_PUBLIC, PUBLISHED
from cocrea.kernel.ids import parse_uuid, parse_uuids
from cocrea.kernel.refs import Told, in_order


def _document(public_id: str) -> str | None:
    rows = Document.objects.filter(public_id=parse_uuid(public_id))
    slug = rows.values_list("process_slug", flat=True).first()
    return reverse("documents:document", args=[slug, public_id]) if slug else None


def _document_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Document.objects.filter(public_id__in=parse_uuids(ids))
    english = get_language() == "en"
    return {
        str(row.public_id): Told.of(row.title_es, row.title_en, to_english=english) for row in rows
    }


def _document_choices(process: Any) -> dict[str, str]:
    """Titles of what was published for a process, newest first. Two queries."""
    rows = Document.objects.filter(process_slug=process.slug).order_by("-pk")
    keys = [str(key) for key in rows.values_list("public_id", flat=True)]
    return in_order(keys, _document_labels(keys))


def _page(public_id: str) -> str | None:
    """Only one that was ever public: a draft has no address."""
    rows = PageVersion.objects.filter(page__public_id=parse_uuid(public_id), state__in=EVER_PUBLIC)
    found = rows.values_list("page__process_slug", "page__slug").first()
    return reverse("documents:page", args=found) if found else None


def _page_labels(ids: Collection[str]) -> dict[str, str]:
    """Titles of pages that stand now."""
    rows = PageText.objects.filter(
        version__page__public_id__in=parse_uuids(ids),
        version__state=PUBLISHED,
        language__in=["es", (get_language() or "es")[:2]],
    ).order_by("-language")
    reader = "en" if get_language() == "en" else "es"
    found: dict[str, str] = {}
    for row in rows.select_related("version__page"):
        key = str(row.version.page.public_id)
        if row.language == reader or key not in found:
            found[key] = Told(row.title, row.language)
    return found


LINKS = {"document": _document, "page": _page}
LABELS = {"document": _document_labels, "page": _page_labels}
CHOICES = {"document": _document_choices}
