"""Where ``/r/plan/<id>`` and ``/r/suggestion/<id>`` lead."""

from collections.abc import Collection

from django.urls import reverse

from cocrea.kernel.ids import parse_uuid, parse_uuids
from cocrea.kernel.refs import Told
from cocrea.plan.models import Suggestion, Version


def version_url(public_id: str) -> str | None:
    rows = Version.objects.filter(public_id=parse_uuid(str(public_id)))
    found = rows.values_list("process__slug", "number").first()
    if found is None:
        return None
    return reverse("plan:version", kwargs={"slug": found[0], "number": found[1]})


def suggestion_url(public_id: str) -> str | None:
    rows = Suggestion.objects.filter(public_id=parse_uuid(str(public_id)))
    found = rows.values_list("review__process__slug", "public_id").first()
    if found is None:
        return None
    return reverse("plan:review", kwargs={"slug": found[0]}) + f"#sugerencia-{found[1]}"


def version_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Version.objects.filter(public_id__in=parse_uuids(ids))
    return {str(key): Told(title) for key, title in rows.values_list("public_id", "title")}


def suggestion_labels(ids: Collection[str]) -> dict[str, str]:
    """Its number, and the commitment that it is about."""
    rows = Suggestion.objects.filter(public_id__in=parse_uuids(ids))
    found = rows.values_list("public_id", "number", "commitment_label")
    return {str(key): f"{number}. {about}".strip(". ") for key, number, about in found}


LINKS = {"plan": version_url, "suggestion": suggestion_url}
LABELS = {"plan": version_labels, "suggestion": suggestion_labels}
