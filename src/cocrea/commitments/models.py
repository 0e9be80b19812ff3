"""Tables of commitments. Texts of people are kept with the salt of their ledger commitment."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from cocrea.commitments.rules import feasibility, letters, lifecycle
from cocrea.commitments.rules.template import MILESTONE_LENGTH, TITLE_LENGTH
from cocrea.kernel.ids import uuid7


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, code) for code in codes]


class Commitment(models.Model):
    """A commitment, from a table's draft to adoption. ``version`` counts its saved versions."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(
        "process.Process", on_delete=models.PROTECT, related_name="commitments"
    )
    number = models.PositiveIntegerField()
    template = models.CharField(max_length=10)
    title_es = models.CharField(max_length=TITLE_LENGTH)
    title_en = models.CharField(max_length=TITLE_LENGTH, blank=True)
    theme = models.ForeignKey("process.Theme", on_delete=models.PROTECT, related_name="commitments")
    responsible = models.ForeignKey(
        "people.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments_led",
    )
    co_responsible: Any = models.ManyToManyField(
        "people.Organization", through="Letter", related_name="commitments_shared"
    )
    fields = models.JSONField(default=dict, help_text="texts of the template by key")
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=_choices(lifecycle.STATES), default=lifecycle.DRAFT
    )
    version = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    invented = models.BooleanField(default=False)
    source = models.CharField(max_length=500, blank=True)
    ogp_id = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    state_since = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "number"], name="commitment_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=lifecycle.STATES), name="commitment_state_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["process", "state"], name="commitment_state")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title_es}"


class CommitmentVersion(models.Model):
    """Every saved version, whole, with its milestones; ``digest`` stands in the public record."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    data = models.JSONField()
    digest = models.CharField(max_length=64)
    salt = models.BinaryField(max_length=16)
    role = models.CharField(max_length=40)
    organization = models.CharField(max_length=80, blank=True)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commitment", "number"], name="commitment_version_once")
        ]


class Milestone(models.Model):
    """A milestone with a verifiable result. It may be removed only while the tables write."""

    NEW, ONGOING = "new", "ongoing"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="milestones")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=MILESTONE_LENGTH)
    responsible = models.CharField(max_length=300, blank=True)
    organization = models.ForeignKey(
        "people.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="milestones",
    )
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=8, choices=_choices((NEW, ONGOING)), default=NEW)
    indicator = models.CharField(max_length=1000, blank=True)
    baseline = models.CharField(max_length=1000, blank=True)
    means = models.CharField(max_length=1000, blank=True, help_text="means of verification")

    class Meta:
        ordering: ClassVar = ["commitment_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commitment", "number"], name="milestone_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Source(models.Model):
    """Where a commitment or a milestone comes from: proposal, meeting, and how it was used."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="sources")
    milestone = models.ForeignKey(
        Milestone, on_delete=models.SET_NULL, null=True, blank=True, related_name="sources"
    )
    proposal = models.ForeignKey(
        "sensemaking.Proposal",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitment_sources",
    )
    other_kind = models.CharField(max_length=30, blank=True)
    other_id = models.CharField(max_length=64, blank=True)
    label = models.CharField(max_length=400, blank=True, help_text="as people read it at the act")
    note = models.CharField(max_length=1000, blank=True)
    linked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commitment", "milestone", "proposal"],
                condition=Q(proposal__isnull=False),
                name="commitment_source_once",
            ),
            models.CheckConstraint(
                condition=Q(proposal__isnull=False) | ~Q(other_id=""),
                name="commitment_source_names_something",
            ),
        ]


class Feasibility(models.Model):
    """One opinion of the triptych, on one version. Older ones are kept; one per kind is current."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="opinions")
    kind = models.CharField(max_length=14, choices=_choices(feasibility.KINDS))
    opinion = models.CharField(max_length=16, choices=_choices(feasibility.OPINIONS))
    signatory = models.CharField(max_length=200)
    office = models.CharField(max_length=64, blank=True)
    organization = models.CharField(max_length=80, blank=True)
    condition = models.CharField(max_length=2000, blank=True)
    text = models.CharField(max_length=4000, blank=True)
    version = models.PositiveIntegerField()
    on = models.DateField()
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    salt = models.BinaryField(max_length=16)
    current = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commitment", "kind"],
                condition=Q(current=True),
                name="commitment_opinion_one_current",
            )
        ]


class Step(models.Model):
    """One step in the life of a commitment, with its reason and the decision that it rests on."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=14)
    state = models.CharField(max_length=12, choices=_choices(lifecycle.STATES))
    version = models.PositiveIntegerField()
    role = models.CharField(max_length=40)
    organization = models.CharField(max_length=80, blank=True)
    label = models.CharField(max_length=200, blank=True, help_text="the public function that acted")
    reason = models.CharField(max_length=4000, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    salt = models.BinaryField(max_length=16, default=bytes)
    decision_kind = models.CharField(max_length=30, blank=True)
    decision_id = models.CharField(max_length=64, blank=True)
    decision_label = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]


class Alignment(models.Model):
    """A code of a frame of the methodology (SDG, K'atun, government policy, conventions)."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="alignments")
    frame = models.CharField(max_length=80)
    code = models.CharField(max_length=20)

    class Meta:
        ordering: ClassVar = ["frame", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commitment", "frame", "code"], name="commitment_alignment_once"
            )
        ]


class Letter(models.Model):
    """A co-responsible organization, and the letter of understanding that makes it one."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="letters")
    organization = models.ForeignKey(
        "people.Organization", on_delete=models.PROTECT, related_name="letters"
    )
    state = models.CharField(max_length=12, choices=_choices(letters.STATES))
    role_text = models.CharField(max_length=1000, blank=True, help_text="what it will do")
    signatory = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_version = models.PositiveIntegerField(
        null=True, blank=True, help_text="version of the commitment that was signed"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commitment", "organization"], name="commitment_letter_once"
            )
        ]
