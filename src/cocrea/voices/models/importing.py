"""Batches of voices that came in a file, and their rows while they are not voices yet.

What is private of a row (a name, an address, the file itself) lies in the vault; here only ids.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cocrea.kernel.ids import uuid7
from cocrea.kernel.refs import SubjectRef
from cocrea.voices.rules.dispositions import MAX_REASON
from cocrea.voices.rules.importing.lifecycle import PUBLIC, BatchState, RowState
from cocrea.voices.rules.intake import MAX_TEXT


class ImportBatch(models.Model):
    """One file, and what became of it.

    source_name   where these words come from, as whoever typed them says it; public
    source_digest hex SHA-256 of the file; scope: rows of one scope are the same row once
    file          uuid of the file in the vault, until its rows are voices
    shape         how it is read, mapping: what its columns mean (``rules.importing``)
    defaults      channel, kind, language of rows that do not say
    source_*      the meeting that these words were said at; phase: whose window it is
    opened_*      role, public function and organization of who typed it
    read_to       last line whose row is kept; done: voices made or withdrawn so far
    root          Merkle root over its voices, as the record has it
    code_seed     what the check codes are made from, until the sheet of codes was taken
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey("process.Process", on_delete=models.PROTECT, related_name="batches")
    state = models.CharField(max_length=10, default=BatchState.UPLOADED)
    source_name = models.CharField(max_length=120)
    source_digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    scope = models.CharField(max_length=80)
    file = models.UUIDField(null=True, blank=True)
    shape = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    strict = models.BooleanField(default=False)
    defaults = models.JSONField(default=dict)
    source_kind = models.CharField(max_length=30, blank=True)
    source_id = models.CharField(max_length=120, blank=True)
    source_label = models.CharField(max_length=200, blank=True)
    phase = models.PositiveSmallIntegerField(null=True)
    methodology_version = models.PositiveIntegerField(default=0)
    opened_by = models.CharField(max_length=30)
    opened_office = models.CharField(max_length=40, blank=True)
    opened_organization = models.CharField(max_length=80, blank=True)
    opened_at = models.DateTimeField()

    read_to = models.PositiveIntegerField(default=0)
    fresh = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    warned = models.PositiveIntegerField(default=0)

    done = models.PositiveIntegerField(default=0)
    root = models.CharField(max_length=64, blank=True)
    code_seed = models.BinaryField(max_length=32, default=bytes)
    promoted_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    codes_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=30, blank=True)
    undo_reason = models.CharField(max_length=MAX_REASON, blank=True)
    undo_salt = models.BinaryField(max_length=16, default=bytes)
    undo_digest = models.CharField(max_length=64, blank=True)
    kept = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-opened_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in BatchState]), name="batch_state_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["process", "state"], name="batch_by_state"),
            models.Index(fields=["process", "source_digest"], name="batch_by_file"),
        ]

    def __str__(self) -> str:
        return self.source_name

    @property
    def ref(self) -> SubjectRef:
        return SubjectRef("import", str(self.public_id), self.source_digest, self.source_name)

    @property
    def public(self) -> bool:
        """May everybody know of it? A draft is its team's."""
        return self.state in PUBLIC

    @property
    def read(self) -> int:
        """How many rows were read so far."""
        return self.fresh + self.known + self.faulty + self.skipped


class ImportRow(models.Model):
    """A row of a batch. What it says is emptied when it is a voice, so that erasing the voice
    leaves no copy; ``key`` stays and keeps the same row from coming in again.

    key        keyed digest by which the row is known (``rules.importing.keys``)
    live       it counts: its voice is there or on its way, and was not undone
    content    keyed digest of what it says: the same id with other words is a finding
    problems   findings as JSON, never with what a cell holds
    fields     of a VoiceInput, by code; author, contact: uuids in the vault
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    state = models.CharField(max_length=8)
    key = models.CharField(max_length=64)
    content = models.CharField(max_length=64)
    live = models.BooleanField(default=False)
    problems = models.JSONField(default=list)
    warned = models.BooleanField(default=False)
    said_on = models.DateField(null=True, blank=True)
    public_id = models.UUIDField(default=uuid7, editable=False)
    folio = models.CharField(max_length=20, blank=True, db_index=True)
    text = models.CharField(max_length=MAX_TEXT, blank=True)
    text_salt = models.BinaryField(max_length=16, default=bytes)
    text_digest = models.CharField(max_length=64, blank=True)
    fingerprint = models.CharField(max_length=16, blank=True)
    fields = models.JSONField(default=dict)
    author = models.UUIDField(null=True, blank=True)
    contact = models.UUIDField(null=True, blank=True)
    voice = models.OneToOneField(
        "voices.Voice", on_delete=models.PROTECT, null=True, blank=True, related_name="import_row"
    )

    class Meta:
        ordering: ClassVar = ["batch", "line"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "line"], name="import_line_once"),
            models.UniqueConstraint(fields=["key"], condition=Q(live=True), name="import_row_once"),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in RowState]), name="import_row_state_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["batch", "state", "line"], name="import_row_order"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.line}"
