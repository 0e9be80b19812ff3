"""Where ``/r/plan/<id>`` and ``/r/suggestion/<id>`` lead."""

from django.urls import reverse

from cocrea.kernel.ids import parse_uuid
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


LINKS = {"plan": version_url, "suggestion": suggestion_url}
