"""Where ``/r/<kind>/<id>`` leads for the things of this room."""

from django.urls import reverse

from cocrea.kernel.ids import parse_uuid
from cocrea.meetings.models import Meeting
from cocrea.meetings.rules.lifecycle import PUBLIC


def _meeting(public_id: str) -> str | None:
    rows = Meeting.objects.filter(public_id=parse_uuid(public_id), state__in=PUBLIC)
    found = rows.select_related("process").first()
    if found is None:
        return None
    return reverse("meetings:meeting", args=[found.process.slug, found.public_id])


LINKS = {"meeting": _meeting}
