"""Where ``/r/commitment/<id>`` and ``/r/milestone/<id>`` lead; None for drafts and unknown ids."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from cocrea.commitments.models import Commitment, Milestone
from cocrea.commitments.rules import lifecycle
from cocrea.kernel.ids import parse_uuid, parse_uuids
from cocrea.kernel.refs import Told, in_order


def commitment_url(public_id: str) -> str | None:
    found = (
        Commitment.objects.filter(public_id=parse_uuid(str(public_id)), state__in=lifecycle.PUBLIC)
        .select_related("process")
        .defer("fields")
        .first()
    )
    if found is None:
        return None
    place = {"slug": found.process.slug, "public_id": found.public_id}
    return reverse("commitments:detail", kwargs=place)


def milestone_url(public_id: str) -> str | None:
    found = (
        Milestone.objects.filter(
            public_id=parse_uuid(str(public_id)), commitment__state__in=lifecycle.PUBLIC
        )
        .select_related("commitment__process")
        .first()
    )
    if found is None:
        return None
    url = commitment_url(str(found.commitment.public_id))
    return f"{url}#hito-{found.number}"


def commitment_labels(ids: Collection[str]) -> dict[str, str]:
    """Number and title of those that are public."""
    rows = Commitment.objects.filter(public_id__in=parse_uuids(ids), state__in=lifecycle.PUBLIC)
    found = rows.values_list("public_id", "number", "title_es", "title_en")
    return {
        str(key): _said(f"{number}. ", spanish, english) for key, number, spanish, english in found
    }


def milestone_labels(ids: Collection[str]) -> dict[str, str]:
    """Numbers, and the title of the commitment, of those whose commitment is public."""
    rows = Milestone.objects.filter(
        public_id__in=parse_uuids(ids), commitment__state__in=lifecycle.PUBLIC
    )
    found = rows.values_list(
        "public_id",
        "commitment__number",
        "number",
        "commitment__title_es",
        "commitment__title_en",
    )
    return {
        str(key): _said(f"{parent}.{number} ", spanish, english)
        for key, parent, number, spanish, english in found
    }


def _said(number: str, spanish: str, english: str) -> Told:
    """What was obtained only in English stands in both fields."""
    if english and (get_language() == "en" or english == spanish):
        return Told(number + english, "en")
    return Told(number + spanish)


def commitment_choices(process: Any) -> dict[str, str]:
    """Labels of those of a process that are public, in the order of the plan. Two queries."""
    rows = Commitment.objects.filter(process=process, state__in=lifecycle.PUBLIC)
    keys = [str(key) for key in rows.order_by("number").values_list("public_id", flat=True)]
    return in_order(keys, commitment_labels(keys))


def milestone_choices(process: Any) -> dict[str, str]:
    rows = Milestone.objects.filter(
        commitment__process=process, commitment__state__in=lifecycle.PUBLIC
    ).order_by("commitment__number", "number")
    keys = [str(key) for key in rows.values_list("public_id", flat=True)]
    return in_order(keys, milestone_labels(keys))


LINKS = {"commitment": commitment_url, "milestone": milestone_url}
LABELS = {"commitment": commitment_labels, "milestone": milestone_labels}
CHOICES = {"commitment": commitment_choices, "milestone": milestone_choices}
