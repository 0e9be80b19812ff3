"""Where a thing of this room is read."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse

from cocrea.kernel.ids import parse_uuid, parse_uuids
from cocrea.voices.models import ImportBatch, Point, Voice


def voice_url(public_id: UUID | str) -> str | None:
    """Its public page, or None for an unknown one."""
    key = parse_uuid(str(public_id))
    row = Voice.objects.filter(public_id=key).values_list("process__slug", "folio").first()
    return page_of(*row) if row else None


def point_url(public_id: UUID | str) -> str | None:
    key = parse_uuid(str(public_id))
    rows = Point.objects.filter(public_id=key)
    row = rows.values_list("voice__process__slug", "voice__folio", "number").first()
    return f"{page_of(row[0], row[1])}#punto-{row[2]}" if row else None


def page_of(slug: str, folio: str) -> str:
    return reverse("voices:voice", kwargs={"slug": slug, "folio": folio})


def voice_labels(ids: Collection[str]) -> dict[str, str]:
    """Folios: they show only what is public."""
    rows = Voice.objects.filter(public_id__in=parse_uuids(ids))
    return {str(key): folio for key, folio in rows.values_list("public_id", "folio")}


def point_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Point.objects.filter(public_id__in=parse_uuids(ids))
    found = rows.values_list("public_id", "voice__folio", "number")
    return {str(key): f"{folio}, {number}" for key, folio, number in found}


def import_url(public_id: UUID | str) -> str | None:
    """Page of a file that became voices; None for a draft."""
    key = parse_uuid(str(public_id))
    row = ImportBatch.objects.filter(public_id=key).select_related("process").first()
    if row is None or not row.public:
        return None
    return reverse("voices:import", args=[row.process.slug, row.public_id])


def import_labels(ids: Collection[str]) -> dict[str, str]:
    """Where the words of a file come from; no draft."""
    rows = ImportBatch.objects.filter(public_id__in=parse_uuids(ids))
    return {str(row.public_id): row.source_name for row in rows if row.public}


LINKS = {"voice": voice_url, "point": point_url, "import": import_url}
LABELS = {"voice": voice_labels, "point": point_labels, "import": import_labels}
