"""Where ``/r/<kind>/<id>`` leads for the things of this room."""

from collections.abc import Collection

from django.urls import reverse

from cocrea.kernel.ids import parse_uuid, parse_uuids
from cocrea.meetings.models import Meeting
from cocrea.meetings.rules.lifecycle import PUBLIC
from cocrea.meetings.selectors import title_of


def _meeting(public_id: str) -> str | None:
    rows = Meeting.objects.filter(public_id=parse_uuid(public_id), state__in=PUBLIC)
    found = rows.select_related("process").first()
    if found is None:
        return None
    return reverse("meetings:meeting", args=[found.process.slug, found.public_id])


def _meeting_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Meeting.objects.filter(public_id__in=parse_uuids(ids), state__in=PUBLIC)
    return {str(row.public_id): title_of(row) for row in rows}


LINKS = {"meeting": _meeting}
LABELS = {"meeting": _meeting_labels}
