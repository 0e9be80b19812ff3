"""Documents as they were published. A row never changes: a new version is a new row."""

from django.db import models
from django.db.models import Q

from cocrea.kernel.ids import uuid7


class Document(models.Model):
    """A published file, or the record of a thing that is kept elsewhere.

    digest         hex SHA-256 of the file; of the thing elsewhere, as its record claims ("" none)
    size           bytes; 0 when no file is kept here
    title_salt     with the title: the commitment ``title_digest`` that stands in the record
    superseded_at  when a newer version took its place
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process_slug = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)  # rules.kinds.KINDS
    title_es = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    title_salt = models.BinaryField(max_length=16)
    title_digest = models.CharField(max_length=64)
    language = models.CharField(max_length=3)
    source = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    media_type = models.CharField(max_length=100, blank=True)
    published_at = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="why this version took the earlier one's place")

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["process_slug", "-published_at"], name="document_list"),
            models.Index(fields=["process_slug", "kind"], name="document_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(size=0) | (~Q(digest="") & ~Q(media_type="")), name="document_file"
            ),
            models.UniqueConstraint(
                fields=["process_slug", "kind", "digest", "title_es"],
                condition=Q(superseded_at__isnull=True) & ~Q(digest=""),
                name="document_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title_es

    @property
    def has_file(self) -> bool:
        return self.size > 0

    @property
    def state(self) -> str:
        return "superseded" if self.superseded_at else "current"
