"""Where ``/r/<kind>/<id>`` leads for the things of this room."""

from django.urls import reverse

from cocrea.agreement.models import InterestDeclaration, Session
from cocrea.kernel.ids import parse_uuid


def _session(public_id: str) -> str | None:
    rows = Session.objects.filter(public_id=parse_uuid(public_id)).select_related("process")
    found = rows.first()
    if found is None:
        return None
    return reverse("agreement:session", args=[found.process.slug, found.public_id])


def _interest(public_id: str) -> str | None:
    rows = InterestDeclaration.objects.filter(public_id=parse_uuid(public_id))
    found = rows.select_related("process").first()
    return reverse("agreement:interests", args=[found.process.slug]) if found else None


LINKS = {"session": _session, "interest": _interest}
