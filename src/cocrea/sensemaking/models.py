"""Tables of proposals, of what was done to them, and of narrowings."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cocrea.kernel.ids import uuid7
from cocrea.kernel.refs import SubjectRef

MAX_TITLE, MAX_TEXT, MAX_REASON, MAX_LABEL = 200, 6000, 2000, 300


class Proposal(models.Model):
    """What several points ask for, in one text. Its members are ``Membership`` rows.

    text, text_salt  erased together; text_digest (salted) stays and stands in the record
    """

    DRAFT, PUBLISHED, MERGED, SPLIT, WITHDRAWN = (
        "draft",
        "published",
        "merged",
        "split",
        "withdrawn",
    )
    STATES: ClassVar = [(s, s) for s in (DRAFT, PUBLISHED, MERGED, SPLIT, WITHDRAWN)]

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(
        "process.Process", on_delete=models.PROTECT, related_name="proposals"
    )
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=MAX_TITLE)
    text = models.CharField(max_length=MAX_TEXT, blank=True)
    text_salt = models.BinaryField(max_length=16, default=bytes)
    text_digest = models.CharField(max_length=64)
    theme = models.ForeignKey(
        "process.Theme", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    area = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default=DRAFT)
    created_by_role = models.CharField(max_length=30)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "number"], name="proposal_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["process", "state", "theme"], name="proposal_by_theme")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def public(self) -> bool:
        """Once published, it stays readable for ever, whatever became of it."""
        return self.published_at is not None

    @property
    def ref(self) -> SubjectRef:
        return SubjectRef("proposal", str(self.public_id), self.text_digest, self.title)


class Operation(models.Model):
    """Something done to proposals, by which role, and why. A merge waits for a second person.

    inputs, outputs  public ids of proposals; ``detail``: what a waiting merge will be called
    members          digest of the members that the first person looked at
    first_*          account and office of who proposed it; the account never leaves this table
    """

    PROPOSED, CONFIRMED, REJECTED = "proposed", "confirmed", "rejected"
    STATES: ClassVar = [(s, s) for s in (PROPOSED, CONFIRMED, REJECTED)]

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(
        "process.Process", on_delete=models.PROTECT, related_name="proposal_operations"
    )
    kind = models.CharField(max_length=12)
    inputs = models.JSONField(default=list)
    outputs = models.JSONField(default=list)
    detail = models.JSONField(default=dict)
    members = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=MAX_REASON)
    role = models.CharField(max_length=30)
    first_account = models.CharField(max_length=40, blank=True)
    first_office = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=STATES, default=CONFIRMED)
    second_role = models.CharField(max_length=30, blank=True)
    second_reason = models.CharField(max_length=MAX_REASON, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["process", "state", "at"], name="operation_waiting")
        ]

    def __str__(self) -> str:
        return self.kind


class OperationProposal(models.Model):
    """Which proposals an operation touched, so that a lineage is one query away."""

    INPUT, OUTPUT = "input", "output"

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="touched")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="touched_by")
    side = models.CharField(max_length=6, choices=[(INPUT, INPUT), (OUTPUT, OUTPUT)])

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["operation", "proposal", "side"], name="operation_touches_once"
            )
        ]


class Membership(models.Model):
    """A point supports a proposal, from one operation until another. History is never deleted."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="memberships")
    point = models.ForeignKey("voices.Point", on_delete=models.PROTECT, related_name="memberships")
    since = models.DateTimeField()
    since_operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField(null=True, blank=True)
    until_operation = models.ForeignKey(
        Operation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=MAX_REASON, blank=True)

    class Meta:
        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["proposal", "point"],
                condition=Q(until__isnull=True),
                name="membership_current_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["point", "until"], name="membership_of_point"),
            models.Index(fields=["proposal", "until"], name="membership_of_proposal"),
        ]


class Funnel(models.Model):
    """A narrowing, step by step."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey("process.Process", on_delete=models.PROTECT, related_name="funnels")
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=MAX_TITLE)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "slug"], name="funnel_slug_once")
        ]

    def __str__(self) -> str:
        return self.title


class FunnelStep(models.Model):
    """What was on the table after this step; ``body``: who narrowed it; ``held_on``: which day."""

    funnel = models.ForeignKey(Funnel, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=MAX_TITLE)
    body = models.CharField(max_length=MAX_TITLE, blank=True)
    held_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["funnel", "number"], name="funnel_step_once")
        ]

    def __str__(self) -> str:
        return self.label


class FunnelItem(models.Model):
    """One item of a step. dropped_reason: why no group of the next step holds it."""

    step = models.ForeignKey(FunnelStep, on_delete=models.PROTECT, related_name="items")
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=MAX_LABEL)
    dropped_reason = models.CharField(max_length=MAX_REASON, blank=True)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["step", "key"], name="funnel_item_once")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def ref(self) -> SubjectRef | None:
        """The theme or proposal that it is, where its step said so."""
        if not self.subject_kind:
            return None
        return SubjectRef(self.subject_kind, self.subject_id, label=self.label)


class FunnelLink(models.Model):
    """This item went into that group. An item goes into one group only: the database says so."""

    item_from = models.OneToOneField(FunnelItem, on_delete=models.PROTECT, related_name="went_to")
    item_to = models.ForeignKey(FunnelItem, on_delete=models.PROTECT, related_name="came_from")
