"""Tables of a process: which methodology binds it, and every published act that moved it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from cocrea.kernel.ids import uuid7
from cocrea.process.rules.exceptions import PUBLISHED, STATES


class Process(models.Model):
    """One co-creation process. Its public record is its log; its law is its methodology."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name_es = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    country = models.CharField(max_length=120)
    zone = models.CharField(max_length=60)
    folio_prefix = models.CharField(max_length=8, unique=True)
    log = models.OneToOneField("ledger.Log", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(help_text="day 0 of windows that are given as offsets")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_es

    @property
    def is_demo(self) -> bool:
        return self.log.is_demo


class MethodologyVersion(models.Model):
    """The whole methodology as it was from a day on. Past acts stay judged by their version."""

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    data = models.JSONField()
    digest = models.CharField(max_length=64)
    in_force_from = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="methodology_version_once")
        ]


class Amendment(models.Model):
    """A published change of the methodology: clause, old and new text, reason, who decided."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="amendments")
    version = models.OneToOneField(MethodologyVersion, on_delete=models.PROTECT)
    clause = models.CharField(max_length=60)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    reason = models.TextField()
    body_name = models.CharField(max_length=200)
    answers = models.JSONField(default=list, help_text="folios of the opinions that it answers")
    published_at = models.DateTimeField()
    in_force_from = models.DateTimeField()

    class Meta:
        ordering = ["in_force_from", "pk"]


class PhaseAct(models.Model):
    """A phase was opened, closed or opened again, by whom and on which facts."""

    OPENED, CLOSED = "opened", "closed"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="phase_acts")
    phase = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(OPENED, OPENED), (CLOSED, CLOSED)])
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    findings = models.JSONField(default=list)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["process", "phase", "at"], name="phase_act_order")]


class CalendarAct(models.Model):
    """A published act fixed or moved the day of a schedule row. A late one stays marked."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="calendar_acts")
    row = models.PositiveSmallIntegerField()
    old_start = models.DateField()
    old_end = models.DateField()
    start = models.DateField()
    end = models.DateField()
    reason = models.TextField()
    announced_at = models.DateTimeField()
    notice_days = models.IntegerField()
    required_days = models.PositiveSmallIntegerField(null=True)
    notice_working = models.BooleanField(default=False)

    class Meta:
        ordering = ["announced_at", "pk"]

    @property
    def late(self) -> bool:
        return self.required_days is not None and self.notice_days < self.required_days


class PublishedException(models.Model):
    """A body lets one thing past one rule, in public, with a reason.

    It is asked for first (``proposed``) and lifts something only while it is ``published``, which
    rests on the decision of the body that was asked. digest: of what was asked, which the decision
    names. Those of before this was so have no decision.
    """

    STATES = [(state, state) for state in STATES]

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="exceptions")
    rule = models.CharField(max_length=60, help_text="code of the finding that it lifts")
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    quantity = models.PositiveIntegerField(null=True, help_text="the limit that holds instead")
    reason = models.TextField()
    body_name = models.CharField(max_length=200)
    body_slug = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default=PUBLISHED)
    proposed_at = models.DateTimeField(null=True)
    proposed_office = models.CharField(max_length=64, blank=True)
    decision_kind = models.CharField(max_length=30, blank=True)
    decision_id = models.CharField(max_length=64, blank=True)
    decision_label = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["published_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision_kind", "decision_id"],
                condition=~Q(decision_id=""),
                name="exception_decision_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=PUBLISHED) | Q(published_at__isnull=False),
                name="exception_published_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=PUBLISHED) | Q(proposed_at=None) | ~Q(decision_id=""),
                name="exception_published_on_a_decision",
            ),
        ]


class ComplementaryActivity(models.Model):
    """An activity that a phase gained by a published act."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="activities")
    phase = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    start = models.DateField()
    end = models.DateField()
    reason = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["start", "pk"]


class Theme(models.Model):
    """A thematic area; its words help to find it, people decide."""

    CANDIDATE, PRIORITISED, DROPPED = "candidate", "prioritised", "dropped"
    STATES = [(s, s) for s in (CANDIDATE, PRIORITISED, DROPPED)]

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="themes")
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=60)
    name_es = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    keywords = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=STATES, default=PRIORITISED)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="theme_number_once"),
            models.UniqueConstraint(fields=["process", "slug"], name="theme_slug_once"),
        ]

    def __str__(self) -> str:
        return self.name_es


class PreparationTask(models.Model):
    """Something that must be ready before a row of the schedule, with owner and due date."""

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="tasks")
    key = models.CharField(max_length=60)
    text = models.CharField(max_length=300)
    owner_role = models.CharField(max_length=30)
    row = models.PositiveSmallIntegerField(null=True)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="task_key_once")]


class Invitation(models.Model):
    """Somebody was invited to the call: which body, by which channel, when, and what proves it.

    name  of who is invited where no organization of the registry stands for them
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="invitations")
    organization = models.ForeignKey(
        "people.Organization", on_delete=models.PROTECT, null=True, related_name="invitations"
    )
    name = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=220)  # slug of the organization, or the folded name
    sector = models.CharField(max_length=20)
    channel = models.CharField(max_length=15)  # rules.invitations.CHANNELS
    invited_on = models.DateField()
    proof_link = models.CharField(max_length=500, blank=True)
    proof_document = models.CharField(max_length=64, blank=True, help_text="id of a document")
    proof_digest = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["sector", "key"]
        constraints = [
            models.UniqueConstraint(fields=["process", "key"], name="invitation_once"),
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | ~Q(name=""), name="invitation_of_somebody"
            ),
        ]


class EarlierPlan(models.Model):
    """A light record of an earlier plan: what sources say of it, and how well we know it.

    grounds  {fact: {"source", "trust"}} for each of rules.earlier.FACTS that is given
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="earlier_plans")
    number = models.PositiveSmallIntegerField()
    name_es = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    period = models.CharField(max_length=9, blank=True)
    state = models.CharField(max_length=15, blank=True)
    commitments_count = models.PositiveSmallIntegerField(null=True)
    grounds = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="earlier_plan_once")
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name_es


class EarlierCommitment(models.Model):
    """A commitment of an earlier plan, as far as a source tells of it."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    plan = models.ForeignKey(EarlierPlan, on_delete=models.PROTECT, related_name="commitments")
    number = models.PositiveSmallIntegerField(null=True)
    code = models.CharField(max_length=12, blank=True, help_text="identifier of OGP")
    title_es = models.CharField(max_length=400, blank=True)
    title_en = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=15, blank=True)
    achievement = models.TextField(blank=True)
    source = models.CharField(max_length=300)
    link = models.CharField(max_length=500, blank=True)
    trust = models.CharField(max_length=12)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["plan_id", "number", "code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                condition=Q(number__isnull=False),
                name="earlier_commitment_number_once",
            ),
            models.UniqueConstraint(
                fields=["plan", "code"],
                condition=~Q(code=""),
                name="earlier_commitment_code_once",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False) | ~Q(code=""), name="earlier_commitment_named"
            ),
        ]

    def __str__(self) -> str:
        return self.title_en if self.title_en and get_language() == "en" else self.title_es
