"""Where ``/r/<kind>/<id>`` leads for the things of this room."""

from django.urls import reverse

from cocrea.consultations.models import Item, Window
from cocrea.kernel.ids import parse_uuid


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


LINKS = {"consultation": consultation_url, "clause": clause_url}
