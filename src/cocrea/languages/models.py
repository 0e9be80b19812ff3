"""Translations by people, every one of them kept; the original lives in its own room."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cocrea.kernel.ids import uuid7
from cocrea.languages.rules.translations import DRAFT, MAX_FIELD, MAX_TEXT, REVIEWED, STATES


class Translation(models.Model):
    """One translation of one field of one thing. A change adds a row; one per field is current.

    subject_kind, subject_id  the thing, as in a SubjectRef; field: which text of it
    source_digest             hex SHA-256 of the original that was translated
    text, salt                erased together; digest (salted) stands in the public record
    office                    public function that translated; reviewed_*: that read it
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process_slug = models.SlugField(max_length=60)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.CharField(max_length=120)
    field = models.CharField(max_length=MAX_FIELD)
    language = models.CharField(max_length=3)
    source_language = models.CharField(max_length=3)
    source_digest = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    current = models.BooleanField(default=True)
    text = models.CharField(max_length=MAX_TEXT)
    salt = models.BinaryField(max_length=16)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default=DRAFT, choices=[(s, s) for s in STATES])
    role = models.CharField(max_length=40)
    office = models.CharField(max_length=64, blank=True)
    organization = models.CharField(max_length=80, blank=True)
    label = models.CharField(max_length=200, blank=True, help_text="name and post in public")
    at = models.DateTimeField()
    reviewed_role = models.CharField(max_length=40, blank=True)
    reviewed_office = models.CharField(max_length=64, blank=True)
    reviewed_label = models.CharField(max_length=200, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["subject_kind", "subject_id", "field", "language", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["process_slug", "subject_kind", "subject_id", "field", "language"],
                condition=Q(current=True),
                name="translation_one_current",
            ),
            models.UniqueConstraint(
                fields=[
                    "process_slug",
                    "subject_kind",
                    "subject_id",
                    "field",
                    "language",
                    "number",
                ],
                name="translation_number_once",
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="translation_state_known"),
            models.CheckConstraint(
                condition=~Q(state=REVIEWED) | Q(reviewed_at__isnull=False),
                name="translation_reviewed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} {self.field} {self.language}"
