"""Where ``/r/<kind>/<id>`` leads for the things of this room."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import get_language

from cocrea.consultations.models import Item, Window
from cocrea.kernel.ids import parse_uuid, parse_uuids
from cocrea.kernel.refs import Told


def consultation_url(public_id: str) -> str | None:
    rows = Window.objects.filter(public_id=parse_uuid(str(public_id)))
    row = rows.values_list("process__slug", "slug").first()
    return reverse("consultations:window", args=row) if row else None


def clause_url(public_id: str) -> str | None:
    rows = Item.objects.filter(public_id=parse_uuid(str(public_id)))
    row = rows.values_list("window__process__slug", "window__slug", "number").first()
    if row is None:
        return None
    return f"{reverse('consultations:window', args=row[:2])}#art-{row[2]}"


def consultation_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Window.objects.filter(public_id__in=parse_uuids(ids))
    english = get_language() == "en"
    return {
        str(row.public_id): Told.of(row.title_es, row.title_en, to_english=english) for row in rows
    }


def clause_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Item.objects.filter(public_id__in=parse_uuids(ids))
    return {str(row.public_id): Told(row.label) for row in rows}


LINKS = {"consultation": consultation_url, "clause": clause_url}
LABELS = {"consultation": consultation_labels, "clause": clause_labels}
