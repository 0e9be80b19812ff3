"""Tables of the plan. A version's content is written once; texts are kept with their salt."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cocrea.kernel.ids import uuid7
from cocrea.kernel.refs import SubjectRef
from cocrea.plan.rules import answers, lifecycle
from cocrea.plan.rules.permits import CLOSED, OPEN

TITLE_LENGTH = 300


class Version(models.Model):
    """A frozen version.

    content   rules.content.build; digest (salted, of its canonical text) stands in the record
    findings  what the freeze found and let through: order of the cap, exceptions, open voices
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey("process.Process", on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(k, k) for k in lifecycle.KINDS])
    title = models.CharField(max_length=TITLE_LENGTH)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    salt = models.BinaryField(max_length=16)
    findings = models.JSONField(default=list)
    frozen_at = models.DateTimeField()
    office = models.CharField(max_length=64, blank=True)
    label = models.CharField(max_length=200, blank=True, help_text="public function that froze it")
    decision_kind = models.CharField(max_length=30, blank=True)
    decision_id = models.CharField(max_length=64, blank=True)
    decision_label = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "number"], name="plan_version_number_once"),
            models.UniqueConstraint(
                fields=["process"], condition=Q(kind="first"), name="plan_one_first_version"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=lifecycle.KINDS), name="plan_version_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def ref(self) -> SubjectRef:
        """How other rooms name it; the digest is that of the record."""
        return SubjectRef("plan", str(self.public_id), self.digest, str(self)[:300])


class Review(models.Model):
    """OGP's review of one version, suggestion by suggestion."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(
        "process.Process", on_delete=models.PROTECT, related_name="plan_reviews"
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="reviews")
    received_at = models.DateTimeField()
    label = models.CharField(max_length=200, help_text="from whom")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["received_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["process"], condition=Q(closed_at__isnull=True), name="plan_one_open_review"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.label}"

    @property
    def state(self) -> str:
        return OPEN if self.closed_at is None else CLOSED


class Suggestion(models.Model):
    """One suggestion, about one commitment or the whole ("" as commitment_id), and its answer.

    resulting  number of the later version in which what was taken up can be read
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="suggestions")
    number = models.PositiveSmallIntegerField()
    commitment_id = models.CharField(max_length=64, blank=True)
    commitment_number = models.PositiveIntegerField(null=True, blank=True)
    commitment_label = models.CharField(max_length=420, blank=True)
    text = models.CharField(max_length=answers.MAX_TEXT)
    salt = models.BinaryField(max_length=16)
    digest = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    answer = models.CharField(max_length=12, blank=True, choices=[(a, a) for a in answers.ANSWERS])
    reason = models.CharField(max_length=answers.MAX_REASON, blank=True)
    reason_salt = models.BinaryField(max_length=16, default=bytes)
    reason_digest = models.CharField(max_length=64, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=40, blank=True, help_text="role")
    answered_label = models.CharField(max_length=200, blank=True)
    resulting = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["review_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "number"], name="plan_suggestion_number_once"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & ~Q(reason="") & Q(answered_at__isnull=False)),
                name="plan_answer_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}.{self.number}"


class Approval(models.Model):
    """The competent body approved a final version: which decision, with which balance."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="approval")
    decision_kind = models.CharField(max_length=30)
    decision_id = models.CharField(max_length=64)
    decision_label = models.CharField(max_length=400)
    body_slug = models.CharField(max_length=60)
    body_label = models.CharField(max_length=200)
    balance = models.JSONField(null=True, help_text="the decision's own balance label")
    at = models.DateTimeField()
    label = models.CharField(max_length=200, blank=True, help_text="who recorded it")

    def __str__(self) -> str:
        return f"{self.version_id} {self.body_label}"


class Submission(models.Model):
    """The approved plan went to OGP. english: coverage of the translation on that day."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.OneToOneField(
        "process.Process", on_delete=models.PROTECT, related_name="plan_submission"
    )
    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="submission")
    at = models.DateTimeField()
    to = models.CharField(max_length=200)
    note = models.CharField(max_length=2000, blank=True)
    note_salt = models.BinaryField(max_length=16, default=bytes)
    note_digest = models.CharField(max_length=64, blank=True)
    english = models.JSONField(default=dict)
    label = models.CharField(max_length=200, blank=True, help_text="who submitted it")

    def __str__(self) -> str:
        return f"{self.version_id} {self.to}"
