"""Where ``/r/<kind>/<id>`` leads for the things of this room, and what they are called."""

from collections.abc import Collection

from django.urls import reverse

from cocrea.agreement.models import Compact, InterestDeclaration, Session
from cocrea.kernel.ids import parse_uuid, parse_uuids
from cocrea.kernel.refs import Told


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


def _compact(public_id: str) -> str | None:
    rows = Compact.objects.filter(public_id=parse_uuid(public_id))
    found = rows.values_list("process__slug", "number").first()
    return reverse("agreement:compact_version", args=found) if found else None


def _compact_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Compact.objects.filter(public_id__in=parse_uuids(ids))
    return {str(row.public_id): str(row) for row in rows}


def _session_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Session.objects.filter(public_id__in=parse_uuids(ids))
    return {str(key): Told(title) for key, title in rows.values_list("public_id", "title")}


def _interest_labels(ids: Collection[str]) -> dict[str, str]:
    """Whose declaration it is: somebody who acts in public."""
    rows = InterestDeclaration.objects.filter(public_id__in=parse_uuids(ids))
    return {str(row.public_id): str(row.function) for row in rows.select_related("function")}


LINKS = {"session": _session, "interest": _interest, "compact": _compact}
LABELS = {
    "session": _session_labels,
    "interest": _interest_labels,
    "compact": _compact_labels,
}
