"""Meetings with their notice, changes, pack, attendance sheets, tables and minutes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cocrea.kernel.ids import uuid7
from cocrea.kernel.refs import SubjectRef
from cocrea.people.models import Body
from cocrea.process.models import Process, Theme


class Noticed(models.Model):
    """Something announced with so many days of notice. A late one stays marked for ever.

    notice_working  both counts are of working days, as the rule of that moment counted
    """

    notice_days = models.IntegerField(null=True)
    required_days = models.PositiveSmallIntegerField(null=True)
    notice_working = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @property
    def late(self) -> bool:
        return (
            self.notice_days is not None
            and self.required_days is not None
            and self.notice_days < self.required_days
        )


class Meeting(Noticed):
    """One meeting. Times are those in force; earlier ones are in its changes."""

    DRAFT, ANNOUNCED, HELD, MINUTED, CANCELLED = (
        "draft",
        "announced",
        "held",
        "minuted",
        "cancelled",
    )
    STATES: ClassVar = [(s, s) for s in (DRAFT, ANNOUNCED, HELD, MINUTED, CANCELLED)]

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=15)  # rules.lifecycle.KINDS
    phase = models.PositiveSmallIntegerField(null=True)
    row = models.PositiveSmallIntegerField(null=True, help_text="row of the schedule")
    round = models.PositiveSmallIntegerField(null=True, help_text="number of the round of tables")
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    themes = models.ManyToManyField(Theme, related_name="meetings", blank=True)
    area = models.CharField(max_length=20, blank=True, help_text="code of the territory")
    venue = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="meetings")
    expected = models.CharField(max_length=200, blank=True, help_text="expected attendance")
    state = models.CharField(max_length=10, choices=STATES, default=DRAFT)
    announced_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True, help_text="when it was recorded as held")
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["process", "state", "starts_at"], name="meeting_order"),
            models.Index(fields=["process", "phase", "starts_at"], name="meeting_phase"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=models.F("starts_at")), name="meeting_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(announced_at__isnull=False),
                name="meeting_public_was_announced",
            ),
        ]

    def __str__(self) -> str:
        return self.title_es

    @property
    def ref(self) -> SubjectRef:
        return SubjectRef("meeting", str(self.public_id), label=self.title_es)


class DateChange(Noticed):
    """Date, hour or place moved after the announcement, with its reason. Never removed."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="changes")
    old_start = models.DateTimeField()
    new_start = models.DateTimeField()
    old_end = models.DateTimeField()
    new_end = models.DateTimeField()
    old_venue = models.CharField(max_length=300)
    new_venue = models.CharField(max_length=300)
    reason = models.TextField()
    salt = models.BinaryField(max_length=16)
    announced_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["announced_at", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.announced_at}"

    @property
    def moved(self) -> bool:
        return self.old_start != self.new_start or self.old_end != self.new_end

    @property
    def venue_moved(self) -> bool:
        return self.old_venue != self.new_venue


class Pack(Noticed):
    """One thing that had to be known before: call, agenda, method, authorities, document."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="pack")
    kind = models.CharField(max_length=12)  # rules.notice.PACK_KINDS
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    salt = models.BinaryField(max_length=16)
    document_id = models.CharField(max_length=64, blank=True)
    document_digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["published_at", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def document(self) -> SubjectRef:
        return SubjectRef("document", self.document_id, self.document_digest)


class Table(models.Model):
    """A table of a meeting, its theme and who facilitates it (by public function)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="tables")
    number = models.PositiveSmallIntegerField()
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, related_name="tables")
    facilitators = models.JSONField(default=list, help_text="public ids of public functions")
    labels = models.JSONField(default=list, help_text="their public names and posts")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meeting_table_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.number}"


class AttendanceSheet(models.Model):
    """Attendance as it was counted once, with who counted it. A correction is a new version.

    by_sector  {sector: n}, kept beside the rows so that lists need not add them up
    floor      bounds that bound the meeting on its day; past acts stay judged by them
    officials  how many of ``total`` were of the State; outside: some bound was broken
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sheets")
    version = models.PositiveSmallIntegerField(default=1)
    current = models.BooleanField(default=True)
    source = models.CharField(max_length=300, help_text="who counted, and from what")
    digest = models.CharField(max_length=64)
    total = models.PositiveIntegerField()
    by_sector = models.JSONField(default=dict)
    floor = models.JSONField(default=list)
    officials = models.PositiveIntegerField(default=0)
    outside = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["meeting_id", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "version"], name="meeting_sheet_version"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(current=True), name="meeting_sheet_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} v{self.version}"


class AttendanceRow(models.Model):
    """A line of a sheet; genders are null where nobody asked."""

    sheet = models.ForeignKey(AttendanceSheet, on_delete=models.PROTECT, related_name="rows")
    table = models.PositiveSmallIntegerField(null=True)
    sector = models.CharField(max_length=20)
    status = models.CharField(max_length=20)
    organization = models.CharField(max_length=80, blank=True)
    count = models.PositiveIntegerField()
    women = models.PositiveIntegerField(null=True)
    men = models.PositiveIntegerField(null=True)
    other = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.sector} {self.count}"


class Minutes(models.Model):
    """The minutes, in versions; a version is public when the publisher published it.

    decisions  [{"kind", "id", "label"}]: sessions or other things that were decided there
    funnel     what was narrowed, joined or left aside, in words
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    salt = models.BinaryField(max_length=16)
    decisions = models.JSONField(default=list)
    funnel = models.TextField(blank=True)
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["meeting_id", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "version"], name="meeting_minutes_version")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} v{self.version}"

    @property
    def decided(self) -> list[SubjectRef]:
        return [SubjectRef(d["kind"], d["id"], label=d["label"]) for d in self.decisions]


class Evidence(models.Model):
    """The meeting counts towards something promised elsewhere, named by value."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="evidence")
    subject_kind = models.CharField(max_length=30)
    subject_id = models.CharField(max_length=64)
    subject_label = models.CharField(max_length=300)
    note = models.TextField()
    salt = models.BinaryField(max_length=16)
    digest = models.CharField(max_length=64)
    declared_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["declared_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject_id"], name="meeting_evidence_of")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "subject_kind", "subject_id"], name="meeting_evidence_once"
            )
        ]

    def __str__(self) -> str:
        return self.subject_label

    @property
    def subject(self) -> SubjectRef:
        return SubjectRef(self.subject_kind, self.subject_id, label=self.subject_label)
