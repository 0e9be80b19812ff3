"""Texts of the record that are public now."""

from collections.abc import Iterator
from typing import Any

from cocrea.commitments.models import CommitmentVersion, Feasibility, Step
from cocrea.commitments.rules import lifecycle
from cocrea.commitments.texts import canonical
from cocrea.ledger import services as ledger


def published_texts(process: Any) -> Iterator[ledger.PublishedText]:
    """Texts of the record that are public now, for the mirror: versions, opinions and reasons."""
    shown = {"commitment__process": process, "commitment__state__in": lifecycle.PUBLIC}
    for version in CommitmentVersion.objects.filter(**shown).iterator():
        yield ledger.PublishedText(version.digest, bytes(version.salt), canonical(version.data))
    for each in Feasibility.objects.filter(**shown).iterator():
        words = {"signatory": each.signatory, "condition": each.condition, "text": each.text}
        yield ledger.PublishedText(each.digest, bytes(each.salt), canonical(words))
    for step in Step.objects.filter(**shown).exclude(digest="").iterator():
        yield ledger.PublishedText(step.digest, bytes(step.salt), step.reason)
