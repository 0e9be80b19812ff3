"""Tables of follow-up. Append only: a word once said is answered by a later one, never changed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cocrea.followup.rules import progress
from cocrea.kernel.ids import uuid7


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, code) for code in codes]


class Report(models.Model):
    """What one side says of a milestone. Current: the latest of its side."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    milestone = models.ForeignKey(
        "commitments.Milestone", on_delete=models.PROTECT, related_name="reports"
    )
    side = models.CharField(max_length=8, choices=_choices(progress.SIDES))
    completion = models.CharField(max_length=12, choices=_choices(progress.COMPLETION))
    text = models.CharField(max_length=6000)
    means = models.CharField(max_length=2000, blank=True, help_text="means of verification")
    url = models.CharField(max_length=500, blank=True)
    document_id = models.CharField(max_length=64, blank=True)
    document_label = models.CharField(max_length=400, blank=True)
    period_on = models.DateField(help_text="the day up to which it speaks")
    role = models.CharField(max_length=40)
    organization = models.CharField(max_length=80, blank=True)
    label = models.CharField(
        max_length=200, blank=True, help_text="the public function that says it"
    )
    digest = models.CharField(max_length=64)
    salt = models.BinaryField(max_length=16)
    key = models.UUIDField(null=True, blank=True, unique=True, help_text="made by the client")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(side__in=progress.SIDES) & Q(completion__in=progress.COMPLETION),
                name="followup_report_known",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["milestone", "side"], name="followup_of_side")]


class Verification(models.Model):
    """Somebody who is not the owner looked at the evidence of a report and says what was there."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="verifications")
    finding = models.CharField(max_length=14, choices=_choices(progress.VERDICTS))
    text = models.CharField(max_length=6000)
    role = models.CharField(max_length=40)
    organization = models.CharField(max_length=80, blank=True)
    label = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    salt = models.BinaryField(max_length=16)
    key = models.UUIDField(null=True, blank=True, unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
