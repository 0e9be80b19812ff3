"""Cards of the library of references, each beside the document it is about."""

from typing import ClassVar

from django.db import models

from cocrea.documents.models.files import Document
from cocrea.documents.rules.library import INSTRUMENTS, TRUSTS


class LibraryCard(models.Model):
    """What the library says of a reference; see rules.library.Card for the fields."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="card")
    instrument = models.CharField(max_length=15, choices=[(i, i) for i in INSTRUMENTS])
    trust = models.CharField(max_length=10, choices=[(t, t) for t in TRUSTS])
    year = models.PositiveSmallIntegerField(null=True)
    licence = models.CharField(max_length=120, blank=True)
    why_absent = models.CharField(max_length=300, blank=True)
    cited = models.JSONField(default=list)
    described_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["instrument", "document_id"]

    def __str__(self) -> str:
        return f"{self.instrument} {self.document_id}"
