"""Tables of a process: which methodology binds it, and every published act that moved it."""

from django.db import models
from django.utils.translation import get_language

from cocrea.kernel.ids import uuid7


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

    class Meta:
        ordering = ["announced_at", "pk"]

    @property
    def late(self) -> bool:
        return self.required_days is not None and self.notice_days < self.required_days


class PublishedException(models.Model):
    """The competent body lets one thing past one rule, in public, with a reason."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="exceptions")
    rule = models.CharField(max_length=60, help_text="code of the finding that it lifts")
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    quantity = models.PositiveIntegerField(null=True, help_text="the limit that holds instead")
    reason = models.TextField()
    body_name = models.CharField(max_length=200)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["published_at", "pk"]


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
