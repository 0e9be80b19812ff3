"""Voices, their points and answers. Whom an author is lies in the vault; here only its uuid."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cocrea.kernel.ids import uuid7
from cocrea.kernel.refs import SubjectRef
from cocrea.voices.rules.dispositions import MAX_REASON, Kind
from cocrea.voices.rules.intake import MAX_NAME, MAX_TEXT
from cocrea.voices.rules.lifecycle import TEXT_PUBLIC, State


class Voice(models.Model):
    """One contribution.

    text, text_salt      erased together; text_digest (salted) stays and stands in the record
    key_hash, form_hash  of the idempotency key and of the form token, so that the check code cannot
                         be derived again from the database
    fingerprint, cluster signature for floods; the cluster that waits in the queue with it
    area, part           codes of the territory (department, municipality); language: ISO 639-3
    contact              uuid of a contact in the vault
    about_*              what it is about; source_*: the meeting or consultation it came through
    voice_of, typed_by   whose words these are; the role that wrote them down
    arrival              code of the short link by which its author came; only ever counted with
                         others, never shown beside a voice nor recorded
    batch                the file that it came in; author: uuid in the vault of the person whose
                         words a sheet says these are
    withdrawn_basis      "" by its author, "batch" when the whole file was undone
    refused_by           organization that refused it; overdue_at: triage was late, for ever
    answered_late        calendar days from the last day for the answer to answered_at; 0 in time
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey("process.Process", on_delete=models.PROTECT, related_name="voices")
    folio = models.CharField(max_length=20, unique=True)
    code_hash = models.CharField(max_length=64)
    key_hash = models.CharField(max_length=64)
    form_hash = models.CharField(max_length=64, blank=True)

    kind = models.CharField(max_length=12)
    text = models.CharField(max_length=MAX_TEXT, blank=True)
    text_salt = models.BinaryField(max_length=16, default=bytes)
    text_digest = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=16, blank=True)
    cluster = models.CharField(max_length=16, blank=True)
    theme = models.ForeignKey(
        "process.Theme", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    area = models.CharField(max_length=12, blank=True)
    part = models.CharField(max_length=12, blank=True)
    language = models.CharField(max_length=3)

    sector = models.CharField(max_length=20, blank=True)
    gender = models.CharField(max_length=10, blank=True)
    age_band = models.CharField(max_length=10, blank=True)
    people = models.CharField(max_length=16, blank=True)
    display = models.CharField(max_length=10, default="reserved")
    shown_name = models.CharField(max_length=MAX_NAME, blank=True)
    consent_version = models.CharField(max_length=20)
    consent_covers = models.JSONField(default=list)
    contact = models.UUIDField(null=True, blank=True)

    channel = models.CharField(max_length=12)
    voice_of = models.CharField(max_length=12, default="person")
    voice_of_label = models.CharField(max_length=120, blank=True)
    typed_by = models.CharField(max_length=30, blank=True)
    author = models.UUIDField(null=True, blank=True)
    batch = models.ForeignKey(
        "voices.ImportBatch",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="voices",
    )
    arrival = models.CharField(max_length=16, blank=True, default="")
    about_kind = models.CharField(max_length=30, blank=True)
    about_id = models.CharField(max_length=120, blank=True)
    about_digest = models.CharField(max_length=64, blank=True)
    about_label = models.CharField(max_length=200, blank=True)
    source_kind = models.CharField(max_length=30, blank=True)
    source_id = models.CharField(max_length=120, blank=True)
    phase = models.PositiveSmallIntegerField()
    methodology_version = models.PositiveIntegerField()

    state = models.CharField(max_length=12, default=State.RECEIVED)
    received_at = models.DateTimeField()
    overdue_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=MAX_REASON, blank=True)
    refusal_salt = models.BinaryField(max_length=16, default=bytes)
    refused_by = models.CharField(max_length=80, blank=True)
    treated_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_late = models.PositiveIntegerField(default=0)
    withdrawn_basis = models.CharField(max_length=10, blank=True, default="")
    erased_at = models.DateTimeField(null=True, blank=True)
    erasure_basis = models.CharField(max_length=20, blank=True)
    erasure_reason = models.CharField(max_length=MAX_REASON, blank=True, default="")
    erasure_salt = models.BinaryField(max_length=16, default=bytes)

    class Meta:
        ordering: ClassVar = ["-received_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "key_hash"], name="voice_key_once"),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in State]), name="voice_state_known"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(text="", shown_name="", contact=None),
                name="voice_erased_is_empty",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["process", "state", "received_at"], name="voice_by_state"),
            models.Index(fields=["process", "received_at"], name="voice_by_time"),
            models.Index(fields=["process", "phase", "state"], name="voice_by_phase"),
            models.Index(fields=["process", "theme", "received_at"], name="voice_by_theme"),
            models.Index(fields=["process", "area", "received_at"], name="voice_by_area"),
            models.Index(fields=["about_kind", "about_id"], name="voice_about"),
            # What came through a meeting or window, in order: its thread counts thousands of them.
            models.Index(
                fields=["source_kind", "source_id", "received_at", "state"], name="voice_through"
            ),
            models.Index(fields=["process", "cluster"], name="voice_cluster"),
            models.Index(fields=["form_hash"], name="voice_form"),
            models.Index(fields=["process", "answered_late"], name="voice_answered_late"),
            # The three below hold all that pages of figures count, so that these read no rows.
            models.Index(fields=["process", "channel", "arrival"], name="voice_way"),
            models.Index(
                fields=["process", "sector", "gender", "people", "language", "age_band"],
                name="voice_who",
            ),
            models.Index(
                fields=["process", "theme", "area", "state", "received_at"], name="voice_where"
            ),
        ]

    def __str__(self) -> str:
        return self.folio

    @property
    def text_public(self) -> bool:
        """May everybody read its text now?"""
        return self.state in TEXT_PUBLIC and self.erased_at is None

    @property
    def about(self) -> SubjectRef | None:
        if not self.about_kind:
            return None
        return SubjectRef(self.about_kind, self.about_id, self.about_digest, self.about_label)


