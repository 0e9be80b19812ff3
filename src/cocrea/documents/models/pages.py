"""Editorial pages: an address, its versions, and the texts of each version by language."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cocrea.documents.rules import pages as rules
from cocrea.kernel.ids import uuid7


class Page(models.Model):
    """An address below ``/p/<process>/paginas/``. What it says is in its versions."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process_slug = models.CharField(max_length=60)
    slug = models.SlugField(max_length=rules.SLUG_MAX)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["process_slug", "slug"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process_slug", "slug"], name="page_slug_once")
        ]

    def __str__(self) -> str:
        return self.slug


class PageVersion(models.Model):
    """One version. Its texts do not change after it was submitted; states only move on.

    authors      [{"office", "role", "label"}] of everybody who saved it, in their order
    digest       of what was submitted (rules.pages.digest_of); "" while it is a draft
    publish_at   hour approved for publication; None: at once
    returned_*   why the approver gave it back, not public
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, default=rules.DRAFT, choices=[(s, s) for s in rules.STATES]
    )
    place = models.CharField(max_length=10, default="none")  # rules.pages.PLACES
    position = models.PositiveSmallIntegerField(default=0)
    slots = models.JSONField(default=list, help_text="languages that it should be read in")
    note = models.CharField(max_length=rules.NOTE_MAX, blank=True, help_text="what changed")
    authors = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_reason = models.TextField(blank=True)
    approver = models.JSONField(default=dict)
    approved_at = models.DateTimeField(null=True)
    publish_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.TextField(blank=True)
    withdraw_salt = models.BinaryField(max_length=16, default=bytes)
    withdraw_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["page_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "number"], name="page_version_number"),
            models.UniqueConstraint(
                fields=["page"], condition=Q(state__in=rules.IN_WORK), name="page_one_in_work"
            ),
            models.UniqueConstraint(
                fields=["page"], condition=Q(state=rules.PUBLISHED), name="page_one_published"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[rules.APPROVED, *rules.EVER_PUBLIC])
                | (Q(approved_at__isnull=False) & ~Q(digest="")),
                name="page_public_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=rules.EVER_PUBLIC) | Q(published_at__isnull=False),
                name="page_public_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} v{self.number}"


class PageText(models.Model):
    """Title and Markdown in one language; ``digest`` (salted) of both stands in the record."""

    version = models.ForeignKey(PageVersion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=3)
    title = models.CharField(max_length=rules.TITLE_MAX)
    text = models.TextField()
    salt = models.BinaryField(max_length=16)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["version_id", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "language"], name="page_text_language")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def whole(self) -> str:
        """What its digest is of."""
        return f"{self.title}\n\n{self.text}"