class Point(models.Model):
    """One thing that a voice says, to be answered on its own. text: an excerpt or its wording.

    answer  kind of the disposition in force, "" while there is none: counted without reading those
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=MAX_TEXT, blank=True)
    text_salt = models.BinaryField(max_length=16, default=bytes)
    text_digest = models.CharField(max_length=64)
    theme = models.ForeignKey(
        "process.Theme", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    coded_by = models.CharField(max_length=30)
    coded_at = models.DateTimeField()
    answer = models.CharField(max_length=26, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["voice", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["voice", "number"], name="point_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["voice", "theme", "answer"], name="point_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.voice_id}.{self.number}"


class Disposition(models.Model):
    """What became of a point, and why: proposed by one role, published by another."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="dispositions")
    kind = models.CharField(max_length=26)
    reason = models.CharField(max_length=MAX_REASON)
    reason_salt = models.BinaryField(max_length=16, default=bytes)
    reason_digest = models.CharField(max_length=64, blank=True)
    target_kind = models.CharField(max_length=30, blank=True)
    target_id = models.CharField(max_length=120, blank=True)
    target_digest = models.CharField(max_length=64, blank=True)
    target_label = models.CharField(max_length=200, blank=True)
    proposed_by = models.CharField(max_length=30)
    proposed_office = models.CharField(max_length=40, blank=True)
    proposed_organization = models.CharField(max_length=80, blank=True)
    proposed_at = models.DateTimeField()
    published_by = models.CharField(max_length=30, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    # Sent back to who proposes; a new proposal takes its place. Seen by the team alone.
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=MAX_REASON, blank=True)
    current = models.BooleanField(default=False)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )

    class Meta:
        ordering: ClassVar = ["proposed_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["point"], condition=Q(current=True), name="disposition_one_current"
            ),
            models.CheckConstraint(
                condition=Q(current=False) | Q(published_at__isnull=False),
                name="disposition_current_is_published",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[str(k) for k in Kind]), name="disposition_kind_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["published_at", "proposed_at"], name="disposition_waiting"),
            models.Index(fields=["target_kind", "target_id"], name="disposition_target"),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.kind}"

    @property
    def target(self) -> SubjectRef | None:
        if not self.target_kind:
            return None
        return SubjectRef(self.target_kind, self.target_id, self.target_digest, self.target_label)


class Review(models.Model):
    """The one review of a refusal, by another institution."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    voice = models.OneToOneField(Voice, on_delete=models.PROTECT, related_name="review")
    asked_at = models.DateTimeField()
    plea = models.CharField(max_length=MAX_REASON, blank=True)  # the author's words; not published
    plea_salt = models.BinaryField(max_length=16, default=bytes)
    plea_digest = models.CharField(max_length=64)
    organization = models.CharField(max_length=80, blank=True)  # slug of who decided
    decided_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True)  # overturned | upheld
    reason = models.CharField(max_length=MAX_REASON, blank=True)
    reason_salt = models.BinaryField(max_length=16, default=bytes)

    def __str__(self) -> str:
        return f"{self.voice_id} {self.outcome or 'asked'}"


class CodeTry(models.Model):
    """Wrong check codes for one voice in the present window."""

    voice = models.OneToOneField(Voice, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    count = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.voice_id} {self.count}"
